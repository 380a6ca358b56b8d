"""Decisions about suggested claims and sources taken back: they wait for moderators again."""

from __future__ import annotations

from claims.audit import canonical
from claims.jobs import JobKind
from claims.undoing import ERASED, PutBack
from db.columns import to_millis
from db.recorded import Recorded, Undoing, state_of
from db.suggestions import show_suggestion
from db.tips import show_tip

_TIP = "SELECT state, suggested_by FROM claim_suggestions WHERE guild_id = $1 AND number = $2"
_TIP_BACK = """
    UPDATE claim_suggestions SET state = $3, decided_by = $4, decided_at = $5, slug = $6
    WHERE guild_id = $1 AND number = $2"""
# Its author hears of what is decided anew, and not of what was taken back before they were told.
_TELL_NOBODY = "DELETE FROM jobs WHERE guild_id = $1 AND subject = $2 AND kind = $3"
_SOURCE = "SELECT state, suggested_by, slug FROM evidence_suggestions WHERE guild_id = $1 AND number = $2"
_SOURCE_BACK = """
    UPDATE evidence_suggestions SET state = $3, decided_by = $4, decided_at = $5, attached_to = $6
    WHERE guild_id = $1 AND number = $2"""
_OPEN, _ACCEPTED = "open", "accepted"


async def tip_back(undoing: Undoing, recorded: Recorded) -> PutBack | None:
    """Put a suggested claim back into the state before a decision; None where it is not as that left it."""
    key = (undoing.guild_id, recorded.number)
    before, after = state_of(recorded.before), state_of(recorded.after)
    rows = await undoing.session.fetch(_TIP, *key)
    if not rows or rows[0]["suggested_by"] is None:
        return PutBack(recorded.subject, ERASED)
    if rows[0]["state"] != after["state"]:
        return None
    state = before["state"]
    await undoing.session.fetch(
        _TIP_BACK, *key, state, *_decided(undoing, state), before.get("claim", "") if state != _OPEN else ""
    )
    await undoing.session.fetch(_TELL_NOBODY, *key, JobKind.OUTCOME.value)
    await show_tip(undoing.session, *key, undoing.change.at)
    undoing.trail.record(recorded.subject, undoing.change, canonical(after), canonical(before))
    return PutBack(recorded.subject, state)


async def source_back(undoing: Undoing, recorded: Recorded) -> PutBack | None:
    """Put a suggested source back into the state before a decision; None where it is not as that left it.

    Raises:
        Invalid: its claim was merged into another since.
    """
    key = (undoing.guild_id, recorded.number)
    after = state_of(recorded.after)
    before = {**after, **state_of(recorded.before)}
    rows = await undoing.session.fetch(_SOURCE, *key)
    if not rows or rows[0]["suggested_by"] is None:
        return PutBack(recorded.subject, ERASED)
    if rows[0]["state"] != after["state"]:
        return None
    state = before["state"]
    if state == _OPEN:
        await undoing.must_not_be_merged(rows[0]["slug"])
    elsewhere = before.get("claim", "") if state == _ACCEPTED else ""
    attached_to = "" if elsewhere == rows[0]["slug"] else elsewhere
    await undoing.session.fetch(_SOURCE_BACK, *key, state, *_decided(undoing, state), attached_to)
    await undoing.session.fetch(_TELL_NOBODY, *key, JobKind.SOURCE_OUTCOME.value)
    await show_suggestion(undoing.session, *key, undoing.change.at)
    undoing.trail.record(recorded.subject, undoing.change, canonical(after), canonical(before))
    return PutBack(recorded.subject, state)


def _decided(undoing: Undoing, state: str) -> tuple[int | None, int | None]:
    """Return who decided and when: whoever makes a decision hold again, nobody where it waits."""
    change = undoing.change
    return (None, None) if state == _OPEN else (change.actor_id, to_millis(change.at))
