"""The store of jobs: taken by one process at a time, and again when it dies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.jobs import LEASE, MANY_ATTEMPTS, Job, JobKind, Share
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session

_ENQUEUE = """
    INSERT INTO jobs
        (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    VALUES ($1, $2, $3, $4, $5, 1, 0, $6, 0, '')
    ON CONFLICT (guild_id, kind, subject) DO UPDATE
    SET turn = jobs.turn + 1, due_at = excluded.due_at, haste = excluded.haste"""
# What is to be done at a time: an earlier one holds, whoever named it.
_ENQUEUE_BY = """
    INSERT INTO jobs
        (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    VALUES ($1, $2, $3, $4, $5, 1, 0, $6, 0, '')
    ON CONFLICT (guild_id, kind, subject) DO UPDATE
    SET turn = jobs.turn + 1,
        due_at = CASE WHEN excluded.due_at < jobs.due_at THEN excluded.due_at ELSE jobs.due_at END"""
# Whose guilds are ours: (guild_id >> 22) % $1 BETWEEN $2 AND $3. Two processes may ask at once: PostgreSQL
# passes over what the other is taking, SQLite's writers queue.
_TAKE = """
    UPDATE jobs SET leased_until = $6, leased_by = $7, attempts = attempts + 1
    WHERE (guild_id, kind, subject) IN (
        SELECT guild_id, kind, subject FROM jobs
        WHERE (guild_id >> 22) % $1 BETWEEN $2 AND $3 AND due_at <= $4 AND leased_until <= $4 AND haste <= $8
        ORDER BY haste, due_at, subject DESC LIMIT $5 LOCKING)
    RETURNING *"""
_UNHURRIED = 2**31 - 1
_LOCKING = {"sqlite": "", "postgres": "FOR UPDATE SKIP LOCKED"}
_RENEW = "UPDATE jobs SET leased_until = $2 WHERE leased_by = $1"
_DONE = """
    DELETE FROM jobs WHERE guild_id = $1 AND kind = $2 AND subject = $3 AND turn = $4 RETURNING turn"""
# Something caused it anew while it was being done: it is due again, and nothing is known against it.
_AGAIN = """
    UPDATE jobs SET leased_until = 0, leased_by = '', attempts = 0
    WHERE guild_id = $1 AND kind = $2 AND subject = $3"""
_PUT_OFF = """
    UPDATE jobs SET leased_until = 0, leased_by = '', due_at = $4
    WHERE guild_id = $1 AND kind = $2 AND subject = $3"""
_HOLDERS = """
    SELECT DISTINCT leased_by FROM jobs WHERE (guild_id >> 22) % $1 BETWEEN $2 AND $3 AND leased_by <> ''"""
_STUCK = "SELECT COUNT(*) AS number FROM jobs WHERE guild_id = $1 AND attempts >= $2"
_LET_GO = "UPDATE jobs SET leased_until = 0, leased_by = '' WHERE leased_by = $1"


class SqlJobStore:
    """Keeps jobs in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._take = _TAKE.replace("LOCKING", _LOCKING[database.dialect])

    async def take(
        self, share: Share, holder: str, now: datetime, most: int, *, hasty: bool = False
    ) -> Sequence[Job]:
        """Lease the jobs that are due, the hastiest and then the newest first; count the attempt."""
        slowest = 0 if hasty else _UNHURRIED
        values = (*_share(share), to_millis(now), most, to_millis(now + LEASE), holder, slowest)
        async with self._database.transaction() as session:
            rows = await session.fetch(self._take, *values)
        in_order = sorted(rows, key=lambda row: (row["haste"], row["due_at"], -row["subject"]))
        return [_job(row) for row in in_order]

    async def renew(self, holder: str, now: datetime) -> None:
        """Lengthen the leases of a process that is still at work."""
        await self._write(_RENEW, holder, to_millis(now + LEASE))

    async def put_off(self, job: Job, due_at: datetime) -> None:
        """Give a job back, to be tried later."""
        await self._write(_PUT_OFF, *_key(job), to_millis(due_at))

    async def stuck(self, guild_id: int) -> int:
        """Return how many of a guild's jobs were tried again and again without success."""
        [row] = await self._database.fetch(_STUCK, guild_id, MANY_ATTEMPTS)
        return int(row["number"])

    async def holders(self, share: Share) -> Sequence[str]:
        """Return which processes hold leases."""
        return [row["leased_by"] for row in await self._database.fetch(_HOLDERS, *_share(share))]

    async def let_go(self, holder: str) -> None:
        """Free what a process that is no more had taken."""
        await self._write(_LET_GO, holder)

    async def done(self, job: Job) -> None:
        """Strike a job off, unless something caused it anew."""
        async with self._database.transaction() as session:
            await finish(session, job)

    async def _write(self, sql: str, *values: object) -> None:
        async with self._database.transaction() as session:
            await session.fetch(sql, *values)


async def enqueue(
    session: Session,
    guild_id: int,
    kind: JobKind,
    subject: int,
    channel_id: int,
    due_at: datetime,
    haste: int,
) -> None:
    """Write a job into the transaction that causes it; one that waits already is due again.

    Args:
        session: the transaction.
        guild_id: whose job it is.
        kind: what it does.
        subject: what it is about.
        channel_id: where.
        due_at: from when on it may be done.
        haste: 0 for what people wait for, 1 for what may take its time.
    """
    values = (guild_id, kind.value, subject, channel_id, haste, to_millis(due_at))
    await session.fetch(_ENQUEUE, *values)


async def enqueue_by(
    session: Session,
    guild_id: int,
    kind: JobKind,
    subject: int,
    channel_id: int,
    due_at: datetime,
    haste: int,
) -> None:
    """Write a job as `enqueue` does, to be done by an instant: one that is due earlier stays so."""
    values = (guild_id, kind.value, subject, channel_id, haste, to_millis(due_at))
    await session.fetch(_ENQUEUE_BY, *values)


async def finish(session: Session, job: Job) -> None:
    """Strike a job off inside a transaction, unless something caused it anew."""
    if not await session.fetch(_DONE, *_key(job), job.turn):
        await session.fetch(_AGAIN, *_key(job))


def _share(share: Share) -> tuple[int, int, int]:
    return share.count, share.first, share.last


def _key(job: Job) -> tuple[int, str, int]:
    return job.guild_id, job.kind.value, job.subject


def _job(row: Row) -> Job:
    return Job(
        guild_id=row["guild_id"],
        kind=JobKind(row["kind"]),
        subject=row["subject"],
        channel_id=row["channel_id"],
        turn=row["turn"],
        attempts=row["attempts"],
        due_at=from_millis(row["due_at"]),
    )
