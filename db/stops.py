"""The store of stops: passages that never get a claim's note again, and what was stopped with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.audit import Change
from claims.model import Claim
from claims.notes import Ending, Note
from claims.stopping import Stopped, StoppedPassage
from db.audit import Trail, as_json, audited
from db.claims import expected_claim, subject, write_over
from db.columns import to_millis
from db.database import Database, Session
from db.notes import end_notes

# A row stays when its passage matches again: by the two instants, either can be undone.
_STOP = """
    INSERT INTO stopped_passages (guild_id, slug, digest, wording, stopped_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild_id, slug, digest) DO UPDATE
    SET wording = excluded.wording, stopped_at = excluded.stopped_at, lifted_at = NULL
    WHERE stopped_passages.lifted_at IS NOT NULL"""
_LIFT = """
    UPDATE stopped_passages SET lifted_at = $4
    WHERE guild_id = $1 AND slug = $2 AND digest = $3 AND lifted_at IS NULL RETURNING digest"""
_STOPPED = """
    SELECT digest, wording FROM stopped_passages WHERE guild_id = $1 AND slug = $2 AND lifted_at IS NULL
    ORDER BY stopped_at DESC, digest"""
_IS_STOPPED = """
    SELECT 1 FROM stopped_passages
    WHERE guild_id = $1 AND slug = $2 AND digest = $3 AND lifted_at IS NULL"""
_LIFT_AGAIN = """
    UPDATE stopped_passages SET lifted_at = $4
    WHERE guild_id = $1 AND slug = $2 AND stopped_at = $3 AND lifted_at IS NULL RETURNING digest"""
_STOP_AGAIN = """
    UPDATE stopped_passages SET stopped_at = $4, lifted_at = NULL
    WHERE guild_id = $1 AND slug = $2 AND lifted_at = $3 RETURNING digest"""
_BROUGHT = """
    SELECT COUNT(*) AS notes, COUNT(CASE WHEN ended_by IN ('moderator', 'members') THEN 1 END) AS wrong
    FROM notes WHERE guild_id = $1 AND slug = $2 AND wording = $3 AND posted_at IS NOT NULL"""


async def stop_in(
    session: Session, trail: Trail, guild_id: int, slug: str, wording: str, digest: str, change: Change
) -> tuple[Claim, str]:
    """Stop a passage, and the wording it was matched by, inside a transaction.

    Return the claim as it is then, and the wording, "" where it was none of the claim's wordings.
    """
    before = await expected_claim(session, guild_id, slug)
    claim = before.stopped(wording)
    stopped = wording if claim != before else ""
    if stopped:
        claim = await write_over(session, trail, guild_id, before, claim, change)
    else:
        trail.record(subject(claim), change, as_json(before), as_json(claim))
    if digest:
        await session.fetch(_STOP, guild_id, slug, digest, stopped, to_millis(change.at))
    return claim, stopped


async def revert_stops(session: Session, guild_id: int, slug: str, made_at: datetime, at: datetime) -> bool:
    """Let match what was stopped for a claim at an instant, and stop what was let match again then.

    Return whether there was any such passage.
    """
    instants = (to_millis(made_at), to_millis(at))
    stopped_again = await session.fetch(_STOP_AGAIN, guild_id, slug, *instants)
    lifted_again = await session.fetch(_LIFT_AGAIN, guild_id, slug, *instants)
    return bool(stopped_again or lifted_again)


class SqlStopStore:
    """Keeps stops in SQL; each is one transaction with the end of its note and its audit record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stop(self, note: Note, by: Ending, change: Change) -> Stopped | None:
        """End a note and stop its passage and wording, all at once; None when it had ended before."""
        guild_id, slug = note.guild_id, note.slug
        async with audited(self._database, guild_id) as (session, trail):
            [counts] = await session.fetch(_BROUGHT, guild_id, slug, note.wording)
            if not await end_notes(session, guild_id, note.message_id, [slug], by, change.at):
                return None
            claim, wording = await stop_in(session, trail, guild_id, slug, note.wording, note.digest, change)
        return Stopped(claim, note, wording, counts["notes"], counts["wrong"])

    async def restore(
        self, guild_id: int, slug: str, stopped: Sequence[StoppedPassage], change: Change
    ) -> Claim | None:
        """Let passages and wordings match again, and return the claim; None when none was stopped."""
        async with audited(self._database, guild_id) as (session, trail):
            before = claim = await expected_claim(session, guild_id, slug)
            lifted = False
            for each in stopped:
                key = (guild_id, slug, each.digest)
                lifted = bool(await session.fetch(_LIFT, *key, to_millis(change.at))) or lifted
                claim = claim.restored(each.wording) if each.wording else claim
            if claim != before:
                return await write_over(session, trail, guild_id, before, claim, change)
            if lifted:
                trail.record(subject(claim), change, as_json(before), as_json(claim))
            return claim if lifted else None

    async def stopped(self, guild_id: int, slug: str) -> Sequence[StoppedPassage]:
        """Return the stopped passages of a claim, latest first."""
        rows = await self._database.fetch(_STOPPED, guild_id, slug)
        return [StoppedPassage(row["digest"], row["wording"]) for row in rows]

    async def is_stopped(self, guild_id: int, slug: str, digest: str) -> bool:
        """Return whether a passage never gets the claim's note."""
        return bool(await self._database.fetch(_IS_STOPPED, guild_id, slug, digest))
