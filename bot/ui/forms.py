"""The moderators' forms: what they ask, and the answers as plain values; their owner acts on them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Self

import discord
from discord import ui

from bot.errors import answer_error
from bot.ui.fields import line_field, text_field
from bot.ui.words import CONFIDENCE, LOOKS, one_line, shorten
from claims.checks import MAX_PARAGRAPH, MAX_STATEMENT
from claims.drafts import NewClaim, NewJudgement
from claims.events import Event
from claims.model import Claim, Confidence, Verdict

Handler = Callable[[discord.Interaction[Any], Any], Awaitable[None]]

_LONGEST_TITLE = 45
_LONGEST_WORDINGS = 2000
LONGEST_SOURCE = 1000
SOURCE_HINT = "Its title, and its address if it has one. Needed for any verdict but “unverified”."


class Form(ui.Modal):
    """A modal that hands its answers to a handler and gives back what was typed when that fails."""

    def __init__(self, title: str, handle: Handler) -> None:
        super().__init__(title=shorten(one_line(title), _LONGEST_TITLE))
        self._handle = handle

    def answers(self) -> Any:
        """Return what was filled in."""
        raise NotImplementedError

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand the answers over."""
        await self._handle(interaction, self.answers())

    async def on_error(  # type: ignore[override]  # as ui.Modal itself has it: no item failed
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Say what went wrong, and return what was typed so that it need not be typed again."""
        await answer_error(interaction, error, keep=self._typed())

    def ask(self, question: str, field: ui.Item[Any], hint: str | None = None) -> None:
        """Add a labelled field."""
        self.add_item(ui.Label(text=question, component=field, description=hint))

    def _typed(self) -> dict[str, str]:
        labels = [item for item in self.children if isinstance(item, ui.Label)]
        return {
            label.text: label.component.value
            for label in labels
            if isinstance(label.component, ui.TextInput) and label.component.value
        }


class AddForm(Form):
    """Records a new claim."""

    def __init__(
        self,
        event: Event,
        handle: Handler,
        *,
        statement: str = "",
        source: str = "",
        said_at: datetime | None = None,
    ) -> None:
        """Lay the form out, prefilled with a statement and a source; `said_at` is when that was said."""
        super().__init__(f"Record a claim: {event.title}", handle)
        self._event, self._said_at = event.slug, said_at
        self._statement: ui.TextInput[Self] = text_field(
            "statement", MAX_STATEMENT, default=statement, required=True
        )
        self._said_by: ui.TextInput[Self] = line_field("said_by", MAX_STATEMENT)
        self._wordings: ui.TextInput[Self] = text_field("wordings", _LONGEST_WORDINGS)
        self._known: ui.TextInput[Self] = text_field("known", MAX_PARAGRAPH)
        self._source: ui.TextInput[Self] = line_field("source", LONGEST_SOURCE, default=source)
        self.ask(
            "The claim",
            self._statement,
            "One sentence that is either true or not: who did what, where, how many.",
        )
        self.ask("Who says so", self._said_by)
        self.ask("How people say it", self._wordings, "One way a line, as they write it in chats.")
        self.ask("What is known", self._known, "What a note says first.")
        self.ask("Source", self._source, "Its title, and its address if it has one.")

    def answers(self) -> NewClaim:
        """Return the new claim's fields."""
        return NewClaim(
            event=self._event,
            statement=self._statement.value,
            said_by=self._said_by.value,
            wordings=_lines(self._wordings.value),
            known=self._known.value,
            source=self._source.value,
            first_said_at=self._said_at,
        )


class JudgeForm(Form):
    """Puts a new judgement on a claim, starting from the last one."""

    def __init__(self, claim: Claim, handle: Handler) -> None:
        super().__init__(f"Judge: {claim.slug}", handle)
        last = claim.current
        self._verdict: ui.Select[Self] = ui.Select(custom_id="verdict", options=_verdicts(last.verdict))
        self._confidence: ui.Select[Self] = ui.Select(
            custom_id="confidence", options=_confidences(last.confidence)
        )
        self._known: ui.TextInput[Self] = text_field("known", MAX_PARAGRAPH, default=last.known)
        self._unknown: ui.TextInput[Self] = text_field("unknown", MAX_PARAGRAPH, default=last.unknown)
        self._source: ui.TextInput[Self] = line_field("source", LONGEST_SOURCE)
        self.ask("Verdict", self._verdict)
        self.ask("Confidence", self._confidence)
        self.ask("What is known", self._known, "What a note says first.")
        self.ask("What is not known", self._unknown)
        self.ask("Source", self._source, SOURCE_HINT)

    def answers(self) -> NewJudgement:
        """Return the judgement's fields."""
        return NewJudgement(
            verdict=Verdict(self._verdict.values[0]),
            confidence=Confidence(self._confidence.values[0]),
            known=self._known.value,
            unknown=self._unknown.value,
            source=self._source.value,
        )


class WordingForm(Form):
    """Adds ways people say a claim, or ways that must never match it."""

    def __init__(self, claim: Claim, handle: Handler, *, counter: bool, prefilled: str = "") -> None:
        super().__init__(f"{'Never match' if counter else 'Wordings'}: {claim.slug}", handle)
        self._wordings: ui.TextInput[Self] = text_field(
            "wordings", _LONGEST_WORDINGS, default=prefilled, required=True
        )
        hint = "One a line: what looks like the claim but says something else." if counter else None
        self.ask("Ways people say it", self._wordings, hint or "One a line, as they write it in chats.")

    def answers(self) -> tuple[str, ...]:
        """Return the wordings, one per line that was filled in."""
        return _lines(self._wordings.value)


class BacktestForm(Form):
    """Asks what to try out; left empty, it is the claim as it is."""

    def __init__(self, claim: Claim, handle: Handler) -> None:
        super().__init__(f"Backtest: {claim.slug}", handle)
        self._wordings: ui.TextInput[Self] = text_field("wordings", _LONGEST_WORDINGS)
        self._never: ui.TextInput[Self] = text_field("never", _LONGEST_WORDINGS)
        self.ask(
            "New ways people say it", self._wordings, "One a line; leave it empty to test the claim as it is."
        )
        self.ask(
            "What must never match",
            self._never,
            "One a line: what looks like the claim but says something else.",
        )

    def answers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the wordings and the texts that must never match."""
        return _lines(self._wordings.value), _lines(self._never.value)


def _verdicts(chosen: Verdict) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=look.word, value=verdict, emoji=look.symbol, default=verdict is chosen)
        for verdict, look in LOOKS.items()
    ]


def _confidences(chosen: Confidence) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=word.capitalize(), value=confidence, default=confidence is chosen)
        for confidence, word in CONFIDENCE.items()
    ]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
