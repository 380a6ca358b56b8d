"""A changed claim on its way to the notes that were posted before."""

from __future__ import annotations

from datetime import datetime, timedelta

from claims.jobs import SPACING
from claims.model import Claim
from db.columns import to_millis
from db.database import Session

_COUNT = """
    SELECT COUNT(*) AS total FROM notes
    WHERE guild_id = $1 AND slug = $2 AND state IN ('posted', 'updated')
        AND posted_at >= $3 AND posted_at < $4"""
_BEGIN = """
    INSERT INTO rollouts (guild_id, slug, revision, notes_since, begun_at, total)
    VALUES ($1, $2, $3, $4, $5, $6)"""
# A message whose other claim is being settled is settled again; so is one whose note is on its way, for it
# may have been read before the change. People wait for new notes, not for these: the newest of each channel
# is due at once, the others one after another, so that no channel's rate limit holds up other channels.
_ENQUEUE = """
    INSERT INTO jobs
        (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    SELECT guild_id, 'settle', message_id, channel_id, 1, 1, 0, CAST($4 AS BIGINT) + CAST($5 AS BIGINT)
        * (ROW_NUMBER() OVER (PARTITION BY channel_id ORDER BY message_id DESC) - 1), 0, ''
    FROM notes
    WHERE guild_id = $1 AND slug = $2
        AND (state = 'reserved' OR (state IN ('posted', 'updated') AND posted_at >= $3))
    ON CONFLICT (guild_id, kind, subject) DO UPDATE SET turn = jobs.turn + 1,
        due_at = CASE jobs.haste WHEN 0 THEN CAST($4 AS BIGINT) ELSE excluded.due_at END"""


async def roll_out(session: Session, guild_id: int, claim: Claim, at: datetime, since: datetime) -> None:
    """Enqueue a job for each note of a claim posted since an instant, and remember how many there are."""
    span = (to_millis(since), to_millis(at))
    [counted] = await session.fetch(_COUNT, guild_id, claim.slug, *span)
    if counted["total"]:
        await session.fetch(_BEGIN, guild_id, claim.slug, claim.revision, *span, counted["total"])
    await session.fetch(_ENQUEUE, guild_id, claim.slug, *span, SPACING // timedelta(milliseconds=1))
