"""All that goes with a claim into the one it is merged into, and back when that is undone."""

from __future__ import annotations

from claims.model import Claim
from db.database import Session
from db.moved_along import Move, forget
from db.moved_follows import move_follows, return_follows
from db.moved_notes import move_notes, return_notes
from db.moved_passages import copy_passages, take_passages_away
from db.moved_waiting import move_waiting, return_waiting


async def move_along(session: Session, move: Move, into: Claim) -> None:
    """Have all that belongs to a claim go to another, which is given as it will be."""
    await move_notes(session, *move.both, move.at)
    await copy_passages(session, move)
    await move_follows(session, move, into.verdict)
    await move_waiting(session, move, into)


async def move_back(session: Session, move: Move, merged: Claim) -> None:
    """Give a claim back, which is given as it will be, what had gone to another and is still there."""
    await return_notes(session, *move.both, move.at)
    await take_passages_away(session, move)
    await return_follows(session, move, merged.verdict)
    await return_waiting(session, move)
    await forget(session, move)
