"""What follows from a changed claim, in its transaction: its event's live brief, outdated proposals."""

from __future__ import annotations

from datetime import datetime

from claims.jobs import JobKind
from claims.model import Claim
from db.columns import to_millis
from db.database import Session
from db.jobs import enqueue

_TOUCH = """
    UPDATE breaking SET changed_at = $3 WHERE guild_id = $1 AND event = $2 AND ended_at IS NULL
    RETURNING channel_id"""
_OUTDATE = """
    UPDATE pending_judgements SET state = 'outdated', decided_at = $4
    WHERE guild_id = $1 AND slug = $2 AND state = 'open' AND revision < $3 RETURNING number"""


async def claim_changed_to(session: Session, guild_id: int, claim: Claim, at: datetime) -> None:
    """Enqueue what shows a claim, as it is stored now, wherever it is shown besides its notes."""
    for row in await session.fetch(_TOUCH, guild_id, claim.event, to_millis(at)):
        channel_id = row["channel_id"]
        await enqueue(session, guild_id, JobKind.BRIEF, channel_id, channel_id, at, haste=1)
    for row in await session.fetch(_OUTDATE, guild_id, claim.slug, claim.revision, to_millis(at)):
        await enqueue(session, guild_id, JobKind.SECOND, row["number"], 0, at, haste=0)
