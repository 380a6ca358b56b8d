"""How Caveat behaves in a server: the panel on which moderators read and change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import discord
from discord import ui

from bot.ui import custom_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import at
from claims.note_desk import MOST_ECHOES
from claims.settings import GuildSettings, OnRepeat
from claims.wishes import NONE, USUAL_QUIET_HOURS, Wish, picked, without_wishes

_MOST_CHANNELS = 20
_HOURS = tuple(f"{hour:02}:00" for hour in range(24))
_INSTEAD = {
    OnRepeat.NOTHING: "later repeats get nothing",
    OnRepeat.REACTION: "later repeats get a 📝 instead",
    OnRepeat.LINK: "later repeats get a line with a link to the note instead",
}
# What each wish can be, by the picks of claims.wishes.
_CHOICES: dict[Wish, dict[str, str]] = {
    Wish.COOL_DOWN: {
        "0": "Every repeat gets a note",
        "10": "No other note for 10 minutes",
        "30": "No other note for 30 minutes",
        "120": "No other note for 2 hours",
        "1440": "No other note for 1 day",
    },
    Wish.ON_REPEAT: {
        OnRepeat.NOTHING: "Later repeats get nothing",
        OnRepeat.REACTION: "Later repeats get a 📝 reaction",
        OnRepeat.LINK: "Later repeats get a line with a link",
    },
    Wish.QUIET_BEGINS: {NONE: "No quiet hours", **{hour: f"Quiet from {hour} UTC" for hour in _HOURS}},
    Wish.QUIET_ENDS: {NONE: "No quiet hours", **{hour: f"Quiet until {hour} UTC" for hour in _HOURS}},
    Wish.ANSWERS_QUESTIONS: {"no": "No, leave questions alone", "yes": "Yes, questions get notes"},
    Wish.NOTES_UNPROVEN: {"no": "No, the message says it already", "yes": "Yes, doubtful reports get notes"},
    Wish.VOICES: {
        "0": "Only a moderator takes notes away",
        "2": "2 members take a note away",
        "3": "3 members take a note away",
        "5": "5 members take a note away",
        "10": "10 members take a note away",
    },
    Wish.SILENT: {"no": "No, post notes as usual messages", "yes": "Yes, post notes silently"},
    Wish.NOTE_AGE: {
        "7": "Notes of the last 7 days",
        "30": "Notes of the last 30 days",
        "90": "Notes of the last 90 days",
        "365": "Notes of the last 365 days",
    },
}


class SettingsPanel(Sheet):
    """Every wish in words, with the list it is picked from; the moderator's own hours by Discord's clock."""

    def __init__(self, settings: GuildSettings, now: datetime) -> None:
        parts: list[Sequence[ui.Item[Any]]] = [
            _part(settings, _repeats(settings), Wish.COOL_DOWN, Wish.ON_REPEAT),
            _part(settings, _quiet_hours(settings, now), Wish.QUIET_BEGINS, Wish.QUIET_ENDS),
            _part(settings, _questions(settings), Wish.ANSWERS_QUESTIONS),
            _part(settings, _unproven(settings), Wish.NOTES_UNPROVEN),
            _part(settings, _voices(settings), Wish.VOICES),
            _part(settings, _silence(settings), Wish.SILENT),
            _part(settings, _age(settings), Wish.NOTE_AGE),
            [ui.TextDisplay(_pauses(settings))],
            [ui.ActionRow(_reset_button(settings)), ui.TextDisplay("-# What is paused stays paused.")],
        ]
        items: list[ui.Item[Any]] = [ui.TextDisplay(_HEADING)]
        for part in parts:
            items += [ui.Separator(), *part]
        super().__init__(ui.Container(*items))


_HEADING = "## Settings of this server\n-# A change is saved and recorded at once."


def _part(settings: GuildSettings, text: str, *wishes: Wish) -> list[ui.Item[Any]]:
    return [ui.TextDisplay(text), *(ui.ActionRow(_list(settings, wish)) for wish in wishes)]


def _list(settings: GuildSettings, wish: Wish) -> ui.Select[Any]:
    current, default = picked(settings, wish), picked(GuildSettings(), wish)
    options = [
        discord.SelectOption(
            label=label,
            value=value,
            description="The default" if value == default else None,
            default=value == current,
        )
        for value, label in _CHOICES[wish].items()
    ]
    # A value that is none of the choices shows in the words above, and nothing as picked.
    return ui.Select(custom_id=custom_ids.wish(wish), options=options, placeholder="Something else")


def _repeats(settings: GuildSettings) -> str:
    if not settings.cool_down:
        return (
            "**Repeats**\nEvery message that repeats a claim gets a note, however soon after another. "
            "What repeats get instead of a note does not matter then."
        )
    lines = [
        "**Repeats**",
        f"A claim noted in a channel gets no other note there for {_span(settings.cool_down)}; "
        f"{_INSTEAD[settings.on_repeat]}.",
    ]
    if settings.on_repeat is not OnRepeat.NOTHING:
        lines.append(f"-# The first {MOST_ECHOES} repeats of a note do; the rest of a burst gets nothing.")
    return "\n".join(lines)


def _quiet_hours(settings: GuildSettings, now: datetime) -> str:
    quiet = settings.quiet_hours
    if quiet is None:
        return (
            "**Quiet hours**\nNone: I put new notes under messages at any hour.\n"
            f"-# {_noon(now)}. Pick one end; the other is {USUAL_QUIET_HOURS} hours away until you pick it."
        )
    begins, ends = _on_day(now, quiet.begins), _on_day(now, quiet.ends)
    if ends < begins:
        ends += timedelta(days=1)
    return (
        f"**Quiet hours**\nFrom {at(begins, 't')} to {at(ends, 't')} by your clock "
        f"({quiet.begins:%H:%M} to {quiet.ends:%H:%M} UTC) I put no notes under new messages. "
        "Earlier notes are still brought up to date.\n"
        f"-# {_noon(now)}."
    )


def _questions(settings: GuildSettings) -> str:
    what = "its note, too" if settings.answers_questions else "no note; one that says it does"
    return f"**Questions**\nA message that asks whether a claim is true gets {what}."


def _unproven(settings: GuildSettings) -> str:
    what = "its note, too" if settings.notes_unproven else "no note"
    return f"**Doubtful reports**\nA message that says itself that a claim is not confirmed gets {what}."


def _voices(settings: GuildSettings) -> str:
    if not settings.voices:
        return (
            "**Wrong match**\nA member's **Wrong match** is counted; only a moderator's takes the note away."
        )
    return (
        f"**Wrong match**\nA note goes away when a moderator, or {settings.voices} members, press "
        "**Wrong match**. Accounts younger than a week do not count."
    )


def _silence(settings: GuildSettings) -> str:
    if settings.silent:
        return "**Silent notes**\nNotes are posted silently: they notify nobody."
    return (
        "**Silent notes**\nNotes are posted as usual messages: they ping nobody, but people who are notified "
        "of every message here are notified of them."
    )


def _age(settings: GuildSettings) -> str:
    return (
        f"**Earlier notes**\nWhen a claim changes, notes of the last {_span(settings.note_age)} are "
        "brought up to date; older ones stay as they are."
    )


def _pauses(settings: GuildSettings) -> str:
    if settings.paused:
        return "**Paused**\n⏸️ Automatic notes are paused in the whole server; `/desk resume` starts them."
    if not settings.paused_channels:
        return "**Paused**\nNo channel is; `/desk pause` stops automatic notes in one, or everywhere."
    channels = [f"<#{channel}>" for channel in sorted(settings.paused_channels)]
    if (more := len(channels) - _MOST_CHANNELS) > 0:
        channels[_MOST_CHANNELS:] = [f"{more} more"]
    return f"**Paused**\n⏸️ Automatic notes are paused in {', '.join(channels)}; `/desk resume` starts them."


def _reset_button(settings: GuildSettings) -> ui.Button[Any]:
    at_defaults = settings == without_wishes(settings)
    return button("Back to the defaults", custom_ids.NO_WISHES, disabled=at_defaults)


def _on_day(now: datetime, hour: time) -> datetime:
    return datetime.combine(now.astimezone(UTC).date(), hour, UTC)


def _noon(now: datetime) -> str:
    return f"12:00 UTC is {at(_on_day(now, time(12)), 't')} by your clock"


def _span(span: timedelta) -> str:
    """Return a span in its largest whole unit: 30 minutes, 2 hours, 1 day."""
    for name, unit in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if span % unit == timedelta(0):
            return _count(span // unit, name)
    return _count(span // timedelta(minutes=1), "minute")


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
