"""What the domain asks of the store that keeps breaking mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change
from claims.breaking import Breaking, BriefShown
from claims.jobs import Job


class BreakingStore(Protocol):
    """Keeps which events are, and were, in breaking mode."""

    async def live(self, guild_id: int, now: datetime) -> Sequence[Breaking]:
        """Return the events in breaking mode at an instant, the first begun first."""
        ...

    async def begin(self, breaking: Breaking, change: Change) -> None:
        """Begin the mode, and enqueue its brief and its end.

        Raises:
            NotFound: no such event.
            AlreadyThere: it is in the mode already, or the channel has another event's brief.
        """
        ...

    async def alter(
        self, guild_id: int, event: str, alter: Callable[[Breaking], Breaking], change: Change
    ) -> Breaking:
        """Store and return what `alter` makes of a mode that lives, and enqueue its brief and its end.

        Raises:
            NotFound: the event is not in breaking mode.
        """
        ...

    async def of_channel(self, guild_id: int, channel_id: int) -> Sequence[Breaking]:
        """Return the modes whose brief in a channel is not closed, the first begun first."""
        ...

    async def settled(self, job: Job, shown: Sequence[BriefShown]) -> None:
        """Record what became of a channel's briefs; the job is done."""
        ...

    async def calm(self, job: Job, change: Change) -> None:
        """Record the end of what is over in a channel, and enqueue its brief; the job is done."""
        ...
