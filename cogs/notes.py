"""Watches messages and has a note put under those that repeat a recorded claim."""

from __future__ import annotations

import discord
import structlog
from discord.ext import commands

from bot import metrics
from bot.client import CaveatBot
from bot.controls import Control
from bot.dispatcher import Postable, missing_permissions
from bot.edge import to_actor, to_post, to_text
from bot.replies import whisper
from bot.ui import custom_ids
from bot.ui.explained import MESSAGE_GONE, MESSAGE_OUT_OF_REACH, why_text
from bot.ui.record import history_text, sources_text
from bot.ui.sheet import TextSheet
from claims.note_desk import Objection
from claims.notes import Decision, Outcome

log = structlog.get_logger(__name__)

_OBJECTION_ANSWERS = {
    Objection.WITHDRAWN: "Thank you. I took the note away.",
    Objection.RECORDED: "Thank you, I recorded that. When a moderator presses this too, the note goes away.",
    Objection.REPEATED: "You have said so already.",
}


class Notes(commands.Cog):
    """Automatic notes and their buttons."""

    def __init__(self, bot: CaveatBot) -> None:
        self.bot = bot
        self._finished: set[int] = set()

    async def cog_load(self) -> None:
        """Answer the buttons of every note, also of those posted before this start."""
        self.bot.add_dynamic_items(*_CONTROLS)

    async def cog_unload(self) -> None:
        """Stop answering them."""
        self.bot.remove_dynamic_items(*_CONTROLS)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Finish, once per start, what the last run left half done."""
        if guild.id not in self._finished:
            self._finished.add(guild.id)
            await self.bot.dispatcher.finish(guild)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Consider a member's message in a guild."""
        channel = message.channel
        if message.author.bot or message.webhook_id or not isinstance(channel, Postable):
            return
        await self.bot.readiness.wait(channel.guild.id)
        decision = await self.bot.services.notes.consider(to_post(message))
        metrics.DECISIONS.labels(decision.outcome, decision.reason).inc()
        if decision.slugs:
            _log(message, decision)
        if decision.outcome is Outcome.NOTE:
            await self._note(message, channel, decision)

    async def _note(self, message: discord.Message, channel: Postable, decision: Decision) -> None:
        if missing := missing_permissions(channel):
            metrics.NOTES.labels("no_permission").inc()
            log.warning("note skipped", channel=channel.id, message=message.id, missing=missing)
            return
        claims = await self.bot.services.notes.reserve(to_post(message), decision.slugs)
        if claims:
            await self.bot.dispatcher.post(channel, message.id, claims)
        else:
            metrics.NOTES.labels("already_noted").inc()


class SourcesControl(Control, template=custom_ids.SOURCES):
    """Shows a claim's sources to whoever asks."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Answer with every source."""
        guild_id = to_actor(interaction).guild_id
        claim = await interaction.client.services.claims.claim(guild_id, self.found["slug"])
        await whisper(interaction, TextSheet(sources_text(claim)))


class HistoryControl(Control, template=custom_ids.HISTORY):
    """Shows a claim's judgements to whoever asks."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Answer with the history."""
        guild_id = to_actor(interaction).guild_id
        claim = await interaction.client.services.claims.claim(guild_id, self.found["slug"])
        await whisper(interaction, TextSheet(history_text(claim)))


class WhyControl(Control, template=custom_ids.WHY):
    """Tells whoever asks why the note is there, by the message as it reads now."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Read the message again and answer."""
        note, actor = interaction.message, to_actor(interaction)
        if note is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            message = await _noted_message(note)
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


class WrongMatchControl(Control, template=custom_ids.WRONG_MATCH):
    """Takes an objection; a moderator's takes the note away."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Record the objection and thank for it."""
        note = interaction.message
        if note is None:
            return
        desk, actor = interaction.client.services.notes, to_actor(interaction)
        objection = await desk.object_to(actor, note.id, self.found["slug"])
        await whisper(interaction, TextSheet(_OBJECTION_ANSWERS[objection]))
        if objection is Objection.WITHDRAWN:
            await interaction.client.dispatcher.withdraw(note, await desk.standing(actor.guild_id, note.id))


_CONTROLS = (SourcesControl, HistoryControl, WhyControl, WrongMatchControl)


async def _noted_message(note: discord.Message) -> discord.Message | None:
    """Fetch the message a note stands under; None when it is gone."""
    reference = note.reference
    if reference is None or reference.message_id is None:
        return None
    try:
        return await note.channel.fetch_message(reference.message_id)
    except discord.NotFound:
        return None


def _log(message: discord.Message, decision: Decision) -> None:
    log.info(
        "decided",
        guild=message.guild.id if message.guild else None,
        channel=message.channel.id,
        message=message.id,
        outcome=decision.outcome.value,
        reason=decision.reason.value,
        claims=list(decision.slugs),
    )


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Notes(bot))
