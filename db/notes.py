"""The store of notes: what was put under which message, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from claims.errors import claim_not_found
from claims.jobs import Job, JobKind
from claims.notes import Ending, Note, NoteState, Repeat, Reservation, Rollout
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.jobs import enqueue, finish
from db.moved_notes import found_reply

_CLAIM_EXISTS = "SELECT 1 FROM claims WHERE guild_id = $1 AND slug = $2"
# A note that its author edited away comes back when the words do; any other end is final. Its reply, if it
# is still there, is taken again.
_RESERVE = """
    INSERT INTO notes
        (guild_id, message_id, slug, channel_id, claim_revision, state, reserved_at, wording, digest)
    VALUES ($1, $2, $3, $4, $5, 'reserved', $6, $7, $8)
    ON CONFLICT (guild_id, message_id, slug) DO UPDATE
    SET state = 'reserved', claim_revision = excluded.claim_revision, reserved_at = excluded.reserved_at,
        posted_at = NULL, withdrawn_at = NULL, shown_revision = NULL, ended_by = NULL,
        wording = excluded.wording, digest = excluded.digest
    WHERE notes.state = 'withdrawn' AND notes.ended_by = 'author' RETURNING slug"""
# One whose posting a moderator undid may be posted by a moderator, and only so.
_RESERVE_FOR_MODERATOR = _RESERVE.replace("= 'author' RETURNING", "IN ('author', 'undone') RETURNING")
_NOTED_BEFORE = """
    SELECT message_id, reply_id FROM notes
    WHERE guild_id = $1 AND slug = $2 AND channel_id = $3 AND reserved_at > $4 AND message_id <> $5
        AND state <> 'withdrawn'
    ORDER BY reserved_at DESC LIMIT 1"""
_OWN_NOTE = "SELECT 1 FROM notes WHERE guild_id = $1 AND message_id = $2 AND slug = $3"
_REPEAT = """
    INSERT INTO repeats (guild_id, message_id, slug, channel_id, noted_message_id, repeated_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (guild_id, message_id, slug) DO NOTHING RETURNING slug"""
_REPEATS = """
    SELECT COUNT(*) AS number FROM repeats WHERE guild_id = $1 AND noted_message_id = $2 AND slug = $3"""
# Also of a note withdrawn while its reply was on its way: without its id nobody could take the reply away.
_SHOWN = """
    UPDATE notes SET reply_id = $4, shown_revision = $5, refused_revision = NULL,
        posted_at = COALESCE(posted_at, $6), state = CASE state
            WHEN 'withdrawn' THEN 'withdrawn' WHEN 'reserved' THEN 'posted' ELSE 'updated' END
    WHERE guild_id = $1 AND message_id = $2 AND slug = $3 RETURNING slug"""
_REMOVED = "UPDATE notes SET reply_id = NULL WHERE guild_id = $1 AND message_id = $2"
_REFUSED = """
    UPDATE notes SET refused_revision = $4
    WHERE guild_id = $1 AND message_id = $2 AND slug = $3 AND state <> 'withdrawn'"""
_RELEASE = """
    DELETE FROM notes WHERE guild_id = $1 AND message_id = $2 AND state = 'reserved' RETURNING slug"""
_END = """
    UPDATE notes SET state = 'withdrawn', withdrawn_at = $3, ended_by = $4
    WHERE guild_id = $1 AND message_id = $2 AND slug = $5 AND state <> 'withdrawn' RETURNING channel_id"""
_OF_MESSAGE = "SELECT * FROM notes WHERE guild_id = $1 AND message_id = $2 ORDER BY reserved_at, slug"
_BY_REPLY = "SELECT * FROM notes WHERE guild_id = $1 AND reply_id = $2 ORDER BY reserved_at, slug"
_OF_REPEAT = """
    SELECT r.slug, r.noted_message_id, n.reply_id FROM repeats r JOIN notes n
    ON n.guild_id = r.guild_id AND n.message_id = r.noted_message_id AND n.slug = r.slug
    WHERE r.guild_id = $1 AND r.message_id = $2 AND n.state <> 'withdrawn' ORDER BY r.slug"""
_ROLLOUT = """
    SELECT begun_at, notes_since, total FROM rollouts WHERE guild_id = $1 AND slug = $2 AND revision = $3"""
_ROLLED = """
    SELECT
        SUM(CASE WHEN state IN ('posted', 'updated') AND shown_revision >= $3 THEN 1 ELSE 0 END) AS updated,
        SUM(CASE WHEN state = 'withdrawn' AND withdrawn_at >= $4 THEN 1 ELSE 0 END) AS gone,
        SUM(CASE WHEN state IN ('posted', 'updated') AND shown_revision < $3 AND refused_revision >= $3
            THEN 1 ELSE 0 END) AS failed
    FROM notes WHERE guild_id = $1 AND slug = $2 AND posted_at < $4 AND posted_at >= $5"""


class SqlNoteStore:
    """Remembers notes in SQL; the key (guild, message, claim) lets each be reserved once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(
        self,
        notes: Sequence[Note],
        quiet_since: datetime | None = None,
        echoes: int = 0,
        quiet_by_claim: Mapping[str, datetime] | None = None,
    ) -> Reservation:
        """Reserve the notes of one message, and enqueue the job that posts them.

        Args:
            notes: notes under one message.
            quiet_since: a claim noted in the same channel after this gets no other note; it is counted.
            echoes: so many repeats of a note are told of it, each by a job.
            quiet_by_claim: another instant for some claims, by slug.

        Raises:
            NotFound: the guild has no such claim.
        """
        # Alone: two messages that arrive at once must not both be the first of their channel.
        async with self._database.transaction(alone=True) as session:
            fresh, repeats = [], []
            for note in notes:
                if not await session.fetch(_CLAIM_EXISTS, note.guild_id, note.slug):
                    raise claim_not_found(note.slug)
                noted = await _noted_before(session, note, (quiet_by_claim or {}).get(note.slug, quiet_since))
                if noted is None:
                    fresh += await session.fetch(_RESERVE, *_values(note))
                elif (repeat := await _repeated(session, note, noted)) is not None:
                    repeats.append(repeat)
            if fresh:
                await _enqueue(session, JobKind.SETTLE, notes[0])
            elif any(repeat.number <= echoes for repeat in repeats):
                await _enqueue(session, JobKind.ECHO, notes[0])
            return Reservation(tuple(row["slug"] for row in fresh), tuple(repeats))

    async def release(self, guild_id: int, message_id: int) -> Sequence[str]:
        """Give up the notes of a message that were never posted, and return their claims."""
        async with self._database.transaction() as session:
            return [row["slug"] for row in await session.fetch(_RELEASE, guild_id, message_id)]

    async def settled(self, job: Job, reply_id: int, revisions: Mapping[str, int], at: datetime) -> None:
        """Record that one reply shows a message's notes, each at which revision, and strike the job off."""
        key = (job.guild_id, job.subject)
        async with self._database.transaction() as session:
            for slug, revision in revisions.items():
                if not await session.fetch(_SHOWN, *key, slug, reply_id, revision, to_millis(at)):
                    await found_reply(session, *key, slug, reply_id, at)
            await finish(session, job)

    async def removed(self, job: Job) -> None:
        """Record that a message has no reply any more, and strike the job off."""
        async with self._database.transaction() as session:
            await session.fetch(_REMOVED, job.guild_id, job.subject)
            await finish(session, job)

    async def refused(self, job: Job, revisions: Mapping[str, int]) -> None:
        """Record that Discord will not let the notes be shown, and strike the job off.

        Notes not yet posted are given up; they may be reserved anew.
        """
        async with self._database.transaction() as session:
            await session.fetch(_RELEASE, job.guild_id, job.subject)
            for slug, revision in revisions.items():
                await session.fetch(_REFUSED, job.guild_id, job.subject, slug, revision)
            await finish(session, job)

    async def end(
        self, guild_id: int, message_id: int, slugs: Sequence[str], by: Ending, at: datetime
    ) -> Sequence[str]:
        """Withdraw notes of a message, enqueue the job that shows it, and return those that stood."""
        async with self._database.transaction() as session:
            return await end_notes(session, guild_id, message_id, slugs, by, at)

    async def of_message(self, guild_id: int, message_id: int) -> Sequence[Note]:
        """Return the notes of a message, withdrawn ones too."""
        return [_note(row) for row in await self._database.fetch(_OF_MESSAGE, guild_id, message_id)]

    async def by_reply(self, guild_id: int, reply_id: int) -> Sequence[Note]:
        """Return the notes a reply of the bot carries, withdrawn ones too."""
        return [_note(row) for row in await self._database.fetch(_BY_REPLY, guild_id, reply_id)]

    async def repeats(self, guild_id: int, message_id: int) -> Sequence[Repeat]:
        """Return what a message repeated that was noted shortly before it, and still is."""
        rows = await self._database.fetch(_OF_REPEAT, guild_id, message_id)
        return [Repeat(row["slug"], row["noted_message_id"], row["reply_id"], 0) for row in rows]

    async def rollout(self, guild_id: int, slug: str, revision: int) -> Rollout | None:
        """Return how far a revision of a claim has got with its notes, None where it changed none."""
        async with self._database.snapshot() as session:
            begun = await session.fetch(_ROLLOUT, guild_id, slug, revision)
            if not begun:
                return None
            among = (begun[0]["begun_at"], begun[0]["notes_since"])
            [counts] = await session.fetch(_ROLLED, guild_id, slug, revision, *among)
        counted = (int(counts[name] or 0) for name in ("updated", "gone", "failed"))
        return Rollout(begun[0]["total"], *counted)


async def reserve_in(session: Session, note: Note) -> None:
    """Reserve a note in a transaction that has a reason to, with the job that posts it."""
    if await session.fetch(_RESERVE_FOR_MODERATOR, *_values(note)):
        await _enqueue(session, JobKind.SETTLE, note)


async def end_notes(
    session: Session, guild_id: int, message_id: int, slugs: Sequence[str], by: Ending, at: datetime
) -> Sequence[str]:
    """Withdraw notes of a message inside a transaction, as `SqlNoteStore.end` does."""
    ended = {
        slug: rows[0]["channel_id"]
        for slug in slugs
        if (rows := await session.fetch(_END, guild_id, message_id, to_millis(at), by.value, slug))
    }
    if ended:
        channel_id = next(iter(ended.values()))
        await enqueue(session, guild_id, JobKind.SETTLE, message_id, channel_id, at, haste=0)
    return list(ended)


async def _noted_before(session: Session, note: Note, since: datetime | None) -> Row | None:
    """Return the note of the claim that stands in the channel already, unless the message has its own."""
    if since is None or await session.fetch(_OWN_NOTE, note.guild_id, note.message_id, note.slug):
        return None
    rows = await session.fetch(
        _NOTED_BEFORE, note.guild_id, note.slug, note.channel_id, to_millis(since), note.message_id
    )
    return rows[0] if rows else None


async def _repeated(session: Session, note: Note, noted: Row) -> Repeat | None:
    """Count a repeat; None when this message was counted before."""
    key, first = (note.guild_id, note.message_id, note.slug), noted["message_id"]
    if not await session.fetch(_REPEAT, *key, note.channel_id, first, to_millis(note.reserved_at)):
        return None
    [counted] = await session.fetch(_REPEATS, note.guild_id, first, note.slug)
    return Repeat(note.slug, first, noted["reply_id"], counted["number"])


async def _enqueue(session: Session, kind: JobKind, note: Note) -> None:
    await enqueue(session, note.guild_id, kind, note.message_id, note.channel_id, note.reserved_at, haste=0)


def _values(note: Note) -> tuple[object, ...]:
    return (
        note.guild_id,
        note.message_id,
        note.slug,
        note.channel_id,
        note.claim_revision,
        to_millis(note.reserved_at),
        note.wording,
        note.digest,
    )


def _note(row: Row) -> Note:
    return Note(
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        slug=row["slug"],
        claim_revision=row["claim_revision"],
        state=NoteState(row["state"]),
        reserved_at=from_millis(row["reserved_at"]),
        reply_id=row["reply_id"],
        shown_revision=row["shown_revision"],
        ended_by=Ending(row["ended_by"]) if row["ended_by"] else None,
        wording=row["wording"],
        digest=row["digest"],
    )
