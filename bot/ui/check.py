"""What a text repeats, in words: the answer to "Check this message"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui.words import LOOKS, at, plain
from claims.model import Claim
from claims.reading import Match, Stance

_STANCES = {
    Stance.ASSERTS: "says",
    Stance.REPORTS: "reports",
    Stance.ASKS: "asks about",
    Stance.DENIES: "denies",
    Stance.MENTIONS: "touches on",
}
_NOTHING = (
    "I know no claim that this repeats.\n-# That does not mean it is true: nobody may have recorded it yet. "
    "Moderators record claims with /desk add."
)


def check_text(found: Sequence[tuple[Claim, Match]]) -> str:
    """Return the claims a text repeats with their verdicts, or that there is none."""
    if not found:
        return _NOTHING
    return "\n".join(["**This message**", *(_line(claim, match) for claim, match in found)])


def _line(claim: Claim, match: Match) -> str:
    look = LOOKS[claim.verdict]
    verdict = f"{look.symbol} **{look.word}** as of {at(claim.current.as_of)}"
    how = f"{_STANCES[match.stance]}: {plain(claim.statement)}"
    known = f"\n  {plain(claim.current.known)}" if claim.current.known else ""
    return f"- {how}\n  {verdict} · `{claim.slug}`{known}"
