"""The audit trail in SQL: appended inside the transaction of the change it records."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from claims.audit import Action, Change, Revision, canonical, genesis, seal
from claims.evidence import Grade
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session

# Writing the row locks it until the transaction ends: on PostgreSQL a guild's changes queue here.
_TAKE_HEAD = """
    INSERT INTO audit_heads (guild_id, number, hash) VALUES ($1, 0, $2)
    ON CONFLICT (guild_id) DO UPDATE SET number = audit_heads.number RETURNING number, hash"""
_MOVE_HEAD = "UPDATE audit_heads SET number = $2, hash = $3 WHERE guild_id = $1"
_INSERT = """
    INSERT INTO revisions (guild_id, number, subject, action, actor_id, changed_at, before_json, after_json,
        previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
_SELECT = "SELECT * FROM revisions WHERE guild_id = $1"


class Trail:
    """The end of a guild's chain, held by one transaction."""

    def __init__(self, guild_id: int, head: Row) -> None:
        self._guild_id = guild_id
        self._number: int = head["number"]
        self._hash: str = head["hash"]
        self._sealed: list[Revision] = []

    @property
    def number(self) -> int:
        """How many revisions the guild has, those sealed here included."""
        return self._number

    def record(self, subject: str, change: Change, before: str | None, after: str | None) -> None:
        """Seal one more change; `before` and `after` are JSON objects, None where there is nothing."""
        kept = Change(change.action, change.actor_id, from_millis(to_millis(change.at)))
        revision = seal(self._number + 1, subject, kept, before, after, self._hash)
        self._sealed.append(revision)
        self._number, self._hash = revision.number, revision.hash

    async def write(self, session: Session) -> None:
        """Append what was sealed since the last time."""
        await session.execute_many(_INSERT, [_values(self._guild_id, revision) for revision in self._sealed])
        await session.fetch(_MOVE_HEAD, self._guild_id, self._number, self._hash)
        self._sealed = []


@asynccontextmanager
async def audited(database: Database, guild_id: int) -> AsyncGenerator[tuple[Session, Trail]]:
    """Open a transaction of one guild whose changes are recorded; others of the guild wait for it.

    The chain is taken before anything else, so two changes can never wait for each other.
    """
    async with database.transaction() as session:
        [head] = await session.fetch(_TAKE_HEAD, guild_id, genesis(guild_id))
        trail = Trail(guild_id, head)
        yield session, trail
        await trail.write(session)


class SqlAuditStore:
    """Reads the audit trail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def revisions(self, guild_id: int, subject: str | None = None) -> Sequence[Revision]:
        """Return the guild's revisions in order of number; of one subject ("claim:slug") when given."""
        if subject is None:
            rows = await self._database.fetch(f"{_SELECT} ORDER BY number", guild_id)
        else:
            rows = await self._database.fetch(
                f"{_SELECT} AND subject = $2 ORDER BY number", guild_id, subject
            )
        return [revision(row) for row in rows]


def as_json(value: Any) -> str:
    """Return a domain value as canonical JSON: instants in UTC to the millisecond, spans in seconds."""
    return canonical(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Grade):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // timedelta(seconds=1)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _values(guild_id: int, revision: Revision) -> tuple[object, ...]:
    return (
        guild_id,
        revision.number,
        revision.subject,
        revision.change.action.value,
        revision.change.actor_id,
        to_millis(revision.change.at),
        revision.before,
        revision.after,
        revision.previous_hash,
        revision.hash,
    )


def revision(row: Row) -> Revision:
    """Return the record in a row."""
    return Revision(
        number=row["number"],
        subject=row["subject"],
        change=Change(Action(row["action"]), row["actor_id"], from_millis(row["changed_at"])),
        before=row["before_json"],
        after=row["after_json"],
        previous_hash=row["previous_hash"],
        hash=row["hash"],
    )
