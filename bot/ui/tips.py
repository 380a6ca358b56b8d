"""Claims that members suggest: what they are shown, and the moderators' card."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui import custom_ids
from bot.ui.cards import CardView
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain, shorten, source
from claims.drafts import read_source
from claims.model import Claim, Verdict
from claims.tips import WORKED_ON_FOR, Snooze, Tip, TipState

_LONGEST_STATEMENT = 700
_LONGEST_BELOW_CARD = 200
_LONGEST_REMARK = 600
SNOOZES = {Snooze.HOUR: "for 1 hour", Snooze.EIGHT_HOURS: "for 8 hours", Snooze.DAY: "for 1 day"}
_LIKE = "**This looks much like a claim that is recorded already.** If yours says something else, suggest it."
_STATES = {
    TipState.APPROVED: "✅ **Approved**",
    TipState.ATTACHED: "📎 **Attached**",
    TipState.REJECTED: "✖️ **Rejected**",
}


class TipCard(Sheet):
    """One suggested claim with its buttons; once it is decided, the card says by whom."""

    def __init__(self, tip: Tip, claim: Claim | None) -> None:
        parts: list[ui.Item[Any]] = [ui.TextDisplay(tip_text(tip, claim))]
        if tip.state is TipState.OPEN:
            parts += [_buttons(tip), ui.ActionRow(_snooze(tip.number))]
        super().__init__(ui.Container(*parts))


class LikeView(CardView):
    """The recorded claim that a tip is much like, and the way to suggest the tip all the same."""

    def __init__(self, tip: Tip, claim: Claim) -> None:
        super().__init__(claim)
        words = shorten(plain(tip.statement), _LONGEST_BELOW_CARD)
        row: ui.ActionRow[Any] = ui.ActionRow(button("Suggest anyway", custom_ids.tip("anyway", tip.number)))
        self.add_item(ui.Container(ui.TextDisplay(f"{_LIKE}\n> {words}"), row))


class TakeOverSheet(Sheet):
    """Who works on a tip, and the way to take it over."""

    def __init__(self, tip: Tip) -> None:
        began = f", who began {at(tip.assigned_at, 'R')}" if tip.assigned_at else ""
        row: ui.ActionRow[Any] = ui.ActionRow(
            button("Take it over", custom_ids.tip("take-over", tip.number), style=discord.ButtonStyle.primary)
        )
        text = (
            f"Suggested claim {tip.number} is being worked on by <@{tip.assigned_to}>{began}. Take it over?"
        )
        super().__init__(ui.Container(ui.TextDisplay(text), row))


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


def tip_text(tip: Tip, claim: Claim | None) -> str:
    """Return a tip in words: what it says, where that is said, who suggested it, and how far it is."""
    heading = f"### 💡 Suggested claim {tip.number}"
    if tip.erased:
        return "\n".join([heading, "Its author took it back; nothing of it is kept.", _state(tip)]).strip()
    lines = [
        heading,
        f"**{_statement(tip.statement)}**",
        *(f"**Where it is said:** {source(piece)}" for piece in read_source(tip.source, Verdict.UNVERIFIED)),
        f"**Remark:** {shorten(plain(tip.remark), _LONGEST_REMARK)}" if tip.remark else "",
        f"**Much like** `{claim.slug}`: {_statement(claim.statement)}" if claim and not tip.slug else "",
        f"-# For `{tip.event}` · by <@{tip.suggested_by}>, {at(tip.suggested_at)}{_message(tip)}",
        _state(tip),
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


def _state(tip: Tip) -> str:
    if tip.state in _STATES and tip.decided_at is not None:
        to = {TipState.APPROVED: " as", TipState.ATTACHED: " to"}.get(tip.state)
        what = f"{to} `{tip.slug}`" if to else ""
        return f"{_STATES[tip.state]}{what} by <@{tip.decided_by}>, {at(tip.decided_at)}"
    if tip.assigned_at is not None:
        since, free = at(tip.assigned_at, "t"), at(tip.assigned_at + WORKED_ON_FOR, "t")
        return f"🔒 <@{tip.assigned_to}> works on this since {since}; anyone may from {free} on."
    return f"💤 Put aside until {at(tip.snoozed_until)}" if tip.snoozed_until else ""


def _reason(tip: Tip) -> str:
    if tip.state is not TipState.REJECTED or not tip.reason:
        return ""
    return f"**Reason:** {shorten(plain(tip.reason), _LONGEST_REMARK)}"


def _buttons(tip: Tip) -> ui.ActionRow[Any]:
    assign = ("Assign to me", "assign") if tip.assigned_to is None else ("Release", "release")
    deeds = (("Edit", "edit"), ("Attach to claim", "attach"), ("Reject", "reject"), assign)
    approve = custom_ids.tip("approve", tip.number)
    return ui.ActionRow(
        button("Approve", approve, style=discord.ButtonStyle.success),
        *(button(label, custom_ids.tip(deed, tip.number)) for label, deed in deeds),
    )


def _snooze(number: int) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=f"Put aside {word}", value=snooze) for snooze, word in SNOOZES.items()
    ]
    return ui.Select(custom_id=custom_ids.tip("snooze", number), placeholder="Snooze …", options=options)
