"""The pages of an event's timeline and people."""

from __future__ import annotations

from bot.ui.ids.patterns import PAGE_NUMBER, SLUG

TIMELINE_PAGE = rf"timeline:{PAGE_NUMBER}:(?P<as_of>\d{{0,14}}):{SLUG}"
PEOPLE_PAGE = rf"people:{PAGE_NUMBER}:{SLUG}"


def timeline_page(page: int, event: str, as_of_ms: int | None) -> str:
    """Return the custom_id that turns to a page of a timeline, up to an instant when one is given."""
    return f"timeline:{page}:{'' if as_of_ms is None else as_of_ms}:{event}"


def people_page(page: int, event: str) -> str:
    """Return the custom_id that turns to a page of an event's terms."""
    return f"people:{page}:{event}"
