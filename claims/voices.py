"""What people say about a note: that it fits badly, or that it helped; and which of their voices count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from claims.people import joined_discord_at

_YOUNGEST_VOICE = timedelta(days=7)
_SWARM, _SWARMING = 5, timedelta(minutes=1)


class Voice(StrEnum):
    """What a person says about a note; each has one voice, and the later replaces the earlier."""

    WRONG = "wrong"
    HELPFUL = "helpful"


@dataclass(frozen=True, slots=True)
class Cast:
    """A person's voice about a note."""

    user_id: int
    voice: Voice
    at: datetime

    @property
    def counts(self) -> bool:
        """Whether the account was a week old by then; younger ones come in swarms and do not count."""
        return self.at - joined_discord_at(self.user_id) >= _YOUNGEST_VOICE


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices about a note: how many of either kind count, and how many do not."""

    wrong: int
    helpful: int
    young: int


@dataclass(frozen=True, slots=True)
class Swarm:
    """A note that many new accounts spoke up about within a minute; ids are Discord's."""

    guild_id: int
    channel_id: int
    message_id: int
    slug: str
    reply_id: int | None
    noticed_at: datetime


def counted(casts: Iterable[Cast]) -> Voices:
    """Return what the voices about a note come to."""
    kinds = [cast.voice if cast.counts else None for cast in casts]
    return Voices(kinds.count(Voice.WRONG), kinds.count(Voice.HELPFUL), kinds.count(None))


def is_swarm(casts: Iterable[Cast], now: datetime) -> bool:
    """Return whether so many new accounts spoke up within the last minute that it is no chance."""
    young = [cast for cast in casts if not cast.counts and now - cast.at <= _SWARMING]
    return len(young) >= _SWARM
