"""Breaking mode: what holds for an event while everybody talks about it and little is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from claims.errors import Invalid
from claims.events import Event
from claims.model import Claim, Lifecycle

# A match's probability is calibrated, so of the notes that pass this at most one in ten is wrong, whatever
# the usual threshold. In a rush more people read a wrong note; what falls between is left to moderators.
SURE_ENOUGH = 0.9
USUAL_LENGTH, LONGEST = timedelta(hours=6), timedelta(hours=72)
PROLONGED_BY = timedelta(hours=6)
USUAL_WINDOW = timedelta(minutes=60)
SHORTEST_WINDOW, LONGEST_WINDOW = timedelta(minutes=10), timedelta(minutes=720)

_SHOWN = {Lifecycle.PUBLISHED, Lifecycle.NEEDS_RECHECK}


@dataclass(frozen=True, slots=True)
class Breaking:
    """An event in breaking mode; it is over at `ends_at` by itself.

    Attributes:
        channel_id: where its live brief is.
        window: how long a claim of it that was noted in a channel gets no other note there, at the least.
        ended_at: when it was ended, or was found to be over.
        changed_at: when something of what the brief shows was last changed.
        brief_id: the brief's message, once it is posted.
        pinned: whether the brief was pinned.
        closed: whether the brief says for good that the mode is over.
    """

    guild_id: int
    event: str
    channel_id: int
    window: timedelta
    begun_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    changed_at: datetime | None = None
    brief_id: int | None = None
    pinned: bool = False
    closed: bool = False

    def __post_init__(self) -> None:
        if not SHORTEST_WINDOW <= self.window <= LONGEST_WINDOW:
            raise Invalid("The window lasts from 10 to 720 minutes. Pick a number of minutes in between.")

    def lives(self, now: datetime) -> bool:
        """Return whether it holds at an instant."""
        return self.ended_at is None and self.begun_at <= now < self.ends_at

    def until(self, ends_at: datetime, now: datetime) -> Breaking:
        """Return it with another end, which must come within 72 hours from now."""
        if not now < ends_at <= now + LONGEST:
            raise Invalid("Breaking mode lasts from 1 to 72 hours. Pick a number of hours in between.")
        return replace(self, ends_at=ends_at)

    def prolonged(self, now: datetime) -> Breaking:
        """Return it with six hours more, though never more than 72 from now."""
        return self.until(min(self.ends_at + PROLONGED_BY, now + LONGEST), now)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a live brief shows.

    Attributes:
        claims: the event's claims that members may know of, latest judged first.
        over: whether the mode is over.
    """

    breaking: Breaking
    event: Event
    claims: tuple[Claim, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class BriefShown:
    """What became of showing a brief: its message, whether that is pinned, whether nothing is to follow."""

    breaking: Breaking
    brief_id: int | None
    pinned: bool
    closed: bool


def brief(breaking: Breaking, event: Event, claims: Iterable[Claim], now: datetime) -> Brief:
    """Return what the brief of an event shows now."""
    shown = (claim for claim in claims if claim.event == event.slug and claim.lifecycle in _SHOWN)
    latest_first = sorted(shown, key=lambda claim: claim.current.as_of, reverse=True)
    return Brief(breaking, event, tuple(latest_first), over=not breaking.lives(now))


def stricter(live: Sequence[Breaking], claims: Iterable[Claim]) -> dict[str, float]:
    """Return from which probability on the claims of events in breaking mode get notes, by slug."""
    events = {breaking.event for breaking in live}
    return {claim.slug: SURE_ENOUGH for claim in claims if claim.event in events}


def quiet_since(
    live: Sequence[Breaking], claims: Iterable[Claim], cool_down: timedelta, now: datetime
) -> Mapping[str, datetime]:
    """Return since when a note of a claim keeps others back, by slug: the window, or a longer cool-down."""
    windows = {breaking.event: breaking.window for breaking in live}
    return {
        claim.slug: now - max(cool_down, windows[claim.event]) for claim in claims if claim.event in windows
    }
