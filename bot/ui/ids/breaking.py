"""Breaking mode: its panel and its live brief."""

from __future__ import annotations

from bot.ui.ids.patterns import SLUG

BRIEF = rf"brief:(?P<begun_ms>\d{{1,15}}):{SLUG}"
LONGER = rf"breaking:longer:{SLUG}"
CALM = rf"breaking:calm:{SLUG}"
PAUSE_ALL = rf"breaking:pause:{SLUG}"
RESUME_ALL = rf"breaking:resume:{SLUG}"


def brief(begun_ms: int, event: str) -> str:
    """Return the custom_id of a live brief's button; no other brief has the same."""
    return f"brief:{begun_ms}:{event}"


def longer(event: str) -> str:
    """Return the custom_id that prolongs the breaking mode of an event."""
    return f"breaking:longer:{event}"


def calm(event: str) -> str:
    """Return the custom_id that ends the breaking mode of an event."""
    return f"breaking:calm:{event}"


def pause_all(event: str) -> str:
    """Return the custom_id that pauses all notes, on the panel of an event in breaking mode."""
    return f"breaking:pause:{event}"


def resume_all(event: str) -> str:
    """Return the custom_id that resumes them."""
    return f"breaking:resume:{event}"
