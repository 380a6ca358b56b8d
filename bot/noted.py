"""The messages that notes stand under, fetched when someone asks about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.duties.reach import Postable, reach
from claims.notes import Note

if TYPE_CHECKING:
    from bot.edge import Interaction


async def noted_message(reply: discord.Message) -> discord.Message | None:
    """Fetch the message a note stands under; None when it is gone.

    Raises:
        discord.Forbidden: the bot may not read it.
    """
    reference = reply.reference
    if reference is None or reference.message_id is None:
        return None
    try:
        return await reply.channel.fetch_message(reference.message_id)
    except discord.NotFound:
        return None


async def message_of(interaction: Interaction, note: Note) -> discord.Message | None:
    """Fetch the message a note stood under; None when it is gone or out of reach."""
    if interaction.guild is None:
        return None
    try:
        channel = await reach(interaction.client, interaction.guild, note.channel_id)
        return await channel.fetch_message(note.message_id) if isinstance(channel, Postable) else None
    except (discord.NotFound, discord.Forbidden):
        return None
