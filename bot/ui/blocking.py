"""From whom no suggestions are taken, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui.words import at
from claims.blocking import Block

_MOST_LISTED = 40
_NOBODY = "Nobody is blocked: suggestions of all members are taken."


def blocked_text(blocked: Sequence[Block]) -> str:
    """Return who is blocked, the latest first."""
    if not blocked:
        return _NOBODY
    lines = [f"- <@{b.user_id}> {at(b.since, 'R')}, by <@{b.blocked_by}>" for b in blocked[:_MOST_LISTED]]
    if (more := len(blocked) - _MOST_LISTED) > 0:
        lines.append(f"-# and {more} more")
    return "\n".join([f"**No suggestions are taken from {len(blocked)}**", *lines])
