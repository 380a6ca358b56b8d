"""Who works on what waits for moderators, and what is put aside: the same for all that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from claims.errors import Changed
from claims.queue import WaitingKind

# So long a matter stays with the moderator who works on it; then anyone may go on.
WORKED_ON_FOR = timedelta(minutes=15)
# What is assigned and put aside; messages and judgements are decided by one press, without a form.
ASSIGNED = (WaitingKind.CLAIM, WaitingKind.EVIDENCE, WaitingKind.DRAFT)
LONGEST_REASON = 300


class Snooze(StrEnum):
    """For how long a matter is put aside."""

    HOUR = "1h"
    EIGHT_HOURS = "8h"
    DAY = "1d"

    @property
    def span(self) -> timedelta:
        """The same as a time."""
        hours = {Snooze.HOUR: 1, Snooze.EIGHT_HOURS: 8, Snooze.DAY: 24}
        return timedelta(hours=hours[self])


@dataclass(frozen=True, slots=True)
class Matter:
    """Names one thing that waits: a suggestion by its number, a draft by its claim's short name."""

    kind: WaitingKind
    number: int = 0
    slug: str = ""

    @classmethod
    def tip(cls, number: int) -> Matter:
        """Return what names a suggested claim."""
        return cls(WaitingKind.CLAIM, number)

    @classmethod
    def source(cls, number: int) -> Matter:
        """Return what names a suggested source."""
        return cls(WaitingKind.EVIDENCE, number)

    @classmethod
    def draft(cls, slug: str) -> Matter:
        """Return what names a draft."""
        return cls(WaitingKind.DRAFT, slug=slug)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who works on a matter and since when, or until when it is put aside; by default neither."""

    matter: Matter
    assigned_to: int | None = None
    assigned_at: datetime | None = None
    snoozed_until: datetime | None = None

    def check_free(self, user_id: int, now: datetime) -> None:
        """Raise Occupied unless a moderator may act: nobody else began with the matter just now."""
        lapsed = self.assigned_at is None or self.assigned_at <= now - WORKED_ON_FOR
        if not lapsed and self.assigned_to != user_id:
            raise Occupied(self)


class Occupied(Changed):
    """Another moderator works on a matter; it can be taken over."""

    def __init__(self, assignment: Assignment) -> None:
        since = f" since {assignment.assigned_at:%H:%M} UTC" if assignment.assigned_at else ""
        super().__init__(
            f"<@{assignment.assigned_to}> works on this{since}, so nothing was changed. Press the button "
            "again to take it over."
        )
        self.assignment = assignment
