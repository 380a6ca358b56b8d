"""Tells followers, by direct message, which verdicts changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog
from discord import ui

from bot import metrics
from bot.duties.direct import CLOSED, is_too_soon, member_of
from bot.duties.reach import LOST
from bot.ui.digests import DigestSheet, stop_all_id
from claims.follow_desk import FollowDesk
from claims.following import Digest
from claims.jobs import Job

if TYPE_CHECKING:
    from bot.client import CaveatBot

_MESSAGES_LOOKED_THROUGH = 50

log = structlog.get_logger(__name__)


class DigestDuty:
    """Posts the digests; one that an earlier attempt may have posted is looked for and edited."""

    def __init__(self, bot: CaveatBot, following: FollowDesk) -> None:
        self._bot = bot
        self._following = following

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Tell a person what they do not know yet, where anything is left to tell."""
        digest = await self._following.digest(job)
        if digest is None:
            return
        if not digest.turnarounds and not digest.maybe_posted:
            await self._following.nothing_to_tell(digest)
            return
        reader = await member_of(guild, job.subject)
        if reader is None:
            await self._following.left(digest)
            _count(digest, "left")
            return
        try:
            await self._tell(digest, await reader.create_dm(), guild.name)
        except LOST:
            raise
        except discord.HTTPException as refusal:
            await self._refused(digest, refusal)

    async def _tell(self, digest: Digest, channel: discord.DMChannel, server: str) -> None:
        posted = await self._find(channel, digest) if digest.maybe_posted else None
        if not digest.turnarounds:
            if posted is not None:
                await posted.delete()
            await self._following.nothing_to_tell(digest)
            return
        sheet = DigestSheet(digest, server)
        if posted is None:
            await channel.send(view=sheet, nonce=digest.nonce, silent=True)
        else:
            await posted.edit(view=sheet)
        await self._following.sent(digest)
        _count(digest, "sent")

    async def _find(self, channel: discord.DMChannel, digest: Digest) -> discord.Message | None:
        async for message in channel.history(limit=_MESSAGES_LOOKED_THROUGH):
            if message.author == self._bot.user and _carries(message, stop_all_id(digest)):
                return message
        return None

    async def _refused(self, digest: Digest, refusal: discord.HTTPException) -> None:
        """Drop what Discord will never let through; what it may let through later is put off."""
        if is_too_soon(refusal):
            raise TimeoutError(digest.job.guild_id) from refusal
        if refusal.code in CLOSED:
            await self._following.unreachable(digest)
        else:
            await self._following.nothing_to_tell(digest)
        _count(digest, "refused", status=refusal.status, code=refusal.code)


def _carries(message: discord.Message, custom_id: str) -> bool:
    items = ui.LayoutView.from_message(message).walk_children()
    return any(isinstance(item, ui.Button) and item.custom_id == custom_id for item in items)


def _count(digest: Digest, result: str, **facts: int) -> None:
    metrics.DIGESTS.labels(result).inc()
    ids = {"guild": digest.job.guild_id, "user": digest.job.subject, "claims": list(digest.told)}
    log.info("digest", result=result, **ids, **facts)
