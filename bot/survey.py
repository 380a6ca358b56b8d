"""What the bot may do in a guild's channels, for those who set it up."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.edge import around
from claims.setting_up import Reached, Survey, ahead
from claims.settings import GuildSettings, Mode

_VIEW = "View Channel"
_NEEDED = {
    _VIEW: "view_channel",
    "Send Messages": "send_messages",
    "Send Messages in Threads": "send_messages_in_threads",
    "Read Message History": "read_message_history",
}
_NICE = {
    "Pin Messages": "pin_messages",
    "Manage Threads": "manage_threads",
    "Add Reactions": "add_reactions",
}
# In a forum nothing is written but in its posts, which are threads.
_NOT_IN_FORUMS = {"Send Messages", "Pin Messages"}

_Readable = discord.TextChannel | discord.ForumChannel


def survey(guild: discord.Guild, settings: GuildSettings, *, reads_all: bool) -> Survey:
    """Return what the bot may do in the text channels and forums it reads, and in the moderators' channel."""
    channels = tuple(_reached(channel) for channel in _read(guild, settings))
    return Survey(channels, _desk(guild, settings.moderators_channel), reads_all)


def _read(guild: discord.Guild, settings: GuildSettings) -> Iterator[_Readable]:
    begun = ahead(settings)
    channels: list[_Readable] = [*guild.text_channels, *guild.forums]
    for channel in channels:
        if begun.mode_at((channel.id, *around(channel))) is not Mode.OFF:
            yield channel


def _desk(guild: discord.Guild, channel_id: int | None) -> Reached | None:
    if channel_id is None:
        return None
    channel = guild.get_channel(channel_id)
    # One that was deleted is not seen, either; both are mended by picking another.
    if not isinstance(channel, discord.TextChannel):
        return Reached(channel_id, (_VIEW,))
    return _reached(channel)


def _reached(channel: _Readable) -> Reached:
    granted = channel.permissions_for(channel.guild.me)
    if not granted.view_channel:
        return Reached(channel.id, (_VIEW,))
    return Reached(channel.id, _without(channel, granted, _NEEDED), _without(channel, granted, _NICE))


def _without(channel: _Readable, granted: discord.Permissions, asked: dict[str, str]) -> tuple[str, ...]:
    passed_over = _NOT_IN_FORUMS if isinstance(channel, discord.ForumChannel) else set()
    return tuple(
        name for name, flag in asked.items() if name not in passed_over and not getattr(granted, flag)
    )
