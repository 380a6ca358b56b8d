"""What the domain asks of the store that keeps events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claims.audit import Change
from claims.events import Dossier, Event, Term, TimelineEntry


class EventStore(Protocol):
    """Keeps events, their timelines and terms."""

    async def events(self, guild_id: int) -> Sequence[Event]:
        """Return the guild's events."""
        ...

    async def timeline(self, guild_id: int, event: str) -> Sequence[TimelineEntry]:
        """Return an event's timeline in order of time."""
        ...

    async def terms(self, guild_id: int, event: str | None = None) -> Sequence[Term]:
        """Return the terms of an event, or of all the guild's events."""
        ...

    async def load(self, guild_id: int, dossier: Dossier, change: Change) -> None:
        """Store a whole dossier or nothing; raise AlreadyThere when its event or a claim exists."""
        ...
