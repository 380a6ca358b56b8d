"""Followers that go with a claim into another, and back when the merge is undone."""

from __future__ import annotations

from claims.following import GATHERING
from claims.model import Verdict
from db.columns import to_millis
from db.database import Session
from db.moved_along import Along, Move, remember, remembered

# As whoever does something about one person does, this locks the people before their follows.
_HOLD = """
    UPDATE followers SET stamp = stamp WHERE guild_id = $1 AND user_id IN
        (SELECT user_id FROM follows f WHERE f.guild_id = $1 AND f.slug = $2)"""
_MOVE = """
    UPDATE follows SET slug = $3 WHERE guild_id = $1 AND slug = $2 AND NOT EXISTS
        (SELECT 1 FROM follows o WHERE o.guild_id = $1 AND o.user_id = follows.user_id AND o.slug = $3)
    RETURNING user_id, told"""
_BACK = """
    UPDATE follows SET slug = $4, told = $5 WHERE guild_id = $1 AND user_id = $2 AND slug = $3 AND NOT EXISTS
        (SELECT 1 FROM follows o WHERE o.guild_id = $1 AND o.user_id = $2 AND o.slug = $4)"""
_TELL = """
    INSERT INTO jobs
        (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    SELECT p.guild_id, 'digest', p.user_id, 0, 1, 1, 0, CAST($3 AS BIGINT), 0, ''
    FROM followers p WHERE p.guild_id = $1 AND p.user_id = $2 AND p.unreachable_since IS NULL
    ON CONFLICT (guild_id, kind, subject) DO UPDATE SET turn = jobs.turn + 1"""


async def move_follows(session: Session, move: Move, verdict: Verdict) -> None:
    """Have whoever follows a claim follow the other, whose verdict is given; who follows both goes on so.

    They know the verdict they were told of the claim; where the other's differs they hear of it.
    """
    await session.fetch(_HOLD, move.guild_id, move.slug)
    moved = [(row["user_id"], row["told"]) for row in await session.fetch(_MOVE, *move.both)]
    await remember(session, move, Along.FOLLOW, moved)
    await _tell(session, move, moved, verdict)


async def return_follows(session: Session, move: Move, verdict: Verdict) -> None:
    """Give a claim its followers back, but for those who have stopped meanwhile; they know what they knew."""
    await session.fetch(_HOLD, move.guild_id, move.target)
    rows = await remembered(session, move, Along.FOLLOW)
    moved = [(int(row["subject"]), str(row["was"])) for row in rows]
    way = (move.target, move.slug)
    await session.execute_many(_BACK, [(move.guild_id, user_id, *way, told) for user_id, told in moved])
    await _tell(session, move, moved, verdict)


async def _tell(session: Session, move: Move, moved: list[tuple[int, str]], verdict: Verdict) -> None:
    """Enqueue a digest for each who was told another verdict than this."""
    due_at = to_millis(move.at + GATHERING)
    untold = [user_id for user_id, told in moved if told != verdict]
    await session.execute_many(_TELL, [(move.guild_id, user_id, due_at) for user_id in untold])
