"""A claim's family at the desk: linking it to others, and merging it into one."""

from __future__ import annotations

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.replies import turn, whisper
from bot.rollouts import tell_rollout
from bot.ui.editing import MergeSheet
from bot.ui.family import FamilyView, LinkForm
from bot.ui.ids import panel as panel_ids
from bot.ui.picking import PickForm
from claims.listing import Listed
from claims.model import Claim, Relation
from cogs.panel import claim_of
from cogs.picking import claims_to_pick


class FamilyControl(Control, template=panel_ids.FAMILY):
    """Shows a claim's family."""

    async def press(self, interaction: Interaction) -> None:
        """Show it as it is now."""
        _, claim = await claim_of(interaction, self.found["slug"])
        await _show(interaction, claim)


class LinkControl(Control, template=panel_ids.LINK):
    """Links a claim to another."""

    async def press(self, interaction: Interaction) -> None:
        """Ask to which and how."""
        actor, claim = await claim_of(interaction, self.found["slug"])
        actor.must_moderate()

        async def linked(answered: Interaction, link: tuple[Relation, str]) -> None:
            relation, other = link
            desk = answered.client.services.editing
            saved = await desk.link(await to_actor(answered), claim.slug, relation, other)
            await _show(answered, saved, f"✅ Linked to `{other}`.")

        await interaction.response.send_modal(LinkForm(claim, await _others(interaction, claim), linked))


class UnlinkChoice(Choice, template=panel_ids.UNLINK):
    """Takes a link away."""

    async def press(self, interaction: Interaction) -> None:
        """Take it away, whichever of the two says so."""
        desk, slug = interaction.client.services.editing, self.found["slug"]
        saved = await desk.unlink(await to_actor(interaction), slug, self.pick)
        await _show(interaction, saved, f"✅ No longer linked to `{self.pick}`.")


class MergeControl(Control, template=panel_ids.MERGE):
    """Merges a claim into another."""

    async def press(self, interaction: Interaction) -> None:
        """Ask into which, then show what that would do."""
        actor, claim = await claim_of(interaction, self.found["slug"])
        actor.must_moderate()

        async def picked(answered: Interaction, into: str) -> None:
            desk = answered.client.services.editing
            plan = await desk.plan_merge(await to_actor(answered), claim.slug, into)
            await whisper(answered, MergeSheet(plan))

        others = await _others(interaction, claim)
        form = PickForm(f"Merge: {claim.slug}", "The claim that stands for both", others, picked)
        await interaction.response.send_modal(form)


async def _show(interaction: Interaction, claim: Claim, done: str = "") -> None:
    desk = interaction.client.services.editing
    kin = await desk.kin((await to_actor(interaction)).guild_id, claim.slug, drafts=True)
    await turn(interaction, FamilyView(claim, kin, done))
    if done:
        await tell_rollout(interaction, claim)


async def _others(interaction: Interaction, claim: Claim) -> list[Listed]:
    """Return the other claims in use, those that say much the same first; raise NotFound without any."""
    return await claims_to_pick(interaction, claim.statement, claim.slug, drafts=True)


class Family(AnsweringCog):
    """Answers the buttons of families and merges."""

    controls = (FamilyControl, LinkControl, UnlinkChoice, MergeControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Family(bot))
