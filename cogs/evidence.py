"""Sources that members suggest and moderators decide about."""

from __future__ import annotations

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.evidence import DECLINED, THANKS, EvidenceForm, EvidencePanel, accepted_text
from bot.ui.ids import evidence as evidence_ids
from bot.ui.sheet import TextSheet
from claims.suggestions import NewSuggestion


class AddEvidenceControl(Control, template=evidence_ids.ADD):
    """Takes a source that a member suggests."""

    async def press(self, interaction: Interaction) -> None:
        """Show the form, unless no suggestions are taken from the person."""
        actor, services = await to_actor(interaction), interaction.client.services
        await services.blocks.must_be_heard(actor)
        claim = await services.claims.claim(actor.guild_id, self.found["slug"])
        await interaction.response.send_modal(EvidenceForm(claim, _suggested))


class AcceptControl(Control, template=evidence_ids.ACCEPT):
    """Makes a suggested source evidence of its claim."""

    async def press(self, interaction: Interaction) -> None:
        """Accept it, and tell how far its earlier notes are brought up to date."""
        desk, number = interaction.client.services.evidence, int(self.found["number"])
        suggestion, claim = await desk.accept(await to_actor(interaction), number)
        await whisper(interaction, TextSheet(accepted_text(suggestion)))
        await tell_rollout(interaction, claim)


class DeclineControl(Control, template=evidence_ids.DECLINE):
    """Leaves a suggested source."""

    async def press(self, interaction: Interaction) -> None:
        """Decline it."""
        desk, number = interaction.client.services.evidence, int(self.found["number"])
        await desk.decline(await to_actor(interaction), number)
        await whisper(interaction, TextSheet(DECLINED))
        interaction.client.dispatcher.wake()


class EvidencePage(Control, template=evidence_ids.PAGE):
    """Turns the pages of what is open."""

    async def press(self, interaction: Interaction) -> None:
        """Look again and show the page."""
        found = await interaction.client.services.evidence.open_ones(await to_actor(interaction))
        await interaction.response.edit_message(view=EvidencePanel(found, int(self.found["page"])))


async def _suggested(interaction: Interaction, new: NewSuggestion) -> None:
    await interaction.client.services.evidence.suggest(await to_actor(interaction), new)
    await whisper(interaction, TextSheet(THANKS))
    interaction.client.dispatcher.wake()


class EvidenceCog(AnsweringCog, name="Evidence"):
    """Takes suggestions from notes, and decisions from cards."""

    controls = (AddEvidenceControl, AcceptControl, DeclineControl, EvidencePage)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(EvidenceCog(bot))
