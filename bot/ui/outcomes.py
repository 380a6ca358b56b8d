"""The direct message that tells who suggested a claim what became of it."""

from __future__ import annotations

from discord import ui

from bot.ui.sheet import Sheet
from bot.ui.words import headline, plain, shorten
from claims.model import Claim
from claims.tips import Tip, TipState

_LONGEST_STATEMENT = 900
_WHY = "-# You get this once, because you asked to hear what becomes of your suggestion."
_BECAME = {
    TipState.APPROVED: "✅ **Moderators recorded it** as a claim:",
    TipState.ATTACHED: "📎 **Moderators know that claim already.** Your words help to recognise it:",
    TipState.REJECTED: "✖️ **Moderators did not record it.** Their reason:",
}


class OutcomeSheet(Sheet):
    """What was suggested, what moderators decided, and the claim as it stands or their reason."""

    def __init__(self, tip: Tip, claim: Claim | None, server: str) -> None:
        super().__init__(ui.Container(ui.TextDisplay(outcome_text(tip, claim, server))))


def outcome_text(tip: Tip, claim: Claim | None, server: str) -> str:
    """Return the outcome in words."""
    lines = [
        f"### Your suggestion in {plain(server)}",
        f"> {shorten(plain(tip.statement), _LONGEST_STATEMENT)}",
        _BECAME.get(tip.state, ""),
    ]
    if tip.state is TipState.REJECTED:
        lines.append(shorten(plain(tip.reason), _LONGEST_STATEMENT))
    elif claim is not None:
        lines.append(f"**{shorten(plain(claim.statement), _LONGEST_STATEMENT)}**")
        lines.append(headline(claim.verdict, claim.checked_at, needs_check=claim.needs_check))
        lines.append(f"-# `/claim show` tells more there: `{claim.slug}`")
    return "\n".join([*lines, _WHY])
