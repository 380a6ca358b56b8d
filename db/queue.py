"""What waits for moderators, read from wherever it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from claims.assignments import WORKED_ON_FOR
from claims.queue import Waiting, WaitingKind
from db.columns import from_millis, to_millis
from db.database import Database, Row

# Everything of guild $1 that is open.
_CLAIMS = """
    SELECT 'claim' AS kind, number AS subject, '' AS slug, statement AS words, suggested_at AS since
    FROM claim_suggestions WHERE guild_id = $1 AND state = 'open'"""
_EVIDENCE = """
    SELECT 'evidence', number, slug, title, suggested_at
    FROM evidence_suggestions WHERE guild_id = $1 AND state = 'open'"""
# What is asked about one message is on one card.
_PROPOSALS = """
    SELECT 'proposal', p.message_id, MIN(p.slug), MIN(c.statement), MIN(p.proposed_at)
    FROM proposals p JOIN claims c ON c.guild_id = p.guild_id AND c.slug = p.slug
    WHERE p.guild_id = $1 AND p.ruling IS NULL AND p.lapsed_at IS NULL GROUP BY p.message_id"""
# A draft waits since it was written down, which the audit trail knows; one that came with its event, since
# it was last judged.
_DRAFTS = """
    SELECT 'draft', 0, c.slug, c.statement, COALESCE(
        (SELECT MIN(r.changed_at) FROM revisions r
            WHERE r.guild_id = c.guild_id AND r.subject = 'claim:' || c.slug),
        (SELECT MAX(j.as_of) FROM judgements j WHERE j.guild_id = c.guild_id AND j.slug = c.slug))
    FROM claims c WHERE c.guild_id = $1 AND c.lifecycle = 'draft'"""
_JUDGEMENTS = """
    SELECT 'judgement', p.number, p.slug, c.statement, p.proposed_at
    FROM pending_judgements p JOIN claims c ON c.guild_id = p.guild_id AND c.slug = p.slug
    WHERE p.guild_id = $1 AND p.state = 'open'"""
_ALL = " UNION ALL ".join((_CLAIMS, _EVIDENCE, _PROPOSALS, _DRAFTS, _JUDGEMENTS))
# What is put aside at the instant $2 is left out, and nobody works on what they began with by $6. Only drafts
# are assigned by their slug.
_WAITING = """
    SELECT waiting.*, a.assigned_to, a.assigned_at
    FROM (EVERYTHING) waiting LEFT JOIN assignments a
        ON a.guild_id = $1 AND a.kind = waiting.kind AND a.number = waiting.subject
            AND a.slug = CASE waiting.kind WHEN 'draft' THEN waiting.slug ELSE '' END
            AND (a.assigned_at IS NULL OR a.assigned_at > $6)
    WHERE ($3 = '' OR waiting.kind = $3) AND (a.snoozed_until IS NULL OR a.snoozed_until <= $2)
    ORDER BY since, waiting.kind, subject, waiting.slug LIMIT $4 OFFSET $5""".replace("EVERYTHING", _ALL)
_COUNTS = """
    SELECT
        (SELECT COUNT(*) FROM claim_suggestions s WHERE guild_id = $1 AND state = 'open' AND NOT EXISTS
            (SELECT 1 FROM assignments a WHERE a.guild_id = $1 AND a.kind = 'claim'
                AND a.number = s.number AND a.snoozed_until > $2)) AS claim,
        (SELECT COUNT(*) FROM evidence_suggestions s WHERE guild_id = $1 AND state = 'open' AND NOT EXISTS
            (SELECT 1 FROM assignments a WHERE a.guild_id = $1 AND a.kind = 'evidence'
                AND a.number = s.number AND a.snoozed_until > $2)) AS evidence,
        (SELECT COUNT(DISTINCT message_id) FROM proposals
            WHERE guild_id = $1 AND ruling IS NULL AND lapsed_at IS NULL) AS proposal,
        (SELECT COUNT(*) FROM claims c WHERE guild_id = $1 AND lifecycle = 'draft' AND NOT EXISTS
            (SELECT 1 FROM assignments a WHERE a.guild_id = $1 AND a.kind = 'draft'
                AND a.number = 0 AND a.slug = c.slug AND a.snoozed_until > $2)) AS draft,
        (SELECT COUNT(*) FROM pending_judgements WHERE guild_id = $1 AND state = 'open') AS judgement"""


class SqlQueueStore:
    """Reads in SQL what waits; it writes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(
        self, guild_id: int, now: datetime, kind: WaitingKind | None, skipped: int, most: int
    ) -> Sequence[Waiting]:
        """Return what waits, of one kind or all, the oldest first; what is snoozed is left out."""
        which = kind.value if kind else ""
        lapsed = to_millis(now - WORKED_ON_FOR)
        rows = await self._database.fetch(_WAITING, guild_id, to_millis(now), which, most, skipped, lapsed)
        return [_waiting(row) for row in rows]

    async def counts(self, guild_id: int, now: datetime) -> Mapping[WaitingKind, int]:
        """Return how much of each kind waits; what is snoozed is left out."""
        [row] = await self._database.fetch(_COUNTS, guild_id, to_millis(now))
        return {kind: row[kind.value] for kind in WaitingKind}


def _waiting(row: Row) -> Waiting:
    return Waiting(
        kind=WaitingKind(row["kind"]),
        subject=row["subject"],
        slug=row["slug"],
        words=row["words"],
        since=from_millis(row["since"]),
        worked_on_by=row["assigned_to"],
        worked_on_since=from_millis(row["assigned_at"]),
    )
