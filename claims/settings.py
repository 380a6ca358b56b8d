"""How Caveat behaves in a guild: every wish with a default that needs no thought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from claims.checks import check_text
from claims.errors import Invalid
from claims.model import Verdict
from claims.people import Role

MOST_COOL_DOWN = timedelta(days=7)
# What a community keeps about people should go within 30 days (Discord: Developer Terms, 5e).
MOST_EXCERPT_AGE = timedelta(days=30)
LONGEST_TAG = 20
_NOBODY_TO_ASK = (
    "Shadow and suggest modes need a channel where I show moderators what I would do. Pick the moderators' "
    "channel first; while those modes are on, I need one."
)
MOST_VOICES = 50
MOST_NOTE_AGE = timedelta(days=365)


class Mode(StrEnum):
    """What is done about messages of a place that repeat a claim.

    Off: nothing is read. Shadow: moderators are shown what would be done. Suggest: they decide. On: notes.
    """

    OFF = "off"
    SHADOW = "shadow"
    SUGGEST = "suggest"
    ON = "on"


class SecondRule(StrEnum):
    """For which claims a second moderator must agree before a verdict that settles them is saved."""

    NEVER = "never"
    BREAKING = "breaking"
    ALWAYS = "always"


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
        mode: what is done about messages, wherever no place says otherwise.
        places: another mode for a channel or category, by its id; the nearest to the message holds.
        moderators_channel: where moderators are shown what they are to decide.
        ignored_roles: whose members' messages are not read.
        excerpts_kept: how long the words of a message stay on a moderators' card; zero shows none.
        stale_after: how long past its review a claim still gets new notes; None for ever.
        tags: the forum tag that shows a verdict, by its name.
        roles: what members with a role of Discord's may do, by its id.
        second: for which claims another moderator must second “confirmed” and “false”.
        awaiting: the only places to be read once the set-up begins, chosen while nothing is; empty for all.
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
    mode: Mode = Mode.ON
    places: Mapping[int, Mode] = field(default_factory=dict)
    moderators_channel: int | None = None
    ignored_roles: frozenset[int] = frozenset()
    excerpts_kept: timedelta = timedelta(0)
    stale_after: timedelta | None = timedelta(days=7)
    tags: Mapping[Verdict, str] = field(default_factory=dict)
    roles: Mapping[int, Role] = field(default_factory=dict)
    second: SecondRule = SecondRule.BREAKING
    awaiting: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.cool_down <= MOST_COOL_DOWN:
            raise Invalid("The cool-down must last from 0 minutes to 7 days. Pick a shorter one.")
        if not 0 <= self.voices <= MOST_VOICES:
            raise Invalid(f"From 0 to {MOST_VOICES} voices can take a note away. Pick a number in between.")
        if not timedelta(days=1) <= self.note_age <= MOST_NOTE_AGE:
            raise Invalid("Notes can be kept up to date for 1 to 365 days. Pick a number of days in between.")
        if not timedelta(0) <= self.excerpts_kept <= MOST_EXCERPT_AGE:
            raise Invalid("Excerpts can be kept for 30 days at the most. Pick a shorter time.")
        if self.stale_after is not None and not timedelta(0) <= self.stale_after <= MOST_NOTE_AGE:
            raise Invalid("A claim past its review gets notes for 0 to 365 days. Pick a time in between.")
        for tag in self.tags.values():
            check_text("A forum tag", tag, LONGEST_TAG)
        if self.moderators_channel is None and {Mode.SHADOW, Mode.SUGGEST} & {
            self.mode,
            *self.places.values(),
        }:
            raise Invalid(_NOBODY_TO_ASK)

    def mode_at(self, places: Sequence[int]) -> Mode:
        """Return the mode of a place, given it and what it lies in, the nearest first."""
        # What moderators say among themselves is no news.
        own = {} if self.moderators_channel is None else {self.moderators_channel: Mode.OFF}
        modes = {**own, **self.places}
        return next((modes[place] for place in places if place in modes), self.mode)

    def stale_before(self, now: datetime) -> datetime | None:
        """Return the instant by which a review was due whose claim gets no new notes; None where all do."""
        return None if self.stale_after is None else now - self.stale_after

    def paused_at(self, places: Iterable[int]) -> bool:
        """Return whether notes are paused in a place, or in anything it lies in."""
        return self.paused or not self.paused_channels.isdisjoint(places)
