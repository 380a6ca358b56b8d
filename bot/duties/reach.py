"""How far the bot reaches in Discord: which channels it can write to, and which failures tell nothing."""

from __future__ import annotations

import aiohttp
import discord

# No answer, or a server's fault: whether it was done, nobody knows.
LOST = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError, discord.RateLimited)

_IN_LOCKED = "Manage Threads (this thread is locked)"

Postable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel


async def reach(client: discord.Client, guild: discord.Guild, channel_id: int) -> object:
    """Return a channel; an archived thread, which the gateway does not tell of, is fetched.

    Raises:
        discord.NotFound: it is gone.
        discord.Forbidden: the bot may not see it.
    """
    return guild.get_channel_or_thread(channel_id) or await client.fetch_channel(channel_id)


def missing_permissions(channel: Postable) -> list[str]:
    """Return the permissions a note needs that the bot lacks in a channel, in Discord's words."""
    granted = channel.permissions_for(channel.guild.me)
    if isinstance(channel, discord.Thread):
        may_send = ("Send Messages in Threads", granted.send_messages_in_threads)
    else:
        may_send = ("Send Messages", granted.send_messages)
    needed = [("View Channel", granted.view_channel), ("Read Message History", granted.read_message_history)]
    if isinstance(channel, discord.Thread) and channel.locked:
        needed.append((_IN_LOCKED, granted.manage_threads))
    return [name for name, has in (*needed, may_send) if not has]


def missing_to_change(channel: Postable) -> list[str]:
    """Return the permissions the bot lacks to change what it has posted, in Discord's words.

    Its own message it may change wherever it sees it, but an archived thread has to be opened for that, and
    nobody but moderators changes anything in a locked one (Discord: Threads).
    """
    granted = channel.permissions_for(channel.guild.me)
    needed = [("View Channel", granted.view_channel)]
    if isinstance(channel, discord.Thread) and channel.locked:
        needed.append((_IN_LOCKED, granted.manage_threads))
    if isinstance(channel, discord.Thread) and channel.archived:
        needed.append(("Send Messages in Threads", granted.send_messages_in_threads))
    return [name for name, has in needed if not has]
