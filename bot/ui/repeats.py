"""The line under a message that repeats a claim soon after another: where the note is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.ui.sheet import Sheet


class RepeatLine(Sheet):
    """One small line with a link to each note."""

    def __init__(self, notes: Sequence[str]) -> None:
        links = " · ".join(f"[note {number}]({url})" for number, url in enumerate(notes, start=1))
        line: ui.TextDisplay[Any] = ui.TextDisplay(f"-# This has a note in this channel already: {links}")
        super().__init__(line)
