"""The desk at a glance: what needs attention, and the way to it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids import home as home_ids
from bot.ui.ids import queue as queue_ids
from bot.ui.ids import reviews as reviews_ids
from bot.ui.queue import KINDS
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain
from claims.home_desk import Home
from claims.queue import WaitingKind
from claims.settings import GuildSettings, Mode

_MODES = {
    Mode.ON: "🟢 Notes are on.",
    Mode.SUGGEST: "✋ I ask before every note.",
    Mode.SHADOW: "👁️ Shadow mode: I put no notes, and show what I would do.",
    Mode.OFF: "⚪ I am switched off.",
}
_ONE = {
    WaitingKind.CLAIM: "suggested claim",
    WaitingKind.EVIDENCE: "suggested source",
    WaitingKind.PROPOSAL: "message I ask about",
    WaitingKind.DRAFT: "draft",
    WaitingKind.JUDGEMENT: "judgement to second",
}
_QUIET = "✅ Nothing needs you at present."


class HomeView(Sheet):
    """What needs attention, with a button for each thing to do about it."""

    def __init__(self, home: Home) -> None:
        waits, due = any(home.waiting.values()), bool(home.to_check)
        blue = discord.ButtonStyle.primary
        row = ui.ActionRow[Any](
            button("Queue", queue_ids.page(None, 0), style=blue, disabled=not waits),
            button("Check claims", reviews_ids.check_list(0), disabled=not due),
            button("Record a claim", home_ids.RECORD),
            button("Look again", home_ids.HOME),
        )
        super().__init__(ui.Container(ui.TextDisplay(home_text(home)), row))


def home_text(home: Home) -> str:
    """Return what needs attention, a line each; what is most urgent first."""
    lines = ["## The desk", _state(home.settings)]
    lines += [
        f"🔴 **Breaking mode**: `{each.event}` until {at(each.ends_at, 't')} (`/desk breaking`)."
        for each in home.breaking
    ]
    lines += [_waiting(home)] if any(home.waiting.values()) else []
    if home.to_check:
        claims = "claim" if home.to_check == 1 else "claims"
        lines.append(f"⏰ **{home.to_check} {claims}** to check again, now or within a day.")
    lines += [
        f"❌ **`{plain(each.slug)}`**: {each.wrong} of {each.notes} notes were wrong. "
        "Look at `/desk wordings`, or try `/desk backtest`."
        for each in home.often_wrong
    ]
    if home.stuck:
        lines.append(
            f"🔁 **{home.stuck} things to do** in Discord do not get through, though I keep trying. `/caveat "
            "setup` tells which permissions I lack."
        )
    return "\n".join([*lines, *([_QUIET] if home.quiet else [])])


def _state(settings: GuildSettings) -> str:
    if settings.paused:
        return "⏸️ All notes are paused; `/desk resume` starts them."
    return _MODES[settings.mode]


def _waiting(home: Home) -> str:
    kinds = [
        f"1 {_ONE[kind]}" if number == 1 else f"{number} {KINDS[kind][1]}"
        for kind, number in home.waiting.items()
        if number
    ]
    return f"🗂️ **Waiting for you:** {', '.join(kinds)}."
