"""Shows moderators the claims that members suggest, and tells those who asked what became of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import discord
import structlog

from bot.duties.cards import CardDuty
from bot.duties.direct import is_too_soon, member_of
from bot.duties.reach import LOST
from bot.logs import job_ids
from bot.ui.outcomes import OutcomeSheet
from bot.ui.sheet import Sheet
from bot.ui.tips import TipCard
from claims.jobs import Job
from claims.tips import Tip, TipState

if TYPE_CHECKING:
    from bot.client import CaveatBot

_MESSAGES_LOOKED_THROUGH = 50

log = structlog.get_logger(__name__)


def tip_duty(bot: CaveatBot) -> CardDuty:
    """Return who shows moderators a suggested claim, who works on it, and what was decided."""

    async def draw(job: Job) -> Sheet | None:
        found = await bot.services.tips.to_show(job)
        if found is None:
            return None
        if found[0].state is not TipState.OPEN and not await _may_be_there(job):
            return None
        return TipCard(*found)

    async def _may_be_there(job: Job) -> bool:
        # What was decided, or erased, before anyone saw a card of it needs none.
        return job.attempts > 1 or await bot.services.cards.card(job) is not None

    return CardDuty(bot, bot.services.cards, draw)


class OutcomeDuty:
    """Sends what became of a tip to its author, once; who lets no messages through goes without."""

    def __init__(self, bot: CaveatBot) -> None:
        self._bot = bot

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Tell them, unless they left, or erased what they suggested."""
        found = await self._bot.services.tips.outcome(job)
        author = found[0].suggested_by if found else None
        reader = await member_of(guild, author) if author else None
        if found is not None and reader is not None:
            try:
                mark, sheet = _mark(job, found[0]), OutcomeSheet(*found, guild.name)
                await self._tell(job, await reader.create_dm(), sheet, mark)
            except LOST:
                raise
            except discord.HTTPException as refusal:
                if is_too_soon(refusal):
                    raise TimeoutError(job.subject) from refusal
                log.info("outcome not told", **job_ids(job), status=refusal.status, code=refusal.code)
        await self._bot.services.queue.done(job)

    async def _tell(self, job: Job, channel: discord.DMChannel, sheet: Sheet, mark: int) -> None:
        sheet.children[0].id = mark
        if job.attempts > 1 and await self._is_told(channel, mark):
            return
        await channel.send(view=sheet, nonce=str(mark))

    async def _is_told(self, channel: discord.DMChannel, mark: int) -> bool:
        """Return whether an earlier attempt has told them."""
        async for message in channel.history(limit=_MESSAGES_LOOKED_THROUGH):
            marks = {getattr(part, "id", None) for part in message.components}
            if message.author == self._bot.user and mark in marks:
                return True
        return False


def _mark(job: Job, tip: Tip) -> int:
    """Return a number to know the message by: its component's id.

    A person may be told by several guilds, and again of a tip whose decision was undone, once it is decided
    anew.
    """
    told = f"{job.kind}:{job.guild_id}:{job.subject}:{tip.decided_at}"
    return crc32(told.encode()) & 0x7FFFFFFF
