"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from discord import ui

from bot.ui.ids import home as home_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import shorten


class PagedView(Sheet):
    """One page of entries with buttons to the pages beside it."""

    def __init__(
        self,
        title: str,
        entries: Sequence[str],
        page: int,
        turn_to: Callable[[int], str],
        *,
        per_page: int = 8,
        footer: str = "",
    ) -> None:
        """Lay out a page.

        Args:
            title: The heading.
            entries: All entries, as ready markdown.
            page: Which page, from 0; one beyond the last shows the last.
            turn_to: Gives the custom_id that turns to a page.
            per_page: How many entries a page holds.
            footer: A line in small print.
        """
        last = max(0, (len(entries) - 1) // per_page)
        page = min(page, last)
        shown = entries[page * per_page : (page + 1) * per_page]
        small_print = " · ".join(part for part in (footer, position(page, last)) if part)
        text = shorten("\n".join([f"### {title}", *shown]), LONGEST_TEXT - len(small_print) - 4)
        items: list[ui.Item[Any]] = [ui.TextDisplay(text + (f"\n-# {small_print}" if small_print else ""))]
        if last:
            items.append(turning_row(page, last, turn_to))
        super().__init__(ui.Container(*items))


def desk_row() -> ui.ActionRow[Any]:
    """Return the way back to the desk's front page."""
    return ui.ActionRow(button("The desk", home_ids.HOME))


def position(page: int, last: int) -> str:
    """Return which page of how many this is, both from 0; nothing where there is only one."""
    return f"page {page + 1} of {last + 1}" if last else ""


def turning_row(page: int, last: int, turn_to: Callable[[int], str]) -> ui.ActionRow[Any]:
    """Return the buttons to the pages beside this one."""
    return ui.ActionRow(
        button("← Back", turn_to(max(0, page - 1)), disabled=page == 0),
        button("Next →", turn_to(page + 1), disabled=page == last),
    )
