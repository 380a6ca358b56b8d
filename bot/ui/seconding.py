"""Judgements that wait for a second moderator: the card of one, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.ids import seconding as seconding_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import CONFIDENCE, LOOKS, TAGS, at, plain, shorten, source
from claims.model import Claim, Lifecycle
from claims.seconding import Pending, PendingState

_MOST_LISTED = 4
_MOST_SOURCES = 3
_NONE = "Nothing waits for a second moderator."


class SecondCard(Sheet):
    """One proposed judgement, with its buttons for as long as nobody has decided."""

    def __init__(self, pending: Pending, claim: Claim) -> None:
        super().__init__(_container(pending, claim, LONGEST_TEXT))


class SecondList(Sheet):
    """All that waits, the first first."""

    def __init__(self, waiting: Sequence[tuple[Pending, Claim]]) -> None:
        share = LONGEST_TEXT // _MOST_LISTED
        items: list[ui.Item[Any]] = [
            _container(pending, claim, share) for pending, claim in waiting[:_MOST_LISTED]
        ]
        if (more := len(waiting) - _MOST_LISTED) > 0:
            items.append(ui.TextDisplay(f"-# and {more} more, once these are decided"))
        super().__init__(*(items or [ui.Container(ui.TextDisplay(_NONE))]))


def proposed_text(pending: Pending) -> str:
    """Return what who judged is told instead of the saved claim."""
    return (
        f"Your judgement of `{pending.slug}` is saved as a proposal: another moderator must second it, on "
        "the card in the moderators' channel or with `/desk second`. Until then the claim stays as it is."
    )


def pending_text(pending: Pending, claim: Claim, longest: int = LONGEST_TEXT) -> str:
    """Return what is proposed, by whom and why, in at most `longest` characters (970 at least)."""
    judgement, paragraph = pending.judgement, longest // 8
    now, then = LOOKS[claim.verdict], LOOKS[judgement.verdict]
    change = f"{then.symbol} **{then.word}**"
    if pending.state is PendingState.OPEN and claim.verdict is not judgement.verdict:
        change = f"~~{now.symbol} {now.word}~~ → {change}"
    tags = "".join(f" · {TAGS[tag]}" for tag in sorted(judgement.reason_tags))
    lines = [
        f"**{shorten(plain(claim.statement), paragraph)}**",
        f"{change} · {CONFIDENCE[judgement.confidence]}{tags} · as of {at(judgement.as_of)}",
        f"-# Proposed by <@{pending.proposed_by}> {at(pending.proposed_at, 'R')} · `{pending.slug}`",
    ]
    for label, text in (
        ("Known", judgement.known),
        ("Not known", judgement.unknown),
        ("Why", judgement.reason),
    ):
        lines += [f"**{label}:** {shorten(plain(text), paragraph)}"] if text else []
    lines.append(_fate(pending, claim))
    room = longest - len("\n".join(lines))
    lines[-1:-1] = _sources(pending, room)
    return "\n".join(lines)


def _container(pending: Pending, claim: Claim, longest: int) -> ui.Container[Any]:
    decided = pending.state is not PendingState.OPEN
    green, number = discord.ButtonStyle.success, pending.number
    return ui.Container(
        ui.TextDisplay(pending_text(pending, claim, longest)),
        ui.ActionRow(
            button("Second it", seconding_ids.second(number), style=green, disabled=decided),
            button("Decline", seconding_ids.decline(number), disabled=decided),
        ),
        accent_colour=LOOKS[pending.judgement.verdict].colour,
    )


def _sources(pending: Pending, room: int) -> list[str]:
    lines = []
    for evidence in pending.judgement.evidence[:_MOST_SOURCES]:
        line = f"-# Source: {source(evidence)}"
        room -= len(line) + 1
        if room >= 0:
            lines.append(line)
    return lines


def _fate(pending: Pending, claim: Claim) -> str:
    when = at(pending.decided_at, "R") if pending.decided_at else ""
    match pending.state:
        case PendingState.SECONDED:
            return f"✅ Seconded by <@{pending.decided_by}> {when}. It is saved."
        case PendingState.DECLINED if pending.decided_by == pending.proposed_by:
            return f"↩️ Withdrawn by <@{pending.decided_by}> {when}."
        case PendingState.DECLINED:
            return f"🚫 Declined by <@{pending.decided_by}> {when}."
        case PendingState.OUTDATED if claim.lifecycle is Lifecycle.SUPERSEDED:
            return f"⌛ Outdated: the claim was merged into another {when}. Judge that with `/desk judge`."
        case PendingState.OUTDATED:
            return f"⌛ Outdated: the claim was changed {when}. Judge it anew with `/desk judge`."
        case _:
            return "-# Another moderator must second it. Who proposed it can withdraw it with **Decline**."
