"""Whether a guild that invites the bot is greeted: once, and not again soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from claims.ports import Clock

# A guild that removes the bot and soon invites it again knows who it is.
GREETED_FOR = timedelta(days=30)


class GreetingStore(Protocol):
    """Remembers when each guild was greeted."""

    async def greet(self, guild_id: int, at: datetime, unless_since: datetime) -> bool:
        """Remember a greeting, unless there was one since; return whether it is to be said."""
        ...


class Greeter:
    """Lets each guild be greeted at most once, also by two processes and after a crash."""

    def __init__(self, greetings: GreetingStore, clock: Clock) -> None:
        self._greetings = greetings
        self._clock = clock

    async def may_greet(self, guild_id: int) -> bool:
        """Return whether to greet a guild now; whoever is told yes is the only one."""
        now = self._clock()
        return await self._greetings.greet(guild_id, now, now - GREETED_FOR)
