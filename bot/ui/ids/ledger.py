"""A claim's evidence ledger; an entry goes by its mark."""

from __future__ import annotations

from bot.ui.ids.patterns import PAGE_NUMBER, SLUG

_MARK = r"(?P<mark>[0-9a-f]{12})"
PAGE = rf"ledger:page:{PAGE_NUMBER}:{SLUG}"
OPEN = rf"ledger:open:{SLUG}"
ADD = rf"ledger:add:{SLUG}"
EDIT = rf"ledger:edit:{_MARK}:{SLUG}"
APPRAISE = rf"ledger:appraise:{_MARK}:{SLUG}"
CITE_AGAIN = rf"ledger:again:{_MARK}:{SLUG}"
REMOVE = rf"ledger:remove:{_MARK}:{SLUG}"


def page(page: int, slug: str) -> str:
    """Return the custom_id that turns to a page of a ledger."""
    return f"ledger:page:{page}:{slug}"


def open_ledger(slug: str) -> str:
    """Return the custom_id that opens a claim's ledger."""
    return f"ledger:open:{slug}"


def add(slug: str) -> str:
    """Return the custom_id that adds a source."""
    return f"ledger:add:{slug}"


def edit(mark: str, slug: str) -> str:
    """Return the custom_id that corrects what an entry says was published."""
    return f"ledger:edit:{mark}:{slug}"


def appraise(mark: str, slug: str) -> str:
    """Return the custom_id that says how an entry is kept and graded."""
    return f"ledger:appraise:{mark}:{slug}"


def cite_again(mark: str, slug: str) -> str:
    """Return the custom_id that rests the latest judgement on an entry, too."""
    return f"ledger:again:{mark}:{slug}"


def remove(mark: str, slug: str) -> str:
    """Return the custom_id that takes an entry out."""
    return f"ledger:remove:{mark}:{slug}"
