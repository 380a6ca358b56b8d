"""What was never to bring one claim's note is never to bring the one's that it is merged into."""

from __future__ import annotations

from db.database import Session
from db.moved_along import Along, Move, remember, remembered

# What the other claim is stopped for itself, or was let match again there, stays as it is.
_COPY = """
    INSERT INTO stopped_passages (guild_id, slug, digest, wording, stopped_at)
    SELECT guild_id, CAST($3 AS TEXT), digest, wording, stopped_at FROM stopped_passages
    WHERE guild_id = $1 AND slug = $2 AND lifted_at IS NULL
    ON CONFLICT (guild_id, slug, digest) DO NOTHING RETURNING digest"""
# One that was let match again and stopped anew meanwhile is the other claim's own by now.
_TAKE_AWAY = """
    DELETE FROM stopped_passages WHERE guild_id = $1 AND slug = $3 AND digest = $4 AND stopped_at =
        (SELECT s.stopped_at FROM stopped_passages s
         WHERE s.guild_id = $1 AND s.slug = $2 AND s.digest = $4)"""


async def copy_passages(session: Session, move: Move) -> None:
    """Stop the passages for the other claim, too."""
    copied = await session.fetch(_COPY, *move.both)
    await remember(session, move, Along.PASSAGE, [(row["digest"], "") for row in copied])


async def take_passages_away(session: Session, move: Move) -> None:
    """Stop them for the other claim no more, but for those that it has of its own."""
    copied = await remembered(session, move, Along.PASSAGE)
    await session.execute_many(_TAKE_AWAY, [(*move.both, row["subject"]) for row in copied])
