"""The store of reviews: which claims are past theirs, and what is kept no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from claims.audit import Action, Change
from claims.jobs import Job
from claims.model import Lifecycle
from db.audit import Trail, as_json, audited
from db.claims import expected_claim, subject
from db.columns import from_millis, to_millis
from db.database import Database, Session
from db.jobs import finish
from db.reviews import schedule_review
from db.rollouts import roll_out

# A pack may bring thousands of claims that are past their review: each transaction stays short.
MOST_AT_ONCE = 50
# Who acts where no person does: no account of Discord has this id.
_CAVEAT_ITSELF = 0

_TO_CHECK = """
    SELECT slug FROM claims
    WHERE guild_id = $1 AND (lifecycle = 'needs_recheck' OR (lifecycle = 'published' AND review_by <= $2))
    ORDER BY COALESCE(review_by, 0), slug"""
_OVERDUE = """
    SELECT slug FROM claims WHERE guild_id = $1 AND lifecycle = 'published' AND review_by <= $2
    ORDER BY review_by, slug LIMIT $3"""
_SET_ASIDE = """
    UPDATE claims SET lifecycle = 'needs_recheck', revision = revision + 1
    WHERE guild_id = $1 AND slug = $2"""
_NEXT = "SELECT MIN(review_by) AS due_at FROM claims WHERE guild_id = $1 AND lifecycle = 'published'"
_OLD_COUNTS = (
    "DELETE FROM repeats WHERE guild_id = $1 AND repeated_at < $2",
    "DELETE FROM rollouts WHERE guild_id = $1 AND begun_at < $2",
    "DELETE FROM decisions WHERE guild_id = $1 AND day < $2",
)


class SqlReviewStore:
    """Looks after reviews in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def to_check(self, guild_id: int, due_by: datetime) -> Sequence[str]:
        """Return the claims past their review, and those whose review is due by then, the oldest first."""
        return [row["slug"] for row in await self._database.fetch(_TO_CHECK, guild_id, to_millis(due_by))]

    async def set_aside(self, job: Job, now: datetime, notes_since: datetime) -> Sequence[str]:
        """Mark the claims whose review was due, and return them; strike the job off and enqueue the next.

        All or nothing, and nothing that a second process has done already: others of the guild wait.
        """
        guild_id = job.guild_id
        async with audited(self._database, guild_id) as (session, trail):
            rows = await session.fetch(_OVERDUE, guild_id, to_millis(now), MOST_AT_ONCE)
            for row in rows:
                await _set_aside(session, trail, guild_id, row["slug"], now, notes_since)
            [following] = await session.fetch(_NEXT, guild_id)
            await finish(session, job)
            await schedule_review(session, guild_id, from_millis(following["due_at"]), now)
            return [row["slug"] for row in rows]

    async def tidy(self, guild_id: int, before: datetime) -> None:
        """Delete repeats, rollouts and counts of decisions from before an instant."""
        async with self._database.transaction() as session:
            for delete in _OLD_COUNTS:
                await session.fetch(delete, guild_id, to_millis(before))


async def _set_aside(
    session: Session, trail: Trail, guild_id: int, slug: str, now: datetime, notes_since: datetime
) -> None:
    before = await expected_claim(session, guild_id, slug)
    await session.fetch(_SET_ASIDE, guild_id, slug)
    after = replace(before, lifecycle=Lifecycle.NEEDS_RECHECK, revision=before.revision + 1)
    change = Change(Action.LAPSED, _CAVEAT_ITSELF, now)
    trail.record(subject(before), change, as_json(before), as_json(after))
    await roll_out(session, guild_id, after, now, notes_since)
