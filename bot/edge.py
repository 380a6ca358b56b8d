"""Discord's objects in, the domain's values out: the only place that takes a message apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord

from claims.errors import Invalid
from claims.notes import Post
from claims.people import Actor, role_of

if TYPE_CHECKING:
    from bot.client import CaveatBot

Interaction: TypeAlias = "discord.Interaction[CaveatBot]"

# A link preview repeats at most this much of a page; the matcher reads no further anyway.
_LONGEST_TEXT = 8000


def to_post(message: discord.Message) -> Post:
    """Return a guild's message as a Post; raise Invalid for one outside a guild."""
    if message.guild is None:
        raise Invalid("I read messages in servers only.")
    roles = getattr(message.author, "roles", ())
    return Post(
        guild_id=message.guild.id,
        channel_id=message.channel.id,
        message_id=message.id,
        author_id=message.author.id,
        text=to_text(message),
        around=around(message.channel),
        roles=frozenset(role.id for role in roles),
    )


def around(channel: object) -> tuple[int, ...]:
    """Return what a channel lies in, the nearest first: a thread's channel, then the category."""
    found = (getattr(channel, "parent_id", None), getattr(channel, "category_id", None))
    return tuple(place for place in found if place is not None)


def to_text(message: discord.Message) -> str:
    """Return all a message says: forum title, content, forwarded messages and link previews, a line each."""
    parts = [_forum_title(message), message.content]
    parts += [snapshot.content for snapshot in message.message_snapshots]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
    return "\n".join(part for part in parts if part)[:_LONGEST_TEXT]


async def to_actor(interaction: discord.Interaction[CaveatBot]) -> Actor:
    """Return who is acting, with what they may do at this moment in this channel."""
    if interaction.guild_id is None:
        raise Invalid("I work in servers only. Use this command in a channel of one.")
    permissions = interaction.permissions
    settings = await interaction.client.services.notes.settings(interaction.guild_id)
    role = role_of(
        [each.id for each in getattr(interaction.user, "roles", ())],
        settings.roles,
        manages_messages=permissions.manage_messages,
        manages_server=permissions.manage_guild,
    )
    return Actor(interaction.guild_id, interaction.user.id, role)


def to_actor_of(interaction: discord.Interaction[CaveatBot], guild_id: int) -> Actor:
    """Return who is acting outside a guild, in one that the control names: there they moderate nothing."""
    return Actor(guild_id, interaction.user.id)


def _forum_title(message: discord.Message) -> str:
    channel = message.channel
    # A forum post's first message has the thread's own id (Discord: Start Thread in Forum Channel).
    starts_post = isinstance(channel, discord.Thread) and channel.id == message.id
    return channel.name if starts_post and isinstance(channel, discord.Thread) else ""
