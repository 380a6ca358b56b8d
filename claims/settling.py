"""What the reply under a message is to show, and what became of the attempt to show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from claims.jobs import Job
from claims.model import Claim, Judgement, Verdict
from claims.notes import Ending, Note, NoteState
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.ports.jobs import JobStore
from claims.ports.notes import NoteStore


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim whose note stands, and the judgement it was posted with, where another has followed since."""

    claim: Claim
    before: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What one reply must show.

    Attributes:
        reply_id: the reply, where it is known to be there.
        standing: what it shows; nothing means that it must go.
        maybe_posted: whether an earlier attempt may have posted it without anybody's knowing.
        silent: whether nobody is to be notified of it.
        reserved_at: when the latest of its notes was reserved.
        paused: whether some of it was never posted and may not be at present.
        tags: which verdict shows as which tag, where the message begins a forum post.
    """

    job: Job
    reply_id: int | None
    standing: tuple[Standing, ...]
    maybe_posted: bool
    silent: bool
    reserved_at: datetime
    paused: bool = False
    tags: Mapping[Verdict, str] = field(default_factory=dict)

    @property
    def nonce(self) -> str:
        """What tells this post from any other, in at most 25 characters (Discord: Create Message).

        A note that its author edited away and back within minutes is another post under the same message.
        """
        return f"{self.job.subject:x}-{int(self.reserved_at.timestamp()):x}"

    @property
    def revisions(self) -> dict[str, int]:
        """The revision of each claim that the reply shows, by slug."""
        return {each.claim.slug: each.claim.revision for each in self.standing}


class NoteSettling:
    """Tells the dispatcher what to show and keeps what came of it."""

    def __init__(
        self, claims: ClaimStore, notes: NoteStore, jobs: JobStore, guilds: GuildStore, clock: Clock
    ) -> None:
        self._claims = claims
        self._notes = notes
        self._jobs = jobs
        self._guilds = guilds
        self._clock = clock

    async def settlement(self, job: Job, around: Sequence[int] = ()) -> Settlement:
        """Return what the reply under a job's message must show as of now; `around` its channel lies."""
        notes = await self._notes.of_message(job.guild_id, job.subject)
        standing = {note.slug: await self._standing(note) for note in notes if note.live}
        if withdrawn := [slug for slug, each in standing.items() if each is None]:
            await self._notes.end(job.guild_id, job.subject, withdrawn, Ending.CLAIM, self._clock())
        settings = await self._guilds.settings(job.guild_id)
        return Settlement(
            job=job,
            reply_id=next((note.reply_id for note in notes if note.reply_id is not None), None),
            standing=tuple(each for each in standing.values() if each is not None),
            maybe_posted=job.attempts > 1,
            silent=settings.silent,
            reserved_at=max((note.reserved_at for note in notes), default=job.due_at),
            paused=any(note.state is NoteState.RESERVED for note in notes)
            and settings.paused_at((job.channel_id, *around)),
            tags=settings.tags,
        )

    async def held_back(self, settlement: Settlement) -> Settlement:
        """Give up the notes that were never posted, as notes are paused; return what is left to show."""
        job = settlement.job
        given_up = await self._notes.release(job.guild_id, job.subject)
        left = (each for each in settlement.standing if each.claim.slug not in given_up)
        return replace(settlement, standing=tuple(left))

    async def shown(self, settlement: Settlement, reply_id: int) -> None:
        """Record that a reply shows the settlement."""
        job = settlement.job
        await self._notes.settled(job, reply_id, settlement.revisions, self._clock())

    async def nothing_to_show(self, settlement: Settlement) -> None:
        """Record that the reply is gone, as it should be."""
        await self._notes.removed(settlement.job)

    async def reply_lost(self, settlement: Settlement) -> None:
        """Record that someone took the reply, the message or its channel away: its notes have ended."""
        job = settlement.job
        notes = await self._notes.of_message(job.guild_id, job.subject)
        slugs = [note.slug for note in notes if note.live]
        await self._notes.end(job.guild_id, job.subject, slugs, Ending.LOSS, self._clock())
        await self._notes.removed(job)

    async def refused(self, settlement: Settlement) -> None:
        """Record that Discord does not let the bot show it: trying again would not help."""
        await self._notes.refused(settlement.job, settlement.revisions)

    async def echoed(self, job: Job) -> Sequence[int] | None:
        """Return the replies that a message is to be told of, instead of getting a note of its own.

        None says that one of them is still on its way.
        """
        repeats = await self._notes.repeats(job.guild_id, job.subject)
        replies = [each.reply_id for each in repeats if each.reply_id is not None]
        return list(dict.fromkeys(replies)) if len(replies) == len(repeats) else None

    async def echo_done(self, job: Job) -> None:
        """Record that a repeat was told of the note."""
        await self._jobs.done(job)

    async def _standing(self, note: Note) -> Standing | None:
        claim = await self._claims.claim(note.guild_id, note.slug)
        if claim is None or claim.retired or claim.is_draft:
            return None
        # A note that came with a merged claim never said what this one said then.
        then = claim.at(note.reserved_at) if note.claim_revision else None
        before = then.current if then is not None and then.verdict is not claim.verdict else None
        return Standing(claim, before)
