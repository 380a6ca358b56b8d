"""A claim's panel at the desk, and where its buttons lead."""

from __future__ import annotations

from bot.ui.ids.patterns import SLUG

CLAIM = rf"panel:{SLUG}"
# The panel of a claim found by a search, with the others that were found.
FOUND = "panel-found"
STILL_SO = rf"panel:still-so:(?P<judgements>\d{{1,6}}):{SLUG}"
EDIT = rf"panel:edit:{SLUG}"
WORDINGS = rf"panel:wordings:{SLUG}"
WORD = rf"panel:word:{SLUG}"
NEVER = rf"panel:never:{SLUG}"
FAMILY = rf"panel:family:{SLUG}"
LINK = rf"panel:link:{SLUG}"
UNLINK = rf"panel:unlink:{SLUG}"
MERGE = rf"panel:merge:{SLUG}"
BACKTEST = rf"panel:backtest:{SLUG}"
PAUSE = rf"panel:pause:{SLUG}"
RESUME = rf"panel:resume:{SLUG}"
WITHDRAW = rf"panel:withdraw:{SLUG}"
RESTORE = rf"panel:restore:{SLUG}"
CHANGES = rf"panel:changes:{SLUG}"


def claim(slug: str) -> str:
    """Return the custom_id that shows a claim's panel."""
    return f"panel:{slug}"


def still_so(judgements: int, slug: str) -> str:
    """Return the custom_id of “Checked, still so”, shown when a claim had so many judgements."""
    return f"panel:still-so:{judgements}:{slug}"


def to(where: str, slug: str) -> str:
    """Return the custom_id of a button of the panel; `where` is as in the templates above."""
    return f"panel:{where}:{slug}"
