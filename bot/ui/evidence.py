"""Sources that members suggest: the form, the moderators' card, and the list of what is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.ui.assignments import assign_button, assignment_line, snooze_row
from bot.ui.choices import YES, hearing_options, stance_options
from bot.ui.fields import line_field, text_field
from bot.ui.forms import Form, Handler
from bot.ui.ids import assignments as assignment_ids
from bot.ui.ids import evidence as evidence_ids
from bot.ui.pages import turning_row
from bot.ui.sheet import Sheet, button
from bot.ui.words import STANCES, at, plain, shorten, source
from claims.assignments import Assignment
from claims.checks import MAX_TITLE, MAX_URL
from claims.evidence import EvidenceStance
from claims.model import Claim
from claims.suggestions import LONGEST_REMARK, NewSuggestion, Suggestion, SuggestionState

_LONGEST_STATEMENT = 200
_PER_PAGE, _LONGEST_ENTRY = 3, 1200
_LONGEST_REASON = 600
_DECLINED = "Declined. Nothing was added, and the address cannot be suggested for this claim again."
_THANKS = "Thank you. Moderators will look at your source; if they accept it, it appears under the claim."
_NOTHING_OPEN = "No suggested source waits for you."


class EvidenceForm(Form):
    """Suggests a source for a claim."""

    def __init__(self, claim: Claim, handle: Handler) -> None:
        super().__init__(f"Add evidence: {claim.slug}", handle)
        self._slug = claim.slug
        self._url: ui.TextInput[Self] = line_field("url", MAX_URL, required=True, example="https://…")
        self._title: ui.TextInput[Self] = line_field("title", MAX_TITLE)
        self._stance: ui.Select[Self] = ui.Select(
            custom_id="stance", options=stance_options(EvidenceStance.CONTEXT)
        )
        self._remark: ui.TextInput[Self] = text_field("remark", LONGEST_REMARK)
        self._tell: ui.Select[Self] = ui.Select(custom_id="tell", options=hearing_options())
        self.ask("Its address", self._url)
        self.ask("Its title", self._title, "Who published what, such as “BBC: Helicopter wreck filmed”.")
        self.ask("What it does to the claim", self._stance)
        self.ask("A remark for the moderators", self._remark)
        self.ask("Hear what becomes of it?", self._tell, "By a direct message of mine, once.")

    def answers(self) -> NewSuggestion:
        """Return the suggestion; raise Invalid for an address nobody could open."""
        return NewSuggestion(
            slug=self._slug,
            url=self._url.value,
            title=self._title.value,
            stance=EvidenceStance(self._stance.values[0]),
            remark=self._remark.value,
            tell_me=self._tell.values[0] == YES,
        )


class EvidenceCard(Sheet):
    """One suggested source with its buttons; once it is decided, the card says by whom."""

    def __init__(self, suggestion: Suggestion, claim: Claim | None, assignment: Assignment) -> None:
        parts: list[ui.Item[Any]] = [ui.TextDisplay(suggestion_text(suggestion, claim, assignment))]
        if suggestion.state is SuggestionState.OPEN:
            parts += [_buttons(suggestion, assignment), snooze_row(assignment)]
        super().__init__(ui.Container(*parts))


class EvidencePanel(Sheet):
    """What is open, oldest first, a page at a time, with the card's buttons."""

    def __init__(self, found: Sequence[tuple[Suggestion, Claim | None, Assignment]], page: int) -> None:
        last = max(0, (len(found) - 1) // _PER_PAGE)
        page = min(page, last)
        items: list[ui.Item[Any]] = [ui.TextDisplay(_heading(len(found), page, last))]
        for suggestion, claim, assignment in found[page * _PER_PAGE : (page + 1) * _PER_PAGE]:
            text = shorten(suggestion_text(suggestion, claim, assignment), _LONGEST_ENTRY)
            items += [ui.Separator(), ui.TextDisplay(text), _buttons(suggestion, assignment)]
        if last:
            items.append(turning_row(page, last, evidence_ids.page))
        super().__init__(ui.Container(*items))


def suggestion_text(suggestion: Suggestion, claim: Claim | None, assignment: Assignment) -> str:
    """Return a suggestion in words: for which claim, where it leads, who suggested it, how far it is."""
    if suggestion.state is SuggestionState.ERASED:
        return f"### 🔗 Suggested source {suggestion.number}\nIts author took it back; nothing of it is kept."
    statement = shorten(plain(claim.statement), _LONGEST_STATEMENT) if claim else f"`{suggestion.claim}`"
    host = plain(urlsplit(suggestion.url).hostname or "")
    by = f"<@{suggestion.suggested_by}>" if suggestion.suggested_by else "a member who was erased since"
    declined = suggestion.state is SuggestionState.DECLINED
    reason = shorten(plain(suggestion.reason), _LONGEST_REASON) if declined else ""
    lines = [
        f"### 🔗 Suggested source {suggestion.number}",
        f"**Claim:** {statement}",
        f"**Source:** {source(suggestion.piece)} ({host}) · {STANCES[suggestion.stance]}",
        f"**Remark:** {plain(suggestion.remark)}" if suggestion.remark else "",
        f"-# `{suggestion.slug}` · by {by}, {at(suggestion.suggested_at)}",
        _decision(suggestion) or assignment_line(assignment),
        f"**Reason:** {reason}" if reason else "",
    ]
    return "\n".join(line for line in lines if line)


def thanks_text(suggestion: Suggestion) -> str:
    """Return what its author is told when moderators have a source."""
    told = " I send you a direct message when they have decided." if suggestion.tell_me else ""
    return f"{_THANKS}{told}"


def accepted_text(suggestion: Suggestion) -> str:
    """Return what a moderator is told who accepted a source."""
    return f"✅ It is among the sources of `{suggestion.claim}` now; earlier notes are brought up to date."


def declined_text(suggestion: Suggestion) -> str:
    """Return what a moderator is told who declined a source."""
    told = " Whoever suggested it is told." if suggestion.tell_me else ""
    return f"{_DECLINED}{told}"


def _heading(number: int, page: int, last: int) -> str:
    if not number:
        return _NOTHING_OPEN
    position = f"\n-# page {page + 1} of {last + 1}" if last else ""
    return f"**{number} suggested {'source waits' if number == 1 else 'sources wait'} for you**{position}"


def _decision(suggestion: Suggestion) -> str:
    if suggestion.state is SuggestionState.DOUBLE:
        return f"**♻️ A double:** its claim was merged into `{suggestion.slug}`, which knows this address."
    if suggestion.state is SuggestionState.OPEN or suggestion.decided_at is None:
        return ""
    symbol = "✅ Accepted" if suggestion.state is SuggestionState.ACCEPTED else "✖️ Declined"
    where = f" for `{suggestion.attached_to}`" if suggestion.attached_to else ""
    return f"**{symbol}**{where} by <@{suggestion.decided_by}>, {at(suggestion.decided_at)}"


def _buttons(suggestion: Suggestion, assignment: Assignment) -> ui.ActionRow[Any]:
    number = suggestion.number
    return ui.ActionRow(
        button("Accept", evidence_ids.accept(number), style=discord.ButtonStyle.success),
        button("Edit", assignment_ids.source("edit", number)),
        button("Attach to claim", assignment_ids.source("attach", number)),
        button("Decline", evidence_ids.decline(number)),
        assign_button(assignment),
    )
