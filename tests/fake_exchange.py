"""The exchange, kept in memory, and a file that holds what a test wants."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from claims.audit import Change, Revision
from claims.comparing import Step
from claims.events import Dossier
from claims.exchange import Format, NoteRow
from claims.model import Claim, Link
from claims.ports.exchange import Work
from claims.told import Refusal, Told
from tests import fakes


@dataclass
class File:
    """A file of claims."""

    entries: Sequence[Told | Refusal]
    dossier: Dossier | None = None
    trusted: bool = False
    format: Format = Format.CSV
    readings: int = 0

    def told(self) -> Iterator[Told | Refusal]:
        self.readings += 1
        return iter(self.entries)


@dataclass
class _Work:
    store: Exchange
    guild_id: int
    steps: list[Step] = field(default_factory=list)
    put_in: Dossier | None = None
    most_asked: int = 0

    async def stored(self, slugs: Sequence[str]) -> Mapping[str, Claim]:
        self.most_asked = max(self.most_asked, len(slugs))
        kept = self.store.events.claims.kept
        return {slug: kept[self.guild_id, slug] for slug in slugs if (self.guild_id, slug) in kept}

    async def links(self) -> Mapping[str, tuple[Link, ...]]:
        claims = await self.store.events.claims.claims(self.guild_id)
        return {claim.slug: claim.links for claim in claims if claim.links}

    async def event(self, slug: str) -> Dossier | None:
        found = self.store.events.dossiers.get((self.guild_id, slug))
        return None if found is None else replace(found, claims=())

    async def put_event(self, before: Dossier | None, after: Dossier) -> None:
        self.put_in = after

    async def put(self, steps: Sequence[Step]) -> None:
        self.steps += steps


@dataclass
class Exchange:
    events: fakes.Events
    changes: list[Change] = field(default_factory=list)
    works: list[_Work] = field(default_factory=list)
    rolled_out_since: list[datetime] = field(default_factory=list)
    before_keeping: Step | None = None

    @asynccontextmanager
    async def looking(self, guild_id: int) -> AsyncIterator[Work]:
        self.works.append(_Work(self, guild_id))
        yield self.works[-1]

    @asynccontextmanager
    async def importing(
        self, guild_id: int, change: Change, notes_since: datetime, about: Mapping[str, str]
    ) -> AsyncIterator[Work]:
        if self.before_keeping is not None:  # somebody else is faster
            self._keep(guild_id, self.before_keeping)
        self.works.append(work := _Work(self, guild_id))
        yield work
        if work.put_in is not None:
            self.events.dossiers[guild_id, work.put_in.event.slug] = work.put_in
        for step in work.steps:
            self._keep(guild_id, step)
        self.changes.append(change)
        self.rolled_out_since.append(notes_since)

    async def claims(self, guild_id: int, event: str | None = None) -> AsyncIterator[Sequence[Claim]]:
        for claim in await self.events.claims.claims(guild_id):
            if event in {None, claim.event}:
                yield [claim]

    async def notes(self, guild_id: int) -> AsyncIterator[Sequence[NoteRow]]:
        for note in ():
            yield note

    async def guilds(self) -> Sequence[int]:
        return sorted({guild for guild, _ in self.events.dossiers})

    def _keep(self, guild_id: int, step: Step) -> None:
        kept = replace(step.after, revision=step.after.revision + 1)
        self.events.claims.kept[guild_id, step.after.slug] = kept


class Audit:
    """An audit trail of which nobody asks anything."""

    async def revisions(self, guild_id: int, subject: str | None = None) -> Sequence[Revision]:
        return ()
