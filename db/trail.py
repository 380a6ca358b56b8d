"""The audit trail in parts: by claim, by moderator, in time, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from claims.audit import Revision
from claims.trail import Selection
from db.audit import revision
from db.columns import to_millis
from db.database import Database

_SELECT = "SELECT * FROM revisions WHERE"
_COUNT = "SELECT COUNT(*) AS total FROM revisions WHERE"
_ONE = "SELECT * FROM revisions WHERE guild_id = $1 AND number = $2"
_WHERE = {
    "claim": "subject = ${}",
    "moderator": "actor_id = ${}",
    "since": "changed_at >= ${}",
    "up_to": "number <= ${}",
}


class SqlTrailStore:
    """Reads the audit trail in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, guild_id: int, selection: Selection, skip: int, most: int) -> Sequence[Revision]:
        """Return some of the selected records, after so many newer ones."""
        where, values = _where(selection)
        last = len(values) + 2
        rows = await self._database.fetch(
            f"{_SELECT} {where} ORDER BY number DESC LIMIT ${last} OFFSET ${last + 1}",
            guild_id,
            *values,
            most,
            skip,
        )
        return [revision(row) for row in rows]

    async def count(self, guild_id: int, selection: Selection) -> int:
        """Return how many records are selected."""
        where, values = _where(selection)
        [row] = await self._database.fetch(f"{_COUNT} {where}", guild_id, *values)
        return int(row["total"])

    async def one(self, guild_id: int, number: int) -> Revision | None:
        """Return a record by its number."""
        rows = await self._database.fetch(_ONE, guild_id, number)
        return revision(rows[0]) if rows else None


def _where(selection: Selection) -> tuple[str, list[object]]:
    """Return the condition and its values, which begin with $2."""
    asked = {
        "claim": None if selection.claim is None else f"claim:{selection.claim}",
        "moderator": selection.moderator,
        "since": to_millis(selection.since),
        "up_to": selection.up_to,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    conditions = [_WHERE[name].format(at) for at, name in enumerate(given, start=2)]
    return " AND ".join(["guild_id = $1", *conditions]), list(given.values())
