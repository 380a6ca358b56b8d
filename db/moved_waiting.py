"""What waits about a claim that is merged waits about the other: suggested sources and claims, questions."""

from __future__ import annotations

from collections.abc import Sequence

from claims.addresses import same_address
from claims.jobs import JobKind
from claims.model import Claim
from claims.suggestions import SuggestionState
from db.columns import to_millis
from db.database import Row, Session
from db.jobs import enqueue
from db.moved_along import Along, Move, remember, remembered

_OPEN_SOURCES = """
    SELECT number, url FROM evidence_suggestions
    WHERE guild_id = $1 AND slug = $2 AND state = 'open' ORDER BY number"""
_KNOWN_SOURCES = "SELECT url FROM evidence_suggestions WHERE guild_id = $1 AND slug = $2 AND url <> ''"
_MOVE_SOURCE = "UPDATE evidence_suggestions SET slug = $3, state = $4 WHERE guild_id = $1 AND number = $2"
_RETURN_SOURCE = """
    UPDATE evidence_suggestions SET slug = $3, state = 'open'
    WHERE guild_id = $1 AND number = $2 AND slug = $4 AND state IN ('open', 'double')"""
_MOVE_TIPS = """
    UPDATE claim_suggestions SET much_like = $3
    WHERE guild_id = $1 AND much_like = $2 AND state IN ('open', 'held') RETURNING number, state"""
_RETURN_TIP = """
    UPDATE claim_suggestions SET much_like = $3
    WHERE guild_id = $1 AND number = $2 AND much_like = $4 AND state IN ('open', 'held')
    RETURNING number, state"""
# A message is asked about once for a claim, and not where it has, or had, that claim's note.
_OPEN_QUESTIONS = """
    SELECT message_id, channel_id, CASE WHEN EXISTS
            (SELECT 1 FROM proposals o WHERE o.guild_id = $1 AND o.message_id = p.message_id AND o.slug = $3)
        OR EXISTS
            (SELECT 1 FROM notes n WHERE n.guild_id = $1 AND n.message_id = p.message_id AND n.slug = $3)
        THEN 1 ELSE 0 END AS doubled
    FROM proposals p WHERE guild_id = $1 AND slug = $2 AND ruling IS NULL AND lapsed_at IS NULL"""
_MOVE_QUESTION = "UPDATE proposals SET slug = $4 WHERE guild_id = $1 AND message_id = $2 AND slug = $3"
_CLOSE_QUESTION = "UPDATE proposals SET lapsed_at = $4 WHERE guild_id = $1 AND message_id = $2 AND slug = $3"
_RETURN_QUESTION = """
    UPDATE proposals SET slug = $3 WHERE guild_id = $1 AND message_id = $2 AND slug = $4 AND ruling IS NULL
        AND NOT EXISTS (SELECT 1 FROM proposals o
            WHERE o.guild_id = $1 AND o.message_id = $2 AND o.slug = $3)
    RETURNING message_id, channel_id"""
# Not about a message that was deleted meanwhile, or says something else: the other claim's row tells.
_REOPEN_QUESTION = """
    UPDATE proposals SET lapsed_at = NULL WHERE guild_id = $1 AND message_id = $2 AND slug = $3
        AND ruling IS NULL AND NOT EXISTS (SELECT 1 FROM proposals o WHERE o.guild_id = $1
            AND o.message_id = $2 AND o.slug = $4 AND o.lapsed_at >= proposals.lapsed_at)
        AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.guild_id = $1 AND n.message_id = $2 AND n.slug = $4
            AND n.withdrawn_at >= proposals.lapsed_at AND n.ended_by IN ('author', 'deletion'))
    RETURNING message_id, channel_id"""
_CLOSED = "closed"


async def move_waiting(session: Session, move: Move, into: Claim) -> None:
    """Have what waits about a claim wait about the one that it is merged into."""
    await _move_sources(session, move, into)
    tips = await session.fetch(_MOVE_TIPS, *move.both)
    await remember(session, move, Along.TIP, [(row["number"], "") for row in tips])
    await _show_tips(session, move, tips)
    await _move_questions(session, move)


async def return_waiting(session: Session, move: Move) -> None:
    """Have what came with a merged claim, and still waits, wait about that claim again."""
    sources = [int(row["subject"]) for row in await remembered(session, move, Along.SOURCE)]
    way = (move.slug, move.target)
    await session.execute_many(_RETURN_SOURCE, [(move.guild_id, number, *way) for number in sources])
    await _show(session, move, JobKind.EVIDENCE, sources)
    for row in await remembered(session, move, Along.TIP):
        found = await session.fetch(_RETURN_TIP, move.guild_id, int(row["subject"]), *way)
        await _show_tips(session, move, found)
    for row in await remembered(session, move, Along.QUESTION):
        back = _REOPEN_QUESTION if row["was"] == _CLOSED else _RETURN_QUESTION
        await _show_questions(
            session, move, await session.fetch(back, move.guild_id, int(row["subject"]), *way)
        )


async def _move_sources(session: Session, move: Move, into: Claim) -> None:
    """Move open suggestions; one whose address the other claim has, or was suggested, is a double."""
    waiting = await session.fetch(_OPEN_SOURCES, move.guild_id, move.slug)
    known = [row["url"] for row in await session.fetch(_KNOWN_SOURCES, move.guild_id, move.target)]
    known += [piece.url for piece in into.evidence if piece.url]
    moved = []
    for row in waiting:
        double = any(same_address(url, row["url"]) for url in known)
        state = SuggestionState.DOUBLE if double else SuggestionState.OPEN
        moved.append((move.guild_id, row["number"], move.target, state.value))
    await session.execute_many(_MOVE_SOURCE, moved)
    numbers = [row["number"] for row in waiting]
    await remember(session, move, Along.SOURCE, [(number, "") for number in numbers])
    await _show(session, move, JobKind.EVIDENCE, numbers)


async def _move_questions(session: Session, move: Move) -> None:
    """Ask about the other claim instead; where that is asked about already, the question is closed."""
    asked = await session.fetch(_OPEN_QUESTIONS, *move.both)
    for row in asked:
        key = (move.guild_id, row["message_id"], move.slug)
        if row["doubled"]:
            await session.fetch(_CLOSE_QUESTION, *key, to_millis(move.at))
        else:
            await session.fetch(_MOVE_QUESTION, *key, move.target)
    moved = [(row["message_id"], _CLOSED if row["doubled"] else "") for row in asked]
    await remember(session, move, Along.QUESTION, moved)
    await _show_questions(session, move, asked)


async def _show_tips(session: Session, move: Move, rows: Sequence[Row]) -> None:
    """Have the cards of open tips changed; of a held one, the job that waits already deletes it in time."""
    await _show(session, move, JobKind.TIP, [row["number"] for row in rows if row["state"] == "open"])


async def _show_questions(session: Session, move: Move, rows: Sequence[Row]) -> None:
    for row in rows:
        place = (row["message_id"], row["channel_id"])
        await enqueue(session, move.guild_id, JobKind.PROPOSAL, *place, move.at, haste=1)


async def _show(session: Session, move: Move, kind: JobKind, subjects: Sequence[int]) -> None:
    for subject in subjects:
        await enqueue(session, move.guild_id, kind, subject, 0, move.at, haste=1)
