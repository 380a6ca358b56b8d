"""Where moderators read what waits for them."""

from __future__ import annotations

from collections.abc import Mapping

from claims.people import Actor, Role
from claims.ports.clock import Clock
from claims.ports.queue import QueueStore
from claims.queue import PER_PAGE, QueuePage, WaitingKind


class QueueDesk:
    """Reads the queue; what is done about it is done at the desks whose it is."""

    def __init__(self, store: QueueStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def page(self, actor: Actor, kind: WaitingKind | None = None, page: int = 0) -> QueuePage:
        """Return a page of what waits, from 0, the oldest first; beyond the last, the last.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        now = self._clock()
        counts = await self._store.counts(actor.guild_id, now)
        empty = QueuePage(kind, 0, (), counts)
        page = min(page, empty.last)
        found = await self._store.waiting(actor.guild_id, now, kind, page * PER_PAGE, PER_PAGE)
        return QueuePage(kind, page, found, counts)

    async def counts(self, guild_id: int) -> Mapping[WaitingKind, int]:
        """Return how much of each kind waits."""
        return await self._store.counts(guild_id, self._clock())
