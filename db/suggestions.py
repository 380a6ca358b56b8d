"""The store of sources that members suggest: numbered, decided once, and erased at their wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.addresses import same_address
from claims.assignments import Matter
from claims.audit import Change, canonical
from claims.errors import claim_not_found
from claims.evidence import Evidence, EvidenceStance
from claims.jobs import JobKind
from claims.model import Claim
from claims.suggestions import (
    NewSuggestion,
    Suggestion,
    SuggestionState,
    decided_before,
    suggested_before,
    suggestion_not_found,
    too_many_open,
)
from db.assignments import close, let_go
from db.audit import Trail, audited
from db.claims import expected_claim, write_over
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.jobs import enqueue
from db.rollouts import roll_out

_CLAIM_EXISTS = "SELECT 1 FROM claims WHERE guild_id = $1 AND slug = $2"
_OF_CLAIM = """
    SELECT * FROM evidence_suggestions
    WHERE guild_id = $1 AND slug = $2 AND state <> 'double' ORDER BY number DESC"""
_OPEN_OF_PERSON = """
    SELECT COUNT(*) AS number FROM evidence_suggestions
    WHERE guild_id = $1 AND suggested_by = $2 AND state = 'open'"""
_NEXT = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM evidence_suggestions WHERE guild_id = $1"
_ADD = """
    INSERT INTO evidence_suggestions
        (guild_id, number, slug, title, url, stance, remark, suggested_by, suggested_at, tell_me, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open') RETURNING *"""
_ONE = "SELECT * FROM evidence_suggestions WHERE guild_id = $1 AND number = $2"
_OPEN = "SELECT * FROM evidence_suggestions WHERE guild_id = $1 AND state = 'open' ORDER BY number"
_DECIDE = """
    UPDATE evidence_suggestions SET state = $3, reason = $4, decided_by = $5, decided_at = $6
    WHERE guild_id = $1 AND number = $2 AND state = 'open' RETURNING *"""
_EDIT = """
    UPDATE evidence_suggestions SET title = $3, publisher = $4, url = $5, stance = $6
    WHERE guild_id = $1 AND number = $2 RETURNING *"""
_ATTACH = """
    UPDATE evidence_suggestions SET attached_to = $3 WHERE guild_id = $1 AND number = $2 RETURNING *"""
# An accepted one is the claim's by now; of any other nothing is left but its number.
_FORGET = """
    UPDATE evidence_suggestions SET suggested_by = NULL, remark = '', reason = '', tell_me = 0,
        title = CASE state WHEN 'accepted' THEN title ELSE '' END,
        publisher = CASE state WHEN 'accepted' THEN publisher ELSE '' END,
        url = CASE state WHEN 'accepted' THEN url ELSE '' END,
        state = CASE state WHEN 'accepted' THEN 'accepted' ELSE 'erased' END
    WHERE guild_id = $1 AND suggested_by = $2 RETURNING number"""


class SqlSuggestionStore:
    """Keeps suggestions in SQL; what a moderator decides is audited, what a member writes is not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, guild_id: int, new: NewSuggestion, by: int, at: datetime, most_open: int
    ) -> Suggestion:
        """Store a suggestion under the guild's next number, and enqueue its card."""
        # Alone: two people who suggest at once must get two numbers, and one address is suggested once.
        async with self._database.transaction(alone=True) as session:
            await _check(session, guild_id, new, by, most_open)
            [following] = await session.fetch(_NEXT, guild_id)
            number, piece = following["number"], new.piece
            values = (piece.title, piece.url, piece.stance.value, new.remark.strip(), by, to_millis(at))
            [row] = await session.fetch(_ADD, guild_id, number, new.slug, *values, int(new.tell_me))
            await show_suggestion(session, guild_id, number, at)
            return _suggestion(row)

    async def suggestion(self, guild_id: int, number: int) -> Suggestion | None:
        """Return a suggestion, or None."""
        rows = await self._database.fetch(_ONE, guild_id, number)
        return _suggestion(rows[0]) if rows else None

    async def open_ones(self, guild_id: int) -> Sequence[Suggestion]:
        """Return what is to be decided, oldest first."""
        return [_suggestion(row) for row in await self._database.fetch(_OPEN, guild_id)]

    async def accept(
        self,
        guild_id: int,
        number: int,
        change: Change,
        notes_since: datetime,
        *,
        edited: Evidence | None = None,
        slug: str = "",
    ) -> tuple[Suggestion, Claim]:
        """Accept a suggestion once, as it is or as edited, for its claim or the one named; return both."""
        async with audited(self._database, guild_id) as (session, trail):
            suggestion = await _decide(session, guild_id, number, SuggestionState.ACCEPTED, "", change)
            suggestion = await _corrected(session, suggestion, edited, slug)
            return suggestion, await _evidenced(session, trail, suggestion, change, notes_since)

    async def decline(self, guild_id: int, number: int, reason: str, change: Change) -> Suggestion:
        """Leave a suggestion once; its words, which its author may erase, are not in the record."""
        async with audited(self._database, guild_id) as (session, trail):
            suggestion = await _decide(session, guild_id, number, SuggestionState.DECLINED, reason, change)
            _record(trail, suggestion, change)
            return suggestion


async def forget_suggestions(session: Session, guild_id: int, user_id: int, at: datetime) -> int:
    """Erase a person's suggestions inside a transaction, have their cards changed, and return how many."""
    forgotten = await session.fetch(_FORGET, guild_id, user_id)
    for row in forgotten:
        await let_go(session, guild_id, Matter.source(row["number"]))
        await show_suggestion(session, guild_id, row["number"], at)
    return len(forgotten)


async def _check(session: Session, guild_id: int, new: NewSuggestion, by: int, most_open: int) -> None:
    if not await session.fetch(_CLAIM_EXISTS, guild_id, new.slug):
        raise claim_not_found(new.slug)
    for row in await session.fetch(_OF_CLAIM, guild_id, new.slug):
        if row["url"] and same_address(row["url"], new.url.strip()):
            raise suggested_before(_suggestion(row))
    [own] = await session.fetch(_OPEN_OF_PERSON, guild_id, by)
    if own["number"] >= most_open:
        raise too_many_open(most_open)


async def _decide(
    session: Session, guild_id: int, number: int, state: SuggestionState, reason: str, change: Change
) -> Suggestion:
    decision = (state.value, reason, change.actor_id, to_millis(change.at))
    rows = await session.fetch(_DECIDE, guild_id, number, *decision)
    if not rows:
        raise await _not_open(session, guild_id, number)
    await close(session, guild_id, Matter.source(number), change.actor_id, change.at)
    await show_suggestion(session, guild_id, number, change.at)
    if rows[0]["tell_me"]:
        await enqueue(session, guild_id, JobKind.SOURCE_OUTCOME, number, 0, change.at, haste=1)
    return _suggestion(rows[0])


async def _corrected(
    session: Session, suggestion: Suggestion, edited: Evidence | None, slug: str
) -> Suggestion:
    """Return a suggestion as a moderator accepts it: with another source, or for another claim."""
    key = (suggestion.guild_id, suggestion.number)
    if edited is not None:
        values = (edited.title, edited.publisher, edited.url, edited.stance.value)
        [row] = await session.fetch(_EDIT, *key, *values)
        suggestion = _suggestion(row)
    if slug not in {"", suggestion.slug}:
        [row] = await session.fetch(_ATTACH, *key, slug)
        suggestion = _suggestion(row)
    return suggestion


async def _evidenced(
    session: Session, trail: Trail, suggestion: Suggestion, change: Change, since: datetime
) -> Claim:
    """Record an acceptance, and return the claim after it; where that changes, with a record of its own."""
    guild_id = suggestion.guild_id
    _record(trail, suggestion, change)
    before = (await expected_claim(session, guild_id, suggestion.claim)).in_use()
    claim = before.evidenced(suggestion.piece)
    if claim == before:
        return before
    after = await write_over(session, trail, guild_id, before, claim, change)
    await roll_out(session, guild_id, after, change.at, since)
    return after


def _record(trail: Trail, suggestion: Suggestion, change: Change) -> None:
    states = ((suggestion.slug, SuggestionState.OPEN), (suggestion.claim, suggestion.state))
    before, after = (canonical({"claim": claim, "state": state.value}) for claim, state in states)
    trail.record(f"suggestion:{suggestion.number}", change, before, after)


async def _not_open(session: Session, guild_id: int, number: int) -> Exception:
    rows = await session.fetch(_ONE, guild_id, number)
    return decided_before(_suggestion(rows[0])) if rows else suggestion_not_found(number)


async def show_suggestion(session: Session, guild_id: int, number: int, at: datetime) -> None:
    """Enqueue the card of a suggested source."""
    # The card is in the moderators' channel, wherever that is by then.
    await enqueue(session, guild_id, JobKind.EVIDENCE, number, 0, at, haste=1)


def _suggestion(row: Row) -> Suggestion:
    return Suggestion(
        guild_id=row["guild_id"],
        number=row["number"],
        slug=row["slug"],
        title=row["title"],
        url=row["url"],
        stance=EvidenceStance(row["stance"]),
        remark=row["remark"],
        suggested_by=row["suggested_by"],
        suggested_at=from_millis(row["suggested_at"]),
        state=SuggestionState(row["state"]),
        decided_by=row["decided_by"],
        decided_at=from_millis(row["decided_at"]),
        publisher=row["publisher"],
        tell_me=bool(row["tell_me"]),
        attached_to=row["attached_to"],
        reason=row["reason"],
    )
