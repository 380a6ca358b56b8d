"""The pages of a search."""

from __future__ import annotations

from bot.ui.ids.patterns import PAGE_NUMBER

SEARCH_PAGE = rf"search:{PAGE_NUMBER}:(?P<query>.{{0,80}})"


def search_page(page: int, query: str) -> str:
    """Return the custom_id that turns to a page of a search."""
    return f"search:{page}:{query}"
