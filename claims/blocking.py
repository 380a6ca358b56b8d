"""People from whom no suggestions are taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claims.errors import AlreadyThere, NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Block:
    """Who is blocked, since when, and by which moderator; ids are Discord's."""

    user_id: int
    since: datetime
    blocked_by: int


def not_heard() -> NotAllowed:
    """Return the error for a suggestion of somebody who is blocked."""
    return NotAllowed(
        "Moderators take no suggestions from you at present; please talk to them if you think that is wrong."
    )


def blocked_before(user_id: int) -> AlreadyThere:
    """Return the error for a second block."""
    return AlreadyThere(f"<@{user_id}> is blocked already. /blocklist show lists everyone who is.")


def not_blocked(user_id: int) -> NotFound:
    """Return the error for lifting a block that is not there."""
    return NotFound(f"<@{user_id}> is not blocked. /blocklist show lists everyone who is.")
