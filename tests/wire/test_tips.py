"""Suggested claims, over sockets: from a message to its card, its note, and to whoever suggested it."""

from __future__ import annotations

import pytest

from playground.answers import text_of
from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_feedback import card, cards, with_moderators_channel
from tests.wire.test_life_of_a_note import shown
from tests.wire.test_notes import noted

pytestmark = pytest.mark.wire

SAID = "The Crimean bridge was closed to lorries"


async def suggested(playground: Playground) -> None:
    """Have a member suggest what somebody else wrote."""
    message = await playground.people.say("jonas", "general", SAID)
    form = await playground.people.menu("mira", "Suggest as claim", message)
    thanked = await playground.people.submit("mira", form, remark="Heard it twice.")
    assert "Moderators will look at the claim you suggest." in thanked.text


async def outcome(playground: Playground) -> Json:
    """Wait until the member hears what became of it."""
    await playground.world.wait_until(lambda: playground.world.direct_messages("mira"), PATIENCE_S)
    (only,) = playground.world.direct_messages("mira")
    return only


async def test_what_a_member_suggests_from_a_message_and_a_moderator_approves_is_noted_and_told(
    playground: Playground, bot: BotProcess
) -> None:
    await with_moderators_channel(playground, bot)
    await bot.connect()
    await suggested(playground)
    waiting = await card(playground)
    assert SAID in text_of(waiting)
    assert waiting["mentions"] == []
    approved = await playground.people.click("sam", waiting, "tip:approve:1")
    assert approved.ephemeral
    await shown(playground, waiting, "✅ **Approved** as `crimean-bridge-closed-lorries` by <@")
    note = await noted(playground, await playground.people.say("jonas", "breaking-news", SAID))
    assert "Unverified" in text_of(note)
    told = text_of(await outcome(playground))
    assert "Moderators recorded it" in told
    assert SAID in told
    assert SAID not in bot.log


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_telling_it_tells_once(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await with_moderators_channel(playground, bot)
    await bot.connect()
    await suggested(playground)
    direct = playground.world.open_direct(playground.world.find_user("mira"))
    path = f"/channels/{direct['id']}/messages"
    held = playground.faults.hold(method="POST", path=path, carried_out=carried_out)
    await playground.people.click("sam", await card(playground), "tip:approve:1")
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await playground.log.wait_for("GET", path, 200, timeout_s=PATIENCE_S)
    assert "Moderators recorded it" in text_of(await outcome(playground))
    await shown(playground, await card(playground), "✅ **Approved**")
    assert len(cards(playground)) == 1
