"""The store of claims: every change is one transaction together with its audit record."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from claims.audit import Change
from claims.errors import AlreadyThere, claim_changed, claim_not_found, event_not_found
from claims.listing import Listed
from claims.model import Claim, Lifecycle, Verdict
from db.audit import Trail, as_json, audited
from db.claim_rows import assemble, insert_claims, read_rows, replace_claim, replace_claims
from db.columns import from_millis
from db.conflicts import changed_since
from db.consequences import follow_up
from db.database import Database, Row, Session
from db.rollouts import roll_out

_CLAIM_EXISTS = "SELECT 1 FROM claims WHERE guild_id = $1 AND slug = $2"
# Reading a guild's claims takes five queries, as reading one does.
_FEW = 50
# A tenth of the time that whole claims take; of many judgements, each claim's last.
_LISTED = """
    SELECT c.slug, c.statement, c.lifecycle, j.verdict, j.as_of
    FROM claims c JOIN judgements j ON j.guild_id = c.guild_id AND j.slug = c.slug
    WHERE c.guild_id = $1 AND j.number =
        (SELECT MAX(l.number) FROM judgements l WHERE l.guild_id = c.guild_id AND l.slug = c.slug)"""
_EVENT_EXISTS = "SELECT 1 FROM events WHERE guild_id = $1 AND slug = $2"


class SqlClaimStore:
    """Keeps claims in SQL; instants are kept to the millisecond."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, guild_id: int, slug: str) -> Claim | None:
        """Return the claim, whole, or None."""
        async with self._database.snapshot() as session:
            return await _stored(session, guild_id, slug)

    async def claims(self, guild_id: int) -> Sequence[Claim]:
        """Return all claims of the guild, by slug."""
        async with self._database.snapshot() as session:
            rows = await read_rows(session, guild_id)
        # Thousands of claims take long enough to be felt; the event loop must not wait for them.
        return await asyncio.to_thread(assemble, rows)

    async def listed(self, guild_id: int) -> Sequence[Listed]:
        """Return what a list tells of all claims of the guild, the latest judged first."""
        rows = await self._database.fetch(_LISTED, guild_id)
        return await asyncio.to_thread(_listed, rows)

    async def add(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        """Store a new claim as revision 1 and return it as stored.

        Raises:
            AlreadyThere: its slug is taken.
            NotFound: its event, or a claim it is linked to, is not there.
        """
        async with audited(self._database, guild_id) as (session, trail):
            return await add_claim(session, trail, guild_id, claim, change)

    async def save(
        self, guild_id: int, claim: Claim, change: Change, notes_since: datetime | None = None
    ) -> Claim:
        """Replace the stored claim and return it as stored, with the next revision.

        With `notes_since`, every note posted since then is brought up to date, by a job in the transaction;
        a new verdict is told to those who follow the claim.

        Raises:
            Changed: the stored revision is not `claim.revision` (someone else saved first).
            NotFound: no such claim, or its event or a claim it is linked to is not there.
        """
        async with audited(self._database, guild_id) as (session, trail):
            return await save_claim(session, trail, guild_id, claim, change, notes_since)


async def add_claim(session: Session, trail: Trail, guild_id: int, claim: Claim, change: Change) -> Claim:
    """Do what `SqlClaimStore.add` does, inside a transaction that is open."""
    if await session.fetch(_CLAIM_EXISTS, guild_id, claim.slug):
        raise claim_already_there(claim.slug)
    await check_references(session, guild_id, claim)
    await insert_claims(session, guild_id, [claim])
    added = await expected_claim(session, guild_id, claim.slug)
    trail.record(subject(claim), change, None, as_json(added))
    await follow_up(session, guild_id, None, added, change.at)
    return added


async def save_claim(
    session: Session,
    trail: Trail,
    guild_id: int,
    claim: Claim,
    change: Change,
    notes_since: datetime | None = None,
) -> Claim:
    """Do what `SqlClaimStore.save` does, inside a transaction that is open."""
    [saved] = await save_claims(session, trail, guild_id, [claim], change, lambda *_: notes_since)
    return saved


async def save_claims(
    session: Session,
    trail: Trail,
    guild_id: int,
    claims: Sequence[Claim],
    change: Change,
    notes_since: Callable[[Claim, Claim], datetime | None],
) -> list[Claim]:
    """Do what `save_claim` does to several claims; `notes_since` is told each as it was and as it is."""
    slugs = [claim.slug for claim in claims]
    before = await expected_claims(session, guild_id, slugs)
    for old, claim in zip(before, claims, strict=True):
        if old.revision != claim.revision:
            raise claim_changed(claim.slug, await changed_since(session, guild_id, old, claim.revision))
        await check_references(session, guild_id, claim)
    await replace_claims(session, guild_id, claims)
    after = await expected_claims(session, guild_id, slugs)
    for old, new in zip(before, after, strict=True):
        trail.record(subject(new), change, as_json(old), as_json(new))
        await follow_up(session, guild_id, old, new, change.at)
        if (since := notes_since(old, new)) is not None:
            await roll_out(session, guild_id, new, change.at, since)
    return after


def subject(claim: Claim) -> str:
    """Return how the audit trail names a claim."""
    return f"claim:{claim.slug}"


def claim_already_there(slug: str) -> AlreadyThere:
    """Return the error for a slug that is taken."""
    return AlreadyThere(f"There is a claim “{slug}” already. Change that one, or pick another short name.")


async def check_references(session: Session, guild_id: int, claim: Claim) -> None:
    """Raise NotFound unless the claim's event and the claims it is linked to are there."""
    if not await session.fetch(_EVENT_EXISTS, guild_id, claim.event):
        raise event_not_found(claim.event)
    for link in claim.links:
        if not await session.fetch(_CLAIM_EXISTS, guild_id, link.slug):
            raise claim_not_found(link.slug)


async def write_over(
    session: Session, trail: Trail, guild_id: int, before: Claim, claim: Claim, change: Change
) -> Claim:
    """Write a claim over the stored one, with its record and what follows from it; return it as stored."""
    await replace_claim(session, guild_id, claim)
    after = await expected_claim(session, guild_id, claim.slug)
    trail.record(subject(claim), change, as_json(before), as_json(after))
    await follow_up(session, guild_id, before, after, change.at)
    return after


def _listed(rows: Sequence[Row]) -> list[Listed]:
    latest_first = sorted(rows, key=lambda row: (-row["as_of"], row["slug"]))
    return [
        Listed(
            slug=row["slug"],
            statement=row["statement"],
            verdict=Verdict(row["verdict"]),
            lifecycle=Lifecycle(row["lifecycle"]),
            checked_at=from_millis(row["as_of"]),
        )
        for row in latest_first
    ]


async def _stored(session: Session, guild_id: int, slug: str) -> Claim | None:
    claims = assemble(await read_rows(session, guild_id, slug))
    return claims[0] if claims else None


async def expected_claims(session: Session, guild_id: int, slugs: Sequence[str]) -> list[Claim]:
    """Return stored claims in that order; raise NotFound when one is not there."""
    if len(slugs) <= _FEW:
        return [await expected_claim(session, guild_id, slug) for slug in slugs]
    stored = await asyncio.to_thread(assemble, await read_rows(session, guild_id))
    by_slug = {claim.slug: claim for claim in stored}
    if missing := [slug for slug in slugs if slug not in by_slug]:
        raise claim_not_found(missing[0])
    return [by_slug[slug] for slug in slugs]


async def expected_claim(session: Session, guild_id: int, slug: str) -> Claim:
    """Return a stored claim; raise NotFound when it is not there."""
    claim = await _stored(session, guild_id, slug)
    if claim is None:
        raise claim_not_found(slug)
    return claim
