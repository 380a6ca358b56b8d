"""How long what is known of a claim holds good: reviews, the claims past theirs, and checking again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from claims.model import Claim, Judgement, Lifecycle

# Reviews due so soon are on the moderators' list already.
SOON = timedelta(days=1)
# Every guild's records are looked through at least so often, also where no review is due.
TIDIED_EVERY = timedelta(days=7)
# What was only counted, or shows the progress of something long done, is kept as long as statistics reach.
COUNTS_KEPT = timedelta(days=90)


class CheckAgain(StrEnum):
    """When a claim is to be checked again."""

    SIX_HOURS = "6h"
    DAY = "1d"
    THREE_DAYS = "3d"
    WEEK = "7d"
    MONTH = "30d"
    NEVER = "never"


_SPANS = {
    CheckAgain.SIX_HOURS: timedelta(hours=6),
    CheckAgain.DAY: timedelta(days=1),
    CheckAgain.THREE_DAYS: timedelta(days=3),
    CheckAgain.WEEK: timedelta(days=7),
    CheckAgain.MONTH: timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class CheckList:
    """A page of the claims that somebody should look at, the longest overdue first.

    Attributes:
        claims: those of this page.
        page: which page, from 0.
        pages: how many there are.
        stale_before: claims whose review was due by then get no new notes; None where all do.
    """

    claims: Sequence[Claim]
    page: int
    pages: int
    stale_before: datetime | None

    def is_stale(self, claim: Claim) -> bool:
        """Return whether a claim gets no new notes until somebody has checked it."""
        return is_stale(claim.review_by, self.stale_before)


def is_stale(review_by: datetime | None, stale_before: datetime | None) -> bool:
    """Return whether a review was due for so long that its claim gets no new notes."""
    return review_by is not None and stale_before is not None and review_by <= stale_before


def checked(claim: Claim, judgement: Judgement, again: CheckAgain | None, now: datetime) -> Claim:
    """Return the claim with one more judgement, published and its review renewed.

    Raises:
        Invalid: the judgement is older than the latest.
    """
    lifecycle = published(claim)
    review_by = _next_review(claim, again, now)
    return replace(claim.judged(judgement), lifecycle=lifecycle, review_by=review_by)


def published(claim: Claim) -> Lifecycle:
    """Return where a claim stands once it is judged."""
    return Lifecycle.PUBLISHED if claim.needs_check or claim.is_draft else claim.lifecycle


def seen_at(claim: Claim, revision: int) -> int:
    """Return which revision a moderator has seen who looked at one of a claim.

    A review that lapsed since, perhaps while a form was open, is no change to what they judge.
    """
    return claim.revision if claim.needs_check and claim.revision == revision + 1 else revision


def _next_review(claim: Claim, again: CheckAgain | None, now: datetime) -> datetime | None:
    """Return when to check a claim again: as told, or after as long as the judgement before was to hold."""
    span = _SPANS.get(again) if again is not None else _former_span(claim)
    try:
        return None if span is None else now + span
    except OverflowError:  # beyond the year 9999
        return None


def _former_span(claim: Claim) -> timedelta | None:
    if claim.review_by is None or claim.review_by <= claim.checked_at:
        return None
    return claim.review_by - claim.checked_at
