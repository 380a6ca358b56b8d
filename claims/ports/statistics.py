"""What the domain asks of the stores that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.notes import Outcome, Reason
from claims.statistics import Span, Statistics

# A guild, the midnight (UTC) its day began, what was done about messages and why.
Decided = tuple[int, datetime, Outcome, Reason]


class DecisionStore(Protocol):
    """Keeps how many messages were decided on, by day and reason."""

    async def add(self, counts: Mapping[Decided, int]) -> None:
        """Add to what is stored, all or nothing; raise StoreProblem when it cannot."""
        ...


class StatisticsStore(Protocol):
    """Counts."""

    async def statistics(self, guild_id: int, span: Span) -> Statistics:
        """Return the numbers of a span, all as of one instant."""
        ...

    async def breakings(self, guild_id: int, now: datetime, most: int) -> Sequence[Span]:
        """Return the spans of the guild's latest breaking modes up to now, latest first."""
        ...
