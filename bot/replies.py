"""Answering an interaction, whether or not it was deferred before."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui


async def whisper(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Answer so that only this person sees it."""
    await answer(interaction, view, public=False)


async def answer(interaction: discord.Interaction[Any], view: ui.LayoutView, *, public: bool) -> None:
    """Answer for everyone, or for this person alone; a deferred answer keeps the audience of its deferral."""
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=not public)
    else:
        await interaction.response.send_message(view=view, ephemeral=not public)


async def turn(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Show a view in place of the person's own sheet that the press was on, else answer for them alone."""
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        await whisper(interaction, view)
    elif interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.edit_message(view=view)
