"""Counts again how far a changed claim has got with its earlier notes, whichever process began it."""

from __future__ import annotations

import discord

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import to_actor
from bot.ui.ids import rollouts as rollouts_ids
from bot.ui.rollouts import RolloutSheet


class RolloutControl(Control, template=rollouts_ids.ROLLOUT):
    """Shows the moderator who judged how far it is now."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Count, and say so in the same place."""
        actor, slug, revision = await to_actor(interaction), self.found["slug"], int(self.found["revision"])
        actor.must_moderate()
        rollout = await interaction.client.services.notes.rollout(actor.guild_id, slug, revision)
        if rollout is not None:
            await interaction.response.edit_message(view=RolloutSheet(rollout, slug, revision))


class Rollouts(AnsweringCog):
    """Holds the button, which outlives the process that posted it."""

    controls = (RolloutControl,)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Rollouts(bot))
