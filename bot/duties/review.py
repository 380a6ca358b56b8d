"""Looks through a guild's claims when a review is due; what follows of it are jobs of their own."""

from __future__ import annotations

import discord
import structlog

from claims.jobs import Job
from claims.review_desk import ReviewDesk

log = structlog.get_logger(__name__)


class ReviewDuty:
    """Sets aside the claims that nobody has checked in time."""

    def __init__(self, reviews: ReviewDesk) -> None:
        self._reviews = reviews

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Set them aside; Discord is not asked."""
        if claims := await self._reviews.look_through(job):
            log.info("claims past their review", guild=job.guild_id, claims=list(claims))
