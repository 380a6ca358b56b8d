"""The store of people from whom no suggestions are taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.audit import Change, canonical
from claims.blocking import Block, blocked_before, not_blocked
from db.audit import audited
from db.columns import from_millis, to_millis
from db.database import Database, Row

_ONE = "SELECT 1 FROM blocked WHERE guild_id = $1 AND user_id = $2"
_ALL = "SELECT * FROM blocked WHERE guild_id = $1 ORDER BY since DESC, user_id"
_BLOCK = """
    INSERT INTO blocked (guild_id, user_id, since, blocked_by) VALUES ($1, $2, $3, $4)
    ON CONFLICT (guild_id, user_id) DO NOTHING RETURNING *"""
_UNBLOCK = "DELETE FROM blocked WHERE guild_id = $1 AND user_id = $2 RETURNING *"


class SqlBlockStore:
    """Keeps blocks in SQL, each with its audit record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def block(self, guild_id: int, user_id: int, change: Change) -> None:
        """Add a person."""
        async with audited(self._database, guild_id) as (session, trail):
            at = to_millis(change.at)
            found = await session.fetch(_BLOCK, guild_id, user_id, at, change.actor_id)
            if not found:
                raise blocked_before(user_id)
            trail.record(_subject(user_id), change, None, block_record(found[0]))

    async def unblock(self, guild_id: int, user_id: int, change: Change) -> None:
        """Take a person off."""
        async with audited(self._database, guild_id) as (session, trail):
            found = await session.fetch(_UNBLOCK, guild_id, user_id)
            if not found:
                raise not_blocked(user_id)
            trail.record(_subject(user_id), change, block_record(found[0]), None)

    async def is_blocked(self, guild_id: int, user_id: int) -> bool:
        """Return whether no suggestions are taken from a person."""
        return bool(await self._database.fetch(_ONE, guild_id, user_id))

    async def blocked(self, guild_id: int) -> Sequence[Block]:
        """Return who is blocked, the latest first."""
        rows = await self._database.fetch(_ALL, guild_id)
        return [Block(row["user_id"], _since(row), row["blocked_by"]) for row in rows]


def _subject(user_id: int) -> str:
    return f"member:{user_id}"


def block_record(row: Row) -> str:
    """Return a block as the trail keeps it."""
    return canonical(
        {"blocked_by": row["blocked_by"], "since": _since(row).isoformat(timespec="milliseconds")}
    )


def _since(row: Row) -> datetime:
    return from_millis(row["since"])
