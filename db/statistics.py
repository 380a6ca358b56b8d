"""Counts over a span of time, from the rows themselves; what each statement reads is one guild's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from claims.notes import Ending, Outcome, Reason
from claims.people import joined_discord_at
from claims.settings import Mode
from claims.statistics import DAY, Answered, Delays, Span, Statistics, delays, midnight, rank
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.tallies import joined

# Breaking mode may be prolonged again and again; counts go back no further than this.
_LONGEST = 90 * DAY

# Every statement begins with these four: the guild, from when, up to when, and the event ('' for all).
_OF_EVENT = """
    ($4 = CAST('' AS TEXT) OR slug IN (SELECT slug FROM claims WHERE guild_id = $1 AND event = $4))"""
_POSTED = "guild_id = $1 AND posted_at >= $2 AND posted_at < $3 AND" + _OF_EVENT
_RIGHT = "(ended_by IS NULL OR ended_by NOT IN ('moderator', 'members'))"


def _spelled(sql: str) -> str:
    """Return a statement with its conditions written out."""
    return sql.format(posted=_POSTED, of_event=_OF_EVENT, right=_RIGHT)


_NOTES = _spelled("""
    SELECT (posted_at - $5) / $6 AS step, ended_by, COUNT(*) AS notes
    FROM notes WHERE {posted} GROUP BY 1, 2""")
_BY_CLAIM = (
    _spelled("""SELECT slug, COUNT(*) AS notes, COUNT(*) - COUNT(CASE WHEN {right} THEN 1 END) AS wrong
    FROM notes WHERE {posted} GROUP BY slug"""),
    _spelled("""SELECT slug, COUNT(*) AS repeats FROM repeats
    WHERE guild_id = $1 AND repeated_at >= $2 AND repeated_at < $3 AND {of_event} GROUP BY slug"""),
    _spelled("""SELECT slug, COUNT(DISTINCT user_id) AS helpful FROM voices
    WHERE guild_id = $1 AND voiced_at >= $2 AND voiced_at < $3 AND {of_event}
        AND voice = 'helpful' AND counts = 1 GROUP BY slug"""),
)
# A message's id tells when it was written, in milliseconds since 2015 (Discord: Snowflakes).
_DELAY = _spelled("""
    SELECT posted_at - ((message_id >> 22) + 1420070400000) AS delay
    FROM notes WHERE {posted} ORDER BY delay LIMIT 1 OFFSET $5""")
# What a claim was wrongly matched with did not repeat it.
_FIRST = _spelled("""
    SELECT slug, MIN(message_id) AS message_id, MIN(posted_at) AS posted_at FROM (
        SELECT slug, message_id, posted_at FROM notes WHERE guild_id = $1 AND {right}
        UNION ALL SELECT slug, message_id, NULL FROM repeats WHERE guild_id = $1
        UNION ALL SELECT slug, message_id, NULL FROM proposals
            WHERE guild_id = $1 AND (ruling IS NULL OR ruling <> 'wrong')
    ) AS said
    WHERE {of_event} GROUP BY slug HAVING MIN(posted_at) >= $2 AND MIN(posted_at) < $3""")
_ASKED = _spelled("""
    SELECT mode, COALESCE(ruling, CASE WHEN lapsed_at IS NULL THEN 'open' ELSE 'lapsed' END) AS answered,
        COUNT(*) AS asked
    FROM proposals
    WHERE guild_id = $1 AND proposed_at >= $2 AND proposed_at < $3 AND {of_event} GROUP BY 1, 2""")
_DECISIONS = """
    SELECT outcome, reason, CAST(SUM(messages) AS BIGINT) AS messages
    FROM decisions WHERE guild_id = $1 AND day >= $2 AND day < $3 GROUP BY outcome, reason"""
_BREAKINGS = """
    SELECT event, begun_at, COALESCE(ended_at, ends_at) AS ends_at
    FROM breaking WHERE guild_id = $1 ORDER BY begun_at DESC LIMIT $2"""

_GUILDS = "SELECT guild_id FROM audit_heads ORDER BY guild_id"


class SqlStatisticsStore:
    """Counts in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def statistics(self, guild_id: int, span: Span) -> Statistics:
        """Return the numbers of a span, all as of one instant."""
        among = (guild_id, to_millis(span.since), to_millis(span.until), span.event)
        async with self._database.snapshot() as session:
            steps = to_millis(span.origin), span.step // timedelta(milliseconds=1)
            notes = await session.fetch(_NOTES, *among, *steps)
            counted = [row for counts in _BY_CLAIM for row in await session.fetch(counts, *among)]
            return Statistics(
                span=span,
                notes={(row["step"], _ending(row["ended_by"])): row["notes"] for row in notes},
                claims=joined(counted),
                to_note=await _to_note(session, among, sum(row["notes"] for row in notes)),
                to_first_note=delays([_taken(row) for row in await session.fetch(_FIRST, *among)]),
                asked=_asked(await session.fetch(_ASKED, *among)),
                decisions=await _decisions(session, guild_id, span),
            )

    async def guilds(self) -> Sequence[int]:
        """Return the guilds that have ever changed anything; only an operator asks for all."""
        return [row["guild_id"] for row in await self._database.fetch(_GUILDS)]

    async def breakings(self, guild_id: int, now: datetime, most: int) -> Sequence[Span]:
        """Return the spans of the guild's latest breaking modes up to now, latest first."""
        return [_breaking(row, now) for row in await self._database.fetch(_BREAKINGS, guild_id, most)]


async def _to_note(session: Session, among: tuple[object, ...], count: int) -> Delays:
    """Return how long notes took; the database ranks them, for there may be very many."""
    if not count:
        return Delays()
    took = []
    for share in (0.5, 0.9):
        [row] = await session.fetch(_DELAY, *among, rank(count, share))
        # Discord's clock may be a little ahead of ours.
        took.append(timedelta(milliseconds=max(0, row["delay"])))
    return Delays(count, *took)


async def _decisions(session: Session, guild_id: int, span: Span) -> dict[tuple[Outcome, Reason], int]:
    since, until = to_millis(midnight(span.since)), to_millis(span.until)
    rows = await session.fetch(_DECISIONS, guild_id, since, until)
    return {(Outcome(row["outcome"]), Reason(row["reason"])): row["messages"] for row in rows}


def _asked(rows: Iterable[Row]) -> dict[tuple[Mode, Answered], int]:
    return {(Mode(row["mode"]), Answered(row["answered"])): row["asked"] for row in rows}


def _taken(row: Row) -> timedelta:
    # A message's id tells its time as a person's does.
    written_at = joined_discord_at(row["message_id"])
    return max(timedelta(0), from_millis(row["posted_at"]) - written_at)


def _ending(text: str | None) -> Ending | None:
    return Ending(text) if text else None


def _breaking(row: Row, now: datetime) -> Span:
    since, until = from_millis(row["begun_at"]), min(from_millis(row["ends_at"]), now)
    return Span(f"{row['begun_at']}:{row['event']}", max(since, until - _LONGEST), until, row["event"])
