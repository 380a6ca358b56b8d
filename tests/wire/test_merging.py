"""Claims made one, over sockets: notes change hands, also when the process dies meanwhile."""

from __future__ import annotations

import pytest

from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import gone, shown
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

SOURCE, TARGET = "helicopter-shot-down", "google-news-blocked"


async def merge(playground: Playground) -> None:
    """Have the moderator merge the helicopter claim into the other one, by the command and its button."""
    asked = await playground.people.slash("sam", "mod-desk", "desk merge", claim=SOURCE, into=TARGET)
    assert asked.message is not None
    await playground.people.click("sam", asked.message, asked.custom_ids[-1])


async def undo(playground: Playground, number: int) -> None:
    """Have the moderator undo a change of several claims."""
    asked = await playground.people.slash("sam", "mod-desk", "desk undo", number=number)
    assert asked.message is not None
    await playground.people.click("sam", asked.message, asked.custom_ids[-1])


async def test_a_note_of_the_merged_claim_becomes_the_others_and_back_when_it_is_undone(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, message)
    await merge(playground)
    await shown(playground, note, f"wrong:{TARGET}")
    await shown(playground, note, "Network measurements")
    # Three records of loading, then those of the merge: three claims, for one was linked to the merged one.
    await undo(playground, 5)
    await shown(playground, note, f"wrong:{SOURCE}")
    await playground.people.click("sam", note, f"wrong:{SOURCE}")
    await gone(playground, message)


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_a_note_changes_hands_it_shows_the_other_claim_after_the_start(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, message)
    held = playground.faults.hold(method="PATCH", path=f"/messages/{note['id']}", carried_out=carried_out)
    await merge(playground)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await shown(playground, note, f"wrong:{TARGET}")
    assert len(playground.world.replies_to(message)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_posting_a_note_whose_claim_was_merged_it_posts_the_others_once(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await bot.connect()
    held = playground.faults.hold(method="POST", path="/messages", carried_out=carried_out)
    message = await playground.people.say("mira", "breaking-news", SAID)
    async with held.reached_within(PATIENCE_S):
        await merge(playground)
        await bot.kill()
    await bot.connect()
    note = await noted(playground, message)
    await shown(playground, note, f"wrong:{TARGET}")
    assert len(playground.world.replies_to(message)) == 1
