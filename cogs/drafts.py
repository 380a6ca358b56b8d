"""The buttons of a draft's card, which only its moderator sees."""

from __future__ import annotations

from typing import Any

import discord

from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.editing import EditForm
from bot.ui.ids import assignments as assignment_ids
from bot.ui.ids import queue as queue_ids
from bot.ui.ids.judging import Picks
from bot.ui.judging import JudgingSheet
from bot.ui.picking import PickForm
from bot.ui.queue import DraftCard, draft_attached_text
from bot.ui.queue_forms import ReasonForm
from bot.ui.sheet import TextSheet
from claims.assignments import Matter
from claims.editing import Edit
from claims.model import Claim
from claims.people import Actor
from cogs.assignments import OnCard, begin
from cogs.picking import claims_to_pick


class PublishControl(OnCard, template=queue_ids.PUBLISH_DRAFT):
    """Lets a draft get notes."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Publish it and show it so."""
        desk, slug = interaction.client.services.drafts, self.found["slug"]
        await desk.publish(actor, slug, int(self.found["revision"]))
        await _show(interaction, slug)


class EditControl(OnCard, template=assignment_ids.EDIT_DRAFT):
    """Changes what a draft says."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Show the form of any claim; the card shows what is saved."""
        draft = await _begun(interaction, actor, self.found["slug"])

        async def edited(answered: Interaction, edit: Edit) -> None:
            desk = answered.client.services.drafts
            await desk.edit(await to_actor(answered), draft.slug, edit, draft.revision)
            await _show(answered, draft.slug)

        await interaction.response.send_modal(EditForm(draft, edited))


class AttachControl(OnCard, template=assignment_ids.ATTACH_DRAFT):
    """Makes a draft part of another claim."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Ask which claim, the likeliest first; then say what went over."""
        draft = await _begun(interaction, actor, self.found["slug"])
        claims = await claims_to_pick(interaction, draft.statement, draft.slug)

        async def attached(answered: Interaction, into: str) -> None:
            desk, by = answered.client.services.drafts, await to_actor(answered)
            merge, claim = await desk.attach(by, draft.slug, into, draft.revision)
            await answered.response.edit_message(view=TextSheet(draft_attached_text(merge)))
            await tell_rollout(answered, claim)

        title, hint = f"Attach the draft {draft.slug}", "Its words and sources go over to that claim."
        await interaction.response.send_modal(PickForm(title, hint, claims, attached))


class JudgeControl(OnCard, template=assignment_ids.JUDGE_DRAFT):
    """Judges a draft, which publishes it."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Open the judging sheet beside the card."""
        draft = await _begun(interaction, actor, self.found["slug"])
        await whisper(interaction, JudgingSheet(draft, Picks.of(draft)))


class DeclineControl(OnCard, template=queue_ids.DECLINE_DRAFT):
    """Puts a draft away, with a reason."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Ask for the reason; the card shows it."""
        slug, revision = self.found["slug"], int(self.found["revision"])
        await begin(interaction, actor, Matter.draft(slug))

        async def declined(answered: Interaction, reason: str) -> None:
            desk = answered.client.services.drafts
            await desk.decline(await to_actor(answered), slug, revision, reason)
            await _show(answered, slug)

        hint = "Those who look the claim up read this."
        await interaction.response.send_modal(ReasonForm(f"Decline the draft {slug}", hint, declined))


DRAFT_CONTROLS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    PublishControl,
    EditControl,
    AttachControl,
    JudgeControl,
    DeclineControl,
)


async def _begun(interaction: Interaction, actor: Actor, slug: str) -> Claim:
    """Have a moderator work on the draft whose form they open, and return it."""
    await begin(interaction, actor, Matter.draft(slug))
    return await interaction.client.services.claims.claim(actor.guild_id, slug)


async def _show(interaction: Interaction, slug: str) -> None:
    """Show a draft as it is now, in place of the card that was pressed."""
    found = await interaction.client.services.drafts.draft(interaction.guild_id or 0, slug)
    await interaction.response.edit_message(view=DraftCard(*found))
