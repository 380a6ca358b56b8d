"""The store of breaking mode: which events are in it, where their live brief is, and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from claims.audit import Action, Change
from claims.breaking import Breaking, BriefShown
from claims.errors import AlreadyThere, NotFound, event_not_found
from claims.jobs import Job, JobKind
from db.audit import Trail, as_json, audited
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.jobs import enqueue, finish

_LIVE = """
    SELECT * FROM breaking WHERE guild_id = $1 AND ended_at IS NULL AND ends_at > $2 ORDER BY begun_at"""
_UNENDED = "SELECT * FROM breaking WHERE guild_id = $1 AND ended_at IS NULL ORDER BY begun_at"
_OF_CHANNEL = """
    SELECT * FROM breaking WHERE guild_id = $1 AND channel_id = $2 AND closed = 0 ORDER BY begun_at"""
_ONE = "SELECT * FROM breaking WHERE guild_id = $1 AND event = $2 AND begun_at = $3"
_EVENT_EXISTS = "SELECT 1 FROM events WHERE guild_id = $1 AND slug = $2"
_INSERT = """
    INSERT INTO breaking
        (guild_id, event, begun_at, channel_id, window_ms, ends_at, changed_at, pinned, closed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)"""
# The brief of a mode that goes on after all is shown again.
_UPDATE = """
    UPDATE breaking SET window_ms = $4, ends_at = $5, ended_at = $6, changed_at = $7,
        closed = CASE WHEN CAST($6 AS BIGINT) IS NULL THEN 0 ELSE closed END
    WHERE guild_id = $1 AND event = $2 AND begun_at = $3"""
_SHOWN = """
    UPDATE breaking SET brief_id = $4, pinned = $5, closed = $6
    WHERE guild_id = $1 AND event = $2 AND begun_at = $3"""
_MILLISECOND = timedelta(milliseconds=1)


class SqlBreakingStore:
    """Keeps breaking modes in SQL; those that are over stay as a record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def live(self, guild_id: int, now: datetime) -> Sequence[Breaking]:
        """Return the events in breaking mode at an instant, the first begun first."""
        return [_breaking(row) for row in await self._database.fetch(_LIVE, guild_id, to_millis(now))]

    async def begin(self, breaking: Breaking, change: Change) -> None:
        """Begin the mode, with the jobs that post its brief and end it.

        Raises:
            NotFound: no such event.
            AlreadyThere: it is in the mode already, or the channel has another event's brief.
        """
        async with audited(self._database, breaking.guild_id) as (session, trail):
            if not await session.fetch(_EVENT_EXISTS, breaking.guild_id, breaking.event):
                raise event_not_found(breaking.event)
            await make_way(session, trail, breaking, change)
            await session.fetch(_INSERT, *_key(breaking), breaking.channel_id, *_begun(breaking))
            await _cause(session, breaking, change.at)
            trail.record(_subject(breaking), change, None, as_json(breaking))

    async def alter(
        self, guild_id: int, event: str, alter: Callable[[Breaking], Breaking], change: Change
    ) -> Breaking:
        """Store and return what `alter` makes of a mode that lives, with the jobs that show it.

        Raises:
            NotFound: the event is not in breaking mode.
        """
        async with audited(self._database, guild_id) as (session, trail):
            for known in await _unended(session, guild_id):
                if known.event == event and known.lives(change.at):
                    return await write_mode(session, trail, known, alter(known), change)
        raise NotFound(f"“{event}” is not in breaking mode any more. Begin it anew with /desk breaking.")

    async def of_channel(self, guild_id: int, channel_id: int) -> Sequence[Breaking]:
        """Return the modes whose brief in a channel is not closed, the first begun first."""
        return [_breaking(row) for row in await self._database.fetch(_OF_CHANNEL, guild_id, channel_id)]

    async def settled(self, job: Job, shown: Sequence[BriefShown]) -> None:
        """Record what became of a channel's briefs, and strike the job off."""
        async with self._database.transaction() as session:
            for each in shown:
                flags = (int(each.pinned), int(each.closed))
                await session.fetch(_SHOWN, *_key(each.breaking), each.brief_id, *flags)
            await finish(session, job)

    async def calm(self, job: Job, change: Change) -> None:
        """Record the end of what is over in a channel, and strike the job off."""
        async with audited(self._database, job.guild_id) as (session, trail):
            for known in await _unended(session, job.guild_id):
                if known.channel_id == job.channel_id and not known.lives(change.at):
                    await _end(session, trail, known, change)
            await finish(session, job)


async def _unended(session: Session, guild_id: int) -> list[Breaking]:
    return [_breaking(row) for row in await session.fetch(_UNENDED, guild_id)]


async def make_way(session: Session, trail: Trail, breaking: Breaking, change: Change) -> None:
    """Record the end of other modes that are over; raise AlreadyThere where one that lives is in the way."""
    for known in await _unended(session, breaking.guild_id):
        if not known.lives(change.at):
            await _end(session, trail, known, change)
        else:
            _refuse_beside(known, breaking)


def _refuse_beside(known: Breaking, new: Breaking) -> None:
    """Raise AlreadyThere when two modes are of one event, or have their briefs in one channel."""
    if known.event == new.event:
        raise AlreadyThere(f"“{new.event}” is in breaking mode already. See it with /desk breaking.")
    if known.channel_id == new.channel_id:
        raise AlreadyThere(
            f"That channel has the live brief of “{known.event}”. Choose another one, or end that mode first."
        )


async def _end(session: Session, trail: Trail, known: Breaking, change: Change) -> None:
    """Record that a mode was over at its time."""
    ended = replace(known, ended_at=known.ends_at)
    await write_mode(session, trail, known, ended, Change(Action.CALM, change.actor_id, change.at))


async def write_mode(
    session: Session, trail: Trail, before: Breaking, after: Breaking, change: Change
) -> Breaking:
    """Write a mode over the stored one, with its record and the jobs that show it."""
    after = replace(after, changed_at=change.at)
    ended_at = to_millis(after.ended_at)
    window, ends_at, changed_at = _begun(after)
    await session.fetch(_UPDATE, *_key(after), window, ends_at, ended_at, changed_at)
    await _cause(session, after, change.at)
    trail.record(_subject(after), change, as_json(before), as_json(after))
    return after


async def _cause(session: Session, breaking: Breaking, at: datetime) -> None:
    """Enqueue what shows the brief, and what ends the mode."""
    guild_id, place = breaking.guild_id, breaking.channel_id
    await enqueue(session, guild_id, JobKind.BRIEF, place, place, at, haste=0)
    if breaking.ended_at is None:
        await enqueue(session, guild_id, JobKind.CALM, place, place, breaking.ends_at, haste=0)


async def stored_mode(session: Session, breaking: Breaking) -> Breaking | None:
    """Return a mode, told by its event and when it was begun, as it is stored now."""
    rows = await session.fetch(_ONE, *_key(breaking))
    return _breaking(rows[0]) if rows else None


def _subject(breaking: Breaking) -> str:
    return f"breaking:{breaking.event}"


def _key(breaking: Breaking) -> tuple[int, str, int]:
    return breaking.guild_id, breaking.event, to_millis(breaking.begun_at)


def _begun(breaking: Breaking) -> tuple[int, int, int | None]:
    return breaking.window // _MILLISECOND, to_millis(breaking.ends_at), to_millis(breaking.changed_at)


def _breaking(row: Row) -> Breaking:
    return Breaking(
        guild_id=row["guild_id"],
        event=row["event"],
        channel_id=row["channel_id"],
        window=row["window_ms"] * _MILLISECOND,
        begun_at=from_millis(row["begun_at"]),
        ends_at=from_millis(row["ends_at"]),
        ended_at=from_millis(row["ended_at"]),
        changed_at=from_millis(row["changed_at"]),
        brief_id=row["brief_id"],
        pinned=bool(row["pinned"]),
        closed=bool(row["closed"]),
    )
