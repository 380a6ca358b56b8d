"""/desk stale and /desk recheck: what moderators should look at again, and that they have."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import Control
from bot.edge import to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.ids import reviews as reviews_ids
from bot.ui.reviews import CheckListView, still_so_text
from cogs.choices import Again, claim_choices
from cogs.panel import show_panel


class ReviewCommands(commands.Cog):
    """A part of the /desk commands."""

    bot: CaveatBot

    @app_commands.command()
    async def stale(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """List the claims that nobody has checked in time, and those due within a day."""
        view = CheckListView(await self.bot.services.reviews.to_check(await to_actor(interaction)))
        await whisper(interaction, view)

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def recheck(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: app_commands.Range[str, 1, 60],
        check_again: Again | None = None,
    ) -> None:
        """Say that you checked a claim again and nothing is new.

        Args:
            claim: Start typing and pick one.
            check_again: When to check it the next time; after as long as the last time if left empty.
        """
        saved = await self.bot.services.reviews.recheck(await to_actor(interaction), claim, check_again)
        await show_panel(interaction, saved, still_so_text(saved))
        await tell_rollout(interaction, saved)


class CheckListPage(Control, template=reviews_ids.CHECK_LIST):
    """Turns the pages of the claims to check."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Show the page."""
        checklist = await interaction.client.services.reviews.to_check(
            await to_actor(interaction), int(self.found["page"])
        )
        await interaction.response.edit_message(view=CheckListView(checklist))


class StillSoControl(Control, template=reviews_ids.STILL_SO):
    """Takes a moderator's word that nothing is new about a claim."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Record it, show what is left to check, and bring the claim's notes up to date."""
        desk, actor = interaction.client.services.reviews, await to_actor(interaction)
        seen = int(self.found["judgements"])
        saved = await desk.recheck(actor, self.found["slug"], judgements=seen)
        checklist = await desk.to_check(actor, int(self.found["page"]))
        await interaction.response.edit_message(view=CheckListView(checklist, still_so_text(saved)))
        await tell_rollout(interaction, saved)


REVIEW_CONTROLS = (CheckListPage, StillSoControl)
