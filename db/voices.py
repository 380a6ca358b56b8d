"""The store of voices: what people say about notes, each once, and the swarms among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.jobs import JobKind
from claims.notes import Note
from claims.voices import Cast, Swarm, Voice
from db.columns import from_millis, to_millis
from db.database import Database
from db.jobs import enqueue

_BEFORE = """
    SELECT voice FROM voices WHERE guild_id = $1 AND message_id = $2 AND slug = $3 AND user_id = $4"""
_PUT = """
    INSERT INTO voices (guild_id, message_id, slug, user_id, voice, voiced_at, counts)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (guild_id, message_id, slug, user_id) DO UPDATE
    SET voice = excluded.voice, voiced_at = excluded.voiced_at, counts = excluded.counts
    WHERE voices.voice <> excluded.voice"""
_ABOUT = """
    SELECT user_id, voice, voiced_at FROM voices
    WHERE guild_id = $1 AND message_id = $2 AND slug = $3 ORDER BY user_id"""
_NOTICE = """
    INSERT INTO swarms (guild_id, message_id, slug, noticed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (guild_id, message_id) DO NOTHING RETURNING slug"""
_SWARM = """
    SELECT s.*, n.channel_id, n.reply_id FROM swarms s JOIN notes n
    ON n.guild_id = s.guild_id AND n.message_id = s.message_id AND n.slug = s.slug
    WHERE s.guild_id = $1 AND s.message_id = $2"""


class SqlVoiceStore:
    """Keeps voices in SQL; they leave no audit record, which could not be erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, note: Note, cast: Cast) -> Voice | None:
        """Record a person's voice in place of their earlier one, which is returned."""
        key = (note.guild_id, note.message_id, note.slug, cast.user_id)
        async with self._database.transaction() as session:
            before = await session.fetch(_BEFORE, *key)
            await session.fetch(_PUT, *key, cast.voice.value, to_millis(cast.at), int(cast.counts))
        return Voice(before[0]["voice"]) if before else None

    async def about(self, guild_id: int, message_id: int, slug: str) -> Sequence[Cast]:
        """Return the voices about a claim's note under a message, by person."""
        rows = await self._database.fetch(_ABOUT, guild_id, message_id, slug)
        return [Cast(row["user_id"], Voice(row["voice"]), from_millis(row["voiced_at"])) for row in rows]

    async def notice_swarm(self, note: Note, at: datetime) -> bool:
        """Record a swarm, and enqueue its card; return False when the message had one before."""
        async with self._database.transaction() as session:
            fresh = await session.fetch(_NOTICE, note.guild_id, note.message_id, note.slug, to_millis(at))
            if fresh:
                where = (note.message_id, note.channel_id)
                await enqueue(session, note.guild_id, JobKind.SWARM, *where, at, haste=1)
            return bool(fresh)

    async def swarm(self, guild_id: int, message_id: int) -> Swarm | None:
        """Return the swarm that was noticed under a message, None where there was none."""
        rows = await self._database.fetch(_SWARM, guild_id, message_id)
        if not rows:
            return None
        [row] = rows
        noticed_at = from_millis(row["noticed_at"])
        return Swarm(guild_id, row["channel_id"], message_id, row["slug"], row["reply_id"], noticed_at)
