"""The store of events, their timelines and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.audit import Change
from claims.errors import AlreadyThere, Invalid
from claims.events import Dossier, Event, Precision, Term, TermKind, TimelineEntry
from claims.model import Verdict
from db.audit import Trail, as_json, audited
from db.claim_rows import insert_claims
from db.claims import claim_already_there, subject
from db.columns import from_list, from_millis, from_sources, to_list, to_millis, to_sources
from db.database import Database, Row, Session
from db.reviews import schedule_reviews

_EVENTS_ONLY = "SELECT * FROM events WHERE guild_id = $1"
_EVENTS = f"{_EVENTS_ONLY} ORDER BY begins_at"
_TIMELINE = "SELECT * FROM timeline WHERE guild_id = $1 AND event = $2 ORDER BY happened_at, position"
_TERMS = "SELECT * FROM terms WHERE guild_id = $1"
_CLAIM_SLUGS = "SELECT slug FROM claims WHERE guild_id = $1"
_INSERT_EVENT = """
    INSERT INTO events (guild_id, slug, title, summary, begins_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (guild_id, slug) DO NOTHING RETURNING slug"""
_INSERT_TERM = """
    INSERT INTO terms (guild_id, event, position, slug, kind, name, aliases, description)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
_INSERT_ENTRY = """
    INSERT INTO timeline (guild_id, event, position, happened_at, precision, text, verdict, sources)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
_UPDATE_EVENT = """
    UPDATE events SET title = $3, summary = $4, begins_at = $5, ends_at = $6
    WHERE guild_id = $1 AND slug = $2"""
_DELETE_PARTS = (
    "DELETE FROM terms WHERE guild_id = $1 AND event = $2",
    "DELETE FROM timeline WHERE guild_id = $1 AND event = $2",
)


class SqlEventStore:
    """Keeps events in SQL; a dossier is loaded whole or not at all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def events(self, guild_id: int) -> Sequence[Event]:
        """Return the guild's events, earliest first."""
        return [_event(row) for row in await self._database.fetch(_EVENTS, guild_id)]

    async def timeline(self, guild_id: int, event: str) -> Sequence[TimelineEntry]:
        """Return an event's timeline in order of time."""
        return [_entry(row) for row in await self._database.fetch(_TIMELINE, guild_id, event)]

    async def terms(self, guild_id: int, event: str | None = None) -> Sequence[Term]:
        """Return the terms of an event, or of all the guild's events, as their dossier has them."""
        if event is None:
            rows = await self._database.fetch(f"{_TERMS} ORDER BY event, position", guild_id)
        else:
            rows = await self._database.fetch(f"{_TERMS} AND event = $2 ORDER BY position", guild_id, event)
        return [_term(row) for row in rows]

    async def load(self, guild_id: int, dossier: Dossier, change: Change) -> None:
        """Store a whole dossier or nothing.

        Raises:
            AlreadyThere: its event or one of its claims exists.
            Invalid: a term is there twice, or a claim belongs to another event.
        """
        _check(dossier)
        async with audited(self._database, guild_id) as (session, trail):
            await put_event(session, guild_id, None, dossier)
            await _refuse_known_claims(session, guild_id, dossier)
            await insert_claims(session, guild_id, dossier.claims)
            _record(trail, dossier, change)
            await schedule_reviews(session, guild_id, dossier.claims, change.at)


async def stored_event(session: Session, guild_id: int, slug: str) -> Dossier | None:
    """Return an event with its terms and timeline, without claims; None when it is not there."""
    for row in await session.fetch(f"{_EVENTS_ONLY} AND slug = $2", guild_id, slug):
        terms = await session.fetch(f"{_TERMS} AND event = $2 ORDER BY position", guild_id, slug)
        entries = await session.fetch(_TIMELINE, guild_id, slug)
        return Dossier(_event(row), (), tuple(map(_term, terms)), tuple(map(_entry, entries)))
    return None


async def put_event(session: Session, guild_id: int, before: Dossier | None, after: Dossier) -> None:
    """Write an event with its terms and timeline over what there was of it."""
    if before is None:
        await _insert_event(session, guild_id, after.event)
    else:
        await session.fetch(_UPDATE_EVENT, *_event_values(guild_id, after.event))
        for delete in _DELETE_PARTS:
            await session.fetch(delete, guild_id, after.event.slug)
    await session.execute_many(_INSERT_TERM, _term_values(guild_id, after))
    await session.execute_many(_INSERT_ENTRY, _entry_values(guild_id, after))


def _check(dossier: Dossier) -> None:
    terms = Counter(term.slug for term in dossier.terms)
    if doubles := [slug for slug, times in terms.items() if times > 1]:
        raise Invalid(f"The term “{doubles[0]}” is there twice. Give one of them another short name.")
    for claim in dossier.claims:
        if claim.event != dossier.event.slug:
            raise Invalid(f"“{claim.slug}” belongs to “{claim.event}”, not to “{dossier.event.slug}”.")


async def _insert_event(session: Session, guild_id: int, event: Event) -> None:
    if not await session.fetch(_INSERT_EVENT, *_event_values(guild_id, event)):
        raise AlreadyThere(f"The event “{event.slug}” is loaded already. Look at it with /event brief.")


async def _refuse_known_claims(session: Session, guild_id: int, dossier: Dossier) -> None:
    known = {row["slug"] for row in await session.fetch(_CLAIM_SLUGS, guild_id)}
    if taken := known & {claim.slug for claim in dossier.claims}:
        raise claim_already_there(min(taken))


def _record(trail: Trail, dossier: Dossier, change: Change) -> None:
    whole = replace(dossier, claims=())  # each claim has a record of its own
    trail.record(f"event:{dossier.event.slug}", change, None, as_json(whole))
    for claim in dossier.claims:
        trail.record(subject(claim), change, None, as_json(replace(claim, revision=1)))


def _event_values(guild_id: int, event: Event) -> tuple[object, ...]:
    times = to_millis(event.begins_at), to_millis(event.ends_at)
    return guild_id, event.slug, event.title, event.summary, *times


def _term_values(guild_id: int, dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for position, term in enumerate(dossier.terms):
        aliases = to_list(term.aliases)
        place = (guild_id, dossier.event.slug, position)
        yield *place, term.slug, term.kind.value, term.name, aliases, term.description


def _entry_values(guild_id: int, dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for position, entry in enumerate(dossier.timeline):
        sources = to_sources(entry.sources)
        place = (guild_id, dossier.event.slug, position)
        yield *place, to_millis(entry.at), entry.precision.value, entry.text, entry.verdict.value, sources


def _event(row: Row) -> Event:
    return Event(
        row["slug"], row["title"], row["summary"], from_millis(row["begins_at"]), from_millis(row["ends_at"])
    )


def _entry(row: Row) -> TimelineEntry:
    return TimelineEntry(
        at=from_millis(row["happened_at"]),
        text=row["text"],
        precision=Precision(row["precision"]),
        verdict=Verdict(row["verdict"]),
        sources=from_sources(row["sources"]),
    )


def _term(row: Row) -> Term:
    return Term(
        slug=row["slug"],
        kind=TermKind(row["kind"]),
        name=row["name"],
        aliases=tuple(from_list(row["aliases"])),
        description=row["description"],
    )
