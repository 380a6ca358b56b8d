"""The store of notes: what was put under which message, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.errors import claim_not_found
from claims.notes import Note, NoteState
from db.columns import from_millis, to_millis
from db.database import Database, Row

_CLAIM_EXISTS = "SELECT 1 FROM claims WHERE guild_id = $1 AND slug = $2"
_RESERVE = """
    INSERT INTO notes (guild_id, message_id, slug, channel_id, claim_revision, state, reserved_at, reply_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (guild_id, message_id, slug) DO NOTHING RETURNING slug"""
_POSTED = """
    UPDATE notes SET state = 'posted', reply_id = $3, posted_at = $4
    WHERE guild_id = $1 AND message_id = $2 AND state = 'reserved'"""
_RELEASE = "DELETE FROM notes WHERE guild_id = $1 AND message_id = $2 AND state = 'reserved'"
_WITHDRAWN = """
    UPDATE notes SET state = 'withdrawn', withdrawn_at = $4
    WHERE guild_id = $1 AND reply_id = $2 AND slug = $3 AND state <> 'withdrawn' RETURNING slug"""
_RESERVED = (
    "SELECT * FROM notes WHERE guild_id = $1 AND state = 'reserved' ORDER BY reserved_at, message_id, slug"
)
_BY_REPLY = "SELECT * FROM notes WHERE guild_id = $1 AND reply_id = $2 ORDER BY reserved_at, slug"
_OBJECT = """
    INSERT INTO objections (guild_id, message_id, slug, user_id, objected_at)
    SELECT guild_id, message_id, slug, CAST($4 AS BIGINT), CAST($5 AS BIGINT) FROM notes
    WHERE guild_id = $1 AND reply_id = $2 AND slug = $3
    ON CONFLICT (guild_id, message_id, slug, user_id) DO NOTHING RETURNING slug"""


class SqlNoteStore:
    """Remembers notes in SQL; the key (guild, message, claim) lets each be reserved once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, note: Note) -> bool:
        """Reserve the note under (guild, message, claim); return False when it is taken already.

        Raises:
            NotFound: the guild has no such claim.
        """
        async with self._database.transaction() as session:
            if not await session.fetch(_CLAIM_EXISTS, note.guild_id, note.slug):
                raise claim_not_found(note.slug)
            return bool(await session.fetch(_RESERVE, *_values(note)))

    async def posted(self, guild_id: int, message_id: int, reply_id: int, at: datetime) -> None:
        """Mark the message's reserved notes as posted by one reply."""
        await self._write(_POSTED, guild_id, message_id, reply_id, to_millis(at))

    async def release(self, guild_id: int, message_id: int) -> None:
        """Give up the message's reserved notes, after a final failure; they may be reserved anew."""
        await self._write(_RELEASE, guild_id, message_id)

    async def withdrawn(self, guild_id: int, reply_id: int, slug: str, at: datetime) -> bool:
        """Mark a claim's note in a reply as withdrawn; return False when it was, or is unknown."""
        return bool(await self._write(_WITHDRAWN, guild_id, reply_id, slug, to_millis(at)))

    async def reserved(self, guild_id: int) -> Sequence[Note]:
        """Return the notes that were reserved and neither posted nor released, oldest first."""
        return [_note(row) for row in await self._database.fetch(_RESERVED, guild_id)]

    async def by_reply(self, guild_id: int, reply_id: int) -> Sequence[Note]:
        """Return the notes a reply of the bot carries, withdrawn ones too."""
        return [_note(row) for row in await self._database.fetch(_BY_REPLY, guild_id, reply_id)]

    async def object_to(self, guild_id: int, reply_id: int, slug: str, user_id: int, at: datetime) -> bool:
        """Record that a person finds the match wrong; return False when they did before, or no such note."""
        return bool(await self._write(_OBJECT, guild_id, reply_id, slug, user_id, to_millis(at)))

    async def _write(self, sql: str, *values: object) -> list[Row]:
        async with self._database.transaction() as session:
            return await session.fetch(sql, *values)


def _values(note: Note) -> tuple[object, ...]:
    return (
        note.guild_id,
        note.message_id,
        note.slug,
        note.channel_id,
        note.claim_revision,
        note.state.value,
        to_millis(note.reserved_at),
        note.reply_id,
    )


def _note(row: Row) -> Note:
    return Note(
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        slug=row["slug"],
        claim_revision=row["claim_revision"],
        state=NoteState(row["state"]),
        reserved_at=from_millis(row["reserved_at"]),
        reply_id=row["reply_id"],
    )
