"""A community whose moderators have a channel of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import discord
import simcord

from claims.audit import Action, Change
from claims.settings import GuildSettings
from db.stores import open_stores
from tests.cogs.conftest import Community
from tests.fakes import NOW


async def wish(community: Community, folder: Path, **wishes: object) -> None:
    """Change the settings of the community, whose database lies in a folder."""
    async with open_stores(f"sqlite:///{folder}/caveat.db") as stores:
        settings = replace(GuildSettings(), **wishes)  # type: ignore[arg-type]
        change = Change(Action.CONFIGURED, community.sam.id, NOW)
        await stores.guilds.save_settings(community.guild.id, settings, change)


async def with_moderators_channel(community: Community, folder: Path) -> simcord.ChannelHandle:
    """Give the moderators a channel where cards are shown."""
    channel = community.guild.create_text_channel("mod-desk")
    await wish(community, folder, moderators_channel=channel.id)
    return channel


async def cards(community: Community, channel: simcord.ChannelHandle) -> list[discord.Message]:
    """Wait until what is due is done, and return the bot's messages in a channel, oldest first."""
    await community.env.settle()
    return [message for message in channel.history() if message.author.bot]


def second_moderator(community: Community) -> simcord.MemberActor:
    """Bring in Ada, who moderates, too."""
    return community.guild.add_member(
        community.env.create_user("ada"), roles=[community.guild.roles["Moderators"]]
    )
