"""Notes that go with a claim into another, and back when the merge is undone."""

from __future__ import annotations

from datetime import datetime

from db.columns import to_millis
from db.database import Row, Session

# Where the other claim has, or had, a note of its own, that one says what there is to say, or was taken away
# for a reason.
_MOVABLE = """
    SELECT * FROM notes n WHERE guild_id = $1 AND slug = $2 AND state <> 'withdrawn' AND NOT EXISTS
        (SELECT 1 FROM notes o WHERE o.guild_id = $1 AND o.message_id = n.message_id AND o.slug = $3)"""
_REMEMBER = """
    INSERT INTO moved_notes (guild_id, slug, target, message_id, claim_revision) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild_id, slug, target, message_id) DO UPDATE SET claim_revision = excluded.claim_revision"""
_RETURNING = """
    SELECT n.*, m.claim_revision AS posted_revision FROM moved_notes m JOIN notes n
    ON n.guild_id = m.guild_id AND n.message_id = m.message_id AND n.slug = m.target
    WHERE m.guild_id = $1 AND m.slug = $2 AND m.target = $3 AND NOT EXISTS
        (SELECT 1 FROM notes o WHERE o.guild_id = $1 AND o.message_id = n.message_id AND o.slug = $2)"""
_FORGET = "DELETE FROM moved_notes WHERE guild_id = $1 AND slug = $2 AND target = $3"
# What people said about a note goes with it; so do the repeats counted under it, but for those of messages
# that were counted under the other claim, too.
_DELETE_DOUBLES = """
    DELETE FROM repeats WHERE guild_id = $1 AND noted_message_id = $2 AND slug = $3 AND EXISTS
        (SELECT 1 FROM repeats o
         WHERE o.guild_id = $1 AND o.message_id = repeats.message_id AND o.slug = $4)"""
_FOLLOW = (
    "UPDATE voices SET slug = $4 WHERE guild_id = $1 AND message_id = $2 AND slug = $3",
    "UPDATE swarms SET slug = $4 WHERE guild_id = $1 AND message_id = $2 AND slug = $3",
    "UPDATE repeats SET slug = $4 WHERE guild_id = $1 AND noted_message_id = $2 AND slug = $3",
)
_INSERT = "INSERT INTO notes"
_DELETE = "DELETE FROM notes WHERE guild_id = $1 AND message_id = $2 AND slug = $3"
_SETTLE = """
    INSERT INTO jobs
        (guild_id, kind, subject, channel_id, haste, turn, attempts, due_at, leased_until, leased_by)
    VALUES ($1, 'settle', $2, $3, 1, 1, 0, $4, 0, '')
    ON CONFLICT (guild_id, kind, subject) DO UPDATE SET turn = jobs.turn + 1, due_at = excluded.due_at"""
_FOUND = """
    UPDATE notes SET reply_id = $4, posted_at = COALESCE(posted_at, $5),
        state = CASE state WHEN 'reserved' THEN 'posted' ELSE state END
    WHERE guild_id = $1 AND message_id = $2 AND reply_id IS NULL AND slug IN
        (SELECT target FROM moved_notes WHERE guild_id = $1 AND message_id = $2 AND slug = $3)"""
_LEFT = "SELECT message_id, channel_id FROM notes WHERE guild_id = $1 AND slug = $2 AND state <> 'withdrawn'"
_END = """
    UPDATE notes SET state = 'withdrawn', withdrawn_at = $3, ended_by = 'claim'
    WHERE guild_id = $1 AND slug = $2 AND state <> 'withdrawn'"""


async def move_notes(session: Session, guild_id: int, slug: str, target: str, at: datetime) -> None:
    """Make a claim's standing notes those of another; where that one has, or had, one, the note goes."""
    notes = await session.fetch(_MOVABLE, guild_id, slug, target)
    remembered = [(guild_id, slug, target, row["message_id"], row["claim_revision"]) for row in notes]
    await session.execute_many(_REMEMBER, remembered)
    await _rename(session, notes, target, {row["message_id"]: 0 for row in notes}, at)
    left = await session.fetch(_LEFT, guild_id, slug)
    await session.fetch(_END, guild_id, slug, to_millis(at))
    await _settle(session, guild_id, left, at)


async def return_notes(session: Session, guild_id: int, slug: str, target: str, at: datetime) -> None:
    """Give a claim the notes back that went with it into another."""
    notes = await session.fetch(_RETURNING, guild_id, slug, target)
    await _rename(session, notes, slug, {row["message_id"]: row["posted_revision"] for row in notes}, at)
    await session.fetch(_FORGET, guild_id, slug, target)


async def found_reply(
    session: Session, guild_id: int, message_id: int, slug: str, reply_id: int, at: datetime
) -> None:
    """Record a reply that was posted for a claim's note while that went with the claim into another."""
    await session.fetch(_FOUND, guild_id, message_id, slug, reply_id, to_millis(at))


async def _rename(
    session: Session, notes: list[Row], slug: str, revisions: dict[int, int], at: datetime
) -> None:
    """Write notes anew under another claim, with all that belongs to them, and have them shown.

    A key that others refer to cannot be changed in place: they would refer to nothing for a moment.
    """
    if not notes:
        return
    columns = [name for name in notes[0].keys() if name != "posted_revision"]  # noqa: SIM118  # a row
    places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
    insert = f"{_INSERT} ({', '.join(columns)}) VALUES ({places})"
    # What a reply shows is counted in revisions of its claim; of this one it shows none yet.
    fresh = {"slug": slug, "shown_revision": 0, "refused_revision": None}
    written = []
    for row in notes:
        changed = {**fresh, "claim_revision": revisions[row["message_id"]]}
        written.append(tuple(changed.get(name, row[name]) for name in columns))
    keys = [(row["guild_id"], row["message_id"], row["slug"]) for row in notes]
    await session.execute_many(insert, written)
    await session.execute_many(_DELETE_DOUBLES, [(*key, slug) for key in keys])
    for follow in _FOLLOW:
        await session.execute_many(follow, [(*key, slug) for key in keys])
    await session.execute_many(_DELETE, keys)
    await _settle(session, notes[0]["guild_id"], notes, at)


async def _settle(session: Session, guild_id: int, notes: list[Row], at: datetime) -> None:
    jobs = [(guild_id, row["message_id"], row["channel_id"], to_millis(at)) for row in notes]
    await session.execute_many(_SETTLE, jobs)
