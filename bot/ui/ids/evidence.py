"""The sources that members suggest."""

from __future__ import annotations

from bot.ui.ids.patterns import NUMBER, PAGE_NUMBER, SLUG

ADD = rf"evidence:{SLUG}"
ACCEPT = rf"accept:{NUMBER}"
DECLINE = rf"decline-evidence:{NUMBER}"
PAGE = rf"evidence-page:{PAGE_NUMBER}"


def add(slug: str) -> str:
    """Return the custom_id of a note's Add evidence button."""
    return f"evidence:{slug}"


def accept(number: int) -> str:
    """Return the custom_id that accepts a suggested source."""
    return f"accept:{number}"


def decline(number: int) -> str:
    """Return the custom_id that declines a suggested source."""
    return f"decline-evidence:{number}"


def page(page: int) -> str:
    """Return the custom_id that turns to a page of suggested sources."""
    return f"evidence-page:{page}"
