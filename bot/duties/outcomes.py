"""Tells those who asked to hear it what became of the claims and the sources that they suggested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

import discord
import structlog

from bot.duties.direct import is_too_soon, member_of
from bot.duties.reach import LOST
from bot.logs import job_ids
from bot.ui.outcomes import OutcomeSheet, SourceOutcomeSheet
from bot.ui.sheet import Sheet
from claims.jobs import Job

if TYPE_CHECKING:
    from bot.client import CaveatBot

_MESSAGES_LOOKED_THROUGH = 50

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """Who is to hear of a decision, when it was made, and the message."""

    person: int
    decided_at: datetime | None
    sheet: Sheet


class Read(Protocol):
    """Reads who is to hear of a job's suggestion, and what."""

    async def __call__(self, job: Job, server: str) -> Told | None:
        """Return what is to be told; None where they erased what they suggested, or it waits again."""
        ...


def tip_outcome(bot: CaveatBot) -> OutcomeDuty:
    """Return who tells what became of a suggested claim."""

    async def read(job: Job, server: str) -> Told | None:
        found = await bot.services.tips.outcome(job)
        if found is None or found[0].suggested_by is None:
            return None
        return Told(found[0].suggested_by, found[0].decided_at, OutcomeSheet(*found, server))

    return OutcomeDuty(bot, read)


def source_outcome(bot: CaveatBot) -> OutcomeDuty:
    """Return who tells what became of a suggested source."""

    async def read(job: Job, server: str) -> Told | None:
        found = await bot.services.evidence.outcome(job)
        if found is None or found[0].suggested_by is None:
            return None
        return Told(found[0].suggested_by, found[0].decided_at, SourceOutcomeSheet(*found, server))

    return OutcomeDuty(bot, read)


class OutcomeDuty:
    """Sends what became of a suggestion to its author, once; who lets no messages through goes without."""

    def __init__(self, bot: CaveatBot, read: Read) -> None:
        self._bot = bot
        self._read = read

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Tell them, unless they left, or erased what they suggested."""
        told = await self._read(job, guild.name)
        reader = await member_of(guild, told.person) if told else None
        if told is not None and reader is not None:
            try:
                await self._tell(job, await reader.create_dm(), told)
            except LOST:
                raise
            except discord.HTTPException as refusal:
                if is_too_soon(refusal):
                    raise TimeoutError(job.subject) from refusal
                log.info("outcome not told", **job_ids(job), status=refusal.status, code=refusal.code)
        await self._bot.services.queue.done(job)

    async def _tell(self, job: Job, channel: discord.DMChannel, told: Told) -> None:
        sheet = told.sheet
        mark = sheet.children[0].id = _mark(job, told)
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


def _mark(job: Job, told: Told) -> int:
    """Return a number to know the message by: its component's id.

    A person may be told by several guilds, and again of a suggestion whose decision was undone, once it is
    decided anew.
    """
    mark = f"{job.kind}:{job.guild_id}:{job.subject}:{told.decided_at}"
    return crc32(mark.encode()) & 0x7FFFFFFF
