"""Many claims at a time: one transaction for an import of any size, pages for an export."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from claims.audit import Change, canonical
from claims.comparing import Step
from claims.events import Dossier
from claims.exchange import NoteRow
from claims.model import Claim, Link, Relation
from claims.ports.exchange import Work
from db.audit import Trail, as_json, audited
from db.claim_rows import assemble, insert_claims, insert_links, link_rows, read_rows, replace_claims
from db.claims import subject
from db.columns import from_millis
from db.consequences import follow_up
from db.database import Database, Session
from db.events import put_event, stored_event
from db.reviews import schedule_reviews
from db.rollouts import roll_out

_PAGE = 200
_LINKS = "SELECT slug, relation, target FROM links WHERE guild_id = $1 ORDER BY slug, position"
_SLUGS = "SELECT slug FROM claims WHERE guild_id = $1 AND slug > $2"
_NOTES = """
    SELECT * FROM notes WHERE guild_id = $1 AND (message_id, slug) > ($2, $3)
    ORDER BY message_id, slug LIMIT $4"""
# Like the check of a database, this reads no guild's words; only an operator asks it.
_GUILDS = "SELECT guild_id FROM audit_heads ORDER BY guild_id"


class SqlExchangeStore:
    """Moves claims in SQL, some at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def looking(self, guild_id: int) -> AsyncGenerator[Work]:
        """Look at what is stored; what is put is not stored."""
        yield _Looking(self._database, guild_id)

    @asynccontextmanager
    async def importing(
        self, guild_id: int, change: Change, notes_since: datetime, about: Mapping[str, str]
    ) -> AsyncGenerator[Work]:
        """Open the transaction of one import, which is kept whole, or not at all when it raises."""
        async with audited(self._database, guild_id) as (session, trail):
            work = _Importing(session, trail, guild_id, change, notes_since)
            yield work
            await work.conclude(about)

    async def claims(self, guild_id: int, event: str | None = None) -> AsyncIterator[Sequence[Claim]]:
        """Yield all claims by slug, some at a time; those of one event when it is given."""
        which, last = (" AND event = $4" if event else ""), ""
        page = f"{_SLUGS}{which} ORDER BY slug LIMIT $3"
        while True:
            values = (guild_id, last, _PAGE, *((event,) if event else ()))
            async with self._database.snapshot() as session:
                slugs = [row["slug"] for row in await session.fetch(page, *values)]
                rows = await read_rows(session, guild_id, *slugs) if slugs else {}
            if not slugs:
                return
            yield assemble(rows)
            last = slugs[-1]

    async def notes(self, guild_id: int) -> AsyncIterator[Sequence[NoteRow]]:
        """Yield all notes in order of their messages, some at a time."""
        message_id, slug = 0, ""
        while rows := await self._database.fetch(_NOTES, guild_id, message_id, slug, _PAGE):
            yield [
                NoteRow(
                    channel_id=row["channel_id"],
                    message_id=row["message_id"],
                    reply_id=row["reply_id"],
                    slug=row["slug"],
                    state=row["state"],
                    revision=row["shown_revision"] or row["claim_revision"],
                    reserved_at=from_millis(row["reserved_at"]),
                )
                for row in rows
            ]
            message_id, slug = rows[-1]["message_id"], rows[-1]["slug"]

    async def guilds(self) -> Sequence[int]:
        """Return the guilds that the database holds; for the operator alone."""
        return [row["guild_id"] for row in await self._database.fetch(_GUILDS)]


class _Looking:
    """Reads in a session of its own each time: a long look must not keep other readers waiting."""

    def __init__(self, database: Database, guild_id: int) -> None:
        self._database = database
        self._guild_id = guild_id

    async def stored(self, slugs: Sequence[str]) -> Mapping[str, Claim]:
        async with self._database.snapshot() as session:
            return await _stored(session, self._guild_id, slugs)

    async def links(self) -> Mapping[str, tuple[Link, ...]]:
        async with self._database.snapshot() as session:
            return await _links(session, self._guild_id)

    async def event(self, slug: str) -> Dossier | None:
        async with self._database.snapshot() as session:
            return await stored_event(session, self._guild_id, slug)

    async def put_event(self, before: Dossier | None, after: Dossier) -> None:
        """Store nothing."""

    async def put(self, steps: Sequence[Step]) -> None:
        """Store nothing."""


class _Importing:
    """The transaction of one import."""

    def __init__(
        self, session: Session, trail: Trail, guild_id: int, change: Change, notes_since: datetime
    ) -> None:
        self._session = session
        self._trail = trail
        self._guild_id = guild_id
        self._change = change
        self._notes_since = notes_since
        self._first = trail.number + 1
        self._link_rows: list[tuple[object, ...]] = []

    async def stored(self, slugs: Sequence[str]) -> Mapping[str, Claim]:
        return await _stored(self._session, self._guild_id, slugs)

    async def links(self) -> Mapping[str, tuple[Link, ...]]:
        return await _links(self._session, self._guild_id)

    async def event(self, slug: str) -> Dossier | None:
        return await stored_event(self._session, self._guild_id, slug)

    async def put_event(self, before: Dossier | None, after: Dossier) -> None:
        await put_event(self._session, self._guild_id, before, after)
        told = None if before is None else as_json(before)
        self._trail.record(f"event:{after.event.slug}", self._change, told, as_json(after))

    async def put(self, steps: Sequence[Step]) -> None:
        # A claim may be linked to one that comes later: links are written when all claims are there.
        bare = [replace(step.after, links=()) for step in steps]
        new = [claim for claim, step in zip(bare, steps, strict=True) if step.before is None]
        known = [claim for claim, step in zip(bare, steps, strict=True) if step.before is not None]
        await insert_claims(self._session, self._guild_id, new)
        await replace_claims(self._session, self._guild_id, known)
        self._link_rows += link_rows(self._guild_id, [step.after for step in steps])
        for step in steps:
            await self._record(step)
        published = [step.after for step in steps]
        await schedule_reviews(self._session, self._guild_id, published, self._change.at)
        await self._trail.write(self._session)

    async def conclude(self, about: Mapping[str, str]) -> None:
        """Write the links, and the record of the import as a whole, by which it can be undone."""
        await insert_links(self._session, self._link_rows)
        span = {"first_revision": self._first, "last_revision": self._trail.number}
        self._trail.record(f"import:{self._first}", self._change, None, canonical({**about, **span}))

    async def _record(self, step: Step) -> None:
        after = replace(step.after, revision=step.after.revision + 1)
        before = None if step.before is None else as_json(step.before)
        self._trail.record(subject(after), self._change, before, as_json(after))
        if step.before is None:
            return
        if step.before.judgements != after.judgements:
            await roll_out(self._session, self._guild_id, after, self._change.at, self._notes_since)
        await follow_up(self._session, self._guild_id, step.before, after, self._change.at)


async def _stored(session: Session, guild_id: int, slugs: Sequence[str]) -> Mapping[str, Claim]:
    if not slugs:
        return {}
    return {claim.slug: claim for claim in assemble(await read_rows(session, guild_id, *slugs))}


async def _links(session: Session, guild_id: int) -> Mapping[str, tuple[Link, ...]]:
    links: dict[str, tuple[Link, ...]] = {}
    for row in await session.fetch(_LINKS, guild_id):
        links[row["slug"]] = (*links.get(row["slug"], ()), Link(Relation(row["relation"]), row["target"]))
    return links
