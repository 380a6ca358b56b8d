"""The store of assignments: who works on what waits for moderators, and what is put aside."""

from __future__ import annotations

from datetime import datetime

from claims.assignments import Assignment, Matter
from claims.jobs import JobKind
from claims.queue import WaitingKind
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.jobs import enqueue

# Locked on PostgreSQL, so that a decision is either seen here or sees what is written here.
_WAITS = {
    WaitingKind.CLAIM: """
        SELECT 1 FROM claim_suggestions WHERE guild_id = $1 AND number = $2 AND state = 'open' LOCKING""",
    WaitingKind.EVIDENCE: """
        SELECT 1 FROM evidence_suggestions WHERE guild_id = $1 AND number = $2 AND state = 'open' LOCKING""",
    WaitingKind.DRAFT: """
        SELECT 1 FROM claims WHERE guild_id = $1 AND slug = $2 AND lifecycle = 'draft' LOCKING""",
}
_LOCKING = {"sqlite": "", "postgres": "FOR UPDATE"}
# A draft has no card in the moderators' channel.
_CARDS = {WaitingKind.CLAIM: JobKind.TIP, WaitingKind.EVIDENCE: JobKind.EVIDENCE}
_ONE = """
    SELECT * FROM assignments WHERE guild_id = $1 AND kind = $2 AND number = $3 AND slug = $4"""
_PUT = """
    INSERT INTO assignments (guild_id, kind, number, slug, assigned_to, assigned_at, snoozed_until)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (guild_id, kind, number, slug) DO UPDATE SET assigned_to = excluded.assigned_to,
        assigned_at = excluded.assigned_at, snoozed_until = excluded.snoozed_until"""
_STRIKE = "DELETE FROM assignments WHERE guild_id = $1 AND kind = $2 AND number = $3 AND slug = $4"
_LET_GO = "DELETE FROM assignments WHERE guild_id = $1 AND assigned_to = $2 RETURNING *"


class SqlAssignmentStore:
    """Keeps assignments in SQL; they are no changes of claims, and leave no audit record."""

    def __init__(self, database: Database) -> None:
        self._database = database
        locking = _LOCKING[database.dialect]
        self._waits = {kind: sql.replace("LOCKING", locking) for kind, sql in _WAITS.items()}

    async def assignment(self, guild_id: int, matter: Matter) -> Assignment:
        """Return who works on a matter, and whether it is put aside."""
        rows = await self._database.fetch(_ONE, *_key(guild_id, matter))
        return _assignment(rows[0]) if rows else Assignment(matter)

    async def assign(
        self, guild_id: int, matter: Matter, to: int, at: datetime, *, over: bool = False
    ) -> Assignment | None:
        """Give a matter to a moderator, `over` another who works on it; None when it waits no more."""
        return await self._put(guild_id, Assignment(matter, to, at), to, at, over=over)

    async def release(self, guild_id: int, matter: Matter, by: int, at: datetime) -> Assignment | None:
        """Let anyone work on a matter again."""
        return await self._put(guild_id, Assignment(matter), by, at)

    async def snooze(
        self, guild_id: int, matter: Matter, by: int, at: datetime, until: datetime
    ) -> Assignment | None:
        """Put a matter aside until an instant, and let it go."""
        return await self._put(guild_id, Assignment(matter, snoozed_until=until), by, at)

    async def _put(
        self, guild_id: int, new: Assignment, by: int, at: datetime, *, over: bool = False
    ) -> Assignment | None:
        matter = new.matter
        async with self._database.transaction() as session:
            if not await session.fetch(self._waits[matter.kind], guild_id, matter.slug or matter.number):
                return None
            if not over:
                await _check_free(session, guild_id, matter, by, at)
            await _write(session, guild_id, new)
            await _show(session, guild_id, matter, at)
        return new


async def close(session: Session, guild_id: int, matter: Matter, by: int, at: datetime) -> None:
    """Let a matter go that a moderator decides inside a transaction, which holds its row.

    Raises:
        Occupied: another moderator works on it.
    """
    await _check_free(session, guild_id, matter, by, at)
    await let_go(session, guild_id, matter)


async def let_go(session: Session, guild_id: int, matter: Matter) -> None:
    """Forget inside a transaction who worked on a matter, and that it was put aside."""
    await session.fetch(_STRIKE, *_key(guild_id, matter))


async def forget_assignments(session: Session, guild_id: int, user_id: int, at: datetime) -> None:
    """Let go inside a transaction what a person works on, and have the cards changed."""
    for row in await session.fetch(_LET_GO, guild_id, user_id):
        await _show(session, guild_id, _assignment(row).matter, at)


async def _check_free(session: Session, guild_id: int, matter: Matter, by: int, at: datetime) -> None:
    for row in await session.fetch(_ONE, *_key(guild_id, matter)):
        _assignment(row).check_free(by, at)


async def _write(session: Session, guild_id: int, new: Assignment) -> None:
    if new == Assignment(new.matter):
        await let_go(session, guild_id, new.matter)
        return
    values = (new.assigned_to, to_millis(new.assigned_at), to_millis(new.snoozed_until))
    await session.fetch(_PUT, *_key(guild_id, new.matter), *values)


async def _show(session: Session, guild_id: int, matter: Matter, at: datetime) -> None:
    if matter.kind in _CARDS:
        # The card is in the moderators' channel, wherever that is by then.
        await enqueue(session, guild_id, _CARDS[matter.kind], matter.number, 0, at, haste=0)


def _key(guild_id: int, matter: Matter) -> tuple[object, ...]:
    return guild_id, matter.kind.value, matter.number, matter.slug


def _assignment(row: Row) -> Assignment:
    return Assignment(
        matter=Matter(WaitingKind(row["kind"]), row["number"], row["slug"]),
        assigned_to=row["assigned_to"],
        assigned_at=from_millis(row["assigned_at"]),
        snoozed_until=from_millis(row["snoozed_until"]),
    )
