"""Growing up: the same bot on PostgreSQL, more than one process of it, and what it counts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from claims.audit import Action, Change
from claims.settings import GuildSettings
from db.stores import open_stores
from playground.server import Playground
from tests.mutiny import MUTINY, NIGHT
from tests.postgres import PostgresServer
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire


@pytest.fixture
async def two_bots(
    playground: Playground, bot: BotProcess, postgres_server: PostgresServer, tmp_path: Path
) -> AsyncIterator[tuple[BotProcess, BotProcess]]:
    """Two processes of one bot on one PostgreSQL database; not started yet."""
    bot.environment["CAVEAT_DATABASE"] = postgres_server.create("wire")
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        guild_id = int(playground.world.guild["id"])
        await stores.events.load(guild_id, MUTINY, Change(Action.LOADED, 1, NIGHT))
        every_repeat = GuildSettings(cool_down=timedelta(0))
        await stores.guilds.save_settings(guild_id, every_repeat, Change(Action.CONFIGURED, 1, NIGHT))
    (tmp_path / "second").mkdir()
    second = BotProcess(playground, tmp_path / "second", bot.environment)
    yield bot, second
    for process in (bot, second):
        await process.kill()
    postgres_server.drop("wire")


@pytest.mark.slow
@pytest.mark.postgres
async def test_two_processes_on_postgresql_put_one_note_under_a_message(
    playground: Playground, two_bots: tuple[BotProcess, BotProcess]
) -> None:
    for process in two_bots:
        await process.start()
    await playground.world.wait_until(lambda: playground.world.bot_online, PATIENCE_S)
    said = 0
    async with asyncio.timeout(PATIENCE_S):
        while not all('"event": "decided"' in process.log for process in two_bots):
            said += 1
            await noted(playground, await playground.people.say("mira", "breaking-news", f"{SAID} ({said})"))
    together = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, together)
    for process in two_bots:
        assert await process.stop() == 0
    history = playground.world.history("breaking-news")
    assert len([message for message in history if message.get("message_reference")]) == said + 1


async def test_decisions_and_notes_are_counted_on_loopback(playground: Playground, bot: BotProcess) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot.environment["CAVEAT_METRICS_PORT"] = str(port)
    await bot.connect()
    await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await playground.log.wait_for("POST", "/messages", 200, timeout_s=PATIENCE_S)
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        counts = await answer.text()
    assert 'caveat_decisions_total{outcome="note",reason="repeats_a_claim"} 1.0' in counts
