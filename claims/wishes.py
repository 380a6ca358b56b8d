"""What a guild may wish, one wish at a time: how it is picked, and who may change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from enum import StrEnum

from claims.audit import Action, Change
from claims.errors import Invalid
from claims.people import Actor
from claims.ports import Clock, GuildStore
from claims.settings import GuildSettings, OnRepeat, QuietHours

NO_HOUR = "none"
# How long it stays quiet when only one end of the quiet hours was picked.
USUAL_QUIET_HOURS = 8

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_YES, _NO = "yes", "no"
_UNKNOWN_PICK = "I do not know that choice. Open /caveat settings again and pick one from the lists."


class Wish(StrEnum):
    """One thing to pick from a list; a pause is none, it has its own command."""

    COOL_DOWN = "cool_down"
    ON_REPEAT = "on_repeat"
    QUIET_BEGINS = "quiet_begins"
    QUIET_ENDS = "quiet_ends"
    ANSWERS_QUESTIONS = "answers_questions"
    NOTES_UNPROVEN = "notes_unproven"
    VOICES = "voices"
    SILENT = "silent"
    NOTE_AGE = "note_age"


class SettingsDesk:
    """Shows and changes a guild's wishes; every change is recorded."""

    def __init__(self, guilds: GuildStore, clock: Clock) -> None:
        self._guilds = guilds
        self._clock = clock

    async def show(self, actor: Actor) -> GuildSettings:
        """Return the guild's settings.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        actor.must_moderate()
        return await self._guilds.settings(actor.guild_id)

    async def change(self, actor: Actor, wish: Wish, pick: str) -> GuildSettings:
        """Change one wish and nothing else; return the settings as they are then.

        Raises:
            NotAllowed: the actor is no moderator.
            Invalid: the pick is none of that wish, or breaks a rule of the settings.
        """
        return await self._alter(actor, lambda settings: with_pick(settings, wish, pick))

    async def reset(self, actor: Actor) -> GuildSettings:
        """Go back to the defaults; what is paused stays paused.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        return await self._alter(actor, without_wishes)

    async def _alter(self, actor: Actor, alter: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
        actor.must_moderate()
        change = Change(Action.CONFIGURED, actor.user_id, self._clock())
        return await self._guilds.alter_settings(actor.guild_id, alter, change)


def picked(settings: GuildSettings, wish: Wish) -> str:
    """Return what is picked for a wish: minutes, days, yes or no, 22:00 or none; `with_pick` reads it."""
    quiet = settings.quiet_hours
    match wish:
        case Wish.COOL_DOWN:
            return str(settings.cool_down // _MINUTE)
        case Wish.ON_REPEAT:
            return settings.on_repeat.value
        case Wish.QUIET_BEGINS:
            return f"{quiet.begins:%H:%M}" if quiet else NO_HOUR
        case Wish.QUIET_ENDS:
            return f"{quiet.ends:%H:%M}" if quiet else NO_HOUR
        case Wish.ANSWERS_QUESTIONS:
            return _YES if settings.answers_questions else _NO
        case Wish.NOTES_UNPROVEN:
            return _YES if settings.notes_unproven else _NO
        case Wish.VOICES:
            return str(settings.voices)
        case Wish.SILENT:
            return _YES if settings.silent else _NO
        case Wish.NOTE_AGE:
            return str(settings.note_age // _DAY)


def with_pick(settings: GuildSettings, wish: Wish, pick: str) -> GuildSettings:
    """Return the settings with one wish as picked.

    Raises:
        Invalid: the pick is none of that wish, or breaks a rule of the settings.
    """
    try:
        return _with_pick(settings, wish, pick)
    except (ValueError, KeyError, OverflowError):
        raise Invalid(_UNKNOWN_PICK) from None


def without_wishes(settings: GuildSettings) -> GuildSettings:
    """Return the defaults, with the pauses as they are."""
    return GuildSettings(paused=settings.paused, paused_channels=settings.paused_channels)


def _with_pick(settings: GuildSettings, wish: Wish, pick: str) -> GuildSettings:
    match wish:
        case Wish.COOL_DOWN:
            return replace(settings, cool_down=int(pick) * _MINUTE)
        case Wish.ON_REPEAT:
            return replace(settings, on_repeat=OnRepeat(pick))
        case Wish.QUIET_BEGINS | Wish.QUIET_ENDS:
            return replace(settings, quiet_hours=_quiet(settings.quiet_hours, wish, pick))
        case Wish.ANSWERS_QUESTIONS:
            return replace(settings, answers_questions=_truth(pick))
        case Wish.NOTES_UNPROVEN:
            return replace(settings, notes_unproven=_truth(pick))
        case Wish.VOICES:
            return replace(settings, voices=int(pick))
        case Wish.SILENT:
            return replace(settings, silent=_truth(pick))
        case Wish.NOTE_AGE:
            return replace(settings, note_age=int(pick) * _DAY)


def _quiet(now: QuietHours | None, wish: Wish, pick: str) -> QuietHours | None:
    """Return the quiet hours with another beginning or end; the first pick of one gives the other."""
    if pick == NO_HOUR:
        return None
    at = time.fromisoformat(pick)
    if wish is Wish.QUIET_BEGINS:
        return QuietHours(at, now.ends if now else _later(at, USUAL_QUIET_HOURS))
    return QuietHours(now.begins if now else _later(at, -USUAL_QUIET_HOURS), at)


def _later(at: time, hours: int) -> time:
    return at.replace(hour=(at.hour + hours) % 24)


def _truth(pick: str) -> bool:
    return {_YES: True, _NO: False}[pick]
