"""Judging a claim in two steps: what can be picked on a sheet, what must be written in a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Self, TypeVar

import discord
from discord import ui

from bot.ui.fields import InstantField, line_field, text_field
from bot.ui.forms import LONGEST_SOURCE, SOURCE_HINT, Form, Handler
from bot.ui.ids import judging as judging_ids
from bot.ui.ids import panel as panel_ids
from bot.ui.ids.judging import Picks
from bot.ui.reviews import CHECK_AGAIN
from bot.ui.sheet import Sheet, button
from bot.ui.words import CONFIDENCE, LOOKS, TAGS, at, headline, plain, shorten
from claims.checks import MAX_PARAGRAPH
from claims.drafts import NewJudgement
from claims.model import Claim

_LONGEST_STATEMENT = 300
_AS_BEFORE = "as-before"
CHANGED = "⚠️ Someone changed this claim a moment ago. It is shown as it is now: look again, then go on."

PickT = TypeVar("PickT", bound=StrEnum)


class JudgingSheet(Sheet):
    """What holds now, lists for what is to hold, and the way to the form."""

    def __init__(self, claim: Claim, picks: Picks, told: str = "") -> None:
        """Lay the sheet out; `told` goes before everything else."""
        text = judging_text(claim, picks)
        super().__init__(
            ui.Container(
                ui.TextDisplay(f"{told}\n{text}" if told else text),
                ui.ActionRow(_verdicts(claim, picks)),
                ui.ActionRow(_confidences(claim, picks)),
                ui.ActionRow(_tags(claim, picks)),
                ui.ActionRow(_check_again(claim, picks)),
                ui.ActionRow(
                    button(
                        "Write and save",
                        judging_ids.pick("write", picks, claim),
                        style=discord.ButtonStyle.primary,
                    ),
                    button("The claim", panel_ids.claim(claim.slug)),
                ),
                accent_colour=LOOKS[picks.verdict].colour,
            )
        )


class JudgingForm(Form):
    """Asks for the words of a judgement whose verdict is picked, starting from the last one's."""

    def __init__(self, claim: Claim, picks: Picks, handle: Handler) -> None:
        look = LOOKS[picks.verdict]
        super().__init__(f"{look.symbol} {look.word}: {claim.slug}", handle)
        self._picks = picks
        last, same = claim.current, picks.verdict is claim.verdict
        self._known: ui.TextInput[Self] = text_field("known", MAX_PARAGRAPH, default=last.known)
        self._unknown: ui.TextInput[Self] = text_field("unknown", MAX_PARAGRAPH, default=last.unknown)
        self._why: ui.TextInput[Self] = text_field("why", MAX_PARAGRAPH)
        self._source: ui.TextInput[Self] = line_field("source", LONGEST_SOURCE)
        self._as_of = InstantField("as_of")
        self.ask("What is known", self._known, "What a note says first.")
        self.ask("What is not known", self._unknown)
        self.ask("Why it changes", self._why, "Shown in every note that changes, and to who follows.")
        kept = "The sources it has stay; name another, if there is one." if same else SOURCE_HINT
        self.ask("Source", self._source, kept)
        self.ask("Known since", self._as_of, "If not now: like 2023-06-24 02:00 (UTC).")

    def answers(self) -> NewJudgement:
        """Return the judgement; raise Invalid for a time that cannot be read."""
        return NewJudgement(
            verdict=self._picks.verdict,
            confidence=self._picks.confidence,
            known=self._known.value,
            unknown=self._unknown.value,
            source=self._source.value,
            reason=self._why.value,
            tags=self._picks.tags,
            as_of=self._as_of.instant,
            check_again=self._picks.again,
        )


def judging_text(claim: Claim, picks: Picks) -> str:
    """Return what is judged, what holds now, and what is to hold where that differs."""
    last = claim.current
    lines = [
        f"### Judge: {shorten(plain(claim.statement), _LONGEST_STATEMENT)}",
        f"Now: {headline(last.verdict, last.as_of, needs_check=claim.needs_check)} · "
        f"{CONFIDENCE[last.confidence]}",
    ]
    if picks.verdict is not last.verdict:
        old, new = LOOKS[last.verdict], LOOKS[picks.verdict]
        lines.append(f"Then: ~~{old.word}~~ → {new.symbol} **{new.word}** · {CONFIDENCE[picks.confidence]}")
    lines.append(f"-# {_review(claim)} Nothing is saved before you have written.")
    return "\n".join(lines)


def _review(claim: Claim) -> str:
    return f"To be checked again {at(claim.review_by, 'R')}." if claim.review_by else "No check is due."


def _verdicts(claim: Claim, picks: Picks) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=look.word, value=verdict, emoji=look.symbol, default=verdict is picks.verdict
        )
        for verdict, look in LOOKS.items()
    ]
    return ui.Select(custom_id=judging_ids.pick("verdict", picks, claim), options=options)


def _confidences(claim: Claim, picks: Picks) -> ui.Select[Any]:
    words = {confidence: word.capitalize() for confidence, word in CONFIDENCE.items()}
    return ui.Select(
        custom_id=judging_ids.pick("sure", picks, claim), options=_options(words, [picks.confidence])
    )


def _tags(claim: Claim, picks: Picks) -> ui.Select[Any]:
    words = {tag: word.capitalize() for tag, word in TAGS.items()}
    return ui.Select(
        custom_id=judging_ids.pick("tags", picks, claim),
        options=_options(words, picks.tags),
        placeholder="Why it misleads, if it does",
        min_values=0,
        max_values=len(words),
    )


def _check_again(claim: Claim, picks: Picks) -> ui.Select[Any]:
    as_before = discord.SelectOption(
        label="Check again after as long as the last time", value=_AS_BEFORE, default=picks.again is None
    )
    words = {again: f"Check again {word}" for again, word in CHECK_AGAIN.items()}
    options = _options(words, [picks.again] if picks.again else [])
    return ui.Select(custom_id=judging_ids.pick("again", picks, claim), options=[as_before, *options])


def _options(words: Mapping[PickT, str], chosen: Iterable[PickT]) -> list[discord.SelectOption]:
    picked = set(chosen)
    return [
        discord.SelectOption(label=word, value=value, default=value in picked)
        for value, word in words.items()
    ]
