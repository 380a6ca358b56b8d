"""Statistics over sockets: a picture that Discord can show, and counts that outlive the process."""

from __future__ import annotations

from datetime import UTC, datetime

import aiohttp
import pytest

from claims.notes import Reason
from claims.statistics import last_days
from db.stores import open_stores
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire


async def test_the_chart_comes_with_the_numbers_and_the_counts_outlive_the_process(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    await playground.people.say("mira", "breaking-news", "good morning, coffee first")
    said = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, said)
    asked = await playground.people.slash("sam", "mod-desk", "desk stats", theme="light")
    assert asked.ephemeral
    assert "notes posted" in asked.text
    (gallery,) = [part for part in asked.message["components"][0]["components"] if part["type"] == 12]
    (item,) = gallery["items"]
    assert "1 posted, 0 of them called wrong" in item["description"]
    async with aiohttp.ClientSession() as session, session.get(item["media"]["url"]) as response:
        assert (await response.read()).startswith(b"\x89PNG")
    again = await playground.people.say("mira", "breaking-news", f"{SAID} again")
    await playground.log.wait_for("PUT", f"/messages/{again['id']}/reactions", timeout_s=PATIENCE_S)
    assert await bot.stop() == 0
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        today = last_days(2, datetime.now(UTC))
        found = await stores.statistics.statistics(int(playground.world.guild["id"]), today)
    assert found.silences == {Reason.NO_CLAIM: 1, Reason.COOLING_DOWN: 1}
