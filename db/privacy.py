"""The store of people's wishes about themselves."""

from __future__ import annotations

from datetime import datetime

from claims.people import Kept
from db.assignments import forget_assignments
from db.columns import from_millis, to_millis
from db.database import Database
from db.follows import stop_following
from db.proposals import erase_excerpts
from db.suggestions import forget_suggestions
from db.tips import forget_tips

_OPTED_OUT = "SELECT user_id FROM opted_out WHERE guild_id = $1"
_ABOUT = """
    SELECT
        (SELECT since FROM opted_out WHERE guild_id = $1 AND user_id = $2) AS opted_out_since,
        (SELECT COUNT(*) FROM voices WHERE guild_id = $1 AND user_id = $2 AND voice = 'wrong') AS objections,
        (SELECT COUNT(*) FROM revisions WHERE guild_id = $1 AND actor_id = $2) AS audit_records,
        (SELECT COUNT(*) FROM voices WHERE guild_id = $1 AND user_id = $2 AND voice = 'helpful') AS helpful,
        (SELECT COUNT(*) FROM evidence_suggestions WHERE guild_id = $1 AND suggested_by = $2)
            AS suggestions,
        (SELECT COUNT(*) FROM claim_suggestions WHERE guild_id = $1 AND suggested_by = $2) AS tips,
        (SELECT since FROM blocked WHERE guild_id = $1 AND user_id = $2) AS blocked_since,
        (SELECT COUNT(*) FROM excerpts WHERE guild_id = $1 AND author_id = $2) AS excerpts,
        (SELECT COUNT(*) FROM follows WHERE guild_id = $1 AND user_id = $2) AS follows,
        (SELECT unreachable_since FROM followers WHERE guild_id = $1 AND user_id = $2) AS unreachable_since"""
_COUNTS = ("objections", "audit_records", "helpful", "suggestions", "tips", "excerpts", "follows")
_OPT_OUT = """
    INSERT INTO opted_out (guild_id, user_id, since) VALUES ($1, $2, $3)
    ON CONFLICT (guild_id, user_id) DO NOTHING"""
_OPT_IN = "DELETE FROM opted_out WHERE guild_id = $1 AND user_id = $2"
_ERASE_VOICES = "DELETE FROM voices WHERE guild_id = $1 AND user_id = $2 RETURNING voice"


class SqlPrivacyStore:
    """Keeps people's wishes in SQL; they leave no audit record, which could not be erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def opted_out(self, guild_id: int) -> frozenset[int]:
        """Return the ids of the people whose messages are not read."""
        return frozenset(row["user_id"] for row in await self._database.fetch(_OPTED_OUT, guild_id))

    async def about(self, guild_id: int, user_id: int) -> Kept:
        """Return what is stored about a person."""
        [row] = await self._database.fetch(_ABOUT, guild_id, user_id)
        return Kept(
            opted_out_since=from_millis(row["opted_out_since"]),
            unreachable_since=from_millis(row["unreachable_since"]),
            blocked_since=from_millis(row["blocked_since"]),
            **{name: row[name] for name in _COUNTS},
        )

    async def opt_out(self, guild_id: int, user_id: int, at: datetime) -> None:
        """Record that a person's messages are not read; an earlier wish keeps its date."""
        async with self._database.transaction() as session:
            await session.fetch(_OPT_OUT, guild_id, user_id, to_millis(at))

    async def opt_in(self, guild_id: int, user_id: int) -> None:
        """Delete that wish."""
        async with self._database.transaction() as session:
            await session.fetch(_OPT_IN, guild_id, user_id)

    async def erase(self, guild_id: int, user_id: int, at: datetime) -> Kept:
        """Delete what a person can have erased, and return how much there was of each."""
        async with self._database.transaction() as session:
            await forget_assignments(session, guild_id, user_id, at)
            voices = [row["voice"] for row in await session.fetch(_ERASE_VOICES, guild_id, user_id)]
            return Kept(
                objections=voices.count("wrong"),
                helpful=voices.count("helpful"),
                suggestions=await forget_suggestions(session, guild_id, user_id, at),
                tips=await forget_tips(session, guild_id, user_id, at),
                excerpts=await erase_excerpts(session, guild_id, user_id, at),
                follows=await stop_following(session, guild_id, user_id),
            )
