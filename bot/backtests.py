"""Reads a backtest's messages from Discord's history and shows how far it is, until the end or a cancel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

import discord
import structlog

from bot import history
from bot.edge import to_actor, to_text
from bot.ui.backtest import ProgressView, ResultsView
from claims.backtest import Backtest, Listing, Sample, Stage

if TYPE_CHECKING:
    from bot.client import CaveatBot
    from bot.edge import Interaction
    from claims.backtest_desk import Reader

# An answer can be edited for 15 minutes (Discord: Receiving and Responding); by then all must be shown.
_LONGEST_S = 12 * 60.0
_STEP_S = 3.0
_AT_ONCE = 25

log = structlog.get_logger(__name__)


class Backtests:
    """The backtests that this process is reading for, each a task that can be cancelled."""

    def __init__(self, bot: CaveatBot, longest_s: float = _LONGEST_S, step_s: float = _STEP_S) -> None:
        self._bot = bot
        self._longest_s = longest_s
        self._step_s = step_s
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self, interaction: Interaction, token: str) -> None:
        """Read, and show the progress and in the end what was found, in place of the panel pressed."""
        desk, member = self._bot.services.backtests, interaction.user
        if not isinstance(member, discord.Member):
            return
        desk.find(await to_actor(interaction), token)
        await interaction.response.defer()
        backtest, reader = await desk.start(await to_actor(interaction), token)
        reading = self._tasks[token] = asyncio.create_task(self._read(backtest, reader, member))
        stage = Stage.BROKEN
        try:
            stage = await self._watch(interaction, backtest, reading)
        finally:
            reading.cancel()
            await asyncio.wait({reading})
            del self._tasks[token]
            desk.end(backtest, stage)
        if not self._bot.is_closed():
            await interaction.edit_original_response(view=results(interaction, backtest))
        if not reading.cancelled():
            reading.result()

    async def cancel(self, backtest: Backtest) -> None:
        """Stop reading at once; where it has ended before, nothing happens."""
        self._bot.services.backtests.end(backtest, Stage.CANCELLED)
        task = self._tasks.get(backtest.token)
        if task is not None:
            task.cancel()
            await asyncio.wait({task})

    def close(self) -> None:
        """Stop reading for everyone."""
        for task in self._tasks.values():
            task.cancel()

    async def _watch(
        self, interaction: Interaction, backtest: Backtest, reading: asyncio.Task[None]
    ) -> Stage:
        """Show the progress until there is none any more; return what ended it."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._longest_s
        await self._show(interaction, backtest)
        while not reading.done():
            left = deadline - loop.time()
            if left <= 0:
                return Stage.OUT_OF_TIME
            await asyncio.wait({reading}, timeout=min(self._step_s, left))
            if not reading.done():
                await self._show(interaction, backtest)
        if reading.cancelled():
            return Stage.CANCELLED
        return Stage.BROKEN if reading.exception() else Stage.COMPLETE

    async def _show(self, interaction: Interaction, backtest: Backtest) -> None:
        progress = self._bot.services.backtests.progress(backtest)
        try:
            await interaction.edit_original_response(view=ProgressView(backtest, progress))
        except discord.HTTPException as refusal:
            log.warning("progress not shown", claim=backtest.draft.claim.slug, status=refusal.status)

    async def _read(self, backtest: Backtest, reader: Reader, member: discord.Member) -> None:
        desk = self._bot.services.backtests
        settings = await self._bot.services.notes.settings(backtest.guild_id)
        choice = await history.choose(self._bot, member, backtest.channels, settings)
        backtest.left_out = choice.left_out
        backtest.homes = {each.id: history.home_of(each) for each in choice.channels}
        readable = _Readable(self._bot, member.guild, settings.ignored_roles)
        if backtest.over:  # cancelled before it could begin
            return
        async for met in _portions(history.newest_first(choice.channels, backtest.left_out), backtest.size):
            samples = [_sample(message) for message in await readable.of(met)]
            await desk.read(backtest, reader, samples, len(met))


class _Readable:
    """Picks out the messages that are read at all, as for those that are new."""

    def __init__(self, bot: CaveatBot, guild: discord.Guild, ignored: frozenset[int]) -> None:
        self._privacy = bot.services.privacy
        self._guild = guild
        self._ignored = ignored
        self._roles: dict[int, frozenset[int]] = {}

    async def of(self, messages: Sequence[discord.Message]) -> list[discord.Message]:
        """Return those of people who may be read."""
        written = [each for each in messages if not each.author.bot and not each.webhook_id]
        allowed = [each for each in written if await self._privacy.may_read(self._guild.id, each.author.id)]
        if not self._ignored:
            return allowed
        await self._ask_for({each.author.id for each in allowed} - set(self._roles))
        # Whose roles Discord does not tell is passed over, rather than read against the server's wish.
        known = [each for each in allowed if each.author.id in self._roles]
        return [each for each in known if self._ignored.isdisjoint(self._roles[each.author.id])]

    async def _ask_for(self, user_ids: set[int]) -> None:
        try:
            self._roles |= await history.roles_of(self._guild, sorted(user_ids))
        except TimeoutError:
            log.warning("roles not told", guild=self._guild.id, people=len(user_ids))


def results(
    interaction: Interaction, backtest: Backtest, listing: Listing | None = None, page: int = 0
) -> ResultsView:
    """Return what was found, as far as the person may still read it at this moment."""
    member = interaction.user
    homes = set(backtest.homes.values())
    if isinstance(member, discord.Member):
        homes = {home for home in homes if history.may_read(member, home)}
    open_ones = {channel for channel, home in backtest.homes.items() if home in homes}
    return ResultsView(
        backtest, open_ones, listing, page, message_content=interaction.client.intents.message_content
    )


async def _portions(
    messages: AsyncIterator[discord.Message], most: int
) -> AsyncIterator[list[discord.Message]]:
    """Yield messages some at a time, `most` in all."""
    portion: list[discord.Message] = []
    async for message in messages:
        portion.append(message)
        most -= 1
        if len(portion) == _AT_ONCE or not most:
            yield portion
            portion = []
        if not most:
            return
    if portion:
        yield portion


def _sample(message: discord.Message) -> Sample:
    return Sample(message.channel.id, message.id, to_text(message))
