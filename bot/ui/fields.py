"""The fields of forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord
from discord import ui

from claims.times import parse_instant

_LONGEST_TIME = 40


def line_field(
    custom_id: str, longest: int, *, default: str = "", required: bool = False, example: str = ""
) -> ui.TextInput[Any]:
    """Return a field for one line of at most so many characters."""
    return ui.TextInput(
        custom_id=custom_id,
        max_length=longest,
        default=default or None,
        required=required,
        placeholder=example or None,
    )


def text_field(
    custom_id: str, longest: int, *, default: str = "", required: bool = False
) -> ui.TextInput[Any]:
    """Return a field for several lines of at most so many characters."""
    return ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        max_length=longest,
        default=default or None,
        required=required,
    )


class InstantField(ui.TextInput[Any]):
    """A field for a time, which may stay empty; one that nobody touches stays as it was to the second."""

    def __init__(self, custom_id: str, kept: datetime | None = None) -> None:
        self._kept = kept
        self._shown = f"{kept:%Y-%m-%d %H:%M}" if kept else ""
        super().__init__(
            custom_id=custom_id, max_length=_LONGEST_TIME, default=self._shown or None, required=False
        )

    @property
    def instant(self) -> datetime | None:
        """The time that was typed, None for none; raises Invalid where it cannot be read."""
        typed = self.value.strip()
        if typed == self._shown:
            return self._kept
        return parse_instant(typed) if typed else None
