"""What became of messages and notes over a span of time, in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import ceil, sqrt

from claims.notes import Ending, Outcome, Reason
from claims.settings import Mode
from claims.tallies import Tally, together

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# Of a span up to so long, hours are told apart; of a longer one, days.
_BY_THE_HOUR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Span:
    """What is counted: from an instant up to another, of one event's claims or of all.

    Attributes:
        key: what a span is picked by: a number of days, or when breaking mode began and of which event.
        event: the event whose claims are counted; empty for all.
    """

    key: str
    since: datetime
    until: datetime
    event: str = ""

    @property
    def step(self) -> timedelta:
        """How long each of its steps is: an hour or a day."""
        return HOUR if self.until - self.since <= _BY_THE_HOUR else DAY

    @property
    def origin(self) -> datetime:
        """When its first step begins: on the hour, or at midnight UTC."""
        begins = self.since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return begins if self.step == HOUR else begins.replace(hour=0)

    @property
    def steps(self) -> int:
        """How many steps it touches, one at least."""
        return max(1, ceil((self.until - self.origin) / self.step))


def last_days(days: int, now: datetime) -> Span:
    """Return the span of so many days in UTC, of which today is the last."""
    return Span(str(days), midnight(now) - (days - 1) * DAY, now)


def midnight(instant: datetime) -> datetime:
    """Return when the day of an instant began, in UTC."""
    return instant.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


class Answered(StrEnum):
    """What became of a question to the moderators: their ruling, or none so far, or none needed any more."""

    RIGHT = "right"
    WRONG = "wrong"
    POST = "post"
    LEAVE = "leave"
    OPEN = "open"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Delays:
    """How long something took: how often it happened, half of them within, nine in ten within."""

    count: int = 0
    median: timedelta | None = None
    ninetieth: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of one guild over a span.

    Attributes:
        span: what is counted.
        notes: notes posted in it, by the number of the step and by what has ended them since.
        claims: each claim's counts, by slug.
        to_note: from a message to the note under it.
        to_first_note: from the first message that repeated a claim to the claim's first note; of claims
            first noted in the span, wrong matches left out.
        asked: what moderators were asked, by mode and answer.
        decisions: messages by what was done about them and why, on every day that the span touches; of all
            claims, also where the span is of one event.
    """

    span: Span
    notes: Mapping[tuple[int, Ending | None], int] = field(default_factory=dict)
    claims: Sequence[Tally] = ()
    to_note: Delays = Delays()
    to_first_note: Delays = Delays()
    asked: Mapping[tuple[Mode, Answered], int] = field(default_factory=dict)
    decisions: Mapping[tuple[Outcome, Reason], int] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        """The counts of all claims together."""
        return together(self.claims)

    @property
    def wrong_between(self) -> tuple[float, float]:
        """Within which bounds the share of wrong notes lies, were these notes a sample; 0..1."""
        return interval(self.total.wrong, self.total.notes)

    @property
    def silences(self) -> dict[Reason, int]:
        """Messages that got no note, by the reason, the commonest first."""
        found = [(why, count) for (what, why), count in self.decisions.items() if what is Outcome.SILENT]
        return dict(sorted(found, key=lambda each: (-each[1], each[0])))

    def ended(self, *endings: Ending | None) -> int:
        """Return how many of the notes have ended so; None for those that stand."""
        return sum(count for (_, ending), count in self.notes.items() if ending in endings)

    def in_steps(self, *endings: Ending | None) -> list[int]:
        """Return for each step how many of its notes have ended so; None for those that stand."""
        return [sum(self.notes.get((step, each), 0) for each in endings) for step in range(self.span.steps)]


def most_repeated(claims: Sequence[Tally]) -> list[Tally]:
    """Return the claims that were repeated, those that were most often first."""
    said = [each for each in claims if each.said]
    return sorted(said, key=lambda each: (-each.said, each.slug))


def delays(each: Sequence[timedelta]) -> Delays:
    """Return how long things took that took so long."""
    ranked = sorted(each)
    if not ranked:
        return Delays()
    median, ninetieth = (ranked[rank(len(ranked), share)] for share in (0.5, 0.9))
    return Delays(len(ranked), median, ninetieth)


def rank(count: int, share: float) -> int:
    """Return which of so many values in order, from 0, a share of them does not exceed (nearest rank)."""
    return max(0, ceil(count * share) - 1)


def interval(hits: int, tries: int, z: float = 1.96) -> tuple[float, float]:
    """Return the bounds of a share with 95 % confidence (Wilson, 1927); of nothing, 0 to 1."""
    if not tries:
        return 0.0, 1.0
    share, weight = hits / tries, z * z / tries
    middle = (share + weight / 2) / (1 + weight)
    reach = z * sqrt(share * (1 - share) / tries + weight / (4 * tries)) / (1 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)
