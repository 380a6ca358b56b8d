"""What Discord tells twice changes nothing: events that come again when a session is resumed."""

from __future__ import annotations

import pytest

from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import gone
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

TOOK_IT_BACK = "sorry, that about the helicopter was fake, it never happened"


async def test_events_that_are_replayed_change_nothing(playground: Playground, bot: BotProcess) -> None:
    people, world = playground.people, playground.world
    await bot.connect()
    standing = await people.say("mira", "breaking-news", "something is going on down there")
    await people.edit("mira", standing, SAID)
    note = await noted(playground, standing)
    taken_back = await people.say("mira", "general", SAID)
    await noted(playground, taken_back)
    await people.edit("mira", taken_back, TOOK_IT_BACK)
    await gone(playground, taken_back)
    deleted = await people.say("jonas", "general", SAID)
    away = await noted(playground, deleted)
    await people.delete("jonas", deleted)
    await playground.log.wait_for("DELETE", away["id"], 204, timeout_s=PATIENCE_S)

    asked = len(playground.log)
    playground.faults.repeat_events(100)
    playground.faults.drop_gateway()
    await world.wait_until(lambda: not world.bot_online, PATIENCE_S)
    missed = await people.say("jonas", "general", SAID)
    await noted(playground, missed)
    assert playground.gateway.resumes == 1
    assert [one["id"] for one in world.replies_to(standing)] == [note["id"]]
    assert world.replies_to(taken_back) == world.replies_to(deleted) == []
    # One note for what was missed, and not a request about anything else.
    assert [one.method for one in list(playground.log)[asked:]] == ["POST"]
    assert bot.log.count('"incident"') == 0
