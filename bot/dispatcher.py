"""Puts notes under messages, takes them away, and finishes what a crash left half done."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot import metrics
from bot.ui.notes import NoteView
from claims.desk import ClaimDesk
from claims.model import Claim
from claims.note_desk import NoteDesk
from claims.notes import Note

if TYPE_CHECKING:
    from bot.client import CaveatBot

_REPLIES_LOOKED_THROUGH = 100
# No answer, or a server's fault: whether the message was made, nobody knows.
_LOST = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)
_WAITS_S = (0.5, 2.0, 8.0)

log = structlog.get_logger(__name__)

Postable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel


class Dispatcher:
    """Carries out what the note desk decided."""

    def __init__(self, bot: CaveatBot, notes: NoteDesk, claims: ClaimDesk) -> None:
        self._bot = bot
        self._notes = notes
        self._claims = claims

    async def post(self, channel: Postable, message_id: int, claims: Sequence[Claim]) -> None:
        """Reply to a message with the notes reserved for it; give them up when Discord finally refuses."""
        ids = {"guild": channel.guild.id, "channel": channel.id, "message": message_id}
        try:
            reply = await self._reply(channel, message_id, claims)
        except _LOST as lost:
            # Nobody knows whether it was posted, so it stays reserved and the next start finds out.
            metrics.NOTES.labels("unknown").inc()
            log.warning("note left for the next start", **ids, error=type(lost).__name__)
            return
        except discord.HTTPException as refusal:
            await self._notes.release(channel.guild.id, message_id)
            metrics.NOTES.labels("refused").inc()
            log.warning("note refused", **ids, status=refusal.status, code=refusal.code)
            return
        await self._notes.posted(channel.guild.id, message_id, reply.id)
        metrics.NOTES.labels("posted").inc()
        log.info("note posted", **ids, reply=reply.id, claims=[claim.slug for claim in claims])

    async def withdraw(self, reply: discord.Message, standing: Sequence[Claim]) -> None:
        """Take a withdrawn note out of a reply, and the reply away when no other note stands in it."""
        if standing:
            await reply.edit(view=NoteView(standing))
        else:
            await reply.delete()
        metrics.NOTES.labels("withdrawn").inc()

    async def finish(self, guild: discord.Guild) -> None:
        """Post, or recognise as posted, every note that was reserved before a crash."""
        unfinished = sorted(await self._notes.unfinished(guild.id), key=lambda note: note.message_id)
        for message_id, notes in groupby(unfinished, key=lambda note: note.message_id):
            await self._finish_one(guild, message_id, list(notes))

    async def _finish_one(self, guild: discord.Guild, message_id: int, notes: Sequence[Note]) -> None:
        channel = guild.get_channel_or_thread(notes[0].channel_id)
        if not isinstance(channel, Postable) or missing_permissions(channel):
            await self._notes.release(guild.id, message_id)
            return
        reply = await self._find_reply(channel, message_id)
        if reply is not None:
            await self._notes.posted(guild.id, message_id, reply.id)
            return
        await self.post(
            channel, message_id, [await self._claims.claim(guild.id, note.slug) for note in notes]
        )

    async def _reply(self, channel: Postable, message_id: int, claims: Sequence[Claim]) -> discord.Message:
        """Reply once even if an answer is lost: the nonce makes Discord return the first reply."""
        message = channel.get_partial_message(message_id)
        for wait_s in _WAITS_S:
            try:
                return await message.reply(view=NoteView(claims), mention_author=False, nonce=str(message_id))
            except _LOST as lost:
                log.warning("answer lost", message=message_id, error=type(lost).__name__, retry_in_s=wait_s)
            await asyncio.sleep(wait_s)
        return await message.reply(view=NoteView(claims), mention_author=False, nonce=str(message_id))

    async def _find_reply(self, channel: Postable, message_id: int) -> discord.Message | None:
        after = discord.Object(message_id)
        async for message in channel.history(after=after, limit=_REPLIES_LOOKED_THROUGH, oldest_first=True):
            reference = message.reference
            if message.author == self._bot.user and reference and reference.message_id == message_id:
                return message
        return None


def missing_permissions(channel: Postable) -> list[str]:
    """Return the permissions a note needs that the bot lacks in a channel, in Discord's words."""
    granted = channel.permissions_for(channel.guild.me)
    if isinstance(channel, discord.Thread):
        may_send = ("Send Messages in Threads", granted.send_messages_in_threads)
    else:
        may_send = ("Send Messages", granted.send_messages)
    needed = [("View Channel", granted.view_channel), ("Read Message History", granted.read_message_history)]
    return [name for name, has in (*needed, may_send) if not has]
