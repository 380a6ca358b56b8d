"""Answers taken back: what moderators said of messages, and of judgements that waited for a second."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from claims.errors import Invalid
from claims.jobs import JobKind
from claims.notes import Ending
from claims.proposals import Proposal, Ruling
from claims.seconding import Pending, PendingState
from claims.undoing import PutBack
from db.audit import as_json
from db.claims import expected_claim
from db.columns import to_millis
from db.database import Session
from db.from_json import from_json
from db.jobs import enqueue
from db.notes import end_notes, reserve_in
from db.proposals import show_question
from db.recorded import Recorded, Undoing
from db.seconding import expected_pending, show_pending

_QUESTION = """
    SELECT ruling, lapsed_at FROM proposals WHERE guild_id = $1 AND message_id = $2 AND slug = $3"""
_QUESTION_BACK = """
    UPDATE proposals SET ruling = $4, ruled_by = $5, ruled_at = $6
    WHERE guild_id = $1 AND message_id = $2 AND slug = $3"""
_PENDING_BACK = """
    UPDATE pending_judgements SET state = $3, decided_by = $4, decided_at = $5, revision = $6
    WHERE guild_id = $1 AND number = $2"""
_REOPEN = """
    UPDATE pending_judgements SET state = 'open', revision = $4, decided_at = NULL
    WHERE guild_id = $1 AND slug = $2 AND revision = $3 AND state = 'outdated' RETURNING number"""


async def question_back(undoing: Undoing, recorded: Recorded) -> PutBack | None:
    """Put a question about a message back into the state before a ruling; the note that was posted goes.

    Raises:
        Invalid: the claim was merged into another since, or the note has gone by itself.
    """
    after = from_json(Proposal, recorded.after or "")
    before = from_json(Proposal, recorded.before) if recorded.before else replace(after, ruling=None)
    key = (undoing.guild_id, after.message_id, after.slug)
    rows = await undoing.session.fetch(_QUESTION, *key)
    if not rows or rows[0]["ruling"] != after.ruling:
        return None
    await undoing.must_not_be_merged(after.slug)
    await _unpost(undoing, after)
    await _post(undoing, before)
    ruled_at = to_millis(undoing.change.at) if before.ruling else None
    await undoing.session.fetch(_QUESTION_BACK, *key, before.ruling, before.ruled_by, ruled_at)
    await show_question(undoing.session, after, undoing.change.at)
    undoing.trail.record(recorded.subject, undoing.change, recorded.after, as_json(before))
    lapsed = rows[0]["lapsed_at"] is not None
    return PutBack(recorded.subject, before.ruling or ("lapsed" if lapsed else "open"))


async def judgement_back(undoing: Undoing, recorded: Recorded) -> PutBack | None:
    """Put a proposed judgement back into the state before a decision; what was just proposed is declined.

    Raises:
        Invalid: its claim was changed since, so it cannot wait again.
    """
    change, now = undoing.change, await expected_pending(undoing.session, undoing.guild_id, recorded.number)
    if now.state not in _as_left(from_json(Pending, recorded.after or "").state, recorded.before):
        return None
    if recorded.before is None:
        then = now.decided(PendingState.DECLINED, change.actor_id, change.at)
    else:
        before = from_json(Pending, recorded.before)
        then = replace(now, state=before.state, decided_by=before.decided_by, decided_at=before.decided_at)
    if then.state is PendingState.OPEN:
        then = replace(then, revision=await _revision(undoing, now))
    values = (then.state.value, then.decided_by, to_millis(then.decided_at), then.revision)
    await undoing.session.fetch(_PENDING_BACK, undoing.guild_id, then.number, *values)
    await show_pending(undoing.session, then, change.at)
    undoing.trail.record(recorded.subject, change, recorded.after, as_json(then))
    return PutBack(recorded.subject, then.state)


def _as_left(state: PendingState, before: str | None) -> set[PendingState]:
    """Return in which states a judgement is as a decision left it; the claim's going back outdates it."""
    waits = state is PendingState.OPEN and before is not None
    return {state, PendingState.OUTDATED} if waits else {state}


async def reopen_outdated(
    session: Session, guild_id: int, slug: str, was: int, revision: int, at: datetime
) -> None:
    """Have judgements wait again that were made of a claim's revision, when it says again what it `was`."""
    for row in await session.fetch(_REOPEN, guild_id, slug, was, revision):
        await enqueue(session, guild_id, JobKind.SECOND, row["number"], 0, at, haste=0)


async def _unpost(undoing: Undoing, ruled: Proposal) -> None:
    if ruled.ruling is not Ruling.POST:
        return
    place = (undoing.guild_id, ruled.message_id, [ruled.slug])
    if not await end_notes(undoing.session, *place, Ending.UNDONE, undoing.change.at):
        raise Invalid("The note that was posted then has gone already, so there is nothing to take back.")


async def _post(undoing: Undoing, ruled: Proposal) -> None:
    if ruled.ruling is Ruling.POST:
        claim = await expected_claim(undoing.session, undoing.guild_id, ruled.slug)
        await reserve_in(undoing.session, ruled.note(claim.revision, undoing.change.at))


async def _revision(undoing: Undoing, pending: Pending) -> int:
    """Return the revision of the claim that a judgement waits to be put on, which must say what it did."""
    claim = await expected_claim(undoing.session, undoing.guild_id, pending.slug)
    if claim.slug not in undoing.claims and claim.revision != pending.revision:
        raise Invalid(
            "The claim was changed since that judgement was proposed, so it cannot wait again. Judge it "
            "anew with /desk judge."
        )
    return claim.revision
