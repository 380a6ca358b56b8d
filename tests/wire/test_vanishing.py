"""Permissions that vanish while the bot is at work, and come back."""

from __future__ import annotations

import pytest

from playground.answers import text_of
from playground.permissions import Permission
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import judged, shown
from tests.wire.test_notes import SAID, noted
from tests.wire.test_thousand_notes import progress

pytestmark = pytest.mark.wire


async def test_a_permission_that_vanishes_before_the_note_is_posted_costs_this_note_and_no_later_one(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    held = playground.faults.hold(method="POST", path="/messages", carried_out=False)
    message = await playground.people.say("mira", "breaking-news", SAID)
    async with held.reached_within(PATIENCE_S):
        playground.faults.take_permission("breaking-news", Permission.SEND_MESSAGES)
    await playground.log.wait_for("POST", "/messages", 403, timeout_s=PATIENCE_S)
    await noted(playground, await playground.people.say("mira", "general", SAID))
    assert "note refused" in bot.log
    playground.faults.give_permission("breaking-news", Permission.SEND_MESSAGES)
    await noted(playground, await playground.people.say("jonas", "breaking-news", SAID))
    assert playground.world.replies_to(message) == []


async def test_a_permission_that_is_gone_is_noticed_before_asking_discord(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    playground.faults.take_permission("breaking-news", Permission.SEND_MESSAGES)
    message = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, await playground.people.say("mira", "general", SAID))
    assert "note skipped" in bot.log
    assert playground.log.find("POST", f"/channels/{message['channel_id']}/messages") == []
    playground.faults.give_permission("breaking-news", Permission.SEND_MESSAGES)
    await noted(playground, await playground.people.say("jonas", "breaking-news", SAID))


@pytest.mark.parametrize("while_asking", [False, True])
async def test_a_channel_that_is_hidden_before_an_update_counts_as_failed_and_is_noted_again_later(
    playground: Playground, bot: BotProcess, while_asking: bool
) -> None:
    await bot.connect()
    hidden = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    note = await noted(playground, await playground.people.say("mira", "general", SAID))
    if while_asking:
        held = playground.faults.hold(method="PATCH", path=f"/messages/{hidden['id']}", carried_out=False)
        await judged(playground)
        async with held.reached_within(PATIENCE_S):
            playground.faults.take_permission("breaking-news", Permission.VIEW_CHANNEL)
    else:
        playground.faults.take_permission("breaking-news", Permission.VIEW_CHANNEL)
        await judged(playground)
    await shown(playground, note, "Confirmed")
    final = "Earlier notes: **1** updated, 1 failed: I may not edit there any more."
    await playground.world.wait_until(
        lambda: (line := progress(playground)) is not None and text_of(line) == final, PATIENCE_S
    )
    assert ("note refused" if while_asking else "note skipped") in bot.log
    playground.faults.give_permission("breaking-news", Permission.VIEW_CHANNEL)
    again = await playground.people.say("jonas", "breaking-news", f"{SAID}, says everyone")
    await playground.log.wait_for("PUT", f"/messages/{again['id']}/reactions", timeout_s=PATIENCE_S)
