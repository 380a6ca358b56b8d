"""What members ask about an event: what it is, how it unfolded, who is who."""

from __future__ import annotations

from datetime import datetime

from claims.audit import Action, Change
from claims.errors import event_not_found
from claims.events import Dossier, Event, Term, TimelineEntry
from claims.people import Actor
from claims.ports.clock import Clock
from claims.ports.events import EventStore
from claims.ports.matching import Matcher


class EventDesk:
    """Answers what an event is about and how it unfolded."""

    def __init__(self, events: EventStore, matcher: Matcher, clock: Clock) -> None:
        self._events = events
        self._matcher = matcher
        self._clock = clock

    async def load(self, actor: Actor, dossier: Dossier) -> None:
        """Bring an event into the guild, all or nothing; raise AlreadyThere when it is there."""
        actor.must_moderate()
        await self._events.load(actor.guild_id, dossier, Change(Action.LOADED, actor.user_id, self._clock()))
        self._matcher.refresh(actor.guild_id)
        # Reading nothing builds the index now, so that the first message need not wait for it.
        await self._matcher.read(actor.guild_id, "")

    async def events(self, guild_id: int) -> list[Event]:
        """Return the guild's events, latest first."""
        return sorted(await self._events.events(guild_id), key=lambda event: event.begins_at, reverse=True)

    async def event(self, guild_id: int, slug: str | None = None) -> Event:
        """Return an event by its slug, or the latest; raise NotFound when there is none."""
        events = await self.events(guild_id)
        for event in events:
            if slug in {None, event.slug}:
                return event
        raise event_not_found(slug or "any")

    async def timeline(self, guild_id: int, slug: str, as_of: datetime | None = None) -> list[TimelineEntry]:
        """Return the event's timeline in order of time, up to an instant when one is given."""
        entries = await self._events.timeline(guild_id, slug)
        return sorted((e for e in entries if as_of is None or e.at <= as_of), key=lambda entry: entry.at)

    async def terms(self, guild_id: int, slug: str) -> list[Term]:
        """Return the event's terms by name."""
        return sorted(await self._events.terms(guild_id, slug), key=lambda term: term.name.casefold())
