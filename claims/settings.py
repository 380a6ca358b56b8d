"""How Caveat behaves in a guild: every wish with a default that needs no thought."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from claims.errors import Invalid

MOST_COOL_DOWN = timedelta(days=7)
MOST_VOICES = 50
MOST_NOTE_AGE = timedelta(days=365)


class OnRepeat(StrEnum):
    """What a message gets that repeats a claim soon after a note in the same channel."""

    NOTHING = "nothing"
    REACTION = "reaction"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the day, in UTC, without automatic notes; they may pass midnight."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins == self.ends:
            raise Invalid("Quiet hours must end at another time than they begin. Pick two different times.")

    def hold(self, now: datetime) -> bool:
        """Return whether it is quiet at an instant."""
        at = now.time()
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """How Caveat behaves in a guild.

    Attributes:
        cool_down: how long a claim noted in a channel gets no other note there; zero notes every repeat.
        on_repeat: what such a repeat gets instead.
        quiet_hours: when no automatic note is posted at all.
        answers_questions: whether a message that asks whether a claim is true gets its note, too.
        notes_unproven: whether a message that says itself that nothing is confirmed gets its note, too.
        voices: so many members' "wrong match" take a note away; 0 leaves that to moderators.
        silent: whether notes are posted as silent messages, which nobody is notified of.
        note_age: notes older than this are not brought up to date when a claim changes.
    """

    paused: bool = False
    paused_channels: frozenset[int] = field(default_factory=frozenset)
    cool_down: timedelta = timedelta(minutes=30)
    on_repeat: OnRepeat = OnRepeat.REACTION
    quiet_hours: QuietHours | None = None
    answers_questions: bool = False
    notes_unproven: bool = False
    voices: int = 3
    silent: bool = False
    note_age: timedelta = timedelta(days=30)

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.cool_down <= MOST_COOL_DOWN:
            raise Invalid("The cool-down must last from 0 minutes to 7 days. Pick a shorter one.")
        if not 0 <= self.voices <= MOST_VOICES:
            raise Invalid(f"From 0 to {MOST_VOICES} voices can take a note away. Pick a number in between.")
        if not timedelta(days=1) <= self.note_age <= MOST_NOTE_AGE:
            raise Invalid("Notes can be kept up to date for 1 to 365 days. Pick a number of days in between.")
