"""When a guild's claims are looked through next: a job written with every claim that has a review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from claims.freshness import TIDIED_EVERY
from claims.jobs import JobKind
from claims.model import Claim, Lifecycle
from db.database import Session
from db.jobs import enqueue_by


async def schedule_reviews(session: Session, guild_id: int, claims: Iterable[Claim], now: datetime) -> None:
    """Have a guild's claims looked through when the first of these is to be checked.

    One such job waits for every guild with claims; it is never put off by this.
    """
    dues = [claim.review_by for claim in claims if claim.lifecycle is Lifecycle.PUBLISHED]
    await schedule_review(session, guild_id, min((due for due in dues if due is not None), default=None), now)


async def schedule_review(session: Session, guild_id: int, due_at: datetime | None, now: datetime) -> None:
    """Have a guild's claims looked through at an instant, or when it is time to tidy."""
    tidied_at = now + TIDIED_EVERY
    at = tidied_at if due_at is None else min(due_at, tidied_at)
    await enqueue_by(session, guild_id, JobKind.REVIEW, guild_id, 0, at, haste=1)
