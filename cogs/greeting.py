"""The one message a server gets when it invites the bot: who this is, and how to set it up."""

from __future__ import annotations

from collections.abc import Iterator

import discord
import structlog
from discord.ext import commands

from bot.client import CaveatBot
from bot.ui.setup import greeting_text
from bot.ui.sheet import TextSheet

log = structlog.get_logger(__name__)


class Greeting(commands.Cog):
    """Greets the servers that invite the bot."""

    def __init__(self, bot: CaveatBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello where that is allowed, unless the operator has a pack loaded by itself."""
        channels = list(_writable(guild))
        if self.bot.services.preload is not None or not channels:
            return
        if not await self.bot.services.greeter.may_greet(guild.id):
            return
        for channel in channels:
            try:
                await channel.send(view=TextSheet(greeting_text()), silent=True)
            except discord.Forbidden:
                continue
            log.info("greeted", guild=guild.id, channel=channel.id)
            return


def _writable(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Yield where the bot may write: first where Discord tells of newcomers, then from the top."""
    for channel in dict.fromkeys((guild.system_channel, *guild.text_channels)):
        if channel is not None:
            granted = channel.permissions_for(guild.me)
            if granted.view_channel and granted.send_messages:
                yield channel


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Greeting(bot))
