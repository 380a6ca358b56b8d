"""What follows from a changed claim, in its transaction: reviews, followers, briefs, proposals, drafts."""

from __future__ import annotations

from datetime import datetime

from claims.assignments import Matter
from claims.jobs import JobKind
from claims.model import Claim, Lifecycle
from db.assignments import let_go
from db.columns import to_millis
from db.database import Session
from db.follows import tell_followers
from db.jobs import enqueue
from db.reviews import schedule_reviews

_TOUCH = """
    UPDATE breaking SET changed_at = $3 WHERE guild_id = $1 AND event = $2 AND ended_at IS NULL
    RETURNING channel_id"""
_OUTDATE = """
    UPDATE pending_judgements SET state = 'outdated', decided_at = $4
    WHERE guild_id = $1 AND slug = $2 AND state = 'open' AND revision < $3 RETURNING number"""


async def follow_up(
    session: Session, guild_id: int, before: Claim | None, claim: Claim, at: datetime
) -> None:
    """Enqueue what a claim as stored now asks for besides its notes; `before` is None for a new one."""
    await schedule_reviews(session, guild_id, [claim], at)
    if before is not None and _is_decided(before, claim):
        await let_go(session, guild_id, Matter.draft(claim.slug))
    if before is not None and before.verdict is not claim.verdict:
        await tell_followers(session, guild_id, claim.slug, at)
    for row in await session.fetch(_TOUCH, guild_id, claim.event, to_millis(at)):
        channel_id = row["channel_id"]
        await enqueue(session, guild_id, JobKind.BRIEF, channel_id, channel_id, at, haste=1)
    for row in await session.fetch(_OUTDATE, guild_id, claim.slug, claim.revision, to_millis(at)):
        await enqueue(session, guild_id, JobKind.SECOND, row["number"], 0, at, haste=0)


def _is_decided(before: Claim, claim: Claim) -> bool:
    """Return whether a change decided about a draft, which nobody works on any more then."""
    return before.lifecycle is Lifecycle.DRAFT and claim.lifecycle is not Lifecycle.DRAFT
