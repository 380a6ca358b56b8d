"""What the domain asks of the stores that keep what is to be done in Discord."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from claims.cards import Card
from claims.jobs import Job, Share


class JobStore(Protocol):
    """Keeps what is to be done in Discord until it is done, whatever dies meanwhile."""

    async def take(
        self, share: Share, holder: str, now: datetime, most: int, *, hasty: bool = False
    ) -> Sequence[Job]:
        """Lease jobs that are due to one process, `hasty` ones alone where asked, and count the attempt."""
        ...

    async def renew(self, holder: str, now: datetime) -> None:
        """Lengthen the leases of a process that is still at work."""
        ...

    async def done(self, job: Job) -> None:
        """Strike a job off, unless something caused it anew."""
        ...

    async def put_off(self, job: Job, due_at: datetime) -> None:
        """Give a job back, to be tried later."""
        ...

    async def stuck(self, guild_id: int) -> int:
        """Return how many of a guild's jobs were tried again and again without success."""
        ...

    async def holders(self, share: Share) -> Sequence[str]:
        """Return which processes hold leases."""
        ...

    async def let_go(self, holder: str) -> None:
        """Free what a process that is no more had taken."""
        ...


class CardStore(Protocol):
    """Remembers which message of the moderators' channel shows what."""

    async def card(self, job: Job) -> Card | None:
        """Return the card a job is about, None before it is posted."""
        ...

    async def put(self, job: Job, card: Card | None) -> None:
        """Remember where the card is; the job is done."""
        ...
