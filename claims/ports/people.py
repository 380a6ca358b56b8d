"""What the domain asks of the stores that keep what people wish for themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.following import Follower, Untold
from claims.jobs import Job
from claims.model import Verdict
from claims.people import Kept


class FollowStore(Protocol):
    """Knows who follows which claim, and what they were told; what tells them is enqueued with a verdict."""

    async def follow(
        self, guild_id: int, user_id: int, slug: str, at: datetime
    ) -> tuple[bool, datetime | None]:
        """Follow a claim; return whether that is new, and since when the person could not be reached.

        Whoever could not be reached is tried again.

        Raises:
            NotFound: no such claim.
            Invalid: they follow as many claims as one can.
        """
        ...

    async def stop(self, guild_id: int, user_id: int, slug: str | None = None) -> int:
        """Stop following a claim, or all; return how many were followed until now."""
        ...

    async def follower(self, guild_id: int, user_id: int) -> Follower | None:
        """Return what is known of a follower, None of a person who follows nothing."""
        ...

    async def untold(self, guild_id: int, user_id: int) -> Sequence[Untold]:
        """Return the followed claims whose verdict is another than was told, the latest judged first."""
        ...

    async def told(self, job: Job, verdicts: Mapping[str, Verdict], at: datetime) -> None:
        """Record which verdicts a digest showed; the job is done, and what it did not show comes later."""
        ...

    async def postpone(self, job: Job, due_at: datetime) -> None:
        """Put a digest off that was not begun yet."""
        ...

    async def unreachable(self, job: Job, at: datetime) -> None:
        """Record that no message reaches a person; the job is dropped, whatever caused it anew."""
        ...


class PrivacyStore(Protocol):
    """Keeps people's wishes about themselves, and knows what else is stored about them."""

    async def opted_out(self, guild_id: int) -> frozenset[int]:
        """Return the ids of the people whose messages are not read."""
        ...

    async def about(self, guild_id: int, user_id: int) -> Kept:
        """Return what is stored about a person."""
        ...

    async def opt_out(self, guild_id: int, user_id: int, at: datetime) -> None:
        """Record that a person's messages are not read; an earlier wish keeps its date."""
        ...

    async def opt_in(self, guild_id: int, user_id: int) -> None:
        """Delete that wish."""
        ...

    async def erase(self, guild_id: int, user_id: int, at: datetime) -> Kept:
        """Delete what a person can have erased, and return how much there was of each.

        An accepted suggestion stays the claim's evidence, without their id.
        """
        ...
