"""What goes with a claim into another, besides its notes, is remembered for the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.database import Row, Session

_REMEMBER = """
    INSERT INTO moved_along (guild_id, slug, target, kind, subject, was) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (guild_id, slug, target, kind, subject) DO UPDATE SET was = excluded.was"""
_REMEMBERED = """
    SELECT subject, was FROM moved_along
    WHERE guild_id = $1 AND slug = $2 AND target = $3 AND kind = $4 ORDER BY subject"""
_FORGET = "DELETE FROM moved_along WHERE guild_id = $1 AND slug = $2 AND target = $3"
_FORGET_SUBJECT = "DELETE FROM moved_along WHERE guild_id = $1 AND kind = $2 AND subject = $3"


class Along(StrEnum):
    """What goes along: a person's follow, a suggested source, a tip, a question, a stopped passage."""

    FOLLOW = "follow"
    SOURCE = "source"
    TIP = "tip"
    QUESTION = "question"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Move:
    """A claim on its way into another, or back out of it."""

    guild_id: int
    slug: str
    target: str
    at: datetime

    @property
    def both(self) -> tuple[int, str, str]:
        """What tells it from other moves."""
        return self.guild_id, self.slug, self.target


async def remember(
    session: Session, move: Move, kind: Along, moved: Iterable[tuple[int | str, object]]
) -> None:
    """Remember what has moved, each by its subject and by what it was before."""
    rows = [(*move.both, kind.value, str(subject), str(was)) for subject, was in moved]
    await session.execute_many(_REMEMBER, rows)


async def remembered(session: Session, move: Move, kind: Along) -> Sequence[Row]:
    """Return what has moved, as rows of `subject` and `was`, both texts."""
    return await session.fetch(_REMEMBERED, *move.both, kind.value)


async def forget(session: Session, move: Move) -> None:
    """Forget a move that was undone."""
    await session.fetch(_FORGET, *move.both)


async def forget_follows(session: Session, guild_id: int, user_id: int, target: str | None = None) -> None:
    """Forget that a person's follows came with a merge: of one claim, or all of them."""
    key = (guild_id, Along.FOLLOW.value, str(user_id))
    if target is None:
        await session.fetch(_FORGET_SUBJECT, *key)
    else:
        await session.fetch(f"{_FORGET_SUBJECT} AND target = $4", *key, target)
