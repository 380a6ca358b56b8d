"""The desk at a glance: what needs attention, and the way to it."""

from __future__ import annotations

from typing import Any, Self

import discord
from discord import ui

from bot.ui.claim_panel import claim_list
from bot.ui.fields import line_field
from bot.ui.forms import Form, Handler
from bot.ui.ids import exchange as exchange_ids
from bot.ui.ids import home as home_ids
from bot.ui.ids import queue as queue_ids
from bot.ui.ids import reviews as reviews_ids
from bot.ui.queue import KINDS
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain
from claims.exchange import Format
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
_LONGEST_WORDS = 200
_FILES = (
    (Format.PACK, "The latest event, as a pack"),
    (Format.CSV, "A table of claims"),
    (Format.CLAIMREVIEW, "ClaimReview"),
    (Format.EVERYTHING, "Everything"),
)
_FILES_TEXT = (
    "### Files of claims\n"
    "Take out what is recorded here, as a file that only you see. “Everything” is all this server owns.\n"
    "Bring claims in from a pack, a table, ClaimReview or notes of X; you see first what it would change."
)
_QUIET = "✅ Nothing needs you at present."


class HomeView(Sheet):
    """What needs attention, a list of the claims, and a button for everything else there is at the desk."""

    def __init__(self, home: Home) -> None:
        waits, due = sum(home.waiting.values()), home.to_check
        listed = (
            [ui.ActionRow[Any](claim_list(home_ids.CLAIM, home.claims, "Open a claim …"))]
            if home.claims
            else []
        )
        super().__init__(
            ui.Container(
                ui.TextDisplay(home_text(home)),
                *listed,
                ui.ActionRow[Any](
                    button("Queue", queue_ids.page(None, 0), style=_urgent(waits), disabled=not waits),
                    button("Check claims", reviews_ids.check_list(0), style=_urgent(due), disabled=not due),
                    button("Record a claim", home_ids.RECORD),
                    button("Find a claim", home_ids.FIND, disabled=not home.claims),
                ),
                ui.ActionRow[Any](
                    button("Statistics", home_ids.STATS),
                    button("Changes", home_ids.CHANGES),
                    button("Breaking mode", home_ids.BREAKING),
                    button("Files", home_ids.FILES),
                    button("Settings", home_ids.SETTINGS),
                ),
                ui.ActionRow[Any](_pause(home.settings), button("Look again", home_ids.HOME)),
            )
        )


class FindForm(Form):
    """Asks for a few words of a claim."""

    def __init__(self, handle: Handler) -> None:
        super().__init__("Find a claim", handle)
        self._words: ui.TextInput[Self] = line_field("words", _LONGEST_WORDS, required=True)
        self.ask("A few words of it", self._words, "In any language the claim is recorded in.")

    def answers(self) -> str:
        """Return the words."""
        return self._words.value


class FilesSheet(Sheet):
    """Which files can be taken out, a button each, and the way for one to come in."""

    def __init__(self) -> None:
        out = ui.ActionRow[Any](*(button(label, exchange_ids.export(format)) for format, label in _FILES))
        back = ui.ActionRow[Any](button("Import a file", exchange_ids.CHOOSE))
        super().__init__(ui.Container(ui.TextDisplay(_FILES_TEXT), out, back))


def _urgent(number: int) -> discord.ButtonStyle:
    return discord.ButtonStyle.primary if number else discord.ButtonStyle.secondary


def _pause(settings: GuildSettings) -> ui.Button[Any]:
    if settings.paused:
        return button("Resume notes", home_ids.RESUME, style=discord.ButtonStyle.success)
    return button("Pause all notes", home_ids.PAUSE, style=discord.ButtonStyle.danger)


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
