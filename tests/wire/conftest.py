"""The unmodified bot in its own process, talking to the playground over real sockets."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from claims.audit import Action, Change
from db.stores import open_stores
from playground.payloads import Json
from playground.server import Playground
from tests.mutiny import MUTINY, NIGHT

PATIENCE_S = 40.0


@dataclass
class BotProcess:
    """A bot that can be started, killed and started again on the same database."""

    playground: Playground
    folder: Path
    environment: dict[str, str]
    process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8")

    async def start(self) -> None:
        with (self.folder / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", stderr=log, env={**os.environ, **self.environment}
            )

    async def connect(self) -> None:
        """Start and wait until the gateway has let the bot in."""
        await self.start()
        await self.playground.world.wait_until(lambda: self.playground.world.bot_online, PATIENCE_S)

    async def kill(self) -> None:
        """End it as kill -9 does."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to end and return its exit status."""
        assert self.process is not None
        self.process.terminate()
        return await self.exit_status()

    async def exit_status(self) -> int:
        assert self.process is not None
        async with asyncio.timeout(PATIENCE_S):
            return await self.process.wait()


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as opened:
        yield opened


@pytest.fixture
async def bot(playground: Playground, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """A bot whose server already has an event; not started yet."""
    database = f"sqlite:///{tmp_path}/caveat.db"
    async with open_stores(database) as stores:
        await stores.events.load(int(playground.world.guild["id"]), MUTINY, Change(Action.LOADED, 1, NIGHT))
    environment = {
        "DISCORD_TOKEN": playground.token,
        "CAVEAT_DISCORD_URL": playground.url,
        "CAVEAT_DATABASE": database,
        "CAVEAT_LOG_FORMAT": "json",
    }
    process = BotProcess(playground, tmp_path, environment)
    yield process
    if process.process is not None:
        await process.kill()


@pytest.fixture
def replies(playground: Playground) -> Callable[[Json], list[Json]]:
    return playground.world.replies_to
