"""Setting a guild up: what is done, what is in the way, and how it begins; rules only.

Until it begins, nothing is read: what is loaded meanwhile brings no notes by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.errors import Invalid
from claims.events import Event
from claims.settings import GuildSettings, Mode

_CAREFUL_FIRST = (Mode.SHADOW, Mode.SUGGEST, Mode.ON)
_ASKS = {Mode.SHADOW, Mode.SUGGEST}
_NO_EVENT = "Load a pack or start empty first."
_NO_DESK = "Pick the moderators' channel first: shadow and suggest modes show their cards there."
_NOT_BOTH = "I do not read the moderators' channel. Pick different channels for that and for reading."


@dataclass(frozen=True, slots=True)
class Reached:
    """A channel, with the permissions the bot has not got there, in Discord's words.

    Attributes:
        lacks: those it cannot work without.
        misses: those only some of its work needs.
    """

    channel_id: int
    lacks: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What the bot may do in a guild.

    Attributes:
        channels: those it reads, or will once it begins.
        desk: the moderators' channel, where one is picked.
        reads_all: whether Discord tells it the words of all messages (the Message Content intent).
    """

    channels: tuple[Reached, ...]
    desk: Reached | None = None
    reads_all: bool = True

    @property
    def sound(self) -> bool:
        """Whether nothing it needs is missing anywhere."""
        return self.reads_all and not any(each.lacks for each in (*self.channels, self.desk) if each)

    def lacking(self) -> dict[str, list[int]]:
        """Return in which channels each permission is missing that is needed."""
        return _by_permission([(each.channel_id, each.lacks) for each in self.channels])

    def missing(self) -> dict[str, list[int]]:
        """Return in which channels each permission is missing that only some work needs."""
        return _by_permission([(each.channel_id, each.misses) for each in self.channels])


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far a guild is set up.

    Attributes:
        example: something to write that brings the first card or note; empty where no claim would.
    """

    settings: GuildSettings
    events: tuple[Event, ...] = ()
    example: str = ""

    @property
    def mode(self) -> Mode | None:
        """The mode it works in, the most careful where there are several; None before it has begun."""
        return working(self.settings) if self.events else None

    @property
    def chosen(self) -> frozenset[int]:
        """The only channels and categories that are read, or will be; empty for all."""
        return chosen(self.settings)

    def obstacle(self, mode: Mode, survey: Survey | None = None) -> str | None:
        """Return what is to be done before it can begin in a mode; None where nothing is."""
        if not self.events:
            return _NO_EVENT
        if mode not in _ASKS:
            return None
        if self.settings.moderators_channel is None:
            return _NO_DESK
        lacks = survey.desk.lacks if survey and survey.desk else ()
        channel = f"<#{self.settings.moderators_channel}>"
        return f"Give me **{', '.join(lacks)}** in {channel}, or pick another channel." if lacks else None


def working(settings: GuildSettings) -> Mode | None:
    """Return the most careful mode in which anything is read, None where nothing is."""
    if settings.mode is not Mode.OFF:
        return settings.mode
    modes = set(settings.places.values())
    return next((mode for mode in _CAREFUL_FIRST if mode in modes), None)


def chosen(settings: GuildSettings) -> frozenset[int]:
    """Return the only places that are read, or will be once it begins; empty for all."""
    if settings.mode is not Mode.OFF:
        return frozenset()
    return frozenset(settings.places.keys() - _off(settings)) or settings.awaiting


def held(settings: GuildSettings) -> GuildSettings:
    """Return the settings with nothing read until it begins; what was chosen stays so."""
    return replace(settings, mode=Mode.OFF, places=_off(settings), awaiting=chosen(settings))


def begun(settings: GuildSettings, mode: Mode) -> GuildSettings:
    """Return the settings with a mode wherever messages are, or will be, read.

    Raises:
        Invalid: the mode needs a moderators' channel.
    """
    only = chosen(settings)
    places = {**dict.fromkeys(settings.places, mode), **dict.fromkeys(only, mode), **_off(settings)}
    return replace(settings, mode=Mode.OFF if only else mode, places=places, awaiting=frozenset())


def ahead(settings: GuildSettings) -> GuildSettings:
    """Return the settings as they will be once everything that is to be read is."""
    return begun(settings, Mode.ON)


def with_channels(settings: GuildSettings, only: frozenset[int]) -> GuildSettings:
    """Return the settings with no other channels read than those; with none, all are.

    Raises:
        Invalid: the moderators' channel is among them.
    """
    if settings.moderators_channel in only:
        raise Invalid(_NOT_BOTH)
    mode = working(settings)
    if mode is None:
        # A channel that was off and is chosen now is no longer off.
        off = {place: Mode.OFF for place in _off(settings) if place not in only}
        return replace(settings, places=off, awaiting=only)
    if only:
        places = {**_off(settings), **{place: _own(settings, place) or mode for place in only}}
        return replace(settings, mode=Mode.OFF, places=places)
    return settings if settings.mode is mode else replace(settings, mode=mode, places=_off(settings))


def with_desk(settings: GuildSettings, channel: int | None) -> GuildSettings:
    """Return the settings with another moderators' channel, or none.

    Raises:
        Invalid: that channel is read, or a mode needs one.
    """
    if channel in chosen(settings):
        raise Invalid(_NOT_BOTH)
    return replace(settings, moderators_channel=channel)


def _own(settings: GuildSettings, place: int) -> Mode | None:
    mode = settings.mode_at((place,))
    return None if mode is Mode.OFF else mode


def _off(settings: GuildSettings) -> dict[int, Mode]:
    return {place: mode for place, mode in settings.places.items() if mode is Mode.OFF}


def _by_permission(found: Sequence[tuple[int, Sequence[str]]]) -> dict[str, list[int]]:
    names = dict.fromkeys(name for _, lacking in found for name in lacking)
    return {name: [channel for channel, lacking in found if name in lacking] for name in names}
