"""The live brief of an event in breaking mode: where every claim stands, in one message."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.ui.ids import breaking as breaking_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import LOOKS, at, plain, shorten
from claims.breaking import Breaking, Brief
from claims.model import Claim, Verdict

_ORDER = (
    Verdict.CONFIRMED,
    Verdict.FALSE,
    Verdict.MISLEADING,
    Verdict.PARTLY_TRUE,
    Verdict.DISPUTED,
    Verdict.UNVERIFIED,
)
_LONGEST_STATEMENT = 200
# A heading for each verdict, and "and 7 more".
_HEADINGS = 250
_HOW_TO_ASK = (
    "-# Ask with `/claim show` or `/claim check`, or right-click a message → Apps → **Check this message**. "
    "What is not listed is not verified either."
)


class BriefView(Sheet):
    """The brief; its button outlives restarts and tells this brief from any other."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(
            ui.Container(
                ui.TextDisplay(brief_text(brief)),
                ui.ActionRow(button("All claims", control_id(brief.breaking))),
            )
        )


def control_id(breaking: Breaking) -> str:
    """Return the custom_id of a brief's button."""
    return breaking_ids.brief(round(breaking.begun_at.timestamp() * 1000), breaking.event)


def brief_text(brief: Brief) -> str:
    """Return the brief in at most 3,900 characters: as many claims as fit, those judged last first."""
    head = f"## {plain(brief.event.title)}\n-# {_state(brief)}"
    foot = f"{_HOW_TO_ASK}\n-# {_rules(brief)}"
    shown = _fitting(brief.claims, LONGEST_TEXT - len(head) - len(foot) - _HEADINGS)
    lines = [line for verdict in _ORDER for line in _group(verdict, shown)]
    if not brief.claims:
        lines = ["No claims are recorded yet."]
    if more := len(brief.claims) - len(shown):
        lines.append(f"-# and {more} more under `/claim search`")
    return "\n".join([head, *lines, foot])


def _state(brief: Brief) -> str:
    breaking = brief.breaking
    if brief.over:
        ended = at(breaking.ended_at or breaking.ends_at)
        return f"Breaking mode ended {ended}; this brief is not brought up to date any more."
    return f"Live brief, last change {at(breaking.changed_at or breaking.begun_at, 'R')}"


def _rules(brief: Brief) -> str:
    breaking = brief.breaking
    if brief.over:
        return "`/event brief` tells where this event stands now."
    return f"Breaking mode until {at(breaking.ends_at)} ({at(breaking.ends_at, 'R')})."


def _fitting(claims: Sequence[Claim], room: int) -> Sequence[Claim]:
    for number, claim in enumerate(claims):
        room -= len(_line(claim)) + 1
        if room < 0:
            return claims[:number]
    return claims


def _group(verdict: Verdict, claims: Sequence[Claim]) -> list[str]:
    lines = [_line(claim) for claim in claims if claim.verdict is verdict]
    look = LOOKS[verdict]
    return [f"**{look.symbol} {look.word}**", *lines] if lines else []


def _line(claim: Claim) -> str:
    statement = shorten(plain(claim.statement), _LONGEST_STATEMENT)
    return f"- {statement} · {at(claim.current.as_of, 'R')}"
