"""What became of notes, counted from the rows themselves, so that no counter can be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.tallies import Tally
from db.database import Database, Row, Session

_NOTES = """
    SELECT slug, COUNT(*) AS notes,
        COUNT(CASE WHEN ended_by IN ('moderator', 'members') THEN 1 END) AS wrong
    FROM notes WHERE guild_id = $1 AND posted_at IS NOT NULL{which} GROUP BY slug"""
_VOICES = """
    SELECT slug, COUNT(DISTINCT user_id) AS helpful
    FROM voices WHERE guild_id = $1 AND voice = 'helpful' AND counts = 1{which} GROUP BY slug"""
_COUNTS = (_NOTES, _VOICES)


class SqlTallyStore:
    """Counts in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tally(self, guild_id: int, slug: str) -> Tally:
        """Return the counts of one claim."""
        async with self._database.snapshot() as session:
            return next(iter(await _tallies(session, " AND slug = $2", guild_id, slug)), Tally(slug))

    async def tallies(self, guild_id: int) -> Sequence[Tally]:
        """Return the counts of every claim that had a note, by slug."""
        async with self._database.snapshot() as session:
            return await _tallies(session, "", guild_id)


async def _tallies(session: Session, which: str, *values: object) -> list[Tally]:
    rows = [await session.fetch(counts.format(which=which), *values) for counts in _COUNTS]
    return joined(row for found in rows for row in found)


def joined(rows: Iterable[Row]) -> list[Tally]:
    """Return what several counts say of each claim, by slug."""
    counted: dict[str, dict[str, int]] = {}
    for row in rows:
        numbers = {name: value for name, value in dict(row).items() if name != "slug"}
        counted.setdefault(row["slug"], {}).update(numbers)
    return [Tally(slug, **numbers) for slug, numbers in sorted(counted.items())]
