"""The audit trail, and undoing."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.ui.ids.patterns import NUMBER, PAGE_NUMBER
from claims.trail import Selection

_OF = r"(?P<since>\d{0,10}):(?P<by>\d{0,19}):(?P<slug>[a-z0-9-]{0,60})"
PAGE = rf"log:{PAGE_NUMBER}:{_OF}"
FILE = rf"save:{_OF}"
CHANGE = "change"
UNDO = rf"undo:{NUMBER}:(?P<seen>\d{{1,18}})"


def page(page: int, selection: Selection) -> str:
    """Return the custom_id that turns to a page of the audit trail."""
    return f"log:{page}:{_of(selection)}"


def file(selection: Selection) -> str:
    """Return the custom_id of the button that hands the audit trail out as a file."""
    return f"save:{_of(selection)}"


def undo(number: int, seen: int) -> str:
    """Return the custom_id of a button that undoes a change, all that followed up to `seen` being known."""
    return f"undo:{number}:{seen}"


def selection(found: dict[str, str]) -> Selection:
    """Return the selection that a custom_id of the audit trail holds."""
    since, by = found["since"], found["by"]
    return Selection(
        claim=found["slug"] or None,
        moderator=int(by) if by else None,
        since=datetime.fromtimestamp(int(since), UTC) if since else None,
    )


def _of(selection: Selection) -> str:
    since = int(selection.since.timestamp()) if selection.since else ""
    return f"{since}:{selection.moderator or ''}:{selection.claim or ''}"
