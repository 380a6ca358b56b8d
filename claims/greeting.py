"""Whether a guild that invites the bot is greeted: once, and not again soon."""

from __future__ import annotations

from datetime import timedelta

from claims.ports.clock import Clock
from claims.ports.guilds import GreetingStore

# A guild that removes the bot and soon invites it again knows who it is.
GREETED_FOR = timedelta(days=30)


class Greeter:
    """Lets each guild be greeted at most once, also by two processes and after a crash."""

    def __init__(self, greetings: GreetingStore, clock: Clock) -> None:
        self._greetings = greetings
        self._clock = clock

    async def may_greet(self, guild_id: int) -> bool:
        """Return whether to greet a guild now; whoever is told yes is the only one."""
        now = self._clock()
        return await self._greetings.greet(guild_id, now, now - GREETED_FOR)
