"""Where moderators take on what waits for them, leave it to others, or put it aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from claims.assignments import Assignment, Matter, Snooze
from claims.errors import ClaimError
from claims.people import Actor
from claims.ports.clock import Clock
from claims.ports.queue import AssignmentStore
from claims.queue import WaitingKind


class Docket(Protocol):
    """Knows the matters of one kind."""

    async def over(self, guild_id: int, matter: Matter) -> ClaimError:
        """Return the error that tells what has become of a matter which waits no more."""
        ...


class AssignmentDesk:
    """One moderator a matter; what is decided about it is decided at the desk whose it is."""

    def __init__(self, store: AssignmentStore, dockets: Mapping[WaitingKind, Docket], clock: Clock) -> None:
        self._store = store
        self._dockets = dockets
        self._clock = clock

    async def begin(self, actor: Actor, matter: Matter, *, over: bool = False) -> Assignment:
        """Have the actor work on a matter, with `over` in place of whoever does.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: there is no such matter.
            Occupied: another moderator works on it.
            Changed: it was decided, or taken back by its author.
        """
        actor.must_moderate()
        found = await self._store.assign(actor.guild_id, matter, actor.user_id, self._clock(), over=over)
        return await self._waiting(actor, matter, found)

    async def release(self, actor: Actor, matter: Matter) -> Assignment:
        """Let others work on a matter again; raises as `begin` does."""
        actor.must_moderate()
        found = await self._store.release(actor.guild_id, matter, actor.user_id, self._clock())
        return await self._waiting(actor, matter, found)

    async def snooze(self, actor: Actor, matter: Matter, snooze: Snooze) -> Assignment:
        """Put a matter aside for a while; raises as `begin` does."""
        actor.must_moderate()
        now = self._clock()
        found = await self._store.snooze(actor.guild_id, matter, actor.user_id, now, now + snooze.span)
        return await self._waiting(actor, matter, found)

    async def _waiting(self, actor: Actor, matter: Matter, found: Assignment | None) -> Assignment:
        if found is None:
            raise await self._dockets[matter.kind].over(actor.guild_id, matter)
        return found
