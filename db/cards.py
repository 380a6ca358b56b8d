"""The store of cards: which message of the moderators' channel shows what."""

from __future__ import annotations

from claims.cards import Card
from claims.jobs import Job
from db.database import Database
from db.jobs import finish

_SELECT = "SELECT channel_id, message_id FROM cards WHERE guild_id = $1 AND kind = $2 AND subject = $3"
_PUT = """
    INSERT INTO cards (guild_id, kind, subject, channel_id, message_id) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild_id, kind, subject) DO UPDATE
    SET channel_id = excluded.channel_id, message_id = excluded.message_id"""


class SqlCardStore:
    """Remembers in SQL where each card is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def card(self, job: Job) -> Card | None:
        """Return the card a job is about, None before it is posted."""
        rows = await self._database.fetch(_SELECT, job.guild_id, job.kind.value, job.subject)
        return Card(rows[0]["channel_id"], rows[0]["message_id"]) if rows else None

    async def put(self, job: Job, card: Card | None) -> None:
        """Remember where the card is, and strike the job off."""
        async with self._database.transaction() as session:
            if card is not None:
                key = (job.guild_id, job.kind.value, job.subject)
                await session.fetch(_PUT, *key, card.channel_id, card.message_id)
            await finish(session, job)
