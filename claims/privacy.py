"""A person's say about themselves: whether their messages are read, and what is kept of them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.people import Actor, Kept
from claims.ports.clock import Clock
from claims.ports.people import PrivacyStore

_MOST_GUILDS = 1000
# A second process learns of a wish made at the first no later than this.
_LONGEST_REMEMBERED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _OptedOut:
    """Who was opted out in a guild, as read from the store at an instant."""

    people: frozenset[int]
    read_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        # A clock that was set back must not make this last longer.
        return timedelta() <= now - self.read_at < _LONGEST_REMEMBERED


class PrivacyDesk:
    """Takes people's wishes, each in one guild, and answers for every message whether it may be read."""

    def __init__(self, store: PrivacyStore, clock: Clock, most_guilds: int = _MOST_GUILDS) -> None:
        self._store = store
        self._clock = clock
        self._most_guilds = most_guilds
        self._remembered: OrderedDict[int, _OptedOut] = OrderedDict()
        self._changes = 0

    async def may_read(self, guild_id: int, user_id: int) -> bool:
        """Return whether a person lets their messages be read; asks the store once a minute at most."""
        remembered = self._remembered.get(guild_id)
        if remembered is None or not remembered.is_fresh(self._clock()):
            remembered = await self._read(guild_id)
        else:
            self._remembered.move_to_end(guild_id)
        return user_id not in remembered.people

    async def about(self, actor: Actor) -> Kept:
        """Return what is stored about the person who asks."""
        return await self._store.about(actor.guild_id, actor.user_id)

    async def opt_out(self, actor: Actor) -> None:
        """Read the person's messages no more."""
        try:
            await self._store.opt_out(actor.guild_id, actor.user_id, self._clock())
        finally:
            self._forget(actor.guild_id)

    async def opt_in(self, actor: Actor) -> None:
        """Read the person's messages again, and keep nothing of their earlier wish."""
        try:
            await self._store.opt_in(actor.guild_id, actor.user_id)
        finally:
            self._forget(actor.guild_id)

    async def erase(self, actor: Actor) -> Kept:
        """Delete what can be deleted about the person, also what moderators see, and return what it was.

        A wish not to be read stays, for without it they would be read again; `opt_in` deletes it.
        """
        return await self._store.erase(actor.guild_id, actor.user_id, self._clock())

    async def _read(self, guild_id: int) -> _OptedOut:
        changes, now = self._changes, self._clock()
        read = _OptedOut(await self._store.opted_out(guild_id), now)
        # What was read while somebody changed it may be the state before; it is not remembered.
        if changes == self._changes:
            self._remembered[guild_id] = read
            self._remembered.move_to_end(guild_id)
            while len(self._remembered) > self._most_guilds:
                self._remembered.popitem(last=False)
        return read

    def _forget(self, guild_id: int) -> None:
        self._changes += 1
        self._remembered.pop(guild_id, None)
