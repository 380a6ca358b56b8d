"""The claims to check again."""

from __future__ import annotations

from bot.ui.ids.patterns import PAGE_NUMBER, SLUG

CHECK_LIST = rf"to-check:{PAGE_NUMBER}"
STILL_SO = rf"still-so:{PAGE_NUMBER}:(?P<judgements>\d{{1,6}}):{SLUG}"


def check_list(page: int) -> str:
    """Return the custom_id that turns to a page of the claims to check."""
    return f"to-check:{page}"


def still_so(page: int, judgements: int, slug: str) -> str:
    """Return the custom_id of “Checked, still so”, shown when a claim had so many judgements."""
    return f"still-so:{page}:{judgements}:{slug}"
