"""The buttons under the cards on which moderators are asked about messages."""

from __future__ import annotations

import discord

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import to_actor
from bot.ui.ids import proposals as proposals_ids
from bot.ui.proposals import ProposalCard
from claims.proposals import Ruling


class RulingControl(Control, template=proposals_ids.PROPOSAL):
    """Takes a ruling; the card shows it as soon as it is carried out."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Record the ruling, and have the card and the note brought up to date."""
        bot, actor = interaction.client, await to_actor(interaction)
        await interaction.response.defer()
        message_id, ruling = int(self.found["message"]), Ruling(self.found["ruling"])
        await bot.services.proposals.rule(actor, message_id, self.found["slug"], ruling)
        bot.dispatcher.wake()
        if interaction.message is not None and interaction.message.flags.ephemeral:
            asked = await bot.services.proposals.asked(actor.guild_id, message_id)
            await interaction.edit_original_response(view=ProposalCard(asked))


class Proposals(AnsweringCog):
    """Takes the moderators' rulings."""

    controls = (RulingControl,)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Proposals(bot))
