"""Suggested sources, over sockets: from Add evidence to the note, and to whoever suggested one."""

from __future__ import annotations

import pytest

from playground.answers import text_of
from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_feedback import card, cards, suggested, with_moderators_channel
from tests.wire.test_life_of_a_note import shown
from tests.wire.test_notes import SAID, noted
from tests.wire.test_tips import outcome

pytestmark = pytest.mark.wire


async def noted_and_suggested(playground: Playground, bot: BotProcess) -> tuple[Json, Json]:
    """Have a source suggested under a note, and return the note and the moderators' card."""
    await with_moderators_channel(playground, bot)
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await suggested(playground, note)
    return note, await card(playground)


async def test_what_a_moderator_corrects_and_accepts_is_in_the_note_and_told(
    playground: Playground, bot: BotProcess
) -> None:
    note, waiting = await noted_and_suggested(playground, bot)
    form = await playground.people.click("sam", waiting, "source:edit:1")
    await shown(playground, waiting, "works on this since")
    accepted = await playground.people.submit("sam", form, title="The wreck, filmed", publisher="BBC")
    assert accepted.ephemeral
    await shown(playground, note, "[The wreck, filmed](https://example.org/wreck), BBC")
    await shown(playground, waiting, "Accepted** by <@")
    told = text_of(await outcome(playground))
    assert "Moderators accepted it" in told
    assert "The wreck, filmed" in told
    assert "The wreck, filmed" not in bot.log


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_telling_it_tells_once(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    _, waiting = await noted_and_suggested(playground, bot)
    direct = playground.world.open_direct(playground.world.find_user("mira"))
    path = f"/channels/{direct['id']}/messages"
    held = playground.faults.hold(method="POST", path=path, carried_out=carried_out)
    form = await playground.people.click("sam", waiting, "decline-evidence:1")
    await playground.people.submit("sam", form, reason="Two weeks old.")
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await playground.log.wait_for("GET", path, 200, timeout_s=PATIENCE_S)
    assert "Their reason: Two weeks old." in text_of(await outcome(playground))
    await shown(playground, await card(playground), "✖️ Declined**")
    assert len(cards(playground)) == 1
