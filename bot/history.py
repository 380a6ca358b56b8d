"""Messages of the past: which channels may be read for whom, and what they hold, newest first."""

from __future__ import annotations

import heapq
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import discord

from bot.duties.reach import LOST, Postable, reach
from bot.edge import around
from claims.settings import GuildSettings, Mode

if TYPE_CHECKING:
    from bot.client import CaveatBot

GONE = "it is gone, or closed to me"
NOT_YOURS = "you may not read it"
NOT_READABLE = "I lack View Channel or Read Message History there"
SWITCHED_OFF = "I am switched off there"
NO_MESSAGES = "it holds no messages"
BROKE_OFF = "Discord stopped telling me what is in it"

# Of a forum, the posts that were archived last: as many as Discord tells at once.
_MOST_ARCHIVED = 100
# A channel that never told its last message is asked first.
_ANY = (1 << 64) - 1


class Choice:
    """The channels that may be read, and those that may not, each with why."""

    def __init__(self) -> None:
        self.channels: list[Postable] = []
        self.left_out: dict[int, str] = {}


async def choose(
    bot: CaveatBot, member: discord.Member, picked: Iterable[int], settings: GuildSettings
) -> Choice:
    """Return what of the picked channels may be read for a moderator: what they may read themselves."""
    choice, met = Choice(), set[int]()
    for channel_id in picked:
        try:
            channels = await _opened(await reach(bot, member.guild, channel_id), member)
        except (discord.NotFound, discord.Forbidden):
            choice.left_out[channel_id] = GONE
            continue
        except _ClosedError as closed:
            choice.left_out[channel_id] = str(closed)
            continue
        allowed = [each for each in channels if settings.mode_at((each.id, *around(each))) is not Mode.OFF]
        if channels and not allowed:
            choice.left_out[channel_id] = SWITCHED_OFF
        choice.channels += [each for each in allowed if each.id not in met]
        met |= {each.id for each in allowed}
    return choice


def home_of(channel: Postable) -> int:
    """Return the channel whose permissions hold for one: a thread has none of its own."""
    return channel.parent_id if isinstance(channel, discord.Thread) else channel.id


def may_read(member: discord.Member, home_id: int) -> bool:
    """Return whether a member may read a channel at this moment."""
    home = member.guild.get_channel(home_id)
    return home is not None and _reads(home, member)


async def newest_first(
    channels: Sequence[Postable], broke_off: dict[int, str]
) -> AsyncIterator[discord.Message]:
    """Yield the messages of several channels, newest first; a channel is asked when its turn comes.

    Those that vanish meanwhile are put into `broke_off`.
    """
    histories = [channel.history(limit=None) for channel in channels]
    waiting: list[tuple[int, int, discord.Message | None]] = [
        (-(channel.last_message_id or _ANY), number, None) for number, channel in enumerate(channels)
    ]
    heapq.heapify(waiting)
    while waiting:
        _, number, message = heapq.heappop(waiting)
        if message is not None:
            yield message
        following = await _next(histories[number], channels[number].id, broke_off)
        if following is not None:
            heapq.heappush(waiting, (-following.id, number, following))


async def roles_of(guild: discord.Guild, user_ids: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """Return the roles of people by their ids, none for those who left; history tells of no roles.

    Raises:
        TimeoutError: Discord did not tell.
    """
    found: dict[int, frozenset[int]] = dict.fromkeys(user_ids, frozenset())
    # Discord: Request Guild Members, 100 ids at once.
    for start in range(0, len(user_ids), 100):
        part = list(user_ids[start : start + 100])
        members = await guild.query_members(user_ids=part, limit=100, cache=False)
        found |= {member.id: frozenset(role.id for role in member.roles) for member in members}
    return found


class _ClosedError(Exception):
    """A channel that may not be read; its text says why."""


async def _opened(channel: object, member: discord.Member) -> list[Postable]:
    """Return what holds the messages of a channel: itself, or a forum's posts."""
    if not isinstance(channel, Postable | discord.ForumChannel):
        raise _ClosedError(NO_MESSAGES)
    if not await _reads_thread(channel, member):
        raise _ClosedError(NOT_YOURS)
    if not _reads(channel, member.guild.me):
        raise _ClosedError(NOT_READABLE)
    if not isinstance(channel, discord.ForumChannel):
        return [channel]
    archived = [thread async for thread in channel.archived_threads(limit=_MOST_ARCHIVED)]
    return [*channel.threads, *archived]


def _reads(channel: Postable | discord.abc.GuildChannel, member: discord.Member) -> bool:
    granted = channel.permissions_for(member)
    return granted.view_channel and granted.read_message_history


async def _reads_thread(channel: Postable | discord.ForumChannel, member: discord.Member) -> bool:
    """A private thread is open to those it was shared with, and to those who manage threads."""
    if not _reads(channel, member):
        return False
    if not isinstance(channel, discord.Thread) or not channel.is_private():
        return True
    if channel.permissions_for(member).manage_threads:
        return True
    try:
        await channel.fetch_member(member.id)
    except discord.NotFound:
        return False
    return True


async def _next(
    history: AsyncIterator[discord.Message], channel_id: int, broke_off: dict[int, str]
) -> discord.Message | None:
    try:
        return await anext(history, None)
    except (discord.NotFound, discord.Forbidden):
        broke_off[channel_id] = GONE
    except LOST:
        broke_off[channel_id] = BROKE_OFF
    return None
