"""Makes the reply under a message show what its notes say, and tells repeats where the note is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import discord
import structlog

from bot import metrics
from bot.duties.reach import LOST, Postable, missing_permissions, missing_to_change, reach
from bot.duties.tags import show_verdicts
from bot.duties.threads import kept_open, was_just_archived
from bot.edge import around
from bot.logs import job_ids
from bot.ui.notes import NoteView
from bot.ui.repeats import RepeatLine
from claims.jobs import Job
from claims.settings import OnRepeat
from claims.settling import NoteSettling, Settlement

if TYPE_CHECKING:
    from bot.client import CaveatBot

# What a repeat is marked with: "as noted above".
REPEATED = "\N{MEMO}"
_REPLIES_LOOKED_THROUGH = 100

log = structlog.get_logger(__name__)


class NoteDuty:
    """Posts, edits and takes away the replies that carry notes.

    A forum post's tags are set before the job is struck off, so that whoever does it again sets them, too.
    """

    def __init__(self, bot: CaveatBot, settling: NoteSettling) -> None:
        self._bot = bot
        self._settling = settling

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Make the reply under a message show what it must."""
        places = around(guild.get_channel_or_thread(job.channel_id))
        await self._settle(await self._settling.settlement(job, places), guild)

    async def _settle(self, settlement: Settlement, guild: discord.Guild) -> None:
        """Make the reply show what it must."""
        try:
            channel = await reach(self._bot, guild, settlement.job.channel_id)
            if not isinstance(channel, Postable):
                await self._settling.reply_lost(settlement)
                return
            reply_id = settlement.reply_id
            if reply_id is None and settlement.maybe_posted:
                reply_id = await self._find_reply(channel, settlement.job.subject)
            if settlement.paused and reply_id == settlement.reply_id:
                settlement = await self._held_back(settlement)
            if not settlement.standing:
                await self._remove(settlement, channel, reply_id)
            elif reply_id is None:
                await self._post(settlement, channel)
            else:
                await self._edit(settlement, channel, reply_id)
        except discord.NotFound:
            metrics.NOTES.labels("lost").inc()
            await self._settling.reply_lost(settlement)
        except LOST:
            raise
        except discord.HTTPException as refusal:
            # discord.py gives up on limits that no header tells, such as that for old messages (30046).
            if refusal.status == 429 or was_just_archived(refusal):
                raise TimeoutError(settlement.job.subject) from refusal
            metrics.NOTES.labels("refused").inc()
            log.warning("note refused", **job_ids(settlement.job), status=refusal.status, code=refusal.code)
            await self._settling.refused(settlement)

    async def _held_back(self, settlement: Settlement) -> Settlement:
        left = await self._settling.held_back(settlement)
        if given_up := len(settlement.standing) - len(left.standing):
            metrics.NOTES.labels("held_back").inc(given_up)
            log.info("note held back", **job_ids(settlement.job), notes=given_up)
        return left

    async def _post(self, settlement: Settlement, channel: Postable) -> None:
        if missing := missing_permissions(channel):
            await self._skip(settlement, missing)
            return
        message = channel.get_partial_message(settlement.job.subject)
        # The nonce makes Discord return the first reply if its answer was lost and we ask again.
        reply = await message.reply(
            view=NoteView(settlement.standing),
            mention_author=False,
            nonce=settlement.nonce,
            silent=settlement.silent,
        )
        await show_verdicts(settlement, channel)
        await self._settling.shown(settlement, reply.id)
        metrics.NOTES.labels("posted").inc()
        log.info("note posted", **job_ids(settlement.job), reply=reply.id, claims=list(settlement.revisions))

    async def _edit(self, settlement: Settlement, channel: Postable, reply_id: int) -> None:
        if missing := missing_to_change(channel):
            await self._skip(settlement, missing)
            return
        async with kept_open(channel) as opened:
            await opened.get_partial_message(reply_id).edit(view=NoteView(settlement.standing))
            await show_verdicts(settlement, opened)
        await self._settling.shown(settlement, reply_id)
        metrics.NOTES.labels("updated").inc()
        log.info("note updated", **job_ids(settlement.job), reply=reply_id, claims=list(settlement.revisions))

    async def _remove(self, settlement: Settlement, channel: Postable, reply_id: int | None) -> None:
        if reply_id is None:
            await show_verdicts(settlement, channel)
        else:
            async with kept_open(channel) as opened:
                with suppress(discord.NotFound):
                    await opened.get_partial_message(reply_id).delete()
                await show_verdicts(settlement, opened)
            metrics.NOTES.labels("withdrawn").inc()
        await self._settling.nothing_to_show(settlement)

    async def _skip(self, settlement: Settlement, missing: Sequence[str]) -> None:
        metrics.NOTES.labels("no_permission").inc()
        log.warning("note skipped", **job_ids(settlement.job), missing=missing)
        await self._settling.refused(settlement)

    async def _find_reply(self, channel: Postable, message_id: int) -> int | None:
        after = discord.Object(message_id)
        async for message in channel.history(after=after, limit=_REPLIES_LOOKED_THROUGH, oldest_first=True):
            reference = message.reference
            if message.author == self._bot.user and reference and reference.message_id == message_id:
                return message.id
        return None


class EchoDuty:
    """Tells a message that repeats a claim where the claim's note is."""

    def __init__(self, bot: CaveatBot, settling: NoteSettling) -> None:
        self._bot = bot
        self._settling = settling

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Mark the message, or answer it with a link, as the guild wishes."""
        replies = await self._settling.echoed(job)
        if replies is None:
            raise TimeoutError(job.subject)
        try:
            await self._tell(job, await reach(self._bot, guild, job.channel_id), replies)
        except LOST:
            raise
        except discord.HTTPException as refusal:
            log.info("repeat not marked", **job_ids(job), status=refusal.status, code=refusal.code)
        await self._settling.echo_done(job)

    async def _tell(self, job: Job, channel: object, replies: Sequence[int]) -> None:
        if not isinstance(channel, Postable) or not replies:
            return
        message = channel.get_partial_message(job.subject)
        settings = await self._bot.services.notes.settings(job.guild_id)
        if settings.paused_at((channel.id, *around(channel))):
            return
        if settings.on_repeat is OnRepeat.LINK:
            line = RepeatLine([channel.get_partial_message(reply).jump_url for reply in replies])
            await message.reply(view=line, mention_author=False, nonce=str(job.subject), silent=True)
        else:
            await message.add_reaction(REPEATED)
