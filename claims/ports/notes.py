"""What the domain asks of the store that keeps notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.jobs import Job
from claims.notes import Ending, Note, Repeat, Reservation, Rollout


class NoteStore(Protocol):
    """Remembers every note, so that none is posted twice."""

    async def reserve(
        self,
        notes: Sequence[Note],
        quiet_since: datetime | None = None,
        echoes: int = 0,
        quiet_by_claim: Mapping[str, datetime] | None = None,
    ) -> Reservation:
        """Reserve the notes of one message under (guild, message, claim), and enqueue what posts them.

        A claim noted in the same channel after `quiet_since`, or the instant that `quiet_by_claim` has for
        it, gets no other note: the repeat is counted, and the first `echoes` of them are told of the note by
        a job.
        """
        ...

    async def release(self, guild_id: int, message_id: int) -> Sequence[str]:
        """Give up the notes of a message that were never posted, and return their claims."""
        ...

    async def settled(self, job: Job, reply_id: int, revisions: Mapping[str, int], at: datetime) -> None:
        """Record that one reply shows a message's notes, each at which revision; the job is done."""
        ...

    async def removed(self, job: Job) -> None:
        """Record that a message has no reply any more; the job is done."""
        ...

    async def refused(self, job: Job, revisions: Mapping[str, int]) -> None:
        """Record that Discord will not let the notes be shown; those not posted are given up."""
        ...

    async def end(
        self, guild_id: int, message_id: int, slugs: Sequence[str], by: Ending, at: datetime
    ) -> Sequence[str]:
        """Withdraw notes of a message, enqueue what shows it, and return those that stood until now."""
        ...

    async def of_message(self, guild_id: int, message_id: int) -> Sequence[Note]:
        """Return the notes of a message, withdrawn ones too."""
        ...

    async def by_reply(self, guild_id: int, reply_id: int) -> Sequence[Note]:
        """Return the notes a reply of the bot carries, withdrawn ones too."""
        ...

    async def repeats(self, guild_id: int, message_id: int) -> Sequence[Repeat]:
        """Return what a message repeated that was noted shortly before it, and still is."""
        ...

    async def rollout(self, guild_id: int, slug: str, revision: int) -> Rollout | None:
        """Return how far a revision of a claim has got with its notes, None where it changed none."""
        ...
