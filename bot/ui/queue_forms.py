"""The form by which moderators say why they do not take what waits."""

from __future__ import annotations

from typing import Self

from discord import ui

from bot.ui.fields import text_field
from bot.ui.forms import Form, Handler
from claims.assignments import LONGEST_REASON


class ReasonForm(Form):
    """Asks why something is not taken."""

    def __init__(self, title: str, hint: str, handle: Handler, *, required: bool = True) -> None:
        """Lay the form out; `hint` says who reads the reason."""
        super().__init__(title, handle)
        self._reason: ui.TextInput[Self] = text_field("reason", LONGEST_REASON, required=required)
        self.ask("Why", self._reason, hint)

    def answers(self) -> str:
        """Return the reason."""
        return self._reason.value
