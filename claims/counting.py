"""Counts what is decided about messages, in memory first: a message must not cost a write."""

from __future__ import annotations

from collections import Counter

from claims.notes import Decision, Outcome, Reason, Reservation
from claims.ports.clock import Clock
from claims.ports.statistics import Decided, DecisionStore
from claims.statistics import midnight


class DecisionCounts:
    """Counts decisions and now and then adds them to those stored; other processes do the same."""

    def __init__(self, store: DecisionStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._waiting: Counter[Decided] = Counter()

    def count(self, guild_id: int, decision: Decision, reservation: Reservation | None = None) -> None:
        """Count a message; one whose every note was kept back got none."""
        decided = decision.outcome, decision.reason
        if reservation is not None and reservation.repeats and not reservation.fresh:
            decided = Outcome.SILENT, Reason.COOLING_DOWN
        self._waiting[guild_id, midnight(self._clock()), *decided] += 1

    async def flush(self) -> None:
        """Store what was counted since the last time.

        Raises:
            StoreProblem: the database cannot be written; what was counted is kept for the next time.
        """
        if not self._waiting:
            return
        counted, self._waiting = self._waiting, Counter()
        try:
            await self._store.add(counted)
        except BaseException:
            self._waiting.update(counted)
            raise
