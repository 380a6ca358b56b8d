"""Watches messages and has a note put under those that repeat a recorded claim."""

from __future__ import annotations

from datetime import timedelta

import discord
import structlog
from discord.ext import commands

from bot import metrics
from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.duties.reach import Postable
from bot.edge import to_actor, to_post, to_text
from bot.last_read import LastRead
from bot.noted import noted_message
from bot.replies import whisper
from bot.ui.explained import MESSAGE_GONE, MESSAGE_OUT_OF_REACH, why_text
from bot.ui.following import FollowableSheet
from bot.ui.ids import notes as notes_ids
from bot.ui.record import SourcesSheet, history_text
from bot.ui.sheet import TextSheet
from claims.notes import Decision, Outcome, Post, Reason, Reservation

log = structlog.get_logger(__name__)

# An edit of something older is no news; opening an old thread must not put notes under it.
_OLDEST_REREAD = timedelta(days=7)


class SourcesControl(Control, template=notes_ids.SOURCES):
    """Shows a claim's sources to whoever asks."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Answer with every source."""
        guild_id = (await to_actor(interaction)).guild_id
        claim = await interaction.client.services.claims.claim(guild_id, self.found["slug"])
        await whisper(interaction, SourcesSheet(claim))


class HistoryControl(Control, template=notes_ids.HISTORY):
    """Shows a claim's judgements to whoever asks."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Answer with the history."""
        guild_id = (await to_actor(interaction)).guild_id
        claim = await interaction.client.services.claims.claim(guild_id, self.found["slug"])
        await whisper(interaction, FollowableSheet(history_text(claim), claim.slug))


class WhyControl(Control, template=notes_ids.WHY):
    """Tells whoever asks why the note is there, by the message as it reads now."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Read the message again and answer."""
        note, actor = interaction.message, await to_actor(interaction)
        if note is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            message = await noted_message(note)
        except discord.Forbidden:
            await whisper(interaction, TextSheet(MESSAGE_OUT_OF_REACH))
            return
        if message is None:
            await whisper(interaction, TextSheet(MESSAGE_GONE))
            return
        desk = interaction.client.services.notes
        why = await desk.why(actor.guild_id, note.id, self.found["slug"], to_text(message))
        edited = message.edited_at is not None and message.edited_at >= note.created_at
        await whisper(interaction, TextSheet(why_text(why, edited=edited, moderator=actor.may_moderate)))


def _is_recent(message: discord.Message) -> bool:
    return discord.utils.utcnow() - message.created_at <= _OLDEST_REREAD


def _log(post: Post, decision: Decision) -> None:
    log.info(
        "decided",
        guild=post.guild_id,
        channel=post.channel_id,
        message=post.message_id,
        outcome=decision.outcome.value,
        reason=decision.reason.value,
        claims=list(decision.slugs),
    )


class Notes(AnsweringCog):
    """Automatic notes, and the buttons that tell about them."""

    controls = (SourcesControl, HistoryControl, WhyControl)

    def __init__(self, bot: CaveatBot) -> None:
        super().__init__(bot)
        self._last_read = LastRead()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Consider a member's message in a guild."""
        post = await self._readable(message)
        if post is None or not self._last_read.is_new(post):
            return
        decision = await self.bot.services.notes.consider(post)
        metrics.DECISIONS.labels(decision.outcome, decision.reason).inc()
        if decision.slugs:
            _log(post, decision)
        reservation = None
        if decision.matches:
            reservation = await self.bot.services.notes.act_on(post, decision)
            self._reserved(reservation)
        self.bot.services.counts.count(post.guild_id, decision, reservation)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Read a message again when its words have changed, or a link preview came late."""
        post = await self._readable(payload.message)
        edited_at = payload.message.edited_at
        if post is not None and self._last_read.is_news(post, edited_at) and _is_recent(payload.message):
            self._reserved(await self.bot.services.notes.read_again(post))
            self.bot.dispatcher.wake()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the notes under a deleted message away."""
        await self._gone(payload.guild_id, {payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the notes under deleted messages away."""
        await self._gone(payload.guild_id, payload.message_ids)

    async def _readable(self, message: discord.Message) -> Post | None:
        """Return a member's message in a guild; None, with nothing read, when it is not to be read."""
        channel = message.channel
        if message.author.bot or message.webhook_id or not isinstance(channel, Postable):
            return None
        await self.bot.readiness.wait(channel.guild.id)
        if await self.bot.services.privacy.may_read(channel.guild.id, message.author.id):
            return to_post(message)
        # Not in the server's statistics: how many there are in a day might tell who asked not to be read.
        metrics.DECISIONS.labels(Outcome.SILENT, Reason.OPTED_OUT).inc()
        return None

    async def _gone(self, guild_id: int | None, message_ids: set[int]) -> None:
        if guild_id is None:
            return
        for message_id in sorted(message_ids):
            if await self.bot.services.notes.message_gone(guild_id, message_id):
                self.bot.dispatcher.wake()

    def _reserved(self, reservation: Reservation) -> None:
        """Have the notes posted, and count what was kept back."""
        if reservation.repeats:
            metrics.DECISIONS.labels(Outcome.SILENT, Reason.COOLING_DOWN).inc(len(reservation.repeats))
        self.bot.dispatcher.wake()


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Notes(bot))
