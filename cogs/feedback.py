"""What people say about notes, and moderators undo: the buttons under a note and what answers them."""

from __future__ import annotations

from contextlib import suppress

import discord
import structlog

from bot import metrics
from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor, to_text
from bot.noted import message_of, noted_message
from bot.patience import before_a_form
from bot.replies import whisper
from bot.ui.forms import WordingForm
from bot.ui.ids import feedback as feedback_ids
from bot.ui.sheet import TextSheet
from bot.ui.stopping import StoppedView
from bot.ui.swarms import voices_text
from bot.ui.wordings import PASSAGES, WordingsPanel, taught_text
from bot.ui.words import plain
from claims.checks import MAX_WORDING
from claims.feedback import Answer, Heard
from claims.notes import digest_of

log = structlog.get_logger(__name__)

_GONE = "This note is gone already."
_WRONG_ANSWERS = {
    Answer.WITHDRAWN: "Thank you. I took the note away.",
    Answer.RECORDED: (
        "Thank you, I recorded that. When a moderator or enough others press this too, the note goes away."
    ),
    Answer.CHANGED: "Thank you, I recorded that; it replaces your “Helpful”.",
    Answer.REPEATED: "You have said so already.",
    Answer.GONE: _GONE,
}
_HELPFUL_ANSWERS = {
    Answer.RECORDED: "Thank you, I recorded that.",
    Answer.CHANGED: "Thank you, I recorded that; it replaces your “Wrong match”.",
    Answer.REPEATED: "You have said so already.",
    Answer.GONE: _GONE,
}
_NO_SWARM = "I remember no note there any more."


class WrongMatchControl(Control, template=feedback_ids.WRONG_MATCH):
    """Takes a "wrong match"; a moderator's takes the note away and stops what brought it."""

    async def press(self, interaction: Interaction) -> None:
        """Record the voice, and tell a moderator what was stopped."""
        reply, actor, slug = interaction.message, await to_actor(interaction), self.found["slug"]
        if reply is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        passage = await _passage(interaction, reply, slug) if actor.may_moderate else ""
        desk = interaction.client.services.feedback
        heard = await desk.wrong(actor, reply.id, slug, noted_by(reply))
        _notice(interaction, heard)
        interaction.client.dispatcher.wake()
        if actor.may_moderate and heard.stopped is not None:
            edited = digest_of(passage) != heard.stopped.note.digest
            await whisper(interaction, StoppedView(heard.stopped, "" if edited else passage))
        else:
            await whisper(interaction, TextSheet(_WRONG_ANSWERS[heard.answer]))


class HelpfulControl(Control, template=feedback_ids.HELPFUL):
    """Takes a "helpful"."""

    async def press(self, interaction: Interaction) -> None:
        """Record the voice and thank for it."""
        reply, actor = interaction.message, await to_actor(interaction)
        if reply is None:
            return
        desk, slug = interaction.client.services.feedback, self.found["slug"]
        heard = await desk.helpful(actor, reply.id, slug, noted_by(reply))
        _notice(interaction, heard)
        await whisper(interaction, TextSheet(_HELPFUL_ANSWERS[heard.answer]))


class MatchAgainControl(Control, template=feedback_ids.MATCH_AGAIN):
    """Undoes what a "wrong match" has stopped."""

    async def press(self, interaction: Interaction) -> None:
        """Let the passage and its wording match again."""
        desk, slug = interaction.client.services.feedback, self.found["slug"]
        await desk.restore(await to_actor(interaction), int(self.found["message"]), slug)
        text = f"Those words match `{slug}` again. This note does not come back; the next message gets one."
        await whisper(interaction, TextSheet(text))


class NeverMatchControl(Control, template=feedback_ids.NEVER_MATCH):
    """Teaches a claim what never matches it, beginning with the words of the message."""

    async def press(self, interaction: Interaction) -> None:
        """Read the message again and show the form."""
        services, actor, slug = interaction.client.services, await to_actor(interaction), self.found["slug"]
        note = await services.feedback.note_under(actor, int(self.found["message"]), slug)
        claim = await services.claims.claim(actor.guild_id, slug)
        message = await message_of(interaction, note)
        text = to_text(message) if message else ""
        said = await before_a_form(services.feedback.passage(actor.guild_id, slug, text))

        async def taught(answered: Interaction, wordings: tuple[str, ...]) -> None:
            saved = await services.claims.word(await to_actor(answered), slug, wordings, counter=True)
            await whisper(answered, TextSheet(taught_text(saved, counter=True)))

        prefilled = " ".join((text if said is None else said).split())[:MAX_WORDING]
        await interaction.response.send_modal(WordingForm(claim, taught, counter=True, prefilled=prefilled))


class RestoreChoice(Choice, template=feedback_ids.RESTORE_WORDING):
    """Lets match again what is picked from all that is stopped for a claim."""

    async def press(self, interaction: Interaction) -> None:
        """Restore it and show what is left."""
        desk, actor, slug = (
            interaction.client.services.feedback,
            await to_actor(interaction),
            self.found["slug"],
        )
        claim, _ = await desk.stopped(actor, slug)
        wordings = [each for each in claim.stopped_wordings if digest_of(each) == self.pick]
        if self.pick == PASSAGES:
            await desk.restore_passages(actor, slug)
            done = "✅ The texts that were stopped without a wording match again."
        else:
            await desk.restore_wording(actor, slug, wordings[0] if wordings else "")
            done = f"✅ I go by “{plain(wordings[0])}” again."
        await interaction.response.edit_message(view=WordingsPanel(*await desk.stopped(actor, slug), done))


class SwarmVoicesControl(Control, template=feedback_ids.SWARM_VOICES):
    """Tells what the voices about a swarmed note come to."""

    async def press(self, interaction: Interaction) -> None:
        """Count them."""
        actor = await to_actor(interaction)
        actor.must_moderate()
        desk = interaction.client.services.feedback
        found = await desk.swarm(actor.guild_id, int(self.found["message"]))
        await whisper(interaction, TextSheet(voices_text(found[1]) if found else _NO_SWARM))


def noted_by(reply: discord.Message) -> int | None:
    """Return the id of the message that a note stands under."""
    return None if reply.reference is None else reply.reference.message_id


async def _passage(interaction: Interaction, reply: discord.Message, slug: str) -> str:
    """Return the words a note went by, "" when the message is gone or out of reach."""
    message = None
    with suppress(discord.Forbidden):
        message = await noted_message(reply)
    if message is None:
        return ""
    desk, guild_id = interaction.client.services.feedback, (await to_actor(interaction)).guild_id
    return await desk.passage(guild_id, slug, to_text(message))


def _notice(interaction: Interaction, heard: Heard) -> None:
    if not heard.swarm or interaction.message is None:
        return
    metrics.SWARMS.inc()
    log.warning(
        "swarm noticed",
        guild=interaction.guild_id,
        channel=interaction.channel_id,
        reply=interaction.message.id,
    )
    interaction.client.dispatcher.wake()


class Feedback(AnsweringCog):
    """Hears people about notes."""

    controls = (
        WrongMatchControl,
        HelpfulControl,
        MatchAgainControl,
        NeverMatchControl,
        RestoreChoice,
        SwarmVoicesControl,
    )


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Feedback(bot))
