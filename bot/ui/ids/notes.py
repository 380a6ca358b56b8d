"""The buttons of a claim's note and card."""

from __future__ import annotations

from bot.ui.ids.patterns import SLUG

SOURCES = rf"sources:{SLUG}"
HISTORY = rf"history:{SLUG}"
WHY = rf"why:{SLUG}"


def sources(slug: str) -> str:
    """Return the custom_id of a claim's Sources button."""
    return f"sources:{slug}"


def history(slug: str) -> str:
    """Return the custom_id of a claim's History button."""
    return f"history:{slug}"


def why(slug: str) -> str:
    """Return the custom_id of a note's Why? button."""
    return f"why:{slug}"
