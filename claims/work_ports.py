"""What the domain asks of the store that keeps who works on what."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from claims.work import Assignment, Matter


class WorkStore(Protocol):
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
