"""The store of follows: who follows which claim, and what they were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from claims.errors import claim_not_found
from claims.following import GATHERING, MOST_FOLLOWS, QUIET, Follower, Untold, too_many_follows
from claims.jobs import Job, JobKind
from claims.model import Verdict
from db.audit import audited
from db.columns import from_millis, to_millis
from db.database import Database, Session
from db.jobs import enqueue, finish
from db.moved_along import forget_follows

_VERDICT = "SELECT verdict FROM judgements WHERE guild_id = $1 AND slug = $2 ORDER BY number DESC LIMIT 1"
# Each of these locks the person's row, and comes before any other row of theirs: on PostgreSQL, what is done
# about one person queues here.
_ENTER = """
    INSERT INTO followers (guild_id, user_id, stamp, quiet_until) VALUES ($1, $2, $3, 0)
    ON CONFLICT (guild_id, user_id) DO UPDATE SET stamp = followers.stamp
    RETURNING quiet_until, unreachable_since"""
_HOLD = "UPDATE followers SET stamp = stamp WHERE guild_id = $1 AND user_id = $2 RETURNING stamp"
_SENT = """
    UPDATE followers SET stamp = $3, quiet_until = $4, unreachable_since = NULL
    WHERE guild_id = $1 AND user_id = $2"""
_UNREACHABLE = "UPDATE followers SET unreachable_since = $3 WHERE guild_id = $1 AND user_id = $2"
_REACHABLE = "UPDATE followers SET unreachable_since = NULL WHERE guild_id = $1 AND user_id = $2"
_LEAVE = "DELETE FROM followers WHERE guild_id = $1 AND user_id = $2"

_FOLLOW = """
    INSERT INTO follows (guild_id, user_id, slug, followed_at, told) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild_id, user_id, slug) DO NOTHING RETURNING slug"""
_COUNT = "SELECT COUNT(*) AS number FROM follows WHERE guild_id = $1 AND user_id = $2"
_STOP = "DELETE FROM follows WHERE guild_id = $1 AND user_id = $2 AND slug = $3 RETURNING slug"
_STOP_ALL = "DELETE FROM follows WHERE guild_id = $1 AND user_id = $2 RETURNING slug"
_TOLD = "UPDATE follows SET told = $4 WHERE guild_id = $1 AND user_id = $2 AND slug = $3"
_FOLLOWER = "SELECT stamp, quiet_until FROM followers WHERE guild_id = $1 AND user_id = $2"
_UNTOLD = """
    SELECT f.slug, f.told FROM follows f JOIN judgements j ON j.guild_id = f.guild_id AND j.slug = f.slug
    WHERE f.guild_id = $1 AND f.user_id = $2 AND j.verdict <> f.told AND j.number =
        (SELECT MAX(number) FROM judgements l WHERE l.guild_id = f.guild_id AND l.slug = f.slug)
    ORDER BY j.as_of DESC, f.slug"""

# One that waits already keeps its time: a further change does not put it off.
_ENQUEUE = """
    INSERT INTO jobs
        (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    SELECT f.guild_id, 'digest', f.user_id, 0, 1, 1, 0, CAST($3 AS BIGINT), 0, ''
    FROM follows f JOIN followers p ON p.guild_id = f.guild_id AND p.user_id = f.user_id
    WHERE f.guild_id = $1 AND f.slug = $2 AND p.unreachable_since IS NULL
    ON CONFLICT (guild_id, kind, subject) DO UPDATE SET turn = jobs.turn + 1"""
# Nothing was tried yet at the turn it is put off from.
_POSTPONE = """
    UPDATE jobs SET leased_until = 0, leased_by = '', attempts = 0, due_at = $3
    WHERE guild_id = $1 AND kind = 'digest' AND subject = $2"""
_DROP = "DELETE FROM jobs WHERE guild_id = $1 AND kind = 'digest' AND subject = $2"


class SqlFollowStore:
    """Keeps follows in SQL; they leave no audit record, which could not be erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(
        self, guild_id: int, user_id: int, slug: str, at: datetime
    ) -> tuple[bool, datetime | None]:
        """Follow a claim; return whether that is new, and since when the person could not be reached.

        Whoever asks is tried again, with what they missed.

        Raises:
            NotFound: no such claim.
            Invalid: they follow as many claims as one can.
        """
        # Whoever judges in the guild waits, or is waited for: else a verdict could be missed.
        async with audited(self._database, guild_id) as (session, _):
            if not (current := await session.fetch(_VERDICT, guild_id, slug)):
                raise claim_not_found(slug)
            [person] = await session.fetch(_ENTER, guild_id, user_id, to_millis(at))
            fresh = await session.fetch(
                _FOLLOW, guild_id, user_id, slug, to_millis(at), current[0]["verdict"]
            )
            [counted] = await session.fetch(_COUNT, guild_id, user_id)
            if fresh and counted["number"] > MOST_FOLLOWS:
                raise too_many_follows()
            unreachable_since = from_millis(person["unreachable_since"])
            if unreachable_since is not None:
                await session.fetch(_REACHABLE, guild_id, user_id)
                await enqueue(session, guild_id, JobKind.DIGEST, user_id, 0, at + GATHERING, haste=1)
            return bool(fresh), unreachable_since

    async def stop(self, guild_id: int, user_id: int, slug: str | None = None) -> int:
        """Stop following a claim, or all; return how many were followed until now."""
        async with self._database.transaction() as session:
            return await stop_following(session, guild_id, user_id, slug)

    async def follower(self, guild_id: int, user_id: int) -> Follower | None:
        """Return what is known of a follower, None of a person who follows nothing."""
        rows = await self._database.fetch(_FOLLOWER, guild_id, user_id)
        return Follower(rows[0]["stamp"], from_millis(rows[0]["quiet_until"])) if rows else None

    async def untold(self, guild_id: int, user_id: int) -> Sequence[Untold]:
        """Return the followed claims whose verdict is another than was told, the latest judged first."""
        rows = await self._database.fetch(_UNTOLD, guild_id, user_id)
        return [Untold(row["slug"], Verdict(row["told"])) for row in rows]

    async def told(self, job: Job, verdicts: Mapping[str, Verdict], at: datetime) -> None:
        """Record which verdicts a digest showed, and strike the job off; what it did not show comes later."""
        key, quiet_until = (job.guild_id, job.subject), at + QUIET
        async with self._database.transaction() as session:
            await session.fetch(_SENT, *key, to_millis(at), to_millis(quiet_until))
            for slug, verdict in verdicts.items():
                await session.fetch(_TOLD, *key, slug, verdict.value)
            await finish(session, job)
            if await session.fetch(_UNTOLD, *key):
                await enqueue(session, job.guild_id, JobKind.DIGEST, job.subject, 0, quiet_until, haste=1)

    async def postpone(self, job: Job, due_at: datetime) -> None:
        """Put a digest off that was not begun yet."""
        async with self._database.transaction() as session:
            await session.fetch(_POSTPONE, job.guild_id, job.subject, to_millis(due_at))

    async def unreachable(self, job: Job, at: datetime) -> None:
        """Record that no message reaches a person, and drop the digest, whatever caused it anew."""
        key = (job.guild_id, job.subject)
        async with self._database.transaction() as session:
            await session.fetch(_UNREACHABLE, *key, to_millis(at))
            await session.fetch(_DROP, *key)


async def tell_followers(session: Session, guild_id: int, slug: str, at: datetime) -> None:
    """Enqueue a digest for each follower of a claim whose verdict has changed."""
    await session.fetch(_ENQUEUE, guild_id, slug, to_millis(at + GATHERING))


async def stop_following(session: Session, guild_id: int, user_id: int, slug: str | None = None) -> int:
    """Delete one follow of a person, or all; with the last, everything kept for telling them goes."""
    key = (guild_id, user_id)
    if not await session.fetch(_HOLD, *key):
        return 0
    stopped = await session.fetch(_STOP_ALL, *key) if slug is None else await session.fetch(_STOP, *key, slug)
    await forget_follows(session, guild_id, user_id, slug)
    [left] = await session.fetch(_COUNT, *key)
    if not left["number"]:
        await session.fetch(_LEAVE, *key)
        await session.fetch(_DROP, *key)
    return len(stopped)
