"""The forms about suggested claims: of members who suggest, and of moderators who decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import discord
from discord import ui

from bot.ui.choices import MOST_OPTIONS, NO, YES, claim_options, event_options, hearing_options
from bot.ui.fields import line_field, text_field
from bot.ui.forms import AddForm, Form, Handler
from claims.checks import MAX_STATEMENT, MAX_WORDING
from claims.events import Event
from claims.listing import Listed
from claims.tips import LONGEST_REMARK, LONGEST_SOURCE, NewTip, Tip


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
        self._events = events[:MOST_OPTIONS]
        self._message = message or (None, None)
        self._statement: ui.TextInput[Self] = text_field(
            "statement", MAX_STATEMENT, default=statement, required=True
        )
        self._source: ui.TextInput[Self] = line_field("source", LONGEST_SOURCE)
        self._remark: ui.TextInput[Self] = text_field("remark", LONGEST_REMARK)
        self._tell: ui.Select[Self] = ui.Select(custom_id="tell", options=hearing_options())
        self._event: ui.Select[Self] = ui.Select(custom_id="event", options=event_options(self._events))
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
            tell_me=self._tell.values[0] == YES,
            channel_id=channel_id,
            message_id=message_id,
        )


class EditForm(AddForm):
    """Records a claim that starts from a tip."""

    def __init__(self, event: Event, tip: Tip, handle: Handler) -> None:
        super().__init__(event, handle, statement=tip.statement, source=tip.source)


class WordForm(Form):
    """Picks the claim that some words say, or never say."""

    def __init__(self, claims: Sequence[Listed], handle: Handler, *, wording: str) -> None:
        super().__init__("Use as wording", handle)
        self._claim: ui.Select[Self] = ui.Select(custom_id="claim", options=claim_options(claims))
        self._wording: ui.TextInput[Self] = text_field("wording", MAX_WORDING, default=wording, required=True)
        self._never: ui.Select[Self] = ui.Select(
            custom_id="never",
            options=[
                discord.SelectOption(label="It says this claim", value=NO, default=True),
                discord.SelectOption(label="It must never match this claim", value=YES),
            ],
        )
        self.ask("The claim", self._claim, "The likeliest first.")
        self.ask("The words", self._wording, "Shorten them to what says the claim.")
        self.ask("What they do", self._never)

    def answers(self) -> tuple[str, str, bool]:
        """Return the claim's short name, the words, and whether they must never match."""
        return self._claim.values[0], self._wording.value, self._never.values[0] == YES
