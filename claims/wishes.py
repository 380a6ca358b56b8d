"""What a guild may wish, one wish at a time: how it is picked, and who may change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, Protocol

from claims.audit import Action, Change
from claims.errors import Invalid
from claims.people import Actor, Role
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.settings import GuildSettings, Mode, OnRepeat, QuietHours, SecondRule

NONE = "none"
# How long it stays quiet when only one end of the quiet hours was picked.
USUAL_QUIET_HOURS = 8

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
    MODE = "mode"
    MODERATORS_CHANNEL = "moderators_channel"
    IGNORED_ROLES = "ignored_roles"
    EXCERPTS_KEPT = "excerpts_kept"
    STALE_AFTER = "stale_after"
    SECOND = "second"
    VIEWERS = "viewers"
    CONTRIBUTORS = "contributors"
    MODERATORS = "moderators"
    LEADS = "leads"


class SettingsDesk:
    """Shows and changes a guild's wishes; every change is recorded."""

    def __init__(self, guilds: GuildStore, clock: Clock) -> None:
        self._guilds = guilds
        self._clock = clock

    async def show(self, actor: Actor) -> GuildSettings:
        """Return the guild's settings.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        return await self._guilds.settings(actor.guild_id)

    async def change(self, actor: Actor, wish: Wish, pick: str) -> GuildSettings:
        """Change one wish and nothing else; return the settings as they are then.

        Raises:
            NotAllowed: the actor is no lead.
            Invalid: the pick is none of that wish, or breaks a rule of the settings.
        """
        return await self._alter(actor, lambda settings: with_pick(settings, wish, pick))

    async def set_mode(self, actor: Actor, place: int, pick: str) -> GuildSettings:
        """Give a channel or category a mode of its own, or none; return the settings as they are then.

        Raises:
            NotAllowed: the actor is no lead.
            Invalid: the pick is no mode, or needs a moderators' channel.
        """
        return await self._alter(actor, lambda settings: with_mode(settings, place, pick))

    async def reset(self, actor: Actor) -> GuildSettings:
        """Go back to the defaults of how notes behave; all else stays as it is.

        Raises:
            NotAllowed: the actor is no lead.
        """
        return await self._alter(actor, without_wishes)

    async def _alter(self, actor: Actor, alter: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
        actor.must_be(Role.LEAD)
        change = Change(Action.CONFIGURED, actor.user_id, self._clock())
        return await self._guilds.alter_settings(actor.guild_id, alter, change)


def picked(settings: GuildSettings, wish: Wish) -> str:
    """Return what is picked for a wish, as `with_pick` reads it: a number, ids, yes or no, 22:00 or none."""
    return _KINDS[wish].picked(settings)


def with_pick(settings: GuildSettings, wish: Wish, pick: str) -> GuildSettings:
    """Return the settings with one wish as picked.

    Raises:
        Invalid: the pick is none of that wish, or breaks a rule of the settings.
    """
    try:
        return _KINDS[wish].with_pick(settings, pick)
    except (ValueError, KeyError, OverflowError):
        raise Invalid(_UNKNOWN_PICK) from None


def with_mode(settings: GuildSettings, place: int, pick: str) -> GuildSettings:
    """Return the settings with another mode for a channel or category, `none` for that of the server.

    Raises:
        Invalid: the pick is no mode, or needs a moderators' channel.
    """
    places = {key: mode for key, mode in settings.places.items() if key != place}
    if pick == NONE:
        return replace(settings, places=places)
    if pick not in set(Mode):
        raise Invalid(_UNKNOWN_PICK)
    return replace(settings, places={**places, place: Mode(pick)})


def without_wishes(settings: GuildSettings) -> GuildSettings:
    """Return the defaults of how notes behave; where Caveat works, and who may do what, stays as it is."""
    usual = GuildSettings()
    return replace(settings, **{name: getattr(usual, name) for name in _OF_NOTES})


_OF_NOTES = (
    "cool_down",
    "on_repeat",
    "quiet_hours",
    "answers_questions",
    "notes_unproven",
    "voices",
    "silent",
    "note_age",
)


class _Kind(Protocol):
    """How one wish is written as a pick and read again; ValueError, KeyError or OverflowError for no pick."""

    def picked(self, settings: GuildSettings) -> str: ...

    def with_pick(self, settings: GuildSettings, pick: str) -> GuildSettings: ...


@dataclass(frozen=True, slots=True)
class _Field:
    """A wish that is a field of the settings."""

    name: str
    write: Callable[[Any], str]
    read: Callable[[str], object]

    def picked(self, settings: GuildSettings) -> str:
        return self.write(getattr(settings, self.name))

    def with_pick(self, settings: GuildSettings, pick: str) -> GuildSettings:
        changed: dict[str, Any] = {self.name: self.read(pick)}
        return replace(settings, **changed)


@dataclass(frozen=True, slots=True)
class _QuietEnd:
    """One end of the quiet hours; the first pick of one gives the other."""

    begins: bool

    def picked(self, settings: GuildSettings) -> str:
        quiet = settings.quiet_hours
        if quiet is None:
            return NONE
        return f"{quiet.begins if self.begins else quiet.ends:%H:%M}"

    def with_pick(self, settings: GuildSettings, pick: str) -> GuildSettings:
        return replace(
            settings, quiet_hours=None if pick == NONE else self._hours(settings.quiet_hours, pick)
        )

    def _hours(self, now: QuietHours | None, pick: str) -> QuietHours:
        at = time.fromisoformat(pick)
        if self.begins:
            return QuietHours(at, now.ends if now else _later(at, USUAL_QUIET_HOURS))
        return QuietHours(now.begins if now else _later(at, -USUAL_QUIET_HOURS), at)


@dataclass(frozen=True, slots=True)
class _Holders:
    """Which of Discord's roles make a member something; a role makes only one thing, the last picked."""

    role: Role

    def picked(self, settings: GuildSettings) -> str:
        return ",".join(str(each) for each, role in sorted(settings.roles.items()) if role is self.role)

    def with_pick(self, settings: GuildSettings, pick: str) -> GuildSettings:
        chosen = dict.fromkeys(_ids(pick), self.role)
        others = {each: role for each, role in settings.roles.items() if role is not self.role}
        return replace(settings, roles={**others, **chosen})


def _later(at: time, hours: int) -> time:
    return at.replace(hour=(at.hour + hours) % 24)


def _yes_or_no(name: str) -> _Field:
    return _Field(name, lambda truth: _YES if truth else _NO, {_YES: True, _NO: False}.__getitem__)


def _span(name: str, unit: timedelta) -> _Field:
    return _Field(name, lambda span: str(span // unit), lambda pick: int(pick) * unit)


def _or_none(kind: _Field) -> _Field:
    return _Field(
        kind.name,
        lambda value: NONE if value is None else kind.write(value),
        lambda pick: None if pick in {NONE, ""} else kind.read(pick),
    )


def _ids(pick: str) -> frozenset[int]:
    return frozenset(map(int, filter(None, pick.split(","))))


_KINDS: dict[Wish, _Kind] = {
    Wish.COOL_DOWN: _span("cool_down", timedelta(minutes=1)),
    Wish.ON_REPEAT: _Field("on_repeat", str, OnRepeat),
    Wish.QUIET_BEGINS: _QuietEnd(begins=True),
    Wish.QUIET_ENDS: _QuietEnd(begins=False),
    Wish.ANSWERS_QUESTIONS: _yes_or_no("answers_questions"),
    Wish.NOTES_UNPROVEN: _yes_or_no("notes_unproven"),
    Wish.VOICES: _Field("voices", str, int),
    Wish.SILENT: _yes_or_no("silent"),
    Wish.NOTE_AGE: _span("note_age", timedelta(days=1)),
    Wish.MODE: _Field("mode", str, Mode),
    Wish.MODERATORS_CHANNEL: _or_none(_Field("moderators_channel", str, int)),
    Wish.IGNORED_ROLES: _Field("ignored_roles", lambda ids: ",".join(map(str, sorted(ids))), _ids),
    Wish.EXCERPTS_KEPT: _span("excerpts_kept", timedelta(hours=1)),
    Wish.STALE_AFTER: _or_none(_span("stale_after", timedelta(hours=1))),
    Wish.SECOND: _Field("second", str, SecondRule),
    Wish.VIEWERS: _Holders(Role.VIEWER),
    Wish.CONTRIBUTORS: _Holders(Role.CONTRIBUTOR),
    Wish.MODERATORS: _Holders(Role.MODERATOR),
    Wish.LEADS: _Holders(Role.LEAD),
}
