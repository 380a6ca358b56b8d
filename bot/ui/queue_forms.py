"""The forms by which moderators decide about what waits: for which claim, why not, and what is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import discord
from discord import ui

from bot.ui.choices import claim_options, stance_options
from bot.ui.forms import Form, Handler
from claims.checks import MAX_SLUG, MAX_URL
from claims.errors import Invalid
from claims.evidence import Evidence, EvidenceStance
from claims.model import Claim
from claims.suggestions import Suggestion
from claims.work import LONGEST_REASON

LONGEST_TITLE, LONGEST_PUBLISHER = 300, 120
_NO_CLAIM = "Pick a claim from the list, or type its short name."


class AttachForm(Form):
    """Picks the claim that something belongs to, the likeliest first."""

    def __init__(self, title: str, hint: str, claims: Sequence[Claim], handle: Handler) -> None:
        """Lay the form out; `hint` says what happens to the claim that is picked."""
        super().__init__(title, handle)
        self._claim: ui.Select[Self] = ui.Select(
            custom_id="claim", options=claim_options(claims), required=False
        )
        self._other: ui.TextInput[Self] = ui.TextInput(custom_id="other", max_length=MAX_SLUG, required=False)
        self.ask("The claim", self._claim, hint)
        self.ask("Another claim, by its short name", self._other, "Such as helicopter-shot-down.")

    def answers(self) -> str:
        """Return the claim's short name, a typed one before a picked one; raise Invalid without either."""
        typed = self._other.value.strip().strip("`")
        if not typed and not self._claim.values:
            raise Invalid(_NO_CLAIM)
        return typed or self._claim.values[0]


class ReasonForm(Form):
    """Asks why something is not taken."""

    def __init__(self, title: str, hint: str, handle: Handler, *, required: bool = True) -> None:
        """Lay the form out; `hint` says who reads the reason."""
        super().__init__(title, handle)
        self._reason: ui.TextInput[Self] = ui.TextInput(
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            max_length=LONGEST_REASON,
            required=required,
        )
        self.ask("Why", self._reason, hint)

    def answers(self) -> str:
        """Return the reason."""
        return self._reason.value


class SourceForm(Form):
    """Corrects a suggested source; what is saved is accepted."""

    def __init__(self, suggestion: Suggestion, handle: Handler) -> None:
        super().__init__(f"Edit suggested source {suggestion.number}", handle)
        self._title: ui.TextInput[Self] = ui.TextInput(
            custom_id="title", max_length=LONGEST_TITLE, default=suggestion.title
        )
        self._publisher: ui.TextInput[Self] = ui.TextInput(
            custom_id="publisher", max_length=LONGEST_PUBLISHER, required=False
        )
        self._stance: ui.Select[Self] = ui.Select(
            custom_id="stance", options=stance_options(suggestion.stance)
        )
        self._url: ui.TextInput[Self] = ui.TextInput(
            custom_id="url", max_length=MAX_URL, default=suggestion.url
        )
        self.ask("Its title", self._title, "What you save is accepted.")
        self.ask("Who published it", self._publisher)
        self.ask("What it does to the claim", self._stance)
        self.ask("Its address", self._url)

    def answers(self) -> Evidence:
        """Return the source; raise Invalid for an address nobody could open, or without a title."""
        return Evidence(
            title=" ".join(self._title.value.split()),
            publisher=" ".join(self._publisher.value.split()),
            url=self._url.value.strip(),
            stance=EvidenceStance(self._stance.values[0]),
        )
