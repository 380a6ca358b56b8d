"""Who changed what: the commands /desk audit and /desk undo, which /desk takes in, and their buttons."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.ids import trail as trail_ids
from bot.ui.sheet import TextSheet
from bot.ui.trail import ChangeSheet, ConsentSheet, TrailView, choice_name, export_text, undone_text
from claims.trail import Selection
from cogs.choices import MOST_CHOICES, AsOf, claim_choices

_MOST_LOOKED_THROUGH = 100


async def change_choices(
    interaction: discord.Interaction[CaveatBot], typed: str
) -> list[app_commands.Choice[int]]:
    """Offer the last changes whose number or words hold what was typed."""
    latest = await interaction.client.services.trail.latest(await to_actor(interaction), _MOST_LOOKED_THROUGH)
    named = [(choice_name(revision), revision.number) for revision in latest]
    fitting = [(name, number) for name, number in named if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=name, value=number) for name, number in fitting[:MOST_CHOICES]]


class TrailCommands(commands.Cog):
    """What /desk has for the audit trail; no cog by itself, for Discord knows a group of commands as one."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def audit(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: app_commands.Range[str, 1, 60] | None = None,
        moderator: discord.User | None = None,
        since: AsOf | None = None,
    ) -> None:
        """See who changed what and when, in full, as a file too.

        Args:
            claim: Only changes of this claim.
            moderator: Only what this person did.
            since: Only from then on, for example 2023-06-24 02:00 (UTC).
        """
        selection = Selection(claim, moderator.id if moderator else None, since)
        page = await self.bot.services.trail.page(await to_actor(interaction), selection)
        await whisper(interaction, TrailView(page, selection))

    @app_commands.command()
    @app_commands.autocomplete(number=change_choices)
    async def undo(
        self, interaction: discord.Interaction[CaveatBot], number: app_commands.Range[int, 1]
    ) -> None:
        """Take a change back, one of many claims too; nothing is lost, for that can be undone as well.

        Args:
            number: The change's number; start typing and pick one, or look it up with /desk audit.
        """
        await _undo(interaction, number, 0)


class TrailPageControl(Control, template=trail_ids.PAGE):
    """Turns the pages of the trail."""

    async def press(self, interaction: Interaction) -> None:
        """Show the page as things are now."""
        selection, desk = trail_ids.selection(self.found), interaction.client.services.trail
        page = await desk.page(await to_actor(interaction), selection, int(self.found["page"]))
        await interaction.response.edit_message(view=TrailView(page, selection))


class TrailFileControl(Control, template=trail_ids.FILE):
    """Hands the selected records out as a file."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the file, for the person who asked alone."""
        selection, desk = trail_ids.selection(self.found), interaction.client.services.trail
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = interaction.guild
        most = guild.filesize_limit if guild else discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
        export = await desk.export(await to_actor(interaction), selection, most)
        file = discord.File(io.BytesIO(export.content), "audit-trail.json")
        await interaction.followup.send(export_text(export, selection), file=file, ephemeral=True)


class ChangeChoice(Choice, template=trail_ids.CHANGE):
    """Shows one change in full."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with what it changed."""
        revision = await interaction.client.services.trail.one(await to_actor(interaction), int(self.pick))
        await whisper(interaction, ChangeSheet(revision))


class UndoControl(Control, template=trail_ids.UNDO):
    """Undoes a change."""

    async def press(self, interaction: Interaction) -> None:
        """Undo it, or ask first where later changes would be lost."""
        await _undo(interaction, int(self.found["number"]), int(self.found["seen"]))


async def _undo(interaction: Interaction, number: int, seen: int) -> None:
    """Undo a change, unless it does or loses more than the person has seen."""
    actor, desk = await to_actor(interaction), interaction.client.services.undoing
    await interaction.response.defer(ephemeral=True, thinking=True)
    plan = await desk.plan(actor, number)
    if plan.needs_consent and seen < plan.seen:
        await whisper(interaction, ConsentSheet(number, plan))
        return
    undone = await desk.undo(actor, number, plan.seen)
    await whisper(interaction, TextSheet(undone_text(number, undone, notes_went=plan.took_notes_away)))
    if len(undone.claims) == 1:
        await tell_rollout(interaction, undone.claims[0])
    interaction.client.dispatcher.wake()


class Trails(AnsweringCog):
    """The buttons and lists of the audit trail."""

    controls = (TrailPageControl, TrailFileControl, ChangeChoice, UndoControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Trails(bot))
