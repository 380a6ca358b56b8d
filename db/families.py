"""The store of families: which claims are linked, and changes of several claims at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.audit import Change
from claims.changes import notes_differ
from claims.kinship import Tie, check_no_circle
from claims.merges import merged_pairs
from claims.model import Claim, Link, Relation
from db.audit import Trail, audited
from db.claims import expected_claims, save_claims
from db.database import Database, Session
from db.merging import move_along, move_back
from db.moved_along import Move

_LINKS = "SELECT slug, relation, target FROM links WHERE guild_id = $1"


class SqlFamilyStore:
    """Keeps links in SQL, and rewrites claims together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def links(self, guild_id: int, target: str | None = None) -> Sequence[Tie]:
        """Return all links of the guild, or those to one claim."""
        async with self._database.snapshot() as session:
            return await _links(session, guild_id, target)

    async def rewrite(
        self, guild_id: int, claims: Sequence[Claim], change: Change, notes_since: datetime
    ) -> Sequence[Claim]:
        """Replace stored claims, all or none, and return them with their next revisions.

        Raises:
            Changed: a stored revision is not the one given (someone else saved first).
            NotFound: no such claim.
            Invalid: a claim would be narrower than itself by way of others.
        """
        async with audited(self._database, guild_id) as (session, trail):
            return await rewrite(session, trail, guild_id, claims, change, notes_since)


async def rewrite(
    session: Session,
    trail: Trail,
    guild_id: int,
    claims: Sequence[Claim],
    change: Change,
    notes_since: datetime,
) -> list[Claim]:
    """Do what `SqlFamilyStore.rewrite` does, inside a transaction that is open."""

    def since(old: Claim, new: Claim) -> datetime | None:
        return notes_since if notes_differ(old, new) else None

    before = await expected_claims(session, guild_id, [claim.slug for claim in claims])
    await _follow(session, guild_id, before, claims, change.at)
    saved = await save_claims(session, trail, guild_id, claims, change, since)
    await _check_links(session, guild_id, before, saved)
    return saved


async def _follow(
    session: Session, guild_id: int, before: Sequence[Claim], after: Sequence[Claim], at: datetime
) -> None:
    """Have what belongs to claims go with those merged into others now, and back to those that no longer are.

    Each is given as it will be.
    """
    were, are, by_slug = merged_pairs(before), merged_pairs(after), {claim.slug: claim for claim in after}
    for slug, target in sorted(were - are):
        await move_back(session, Move(guild_id, slug, target, at), by_slug[slug])
    for slug, target in sorted(are - were):
        await move_along(session, Move(guild_id, slug, target, at), by_slug[target])


async def _check_links(
    session: Session, guild_id: int, before: Sequence[Claim], after: Sequence[Claim]
) -> None:
    fresh = {
        new.slug: [link for link in new.links if link not in old.links]
        for old, new in zip(before, after, strict=True)
    }
    if any(fresh.values()):
        links = await _links(session, guild_id)
        for slug, added in fresh.items():
            check_no_circle(slug, added, links)


async def _links(session: Session, guild_id: int, target: str | None = None) -> list[Tie]:
    if target is None:
        rows = await session.fetch(f"{_LINKS} ORDER BY slug, position", guild_id)
    else:
        rows = await session.fetch(f"{_LINKS} AND target = $2 ORDER BY slug, position", guild_id, target)
    return [(row["slug"], Link(Relation(row["relation"]), row["target"])) for row in rows]
