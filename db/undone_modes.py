"""Blocks and breaking modes put back as they were before a change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from claims.breaking import Breaking
from claims.errors import Invalid
from claims.undoing import PutBack
from db.blocks import block_record
from db.breaking import make_way, stored_mode, write_mode
from db.columns import to_millis
from db.from_json import from_json
from db.recorded import Recorded, Undoing

_BLOCK = "SELECT * FROM blocked WHERE guild_id = $1 AND user_id = $2"
_BLOCK_AGAIN = "INSERT INTO blocked (guild_id, user_id, since, blocked_by) VALUES ($1, $2, $3, $4)"
_LIFT = "DELETE FROM blocked WHERE guild_id = $1 AND user_id = $2"


async def block_back(undoing: Undoing, recorded: Recorded) -> PutBack | None:
    """Lift a block, or set it again with who set it and since when; None where it is so already."""
    key = (undoing.guild_id, recorded.number)
    rows = await undoing.session.fetch(_BLOCK, *key)
    now = block_record(rows[0]) if rows else None
    if (now is None) == (recorded.before is None):
        return None
    if recorded.before is None:
        await undoing.session.fetch(_LIFT, *key)
    else:
        block = json.loads(recorded.before)
        since = to_millis(datetime.fromisoformat(block["since"]))
        await undoing.session.fetch(_BLOCK_AGAIN, *key, since, block["blocked_by"])
    undoing.trail.record(recorded.subject, undoing.change, now, recorded.before)
    return PutBack(recorded.subject, "blocked" if recorded.before else "heard")


async def breaking_back(undoing: Undoing, recorded: Recorded) -> PutBack | None:
    """Put a breaking mode back: one that was begun ends, one that was ended goes on until its time is over.

    Raises:
        Invalid: its time is over.
        AlreadyThere: the event, or the channel, has another by now.
    """
    change = undoing.change
    now = await stored_mode(undoing.session, from_json(Breaking, recorded.after or ""))
    then = None if now is None else _before(now, recorded, change.at)
    if now is None or then is None or then == now:
        return None
    if then.ended_at is None and not then.lives(change.at):
        raise Invalid("The time of that breaking mode is over by now. Begin it anew with /desk breaking.")
    if now.ended_at is not None and then.ended_at is None:
        await make_way(undoing.session, undoing.trail, then, change)
    await write_mode(undoing.session, undoing.trail, now, then, change)
    return PutBack(recorded.subject, "live" if then.ended_at is None else "over")


def _before(now: Breaking, recorded: Recorded, at: datetime) -> Breaking | None:
    """Return a mode as it was before a change; None where it was begun by it and is over."""
    if recorded.before is None:
        return replace(now, ended_at=at) if now.lives(at) else None
    before = from_json(Breaking, recorded.before)
    return replace(now, window=before.window, ends_at=before.ends_at, ended_at=before.ended_at)
