"""/blocklist: from whom moderators take no suggestions."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.ui.blocking import blocked_text
from bot.ui.sheet import TextSheet


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class Blocklist(
    commands.GroupCog, group_name="blocklist", group_description="Refuse members' suggestions (moderators)."
):
    """The /blocklist commands; /desk has as many as Discord allows."""

    def __init__(self, bot: CaveatBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def add(self, interaction: Interaction, member: discord.User) -> None:
        """Take no suggestions from a member: no claims and no sources.

        Args:
            member: Whose suggestions are refused; what they suggested before stays.
        """
        await self.bot.services.blocks.block(await to_actor(interaction), member.id)
        text = f"No suggestions are taken from {member.mention} any more. `/blocklist remove` undoes that."
        await whisper(interaction, TextSheet(text))

    @app_commands.command()
    async def remove(self, interaction: Interaction, member: discord.User) -> None:
        """Take suggestions from a member again.

        Args:
            member: Who is blocked.
        """
        await self.bot.services.blocks.unblock(await to_actor(interaction), member.id)
        await whisper(interaction, TextSheet(f"Suggestions are taken from {member.mention} again."))

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """See from whom no suggestions are taken."""
        blocked = await self.bot.services.blocks.blocked(await to_actor(interaction))
        await whisper(interaction, TextSheet(blocked_text(blocked)))


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Blocklist(bot))
