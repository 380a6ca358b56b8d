"""The store of decisions, counted by day and reason."""

from __future__ import annotations

from collections.abc import Mapping

from claims.ports.statistics import Decided
from db.columns import to_millis
from db.database import Database

_ADD = """
    INSERT INTO decisions (guild_id, day, outcome, reason, messages) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild_id, day, outcome, reason) DO UPDATE
    SET messages = decisions.messages + excluded.messages"""


class SqlDecisionStore:
    """Keeps counts of decisions in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, counts: Mapping[Decided, int]) -> None:
        """Add to what is stored, all or nothing."""
        # In one order in every process: two that add at once must not each wait for the other.
        rows = sorted(
            (guild_id, to_millis(day), outcome.value, reason.value, messages)
            for (guild_id, day, outcome, reason), messages in counts.items()
        )
        async with self._database.transaction() as session:
            await session.execute_many(_ADD, rows)
