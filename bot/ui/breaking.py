"""The panel on which moderators see and change what holds for an event in breaking mode."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Self

import discord
from discord import ui

from bot.ui.choices import event_options
from bot.ui.forms import Form, Handler
from bot.ui.ids import breaking as breaking_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain
from claims.breaking import PROLONGED_BY, SURE_ENOUGH, USUAL_LENGTH, USUAL_WINDOW, Breaking
from claims.events import Event

# As Discord calls it; without it the brief is shown, but not pinned.
PIN_MESSAGES = "Pin Messages"
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_HOURS, _WINDOWS = (2, 6, 12, 24, 48, 72), (10, 30, 60, 120, 240, 720)


class BreakingPanel(Sheet):
    """What holds, in words, with the buttons that prolong, end, pause and resume."""

    def __init__(self, breaking: Breaking, event: Event, *, paused: bool, lacking: Sequence[str]) -> None:
        """Lay the panel out.

        Args:
            breaking: What holds, or held until it was ended.
            event: The event.
            paused: Whether all notes of the server are paused.
            lacking: What the bot may not do in the brief's channel, in Discord's words.
        """
        over = breaking.ended_at is not None
        pausing = (
            button("Resume notes", breaking_ids.resume_all(event.slug), style=discord.ButtonStyle.success)
            if paused
            else button(
                "Pause all notes", breaking_ids.pause_all(event.slug), style=discord.ButtonStyle.danger
            )
        )
        row = ui.ActionRow[Sheet](
            button(f"{PROLONGED_BY // _HOUR} hours more", breaking_ids.longer(event.slug), disabled=over),
            button("End now", breaking_ids.calm(event.slug), disabled=over),
            pausing,
        )
        text = panel_text(breaking, event, paused=paused, lacking=lacking)
        super().__init__(ui.Container(ui.TextDisplay(text), row))


class BeginForm(Form):
    """Begins breaking mode for an event."""

    def __init__(self, events: Sequence[Event], handle: Handler) -> None:
        """Lay the form out with the events to choose from, the latest first; one at least."""
        super().__init__("Begin breaking mode", handle)
        self._event: ui.Select[Self] = ui.Select(custom_id="event", options=event_options(events))
        self._hours: ui.Select[Self] = _numbers("hours", _HOURS, USUAL_LENGTH // _HOUR, "hours")
        self._window: ui.Select[Self] = _numbers("window", _WINDOWS, USUAL_WINDOW // _MINUTE, "minutes")
        self.ask("Event", self._event, "Its live brief is pinned in this channel.")
        self.ask("For how long", self._hours, "It ends by itself.")
        self.ask("Between two notes of a claim in a channel", self._window)

    def answers(self) -> tuple[str, timedelta, timedelta]:
        """Return the event, for how long, and how long a claim gets no other note in a channel."""
        hours, minutes = int(self._hours.values[0]), int(self._window.values[0])
        return self._event.values[0], hours * _HOUR, minutes * _MINUTE


def _numbers(custom_id: str, numbers: Sequence[int], usual: int, unit: str) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=f"{each} {unit}", value=str(each), default=each == usual)
        for each in numbers
    ]
    return ui.Select(custom_id=custom_id, options=options)


def panel_text(breaking: Breaking, event: Event, *, paused: bool, lacking: Sequence[str]) -> str:
    """Return what holds for an event, in words."""
    lines = [f"## Breaking mode: {plain(event.title)}"]
    if breaking.ended_at is not None:
        lines.append(
            f"It ended {at(breaking.ended_at, 'R')}: notes go by the usual rules again. "
            "`/desk breaking` begins it anew."
        )
    else:
        lines += _rules(breaking)
        lines += [f"⚠️ {_lack(breaking, name)}" for name in lacking]
    if paused:
        lines.append("⏸️ All notes of this server are paused; also those that were on their way.")
    return "\n".join(lines)


def _rules(breaking: Breaking) -> list[str]:
    window = breaking.window // _MINUTE
    return [
        f"It ends by itself {at(breaking.ends_at, 'R')}, {at(breaking.ends_at)}.",
        f"- A message gets a note only from {SURE_ENOUGH:.0%} sure on; others are left to moderators.",
        f"- A claim gets one note in a channel every {window} minutes.",
        "- **Confirmed** and **False** are saved once another moderator has seconded them (`/desk second`).",
        f"- The live brief is in {_place(breaking)} and edits itself.",
    ]


def _place(breaking: Breaking) -> str:
    if breaking.brief_id is None:
        return f"<#{breaking.channel_id}>"
    address = f"https://discord.com/channels/{breaking.guild_id}/{breaking.channel_id}/{breaking.brief_id}"
    return f"<#{breaking.channel_id}> ([open it]({address}))"


def _lack(breaking: Breaking, permission: str) -> str:
    if permission == PIN_MESSAGES:
        return f"I lack **{permission}** in <#{breaking.channel_id}>, so the live brief is not pinned."
    return f"I lack **{permission}** in <#{breaking.channel_id}>, so I cannot show the live brief there."
