"""The store of claims that members suggest: numbered, decided once, and erased at their wish."""

from __future__ import annotations

from datetime import datetime

from claims.assignments import Matter
from claims.audit import Change, canonical
from claims.errors import ClaimError, event_not_found
from claims.jobs import Job, JobKind
from claims.model import Claim
from claims.tips import (
    DAY,
    NewTip,
    Tip,
    TipState,
    check_limits,
    not_decidable,
    not_held,
    same_words,
    tip_not_found,
    tipped_before,
)
from db.assignments import close, let_go
from db.audit import Trail, audited
from db.claims import add_claim, expected_claim, save_claim
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.jobs import enqueue

_EVENT_EXISTS = "SELECT 1 FROM events WHERE guild_id = $1 AND slug = $2"
_ONE = "SELECT * FROM claim_suggestions WHERE guild_id = $1 AND number = $2"
_OPEN_WORDS = "SELECT statement FROM claim_suggestions WHERE guild_id = $1 AND state = 'open'"
_OF_PERSON = """
    SELECT COUNT(CASE WHEN state = 'open' THEN 1 END) AS waiting,
        COUNT(CASE WHEN suggested_at > $3 THEN 1 END) AS today
    FROM claim_suggestions WHERE guild_id = $1 AND suggested_by = $2 AND state <> 'held'"""
_NEXT = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM claim_suggestions WHERE guild_id = $1"
_DROP_HELD = """
    DELETE FROM claim_suggestions WHERE guild_id = $1 AND suggested_by = $2 AND state = 'held'
    RETURNING number"""
_EXPIRE = """
    DELETE FROM claim_suggestions
    WHERE guild_id = $1 AND number = $2 AND state = 'held' AND suggested_at <= $3"""
_ADD = """
    INSERT INTO claim_suggestions
        (guild_id, number, event, statement, source, remark, channel_id, message_id, much_like, suggested_by,
        suggested_at, tell_me, state, slug, reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '') RETURNING *"""
_SUBMIT = """
    UPDATE claim_suggestions SET state = 'open', suggested_at = $4
    WHERE guild_id = $1 AND number = $2 AND suggested_by = $3 AND state = 'held' RETURNING *"""
_DECIDE = """
    UPDATE claim_suggestions SET state = $3, slug = $4, reason = $5, decided_by = $6, decided_at = $7
    WHERE guild_id = $1 AND number = $2 AND state = 'open' RETURNING *"""
# What a tip has become is the claim's by now; of the tip itself nothing is left but its number.
_FORGET = """
    UPDATE claim_suggestions SET suggested_by = NULL, statement = '', source = '', remark = '', reason = '',
        channel_id = NULL, message_id = NULL, much_like = '', tell_me = 0,
        state = CASE WHEN state IN ('open', 'rejected') THEN 'erased' ELSE state END
    WHERE guild_id = $1 AND suggested_by = $2 RETURNING number"""


class SqlTipStore:
    """Keeps tips in SQL; decisions are audited, what a member writes and who works on it are not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, guild_id: int, new: NewTip, by: int, at: datetime, like: str = "") -> Tip:
        """Store a tip under the guild's next number; one that is `like` a claim is held for its author."""
        # Alone: two people who suggest at once must get two numbers, and the same words are suggested once.
        async with self._database.transaction(alone=True) as session:
            if not await session.fetch(_EVENT_EXISTS, guild_id, new.event):
                raise event_not_found(new.event)
            await _check(session, guild_id, new.statement, by, at)
            [following] = await session.fetch(_NEXT, guild_id)
            await session.fetch(_DROP_HELD, guild_id, by)
            state = TipState.HELD if like else TipState.OPEN
            values = _values(new, like, by, at)
            [row] = await session.fetch(_ADD, guild_id, following["number"], *values, state.value)
            # Of a held one the job does nothing but delete it, when its time is over.
            await show_tip(session, guild_id, following["number"], at + DAY if like else at)
            return _tip(row)

    async def submit(self, guild_id: int, number: int, by: int, at: datetime) -> Tip:
        """Open a person's held tip."""
        async with self._database.transaction(alone=True) as session:
            held = await session.fetch(_ONE, guild_id, number)
            if not held or (held[0]["state"], held[0]["suggested_by"]) != (TipState.HELD, by):
                raise not_held()
            await _check(session, guild_id, held[0]["statement"], by, at)
            [row] = await session.fetch(_SUBMIT, guild_id, number, by, to_millis(at))
            await show_tip(session, guild_id, number, at)
            return _tip(row)

    async def expire(self, job: Job, before: datetime) -> None:
        """Delete a job's tip if it is held since before an instant."""
        async with self._database.transaction() as session:
            await session.fetch(_EXPIRE, job.guild_id, job.subject, to_millis(before))

    async def tip(self, guild_id: int, number: int) -> Tip | None:
        """Return a tip, or None."""
        rows = await self._database.fetch(_ONE, guild_id, number)
        return _tip(rows[0]) if rows else None

    async def approve(self, guild_id: int, number: int, claim: Claim, change: Change) -> Claim:
        """Record a new claim that a tip becomes, both at once."""
        async with audited(self._database, guild_id) as (session, trail):
            await _decide(session, trail, guild_id, number, TipState.APPROVED, change, slug=claim.slug)
            return await add_claim(session, trail, guild_id, claim, change)

    async def attach(self, guild_id: int, number: int, claim: Claim, change: Change) -> Claim:
        """Save a claim that has a tip as a wording, both at once."""
        async with audited(self._database, guild_id) as (session, trail):
            await _decide(session, trail, guild_id, number, TipState.ATTACHED, change, slug=claim.slug)
            before = await expected_claim(session, guild_id, claim.slug)
            if claim == before:
                return before
            return await save_claim(session, trail, guild_id, claim, change)

    async def reject(self, guild_id: int, number: int, reason: str, change: Change) -> Tip:
        """Leave a tip; its words, which its author may erase, are not in the record."""
        async with audited(self._database, guild_id) as (session, trail):
            return await _decide(session, trail, guild_id, number, TipState.REJECTED, change, reason=reason)


async def forget_tips(session: Session, guild_id: int, user_id: int, at: datetime) -> int:
    """Erase a person's tips inside a transaction, have their cards changed, and return how many."""
    held = await session.fetch(_DROP_HELD, guild_id, user_id)
    forgotten = await session.fetch(_FORGET, guild_id, user_id)
    for row in forgotten:
        await let_go(session, guild_id, Matter.tip(row["number"]))
        await show_tip(session, guild_id, row["number"], at)
    return len(held) + len(forgotten)


async def _check(session: Session, guild_id: int, statement: str, by: int, at: datetime) -> None:
    if any(same_words(row["statement"], statement) for row in await session.fetch(_OPEN_WORDS, guild_id)):
        raise tipped_before()
    [own] = await session.fetch(_OF_PERSON, guild_id, by, to_millis(at - DAY))
    check_limits(own["waiting"], own["today"])


async def _decide(
    session: Session,
    trail: Trail,
    guild_id: int,
    number: int,
    state: TipState,
    change: Change,
    *,
    slug: str = "",
    reason: str = "",
) -> Tip:
    decision = (state.value, slug, reason, change.actor_id, to_millis(change.at))
    found = await session.fetch(_DECIDE, guild_id, number, *decision)
    if not found:
        raise await _not_open(session, guild_id, number)
    tip = _tip(found[0])
    await close(session, guild_id, Matter.tip(number), change.actor_id, change.at)
    await show_tip(session, guild_id, number, change.at)
    if tip.tell_me:
        await enqueue(session, guild_id, JobKind.OUTCOME, number, 0, change.at, haste=1)
    record = {"state": state.value, **({"claim": slug} if slug else {})}
    trail.record(_subject(number), change, canonical({"state": TipState.OPEN.value}), canonical(record))
    return tip


async def _not_open(session: Session, guild_id: int, number: int) -> ClaimError:
    rows = await session.fetch(_ONE, guild_id, number)
    return not_decidable(_tip(rows[0])) if rows else tip_not_found(number)


async def show_tip(session: Session, guild_id: int, number: int, at: datetime) -> None:
    """Enqueue the card of a suggested claim."""
    # The card is in the moderators' channel, wherever that is by then.
    await enqueue(session, guild_id, JobKind.TIP, number, 0, at, haste=0)


def _subject(number: int) -> str:
    return f"suggested-claim:{number}"


def _values(new: NewTip, like: str, by: int, at: datetime) -> tuple[object, ...]:
    texts = (new.event, new.statement.strip(), new.source.strip(), new.remark.strip())
    return (*texts, new.channel_id, new.message_id, like, by, to_millis(at), int(new.tell_me))


def _tip(row: Row) -> Tip:
    return Tip(
        guild_id=row["guild_id"],
        number=row["number"],
        event=row["event"],
        statement=row["statement"],
        source=row["source"],
        remark=row["remark"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        like=row["much_like"],
        suggested_by=row["suggested_by"],
        suggested_at=from_millis(row["suggested_at"]),
        tell_me=bool(row["tell_me"]),
        state=TipState(row["state"]),
        slug=row["slug"],
        reason=row["reason"],
        decided_by=row["decided_by"],
        decided_at=from_millis(row["decided_at"]),
    )
