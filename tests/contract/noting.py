"""Notes put under messages, and the jobs that do so, in as few words as a test can bear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.jobs import Job, JobKind, Share
from claims.notes import Note
from db.stores import Stores
from tests.contract.samples import NOON

EVERYONE = Share()


def settling(note: Note, turn: int = 1) -> Job:
    """The job that makes the reply under a note's message show what it must."""
    return Job(note.guild_id, JobKind.SETTLE, note.message_id, note.channel_id, turn, 1, note.reserved_at)


async def put(stores: Stores, note: Note, reply_id: int, at: datetime = NOON, revision: int = 1) -> None:
    """Reserve a note and record its reply, as the dispatcher does."""
    await stores.notes.reserve([note])
    await stores.notes.settled(settling(note), reply_id, {note.slug: revision}, at)


async def take(
    stores: Stores, at: datetime = NOON, holder: str = "one", most: int = 100, share: Share = EVERYONE
) -> Sequence[Job]:
    """Take what is due."""
    return await stores.jobs.take(share, holder, at, most)


async def due(stores: Stores, at: datetime = NOON) -> list[tuple[JobKind, int]]:
    """Take what is due, and return kinds and subjects in their order."""
    return [(job.kind, job.subject) for job in await take(stores, at)]
