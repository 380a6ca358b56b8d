"""The statistics."""

from __future__ import annotations

from bot.ui.ids.patterns import PAGE_NUMBER

# The span is a number of days, or when breaking mode began and of which event.
PAGE = rf"stats:{PAGE_NUMBER}:(?P<theme>dark|light):(?P<span>\d{{1,15}}(?::[a-z0-9-]{{1,60}})?)"


def page(page: int, theme: str, span: str) -> str:
    """Return the custom_id that turns to a page of the statistics of a span."""
    return f"stats:{page}:{theme}:{span}"
