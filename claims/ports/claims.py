"""What the domain asks of the stores that keep claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change
from claims.jobs import Job
from claims.kinship import Tie
from claims.listing import Listed
from claims.model import Claim


class ClaimStore(Protocol):
    """Keeps claims; every change is one transaction together with its audit record."""

    async def claim(self, guild_id: int, slug: str) -> Claim | None:
        """Return the claim, whole, or None."""
        ...

    async def claims(self, guild_id: int) -> Sequence[Claim]:
        """Return all claims of the guild, by slug."""
        ...

    async def listed(self, guild_id: int) -> Sequence[Listed]:
        """Return what a list tells of all claims of the guild, the latest judged first."""
        ...

    async def add(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        """Store a new claim as revision 1 and return it; raise AlreadyThere when its slug is taken."""
        ...

    async def save(
        self, guild_id: int, claim: Claim, change: Change, notes_since: datetime | None = None
    ) -> Claim:
        """Replace the stored claim and return it with the next revision.

        With `notes_since`, what brings the notes posted since then up to date is enqueued with it; with
        another verdict, what tells those who follow the claim.

        Raises:
            Changed: the stored revision is not `claim.revision` (someone else saved first).
            NotFound: no such claim.
        """
        ...


class FamilyStore(Protocol):
    """Knows which claims are linked, and changes several claims at once."""

    async def links(self, guild_id: int, target: str | None = None) -> Sequence[Tie]:
        """Return all links of the guild, or those to one claim."""
        ...

    async def rewrite(
        self, guild_id: int, claims: Sequence[Claim], change: Change, notes_since: datetime
    ) -> Sequence[Claim]:
        """Replace stored claims, all or none, and return them with their next revisions.

        What brings their notes up to date is enqueued where they show something else now; the notes of
        a claim that was merged into another of these go with it.

        Raises:
            Changed: a stored revision is not the one given (someone else saved first).
            NotFound: no such claim.
            Invalid: a claim would be narrower than itself by way of others.
        """
        ...


class ReviewStore(Protocol):
    """Knows which claims are to be checked again, and sets aside those that nobody has checked."""

    async def to_check(self, guild_id: int, due_by: datetime) -> Sequence[str]:
        """Return the claims past their review, and those whose review is due by then, the oldest first."""
        ...

    async def set_aside(self, job: Job, now: datetime, notes_since: datetime) -> Sequence[str]:
        """Mark the claims whose review was due, and return them; the job is done, and the next enqueued.

        What brings their notes posted since `notes_since` up to date is enqueued, too.
        """
        ...

    async def tidy(self, guild_id: int, before: datetime) -> None:
        """Delete repeats and rollouts from before an instant."""
        ...
