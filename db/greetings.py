"""The store of when each guild was greeted."""

from __future__ import annotations

from datetime import datetime

from db.columns import to_millis
from db.database import Database

_GREET = """
    INSERT INTO greetings (guild_id, greeted_at) VALUES ($1, $2)
    ON CONFLICT (guild_id) DO UPDATE SET greeted_at = excluded.greeted_at
    WHERE greetings.greeted_at <= $3
    RETURNING guild_id"""


class SqlGreetingStore:
    """Keeps greetings in SQL; they are no change of anything a moderator decides, so no audit record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def greet(self, guild_id: int, at: datetime, unless_since: datetime) -> bool:
        """Remember a greeting, unless there was one since; return whether it is to be said."""
        async with self._database.transaction() as session:
            return bool(await session.fetch(_GREET, guild_id, to_millis(at), to_millis(unless_since)))
