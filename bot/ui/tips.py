"""Claims that members suggest: what they are shown, and the moderators' card."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.assignments import assign_button, assignment_line, snooze_row
from bot.ui.cards import CardView
from bot.ui.ids import tips as tips_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain, shorten, source
from claims.assignments import Assignment
from claims.drafts import read_source
from claims.model import Claim, Verdict
from claims.tips import Tip, TipState

_LONGEST_STATEMENT = 700
_LONGEST_BELOW_CARD = 200
_LONGEST_REMARK = 600
_LIKE = "**This looks much like a claim that is recorded already.** If yours says something else, suggest it."
_STATES = {
    TipState.APPROVED: "✅ **Approved**",
    TipState.ATTACHED: "📎 **Attached**",
    TipState.REJECTED: "✖️ **Rejected**",
}


class TipCard(Sheet):
    """One suggested claim with its buttons; once it is decided, the card says by whom."""

    def __init__(self, tip: Tip, claim: Claim | None, assignment: Assignment) -> None:
        parts: list[ui.Item[Any]] = [ui.TextDisplay(tip_text(tip, claim, assignment))]
        if tip.state is TipState.OPEN:
            parts += [_buttons(tip, assignment), snooze_row(assignment)]
        super().__init__(ui.Container(*parts))


class LikeView(CardView):
    """The recorded claim that a tip is much like, and the way to suggest the tip all the same."""

    def __init__(self, tip: Tip, claim: Claim) -> None:
        super().__init__(claim)
        words = shorten(plain(tip.statement), _LONGEST_BELOW_CARD)
        row: ui.ActionRow[Any] = ui.ActionRow(button("Suggest anyway", tips_ids.tip("anyway", tip.number)))
        self.add_item(ui.Container(ui.TextDisplay(f"{_LIKE}\n> {words}"), row))


def thanks_text(tip: Tip) -> str:
    """Return what its author is told when moderators have a tip."""
    told = " I send you a direct message when they have decided." if tip.tell_me else ""
    return f"Thank you. Moderators will look at the claim you suggest.{told}"


def attached_text(tip_number: int, claim: Claim) -> str:
    """Return what a moderator is told who attached a tip."""
    return f"📎 Suggested claim {tip_number} is a wording of `{claim.slug}` now: who says so gets its note."


def rejected_text(tip: Tip) -> str:
    """Return what a moderator is told who rejected a tip."""
    told = (
        "Whoever suggested it is told your reason."
        if tip.tell_me
        else "Whoever suggested it asked for no answer."
    )
    return f"✖️ Rejected. {told}"


def tip_text(tip: Tip, claim: Claim | None, assignment: Assignment) -> str:
    """Return a tip in words: what it says, where that is said, who suggested it, and how far it is."""
    heading = f"### 💡 Suggested claim {tip.number}"
    if tip.erased:
        return "\n".join([heading, "Its author took it back; nothing of it is kept.", _decision(tip)]).strip()
    lines = [
        heading,
        f"**{_statement(tip.statement)}**",
        *(f"**Where it is said:** {source(piece)}" for piece in read_source(tip.source, Verdict.UNVERIFIED)),
        f"**Remark:** {shorten(plain(tip.remark), _LONGEST_REMARK)}" if tip.remark else "",
        f"**Much like** `{claim.slug}`: {_statement(claim.statement)}" if claim and not tip.slug else "",
        f"-# For `{tip.event}` · by <@{tip.suggested_by}>, {at(tip.suggested_at)}{_message(tip)}",
        _decision(tip) or assignment_line(assignment),
        _reason(tip),
    ]
    return "\n".join(line for line in lines if line)


def _statement(text: str) -> str:
    return shorten(plain(text), _LONGEST_STATEMENT)


def _message(tip: Tip) -> str:
    if tip.message_id is None:
        return ""
    url = f"https://discord.com/channels/{tip.guild_id}/{tip.channel_id}/{tip.message_id}"
    return f" · from [a message]({url})"


def _decision(tip: Tip) -> str:
    if tip.state not in _STATES or tip.decided_at is None:
        return ""
    to = {TipState.APPROVED: " as", TipState.ATTACHED: " to"}.get(tip.state)
    what = f"{to} `{tip.slug}`" if to else ""
    return f"{_STATES[tip.state]}{what} by <@{tip.decided_by}>, {at(tip.decided_at)}"


def _reason(tip: Tip) -> str:
    if tip.state is not TipState.REJECTED or not tip.reason:
        return ""
    return f"**Reason:** {shorten(plain(tip.reason), _LONGEST_REMARK)}"


def _buttons(tip: Tip, assignment: Assignment) -> ui.ActionRow[Any]:
    deeds = (("Edit", "edit"), ("Attach to claim", "attach"), ("Reject", "reject"))
    approve = tips_ids.tip("approve", tip.number)
    return ui.ActionRow(
        button("Approve", approve, style=discord.ButtonStyle.success),
        *(button(label, tips_ids.tip(deed, tip.number)) for label, deed in deeds),
        assign_button(assignment),
    )
