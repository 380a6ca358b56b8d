"""/privacy: what is stored about the person who asks, and their say about it."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import to_actor
from bot.replies import whisper
from bot.ui.ids import privacy as privacy_ids
from bot.ui.privacy import NOTHING_ERASED, OPTED_IN, OPTED_OUT, EraseView, PrivacyView, erased_text


class StopReadingControl(Control, template=privacy_ids.STOP_READING):
    """Keeps the person's messages from being read."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Record the wish and show it."""
        await interaction.client.services.privacy.opt_out(await to_actor(interaction))
        await _show(interaction, OPTED_OUT)


class ReadAgainControl(Control, template=privacy_ids.READ_AGAIN):
    """Has the person's messages read again."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Delete the wish and show that it is gone."""
        await interaction.client.services.privacy.opt_in(await to_actor(interaction))
        await _show(interaction, OPTED_IN)


class EraseControl(Control, template=privacy_ids.ERASE):
    """Asks whether to erase what is stored about the person."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Say what would go and what would stay."""
        kept = await interaction.client.services.privacy.about(await to_actor(interaction))
        await interaction.response.edit_message(view=EraseView(kept))


class EraseForSureControl(Control, template=privacy_ids.ERASE_FOR_SURE):
    """Erases it."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Erase what the person can have erased, and show what is left."""
        desk, actor = interaction.client.services.privacy, await to_actor(interaction)
        erased = await desk.erase(actor)
        interaction.client.dispatcher.wake()
        await _show(interaction, erased_text(erased, await desk.about(actor)))


class EraseNothingControl(Control, template=privacy_ids.ERASE_NOTHING):
    """Leaves everything as it is."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Go back."""
        await _show(interaction, NOTHING_ERASED)


async def _show(interaction: discord.Interaction[CaveatBot], done: str) -> None:
    kept = await interaction.client.services.privacy.about(await to_actor(interaction))
    await interaction.response.edit_message(view=PrivacyView(kept, done))


class Privacy(AnsweringCog):
    """The /privacy command and its buttons."""

    controls = (
        StopReadingControl,
        ReadAgainControl,
        EraseControl,
        EraseForSureControl,
        EraseNothingControl,
    )

    @app_commands.command()
    @app_commands.guild_only()
    async def privacy(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """See what I store about you, keep me from reading you, or erase it."""
        kept = await self.bot.services.privacy.about(await to_actor(interaction))
        await whisper(interaction, PrivacyView(kept))


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Privacy(bot))
