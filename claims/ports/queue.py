"""What the domain asks of the stores behind the review queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.assignments import Assignment, Matter
from claims.audit import Change
from claims.blocking import Block
from claims.jobs import Job
from claims.model import Claim
from claims.queue import Waiting, WaitingKind
from claims.tips import NewTip, Tip


class TipStore(Protocol):
    """Keeps the claims that members suggest; each change enqueues what its card must show."""

    async def add(self, guild_id: int, new: NewTip, by: int, at: datetime, like: str = "") -> Tip:
        """Store a tip under the guild's next number; one that is `like` a claim is held for its author.

        A person has one held tip at most.

        Raises:
            NotFound: no such event.
            AlreadyThere: an open tip has the same words.
            Invalid: the person has as many as may be.
        """
        ...

    async def submit(self, guild_id: int, number: int, by: int, at: datetime) -> Tip:
        """Open a person's held tip; raise NotFound where there is none, AlreadyThere or Invalid as `add`."""
        ...

    async def expire(self, job: Job, before: datetime) -> None:
        """Delete a job's tip if it is held since before an instant."""
        ...

    async def tip(self, guild_id: int, number: int) -> Tip | None:
        """Return a tip, or None."""
        ...

    async def approve(self, guild_id: int, number: int, claim: Claim, change: Change) -> Claim:
        """Record a new claim that a tip becomes, both at once, and let the tip go.

        Raises:
            NotFound: no such tip, or the claim's event is not there.
            Occupied: another moderator works on it.
            Changed: it was decided, or erased.
            AlreadyThere: the claim's slug is taken.
        """
        ...

    async def attach(self, guild_id: int, number: int, claim: Claim, change: Change) -> Claim:
        """Save a claim with a tip as a wording, both at once; raises as `approve` and ClaimStore.save do."""
        ...

    async def reject(self, guild_id: int, number: int, reason: str, change: Change) -> Tip:
        """Leave a tip, and return it; raises as `approve` does."""
        ...


class BlockStore(Protocol):
    """Keeps from whom no suggestions are taken."""

    async def block(self, guild_id: int, user_id: int, change: Change) -> None:
        """Add a person; raise AlreadyThere when they are blocked."""
        ...

    async def unblock(self, guild_id: int, user_id: int, change: Change) -> None:
        """Take a person off; raise NotFound when they are not blocked."""
        ...

    async def is_blocked(self, guild_id: int, user_id: int) -> bool:
        """Return whether no suggestions are taken from a person."""
        ...

    async def blocked(self, guild_id: int) -> Sequence[Block]:
        """Return who is blocked, the latest first."""
        ...


class QueueStore(Protocol):
    """Reads what waits for moderators, wherever it is kept."""

    async def waiting(
        self, guild_id: int, now: datetime, kind: WaitingKind | None, skipped: int, most: int
    ) -> Sequence[Waiting]:
        """Return what waits, of one kind or all, the oldest first; what is snoozed is left out."""
        ...

    async def counts(self, guild_id: int, now: datetime) -> Mapping[WaitingKind, int]:
        """Return how much of each kind waits; what is snoozed is left out."""
        ...


class AssignmentStore(Protocol):
    """Keeps assignments; each change enqueues what the matter's card must show, where it has one.

    What is decided, erased or no draft any more is let go by the store that writes that.
    """

    async def assignment(self, guild_id: int, matter: Matter) -> Assignment:
        """Return who works on a matter, and whether it is put aside."""
        ...

    async def assign(
        self, guild_id: int, matter: Matter, to: int, at: datetime, *, over: bool = False
    ) -> Assignment | None:
        """Give a matter to a moderator, `over` another who works on it; None when it waits no more.

        Raises:
            Occupied: another moderator works on it.
        """
        ...

    async def release(self, guild_id: int, matter: Matter, by: int, at: datetime) -> Assignment | None:
        """Let anyone work on a matter again; answers as `assign` does."""
        ...

    async def snooze(
        self, guild_id: int, matter: Matter, by: int, at: datetime, until: datetime
    ) -> Assignment | None:
        """Put a matter aside until an instant, and let it go; answers as `assign` does."""
        ...
