"""The store of judgements that wait for a second moderator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.audit import Change
from claims.errors import claim_changed
from claims.jobs import JobKind
from claims.model import Claim, Confidence, Judgement, ReasonTag, Verdict
from claims.seconding import Pending, PendingState, pending_not_found
from db.audit import Trail, as_json, audited
from db.claims import expected_claim, save_claim
from db.columns import from_list, from_millis, from_sources, to_list, to_millis, to_sources
from db.database import Database, Row, Session
from db.jobs import enqueue

_SELECT = "SELECT * FROM pending_judgements WHERE guild_id = $1 AND number = $2"
_OPEN = "SELECT * FROM pending_judgements WHERE guild_id = $1 AND state = 'open' ORDER BY number"
_NEXT = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM pending_judgements WHERE guild_id = $1"
_INSERT = """
    INSERT INTO pending_judgements
        (guild_id, number, slug, revision, as_of, verdict, known, unknown, reason, confidence, reason_tags,
        evidence, proposed_by, proposed_at, review_by, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'open')"""
_DECIDE = """
    UPDATE pending_judgements SET state = $3, decided_by = $4, decided_at = $5
    WHERE guild_id = $1 AND number = $2"""


class SqlSecondStore:
    """Keeps proposed judgements in SQL; those that were decided about stay as a record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def propose(self, pending: Pending, change: Change) -> Pending:
        """Store a proposal with the job that shows its card, and return it with its number.

        Raises:
            Changed: the claim's revision is another by now.
            NotFound: no such claim.
        """
        guild_id = pending.guild_id
        # The chain's head is locked from here on, so no other proposal takes the same number.
        async with audited(self._database, guild_id) as (session, trail):
            claim = await expected_claim(session, guild_id, pending.slug)
            if claim.revision != pending.revision:
                raise claim_changed(pending.slug)
            [row] = await session.fetch(_NEXT, guild_id)
            await session.fetch(_INSERT, guild_id, row["number"], *_values(pending))
            stored = await expected_pending(session, guild_id, row["number"])
            await show_pending(session, stored, change.at)
            trail.record(_subject(stored), change, None, as_json(stored))
            return stored

    async def pending(self, guild_id: int, number: int) -> Pending | None:
        """Return a proposal, or None."""
        rows = await self._database.fetch(_SELECT, guild_id, number)
        return _pending(rows[0]) if rows else None

    async def open(self, guild_id: int) -> Sequence[Pending]:
        """Return the proposals that nobody has decided about, the first first."""
        return [_pending(row) for row in await self._database.fetch(_OPEN, guild_id)]

    async def second(self, guild_id: int, number: int, change: Change, notes_since: datetime) -> Claim:
        """Save the proposed judgement and return the claim, all in one transaction with its jobs.

        Raises:
            NotFound: no such proposal.
            Changed: it was decided about, or the claim was changed.
            NotAllowed: who seconds is who proposed.
        """
        async with audited(self._database, guild_id) as (session, trail):
            pending = await expected_pending(session, guild_id, number)
            pending.must_let_second(change.actor_id)
            await _decide(session, trail, pending, PendingState.SECONDED, change)
            claim = await expected_claim(session, guild_id, pending.slug)
            return await save_claim(session, trail, guild_id, pending.on(claim), change, notes_since)

    async def decline(self, guild_id: int, number: int, change: Change) -> Pending:
        """Turn a proposal down and return it; raise NotFound or Changed as `second` does."""
        async with audited(self._database, guild_id) as (session, trail):
            pending = await expected_pending(session, guild_id, number)
            pending.must_be_open()
            return await _decide(session, trail, pending, PendingState.DECLINED, change)


async def _decide(
    session: Session, trail: Trail, pending: Pending, state: PendingState, change: Change
) -> Pending:
    decided = pending.decided(state, change.actor_id, change.at)
    values = (state.value, change.actor_id, to_millis(change.at))
    await session.fetch(_DECIDE, pending.guild_id, pending.number, *values)
    await show_pending(session, pending, change.at)
    trail.record(_subject(pending), change, as_json(pending), as_json(decided))
    return decided


async def show_pending(session: Session, pending: Pending, at: datetime) -> None:
    """Enqueue the card of a proposed judgement."""
    await enqueue(session, pending.guild_id, JobKind.SECOND, pending.number, 0, at, haste=0)


async def expected_pending(session: Session, guild_id: int, number: int) -> Pending:
    """Return a proposed judgement; raise NotFound when it is not there."""
    rows = await session.fetch(_SELECT, guild_id, number)
    if not rows:
        raise pending_not_found(number)
    return _pending(rows[0])


def _subject(pending: Pending) -> str:
    return f"pending:{pending.number}"


def _values(pending: Pending) -> tuple[object, ...]:
    judgement = pending.judgement
    return (
        pending.slug,
        pending.revision,
        to_millis(judgement.as_of),
        judgement.verdict.value,
        judgement.known,
        judgement.unknown,
        judgement.reason,
        judgement.confidence.value,
        to_list(sorted(judgement.reason_tags)),
        to_sources(judgement.evidence),
        pending.proposed_by,
        to_millis(pending.proposed_at),
        to_millis(pending.review_by),
    )


def _pending(row: Row) -> Pending:
    judgement = Judgement(
        as_of=from_millis(row["as_of"]),
        verdict=Verdict(row["verdict"]),
        known=row["known"],
        unknown=row["unknown"],
        reason=row["reason"],
        confidence=Confidence(row["confidence"]),
        reason_tags=frozenset(ReasonTag(tag) for tag in from_list(row["reason_tags"])),
        evidence=from_sources(row["evidence"]),
        judged_by=row["proposed_by"],
    )
    return Pending(
        guild_id=row["guild_id"],
        number=row["number"],
        slug=row["slug"],
        revision=row["revision"],
        judgement=judgement,
        proposed_by=row["proposed_by"],
        proposed_at=from_millis(row["proposed_at"]),
        review_by=from_millis(row["review_by"]),
        state=PendingState(row["state"]),
        decided_by=row["decided_by"],
        decided_at=from_millis(row["decided_at"]),
    )
