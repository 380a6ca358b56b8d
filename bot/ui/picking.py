"""Picking a claim: from a list of the likeliest, or by its short name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from discord import ui

from bot.ui.choices import claim_options
from bot.ui.fields import line_field
from bot.ui.forms import Form, Handler
from claims.checks import MAX_SLUG
from claims.errors import Invalid
from claims.listing import Listed

_NO_CLAIM = "Pick a claim from the list, or type its short name."


class PickForm(Form):
    """Picks the claim that something belongs to, the likeliest first."""

    def __init__(self, title: str, hint: str, claims: Sequence[Listed], handle: Handler) -> None:
        """Lay the form out; `hint` says what happens to the claim that is picked."""
        super().__init__(title, handle)
        self._claim: ui.Select[Self] = ui.Select(
            custom_id="claim", options=claim_options(claims), required=False
        )
        self._other: ui.TextInput[Self] = line_field("other", MAX_SLUG)
        self.ask("The claim", self._claim, hint)
        self.ask("Another claim, by its short name", self._other, "Such as helicopter-shot-down.")

    @property
    def picked(self) -> str:
        """The claim's short name, a typed one before a listed one; raises Invalid without either."""
        typed = self._other.value.strip().strip("`")
        if not typed and not self._claim.values:
            raise Invalid(_NO_CLAIM)
        return typed or self._claim.values[0]

    def answers(self) -> Any:
        """Return the short name."""
        return self.picked
