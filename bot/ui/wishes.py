"""How notes behave in a server: the first page of its settings, on which moderators read and change it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.ui.wish_lists import NOTES_PAGE, Panel, part, span_of
from bot.ui.words import at
from claims.note_desk import MOST_ECHOES
from claims.settings import GuildSettings, OnRepeat
from claims.wishes import USUAL_QUIET_HOURS, Wish

_INSTEAD = {
    OnRepeat.NOTHING: "later repeats get nothing",
    OnRepeat.REACTION: "later repeats get a 📝 instead",
    OnRepeat.LINK: "later repeats get a line with a link to the note instead",
}


class NotesPanel(Panel):
    """How notes behave: every wish in words, with the list it is picked from."""

    def __init__(self, settings: GuildSettings, now: datetime) -> None:
        super().__init__(
            settings,
            NOTES_PAGE,
            [
                part(settings, _repeats(settings), Wish.COOL_DOWN, Wish.ON_REPEAT),
                part(settings, _quiet_hours(settings, now), Wish.QUIET_BEGINS, Wish.QUIET_ENDS),
                part(settings, _questions(settings), Wish.ANSWERS_QUESTIONS),
                part(settings, _unproven(settings), Wish.NOTES_UNPROVEN),
                part(settings, _voices(settings), Wish.VOICES),
                part(settings, _silence(settings), Wish.SILENT),
                part(settings, _age(settings), Wish.NOTE_AGE),
            ],
        )


def _repeats(settings: GuildSettings) -> str:
    if not settings.cool_down:
        return (
            "**Repeats**\nEvery message that repeats a claim gets a note, however soon after another. "
            "What repeats get instead of a note does not matter then."
        )
    lines = [
        "**Repeats**",
        f"A claim noted in a channel gets no other note there for {span_of(settings.cool_down)}; "
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
        f"**Earlier notes**\nWhen a claim changes, notes of the last {span_of(settings.note_age)} are "
        "brought up to date; older ones stay as they are."
    )


def _on_day(now: datetime, hour: time) -> datetime:
    return datetime.combine(now.astimezone(UTC).date(), hour, UTC)


def _noon(now: datetime) -> str:
    return f"12:00 UTC is {at(_on_day(now, time(12)), 't')} by your clock"
