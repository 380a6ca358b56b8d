"""Keeps the live brief of an event in breaking mode: posted once, pinned, edited, and unpinned at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import ui

from bot.duties.reach import LOST, Postable, missing_permissions, reach
from bot.logs import job_ids
from bot.ui.breaking import PIN_MESSAGES
from bot.ui.briefs import BriefView, control_id
from claims.breaking import Brief, BriefShown
from claims.breaking_desk import BreakingDesk
from claims.jobs import Job

if TYPE_CHECKING:
    from bot.client import CaveatBot

_MESSAGES_LOOKED_THROUGH = 100
_Message = discord.Message | discord.PartialMessage

log = structlog.get_logger(__name__)


class BriefDuty:
    """Makes the briefs of a channel show what they must: the one that lives, and any that is over."""

    def __init__(self, bot: CaveatBot, desk: BreakingDesk) -> None:
        self._bot = bot
        self._desk = desk

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Post or edit the briefs; where Discord refuses, the mode goes on without one."""
        briefs = await self._desk.briefs(job)
        await self._desk.shown(job, [await self._show(job, guild, brief) for brief in briefs])

    async def _show(self, job: Job, guild: discord.Guild, brief: Brief) -> BriefShown:
        known = brief.breaking
        try:
            channel = await reach(self._bot, guild, job.channel_id)
            if isinstance(channel, Postable) and not missing_permissions(channel):
                return await self._in_channel(job, channel, brief)
            log.warning("brief not shown", **job_ids(job))
        except LOST:
            raise
        except discord.HTTPException as refusal:
            log.warning("brief refused", **job_ids(job), status=refusal.status, code=refusal.code)
        return BriefShown(known, known.brief_id, known.pinned, closed=brief.over)

    async def _in_channel(self, job: Job, channel: Postable, brief: Brief) -> BriefShown:
        found = await self._message(job, channel, brief)
        if found is None:  # over before it was ever shown, or after somebody deleted it
            return BriefShown(brief.breaking, None, pinned=False, closed=True)
        message, pinned = found
        if pinned is brief.over:
            pinned = await _turn_pin(job, channel, message, pinned=pinned)
        return BriefShown(brief.breaking, message.id, pinned, closed=brief.over)

    async def _message(self, job: Job, channel: Postable, brief: Brief) -> tuple[_Message, bool] | None:
        """Show the brief, and return its message and whether that is pinned; None where it is too late."""
        view, known = BriefView(brief), brief.breaking
        if known.brief_id is not None and (edited := await _edited(channel, known.brief_id, view)):
            return edited, known.pinned
        # An earlier attempt may have posted it, or posted it anew after somebody had deleted it.
        if job.attempts > 1 and (found := await self._find(channel, control_id(known))):
            await found.edit(view=view)
            return found, found.pinned
        if brief.over:
            return None
        nonce = f"{channel.id:x}-{int(job.due_at.timestamp()):x}"
        posted = await channel.send(view=view, nonce=nonce, silent=True)
        log.info("brief posted", **job_ids(job), brief=posted.id)
        return posted, False

    async def _find(self, channel: Postable, wanted: str) -> discord.Message | None:
        """Return the message with a brief's button; no other brief has the same."""
        async for message in channel.history(limit=_MESSAGES_LOOKED_THROUGH):
            if message.author == self._bot.user and _has_button(message, wanted):
                return message
        return None


class CalmDuty:
    """Ends breaking mode when its time is over."""

    def __init__(self, bot: CaveatBot, desk: BreakingDesk) -> None:
        self._bot = bot
        self._desk = desk

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Record the end, and have the brief say so."""
        await self._desk.calm(job, guild.me.id)
        self._bot.dispatcher.wake()


async def _edited(channel: Postable, message_id: int, view: BriefView) -> _Message | None:
    """Return the message as edited, None when somebody deleted it."""
    message = channel.get_partial_message(message_id)
    try:
        await message.edit(view=view)
    except discord.NotFound:
        return None
    return message


async def _turn_pin(job: Job, channel: Postable, message: _Message, *, pinned: bool) -> bool:
    """Unpin what is pinned, or pin it; return whether it is pinned then."""
    if not channel.permissions_for(channel.guild.me).pin_messages:
        log.warning("brief not pinned", **job_ids(job), missing=[PIN_MESSAGES])
        return pinned
    try:
        await (message.unpin() if pinned else message.pin())
    except LOST:
        raise
    except discord.HTTPException as refusal:  # too many pins, or the permission went just now
        log.warning("brief not pinned", **job_ids(job), status=refusal.status, code=refusal.code)
        return pinned
    return not pinned


def _has_button(message: discord.Message, wanted: str) -> bool:
    parts: Any = ui.LayoutView.from_message(message).walk_children()
    return any(isinstance(part, ui.Button) and part.custom_id == wanted for part in parts)
