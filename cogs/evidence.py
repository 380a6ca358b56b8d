"""Sources that members suggest and moderators decide about."""

from __future__ import annotations

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.evidence import EvidenceForm, EvidencePanel, accepted_text, declined_text, thanks_text
from bot.ui.ids import assignments as assignment_ids
from bot.ui.ids import evidence as evidence_ids
from bot.ui.ledger_forms import CitationForm
from bot.ui.picking import PickForm
from bot.ui.queue_forms import ReasonForm
from bot.ui.sheet import TextSheet
from claims.assignments import Matter
from claims.citations import Citation
from claims.evidence import Evidence
from claims.people import Actor
from claims.suggestions import NewSuggestion, Suggestion, suggestion_not_found
from cogs.assignments import OnCard, begin
from cogs.picking import claims_to_pick


class AddEvidenceControl(Control, template=evidence_ids.ADD):
    """Takes a source that a member suggests."""

    async def press(self, interaction: Interaction) -> None:
        """Show the form, unless no suggestions are taken from the person."""
        actor, services = await to_actor(interaction), interaction.client.services
        await services.blocks.must_be_heard(actor)
        claim = await services.claims.claim(actor.guild_id, self.found["slug"])
        await interaction.response.send_modal(EvidenceForm(claim, _suggested))


class AcceptControl(OnCard, template=evidence_ids.ACCEPT):
    """Makes a suggested source evidence of its claim."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Accept it, and tell how far its earlier notes are brought up to date."""
        await _accepted(interaction, int(self.found["number"]))


class EditControl(OnCard, template=assignment_ids.EDIT_SOURCE):
    """Accepts a suggested source with corrections."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Show the source to be corrected; what comes back is accepted."""
        suggestion = await _begun(interaction, actor, int(self.found["number"]))

        async def edited(answered: Interaction, citation: Citation) -> None:
            await _accepted(answered, suggestion.number, edited=citation.on(suggestion.piece))

        title = f"Edit and accept source {suggestion.number}"
        await interaction.response.send_modal(CitationForm(title, edited, suggestion.piece))


class AttachControl(OnCard, template=assignment_ids.ATTACH_SOURCE):
    """Accepts a suggested source for another claim than it was suggested for."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Ask which claim, the likeliest first."""
        suggestion = await _begun(interaction, actor, int(self.found["number"]))
        said = f"{suggestion.title} {suggestion.remark}"
        claims = await claims_to_pick(interaction, said, suggestion.slug)

        async def attached(answered: Interaction, slug: str) -> None:
            await _accepted(answered, suggestion.number, slug=slug)

        title, hint = f"Attach suggested source {suggestion.number}", "It becomes a source of that claim."
        await interaction.response.send_modal(PickForm(title, hint, claims, attached))


class DeclineControl(OnCard, template=evidence_ids.DECLINE):
    """Leaves a suggested source, with a reason if there is one to give."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Ask for the reason."""
        suggestion = await _begun(interaction, actor, int(self.found["number"]))

        async def declined(answered: Interaction, reason: str) -> None:
            desk = answered.client.services.evidence
            left = await desk.decline(await to_actor(answered), suggestion.number, reason)
            answered.client.dispatcher.wake()
            await whisper(answered, TextSheet(declined_text(left)))

        hint = "Whoever suggested it reads this." if suggestion.tell_me else "Stays on the card."
        title = f"Decline suggested source {suggestion.number}"
        await interaction.response.send_modal(ReasonForm(title, hint, declined, required=False))


class EvidencePage(Control, template=evidence_ids.PAGE):
    """Turns the pages of what is open."""

    async def press(self, interaction: Interaction) -> None:
        """Look again and show the page."""
        found = await interaction.client.services.evidence.open_ones(await to_actor(interaction))
        await interaction.response.edit_message(view=EvidencePanel(found, int(self.found["page"])))


async def _suggested(interaction: Interaction, new: NewSuggestion) -> None:
    suggestion = await interaction.client.services.evidence.suggest(await to_actor(interaction), new)
    await whisper(interaction, TextSheet(thanks_text(suggestion)))
    interaction.client.dispatcher.wake()


async def _begun(interaction: Interaction, actor: Actor, number: int) -> Suggestion:
    """Have a moderator work on the source whose form they open, and return it."""
    await begin(interaction, actor, Matter.source(number))
    found = await interaction.client.services.evidence.suggestion(actor.guild_id, number)
    if found is None:
        raise suggestion_not_found(number)
    return found[0]


async def _accepted(
    interaction: Interaction, number: int, *, edited: Evidence | None = None, slug: str = ""
) -> None:
    """Accept a source, and tell how far the notes of its claim are brought up to date."""
    desk, actor = interaction.client.services.evidence, await to_actor(interaction)
    suggestion, claim = await desk.accept(actor, number, edited=edited, slug=slug)
    await whisper(interaction, TextSheet(accepted_text(suggestion)))
    await tell_rollout(interaction, claim)


class EvidenceCog(AnsweringCog, name="Evidence"):
    """Takes suggestions from notes, and decisions from cards."""

    controls = (AddEvidenceControl, AcceptControl, EditControl, AttachControl, DeclineControl, EvidencePage)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(EvidenceCog(bot))
