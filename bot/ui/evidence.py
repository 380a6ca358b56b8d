"""Sources that members suggest: the form, the moderators' card, and the list of what is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.ui import custom_ids
from bot.ui.forms import Form, Handler
from bot.ui.sheet import Sheet, button
from bot.ui.words import STANCES, at, plain, shorten, source
from claims.checks import MAX_URL
from claims.model import Claim, EvidenceStance
from claims.suggestions import LONGEST_REMARK, NewSuggestion, Suggestion, SuggestionState

_LONGEST_TITLE = 300
_LONGEST_STATEMENT = 200
_PER_PAGE, _LONGEST_ENTRY = 3, 1200
_NOTHING_OPEN = "No suggested source waits for you."


class EvidenceForm(Form):
    """Suggests a source for a claim."""

    def __init__(self, claim: Claim, handle: Handler) -> None:
        super().__init__(f"Add evidence: {claim.slug}", handle)
        self._slug = claim.slug
        self._url: ui.TextInput[Self] = ui.TextInput(
            custom_id="url", max_length=MAX_URL, placeholder="https://…"
        )
        self._title: ui.TextInput[Self] = ui.TextInput(
            custom_id="title", max_length=_LONGEST_TITLE, required=False
        )
        self._stance: ui.Select[Self] = ui.Select(custom_id="stance", options=_stances())
        self._remark: ui.TextInput[Self] = ui.TextInput(
            custom_id="remark",
            style=discord.TextStyle.paragraph,
            max_length=LONGEST_REMARK,
            required=False,
        )
        self.ask("Its address", self._url)
        self.ask("Its title", self._title, "Who published what, such as “BBC: Helicopter wreck filmed”.")
        self.ask("What it does to the claim", self._stance)
        self.ask("A remark for the moderators", self._remark)

    def answers(self) -> NewSuggestion:
        """Return the suggestion; raise Invalid for an address nobody could open."""
        return NewSuggestion(
            slug=self._slug,
            url=self._url.value,
            title=self._title.value,
            stance=EvidenceStance(self._stance.values[0]),
            remark=self._remark.value,
        )


class EvidenceCard(Sheet):
    """One suggested source; once it is decided, the card says by whom."""

    def __init__(self, suggestion: Suggestion, claim: Claim | None) -> None:
        # The buttons stay, greyed out: the card is found again by them.
        row = _buttons(suggestion)
        super().__init__(ui.Container(ui.TextDisplay(suggestion_text(suggestion, claim)), row))


class EvidencePanel(Sheet):
    """What is open, oldest first, a page at a time, with the card's buttons."""

    def __init__(self, found: Sequence[tuple[Suggestion, Claim | None]], page: int) -> None:
        last = max(0, (len(found) - 1) // _PER_PAGE)
        page = min(page, last)
        items: list[ui.Item[Any]] = [ui.TextDisplay(_heading(len(found), page, last))]
        for suggestion, claim in found[page * _PER_PAGE : (page + 1) * _PER_PAGE]:
            text = shorten(suggestion_text(suggestion, claim), _LONGEST_ENTRY)
            items += [ui.Separator(), ui.TextDisplay(text), _buttons(suggestion)]
        if last:
            turned = custom_ids.evidence_page
            items.append(
                ui.ActionRow(
                    button("← Back", turned(max(0, page - 1)), disabled=page == 0),
                    button("Next →", turned(page + 1), disabled=page == last),
                )
            )
        super().__init__(ui.Container(*items))


def suggestion_text(suggestion: Suggestion, claim: Claim | None) -> str:
    """Return a suggestion in words: for which claim, where it leads, who suggested it, what came of it."""
    if suggestion.state is SuggestionState.ERASED:
        return f"### 🔗 Suggested source {suggestion.number}\nIts author took it back; nothing of it is kept."
    statement = shorten(plain(claim.statement), _LONGEST_STATEMENT) if claim else f"`{suggestion.slug}`"
    host = plain(urlsplit(suggestion.url).hostname or "")
    by = f"<@{suggestion.suggested_by}>" if suggestion.suggested_by else "a member who was erased since"
    lines = [
        f"### 🔗 Suggested source {suggestion.number}",
        f"**Claim:** {statement}",
        f"**Source:** {source(suggestion.piece)} ({host}) · {STANCES[suggestion.stance]}",
        f"**Remark:** {plain(suggestion.remark)}" if suggestion.remark else "",
        f"-# `{suggestion.slug}` · by {by}, {at(suggestion.suggested_at)}",
        _decision(suggestion),
    ]
    return "\n".join(line for line in lines if line)


def accepted_text(suggestion: Suggestion) -> str:
    """Return what a moderator is told who accepted a source."""
    return f"✅ It is among the sources of `{suggestion.slug}` now; earlier notes are brought up to date."


DECLINED = "Declined. Nothing was added, and the address cannot be suggested for this claim again."
THANKS = "Thank you. Moderators will look at your source; if they accept it, it appears under the claim."


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
    return f"**{symbol}** by <@{suggestion.decided_by}>, {at(suggestion.decided_at)}"


def _buttons(suggestion: Suggestion) -> ui.ActionRow[Any]:
    done = suggestion.state is not SuggestionState.OPEN
    return ui.ActionRow(
        button("Accept", custom_ids.accept_evidence(suggestion.number), disabled=done),
        button("Decline", custom_ids.decline_evidence(suggestion.number), disabled=done),
    )


def _stances() -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=STANCES[stance].capitalize(), value=stance, default=stance is EvidenceStance.CONTEXT
        )
        for stance in EvidenceStance
    ]
