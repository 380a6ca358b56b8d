"""The direct messages that tell who suggested a claim, or a source, what became of it."""

from __future__ import annotations

from discord import ui

from bot.ui.sheet import Sheet
from bot.ui.words import headline, plain, shorten, source
from claims.model import Claim
from claims.suggestions import Suggestion, SuggestionState
from claims.tips import Tip, TipState

_LONGEST_STATEMENT = 900
_WHY = "-# You get this once, because you asked to hear what becomes of your suggestion."
_BECAME = {
    TipState.APPROVED: "✅ **Moderators recorded it** as a claim:",
    TipState.ATTACHED: "📎 **Moderators know that claim already.** Your words help to recognise it:",
    TipState.REJECTED: "✖️ **Moderators did not record it.** Their reason:",
}
_ACCEPTED = "✅ **Moderators accepted it.** It is among the sources of this claim now:"
_DECLINED = "✖️ **Moderators did not take it.**"


class OutcomeSheet(Sheet):
    """What was suggested, what moderators decided, and the claim as it stands or their reason."""

    def __init__(self, tip: Tip, claim: Claim | None, server: str) -> None:
        super().__init__(ui.Container(ui.TextDisplay(outcome_text(tip, claim, server))))


class SourceOutcomeSheet(Sheet):
    """The same of a suggested source."""

    def __init__(self, suggestion: Suggestion, claim: Claim | None, server: str) -> None:
        super().__init__(ui.Container(ui.TextDisplay(source_outcome_text(suggestion, claim, server))))


def outcome_text(tip: Tip, claim: Claim | None, server: str) -> str:
    """Return what became of a claim that somebody suggested, in words."""
    said = shorten(plain(tip.statement), _LONGEST_STATEMENT)
    lines = [*_heading(server, said), _BECAME.get(tip.state, "")]
    if tip.state is TipState.REJECTED:
        lines.append(shorten(plain(tip.reason), _LONGEST_STATEMENT))
    else:
        lines += _standing(claim)
    return "\n".join([*lines, _WHY])


def source_outcome_text(suggestion: Suggestion, claim: Claim | None, server: str) -> str:
    """Return what became of a source that somebody suggested, in words."""
    lines = _heading(server, source(suggestion.piece))
    if suggestion.state is SuggestionState.ACCEPTED:
        lines += [_ACCEPTED, *_standing(claim)]
    else:
        reason = shorten(plain(suggestion.reason), _LONGEST_STATEMENT)
        lines.append(f"{_DECLINED} Their reason: {reason}" if reason else _DECLINED)
    return "\n".join([*lines, _WHY])


def _heading(server: str, suggested: str) -> list[str]:
    return [f"### Your suggestion in {plain(server)}", f"> {suggested}"]


def _standing(claim: Claim | None) -> list[str]:
    if claim is None:
        return []
    return [
        f"**{shorten(plain(claim.statement), _LONGEST_STATEMENT)}**",
        headline(claim.verdict, claim.checked_at, needs_check=claim.needs_check),
        f"-# `/claim show` tells more there: `{claim.slug}`",
    ]
