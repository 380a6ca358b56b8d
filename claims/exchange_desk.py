"""The desk where claims are brought in from files, all or nothing, and taken out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from claims.audit import Action, Change, Revision
from claims.comparing import Comparison, Difference
from claims.errors import Changed, Invalid, event_not_found
from claims.events import Dossier
from claims.exchange import NoteRow, Wish
from claims.importing import Terms, merged_event
from claims.model import Claim
from claims.people import Actor
from claims.ports.breaking import BreakingStore
from claims.ports.clock import Clock
from claims.ports.events import EventStore
from claims.ports.exchange import Batch, ExchangeStore, Work
from claims.ports.guilds import GuildStore
from claims.ports.trail import AuditStore
from claims.settings import GuildSettings
from claims.told import Refusal

# So many claims are held at once, whatever the file's size.
CHUNK = 200
# Told how many entries are done, and of how many, None where that is not known yet.
Progress = Callable[[int, int | None], None]


def in_silence(count: int, of: int | None) -> None:
    """Take no notice of how far something is."""


@dataclass(frozen=True, slots=True)
class _Import:
    """An import as it is asked for."""

    batch: Batch
    terms: Terms
    progress: Progress
    entries: int | None = None


class ExchangeDesk:
    """Compares files with what is stored, imports them, and hands out what is stored."""

    def __init__(
        self,
        store: ExchangeStore,
        events: EventStore,
        guilds: GuildStore,
        breaking: BreakingStore,
        audit: AuditStore,
        noticed: Callable[[int], Awaitable[None]],
        clock: Clock,
    ) -> None:
        self._store = store
        self._events = events
        self._guilds = guilds
        self._breaking = breaking
        self._audit = audit
        self._noticed = noticed
        self._clock = clock

    async def compare(
        self, actor: Actor, batch: Batch, wish: Wish, progress: Progress = in_silence
    ) -> Difference:
        """Return what an import would change, or why it would be refused; nothing is stored.

        Raises:
            NotAllowed: the actor is no moderator.
            PackProblem: the file cannot be read at all.
            NotFound: the event that is wished is not there.
        """
        actor.must_moderate()
        asked = _Import(batch, await self._terms(actor, batch, wish), progress)
        async with self._store.looking(actor.guild_id) as work:
            return await _run(asked, work)

    async def bring_in(
        self, actor: Actor, batch: Batch, wish: Wish, progress: Progress = in_silence
    ) -> Difference:
        """Import a file, all of it or nothing, and return what it changed.

        Nothing is stored where the difference that is returned tells of anything refused.

        Raises:
            NotAllowed: the actor is no moderator.
            PackProblem: the file cannot be read at all.
            NotFound: the event that is wished is not there.
            Changed: somebody changed a claim while it was being imported, so that it is refused now.
        """
        found = await self.compare(actor, batch, wish, progress)
        if found.refused or not found.anything:
            return found
        now = self._clock()
        settings = await self._guilds.settings(actor.guild_id)
        terms = await self._terms(actor, batch, wish)
        asked = _Import(batch, terms, progress, found.added + found.changed + found.unchanged)
        change = Change(Action.IMPORTED, actor.user_id, now)
        about = {"format": batch.format.value}
        async with self._store.importing(actor.guild_id, change, now - settings.note_age, about) as work:
            done = await _run(asked, work)
            if done.refused:
                raise Changed(f"Someone changed a claim meanwhile. Nothing was imported: {done.refusals[0]}")
        await self._noticed(actor.guild_id)
        return done

    async def claims(self, actor: Actor, event: str | None = None) -> AsyncIterator[Sequence[Claim]]:
        """Yield the guild's claims by slug, some at a time; those of one event when it is given."""
        actor.must_moderate()
        if event is not None:
            await self.event(actor, event)
        async for some in self._store.claims(actor.guild_id, event):
            yield some

    async def dossier(self, actor: Actor, event: str | None = None) -> Dossier:
        """Return a whole event, the only one unless it is named; links that lead out of it are left out."""
        head = await self.event(actor, event)
        claims = [
            claim async for some in self._store.claims(actor.guild_id, head.event.slug) for claim in some
        ]
        slugs = {claim.slug for claim in claims}
        within = (
            replace(claim, links=tuple(link for link in claim.links if link.slug in slugs))
            for claim in claims
        )
        return replace(head, claims=tuple(within))

    async def event(self, actor: Actor, event: str | None = None) -> Dossier:
        """Return an event with its terms and timeline; the only one unless it is named.

        Raises:
            NotFound: there is none.
            Invalid: there are several, and none is named.
        """
        actor.must_moderate()
        slugs = await self.events(actor)
        if event is None and len(slugs) > 1:
            raise Invalid(f"There are {len(slugs)} events. Say which one: {', '.join(slugs)}.")
        slug = event or (slugs[0] if slugs else "")
        async with self._store.looking(actor.guild_id) as work:
            found = await work.event(slug)
        if found is None:
            raise event_not_found(slug)
        return found

    async def events(self, actor: Actor) -> list[str]:
        """Return the slugs of the guild's events, by slug."""
        actor.must_moderate()
        return sorted(event.slug for event in await self._events.events(actor.guild_id))

    async def notes(self, actor: Actor) -> AsyncIterator[Sequence[NoteRow]]:
        """Yield the guild's notes, some at a time."""
        actor.must_moderate()
        async for some in self._store.notes(actor.guild_id):
            yield some

    async def settings(self, actor: Actor) -> GuildSettings:
        """Return the guild's settings."""
        actor.must_moderate()
        return await self._guilds.settings(actor.guild_id)

    async def trail(self, actor: Actor) -> Sequence[Revision]:
        """Return the guild's audit trail."""
        actor.must_moderate()
        return await self._audit.revisions(actor.guild_id)

    async def _terms(self, actor: Actor, batch: Batch, wish: Wish) -> Terms:
        there = {event.slug for event in await self._events.events(actor.guild_id)}
        if batch.dossier is not None:
            if wish.event not in {None, batch.dossier.event.slug}:
                raise Invalid("A pack brings its own event. Leave the event out.")
            there.add(batch.dossier.event.slug)
        elif wish.event is not None and wish.event not in there:
            raise event_not_found(wish.event)
        only = next(iter(there)) if len(there) == 1 else ""
        publish = batch.trusted if wish.publish is None else wish.publish
        judge = actor.user_id or None
        now = self._clock()
        live = await self._breaking.live(actor.guild_id, now)
        return Terms(
            now=now,
            events=frozenset(there),
            event=wish.event or only,
            publish=publish,
            judged_by=judge,
            breaking=frozenset(breaking.event for breaking in live),
            second=(await self._guilds.settings(actor.guild_id)).second,
        )


async def _run(asked: _Import, work: Work) -> Difference:
    comparison = Comparison(asked.terms)
    await _put_event(asked.batch, work, comparison.difference)
    entries, count = asked.batch.told(), 0
    # Reading and comparing are work for the processor: the event loop must not wait for them.
    while told := await asyncio.to_thread(lambda: list(islice(entries, CHUNK))):
        slugs = [each.slug for each in told if not isinstance(each, Refusal)]
        stored = await work.stored(slugs)
        await work.put(await asyncio.to_thread(comparison.take, told, stored))
        count += len(told)
        asked.progress(count, asked.entries)
    await _finish(comparison, work)
    return comparison.difference


async def _put_event(batch: Batch, work: Work, difference: Difference) -> None:
    if batch.dossier is None:
        return
    before = await work.event(batch.dossier.event.slug)
    after = merged_event(batch.dossier, before)
    if after != before:
        difference.event = _event_words(before, after)
        await work.put_event(before, after)


async def _finish(comparison: Comparison, work: Work) -> None:
    if not comparison.linked:
        return
    known: set[str] = set()
    targets = iter(comparison.targets)
    while some := list(islice(targets, CHUNK)):
        known |= (await work.stored(some)).keys()
    comparison.finish(known, await work.links())


def _event_words(before: Dossier | None, after: Dossier) -> str:
    if before is None:
        return f"the event “{after.event.title}” is new"
    counts = (
        ("names", len(after.terms) - len(before.terms)),
        ("entries of its timeline", len(after.timeline) - len(before.timeline)),
    )
    more = [f"{count} more {what}" for what, count in counts if count]
    return f"the event “{after.event.title}” has {' and '.join(more) or 'other words'}"
