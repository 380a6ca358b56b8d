"""A small bot on the real discord.py client, pointed at a playground."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import discord.gateway
import discord.http
import pytest
import yarl
from discord import app_commands

from playground.server import Playground


class SmallBot(discord.Client):
    """A client with a command tree and nothing else."""

    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        options = {"intents": intents, "allowed_mentions": discord.AllowedMentions.none()} | options
        super().__init__(guild_ready_timeout=0.1, **options)
        self.tree = app_commands.CommandTree(self)
        self.failures: list[Exception] = []
        self.tree.error(self._keep_failure)

    async def _keep_failure(
        self, _: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        self.failures.append(error)


@contextlib.contextmanager
def pointed_at(playground: Playground) -> Iterator[None]:
    """Point discord.py at the playground for as long as the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discord.http.Route, "BASE", playground.url + "/api/v10")
        patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(playground.gateway_url))
        yield


@asynccontextmanager
async def connected(playground: Playground, bot: SmallBot) -> AsyncIterator[SmallBot]:
    """Log a bot in, register its commands and wait until it is ready; log it out at the end."""
    with pointed_at(playground):
        await bot.login(playground.token)
        await bot.tree.sync()
        running = asyncio.create_task(bot.connect())
        try:
            await first_of(bot.wait_until_ready(), running)
            yield bot
        finally:
            await bot.close()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def first_of(wanted: Awaitable[None], running: asyncio.Task[None]) -> None:
    """Wait for `wanted`, or for the bot to end, whichever comes first; raises what ended the bot."""
    waiting = asyncio.ensure_future(wanted)
    async with asyncio.timeout(10):
        await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if running.done():
        running.result()
