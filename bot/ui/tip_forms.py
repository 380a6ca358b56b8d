"""The forms about suggested claims: of members who suggest, and of moderators who decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.ui.forms import AddForm, Form, Handler
from bot.ui.words import LOOKS, one_line, shorten
from claims.checks import MAX_STATEMENT, MAX_WORDING
from claims.events import Event
from claims.model import Claim
from claims.tips import LONGEST_REASON, LONGEST_REMARK, LONGEST_SOURCE, NewTip, Tip

# Discord: 25 options, labels of 100 characters (Select Option Structure).
_MOST_OPTIONS, _LONGEST_LABEL = 25, 100
_YES, _NO = "yes", "no"


class TipForm(Form):
    """Suggests a claim; asks for the event where there are several to choose from."""

    def __init__(
        self,
        events: Sequence[Event],
        handle: Handler,
        *,
        statement: str = "",
        message: tuple[int, int] | None = None,
    ) -> None:
        """Lay the form out.

        Args:
            events: To choose from, the first unless told; one at least.
            handle: Takes the NewTip.
            statement: What the claim is prefilled with.
            message: Ids of channel and message it is suggested from.
        """
        super().__init__("Suggest a claim", handle)
        self._events = events[:_MOST_OPTIONS]
        self._message = message or (None, None)
        self._statement: ui.TextInput[Self] = _text(
            "statement", MAX_STATEMENT, default=statement, required=True
        )
        self._source: ui.TextInput[Self] = ui.TextInput(
            custom_id="source", max_length=LONGEST_SOURCE, required=False
        )
        self._remark: ui.TextInput[Self] = _text("remark", LONGEST_REMARK)
        self._tell: ui.Select[Self] = ui.Select(custom_id="tell", options=_yes_or_no())
        self._event: ui.Select[Self] = ui.Select(custom_id="event", options=_events(self._events))
        self.ask("The claim", self._statement, "One sentence that is either true or not.")
        self.ask("Where it is said", self._source, "An address, or words such as “Channel 5 this morning”.")
        self.ask("A remark for the moderators", self._remark)
        self.ask("Hear what becomes of it?", self._tell, "By a direct message of mine, once.")
        if len(self._events) > 1:
            self.ask("Which event is it about?", self._event)

    def answers(self) -> NewTip:
        """Return the tip; raise Invalid for an address nobody could open."""
        channel_id, message_id = self._message
        several = len(self._events) > 1
        return NewTip(
            event=self._event.values[0] if several else self._events[0].slug,
            statement=self._statement.value,
            source=self._source.value,
            remark=self._remark.value,
            tell_me=self._tell.values[0] == _YES,
            channel_id=channel_id,
            message_id=message_id,
        )


class EditForm(AddForm):
    """Records a claim that starts from a tip."""

    def __init__(self, event: Event, tip: Tip, handle: Handler) -> None:
        super().__init__(event, handle, statement=tip.statement, source=tip.source)


class WordForm(Form):
    """Picks the claim that some words say, or never say."""

    def __init__(self, claims: Sequence[Claim], handle: Handler, *, wording: str) -> None:
        super().__init__("Use as wording", handle)
        self._claim: ui.Select[Self] = ui.Select(custom_id="claim", options=_claims(claims))
        self._wording: ui.TextInput[Self] = _text("wording", MAX_WORDING, default=wording, required=True)
        self._never: ui.Select[Self] = ui.Select(
            custom_id="never",
            options=[
                discord.SelectOption(label="It says this claim", value=_NO, default=True),
                discord.SelectOption(label="It must never match this claim", value=_YES),
            ],
        )
        self.ask("The claim", self._claim, "The likeliest first.")
        self.ask("The words", self._wording, "Shorten them to what says the claim.")
        self.ask("What they do", self._never)

    def answers(self) -> tuple[str, str, bool]:
        """Return the claim's short name, the words, and whether they must never match."""
        return self._claim.values[0], self._wording.value, self._never.values[0] == _YES


class AttachForm(Form):
    """Picks the claim that a tip says in other words, the likeliest first."""

    def __init__(self, tip: Tip, claims: Sequence[Claim], handle: Handler) -> None:
        super().__init__(f"Attach suggested claim {tip.number}", handle)
        self._claim: ui.Select[Self] = ui.Select(custom_id="claim", options=_claims(claims))
        self._other: ui.TextInput[Self] = ui.TextInput(custom_id="other", max_length=60, required=False)
        self._claim.required = False
        self.ask("The claim it says", self._claim, "Its words become a wording of that claim.")
        self.ask("Another claim, by its short name", self._other, "Such as helicopter-shot-down.")

    def answers(self) -> str:
        """Return the claim's short name; a typed one goes before a picked one."""
        typed = self._other.value.strip().strip("`")
        return typed or (self._claim.values[0] if self._claim.values else "")


class RejectForm(Form):
    """Asks why a tip is rejected."""

    def __init__(self, tip: Tip, handle: Handler) -> None:
        super().__init__(f"Reject suggested claim {tip.number}", handle)
        self._reason: ui.TextInput[Self] = _text("reason", LONGEST_REASON, required=True)
        heard = "Whoever suggested it reads this." if tip.tell_me else "Stays on the card."
        self.ask("Why", self._reason, heard)

    def answers(self) -> str:
        """Return the reason."""
        return self._reason.value


def _text(custom_id: str, longest: int, *, default: str = "", required: bool = False) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        max_length=longest,
        default=default or None,
        required=required,
    )


def _yes_or_no() -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label="Yes, tell me", value=_YES, default=True),
        discord.SelectOption(label="No", value=_NO),
    ]


def _events(events: Sequence[Event]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=shorten(one_line(event.title) or event.slug, _LONGEST_LABEL),
            value=event.slug,
            default=first,
        )
        for event, first in zip(events, (True, *[False] * len(events)), strict=False)
    ]


def _claims(claims: Sequence[Claim]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=shorten(one_line(f"{LOOKS[claim.verdict].symbol} {claim.statement}"), _LONGEST_LABEL),
            value=claim.slug,
            description=claim.slug,
        )
        for claim in claims[:_MOST_OPTIONS]
    ]
