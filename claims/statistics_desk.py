"""Tells moderators what became of messages and notes over a span they pick."""

from __future__ import annotations

from collections.abc import Sequence

from claims.counting import DecisionCounts
from claims.errors import NotFound
from claims.people import Actor, Role
from claims.ports.clock import Clock
from claims.ports.statistics import StatisticsStore
from claims.statistics import Span, Statistics, last_days

DAYS = (7, 30, 90)
USUAL = "30"
_MOST_BREAKINGS = 20


class StatisticsDesk:
    """Counts for moderators."""

    def __init__(self, statistics: StatisticsStore, counts: DecisionCounts, clock: Clock) -> None:
        self._statistics = statistics
        self._counts = counts
        self._clock = clock

    async def spans(self, guild_id: int) -> Sequence[Span]:
        """Return what can be picked: the last days, and the latest breaking modes."""
        now = self._clock()
        breakings = await self._statistics.breakings(guild_id, now, _MOST_BREAKINGS)
        return [*(last_days(days, now) for days in DAYS), *breakings]

    async def statistics(self, actor: Actor, key: str = USUAL) -> Statistics:
        """Return the numbers of a span, with what this process has counted up to now.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: there is no such span.
        """
        actor.must_be(Role.VIEWER)
        spans = await self.spans(actor.guild_id)
        span = next((each for each in spans if each.key == key), None)
        if span is None:
            raise NotFound("I have no statistics of that. Pick a span from the list of /desk stats.")
        await self._counts.flush()
        return await self._statistics.statistics(actor.guild_id, span)
