"""What the domain asks of the world; db and matching answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change, Revision
from claims.breaking import Breaking, BriefShown
from claims.cards import Card
from claims.claim_text import ClaimText
from claims.events import Dossier, Event, Term, TimelineEntry
from claims.following import Follower, Untold
from claims.jobs import Job, Share
from claims.model import Claim, Verdict
from claims.notes import Ending, Note, Repeat, Reservation, Rollout
from claims.people import Kept
from claims.proposals import Excerpt, Proposal, Ruling
from claims.reading import Reading
from claims.seconding import Pending
from claims.settings import GuildSettings


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Return now, in UTC."""
        ...


class ClaimStore(Protocol):
    """Keeps claims; every change is one transaction together with its audit record."""

    async def claim(self, guild_id: int, slug: str) -> Claim | None:
        """Return the claim, whole, or None."""
        ...

    async def claims(self, guild_id: int) -> Sequence[Claim]:
        """Return all claims of the guild, by slug."""
        ...

    async def add(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        """Store a new claim as revision 1 and return it; raise AlreadyThere when its slug is taken."""
        ...

    async def save(
        self, guild_id: int, claim: Claim, change: Change, notes_since: datetime | None = None
    ) -> Claim:
        """Replace the stored claim and return it with the next revision.

        With `notes_since`, what brings the notes posted since then up to date is enqueued with it; with
        another verdict, what tells those who follow the claim.

        Raises:
            Changed: the stored revision is not `claim.revision` (someone else saved first).
            NotFound: no such claim.
        """
        ...


class EventStore(Protocol):
    """Keeps events, their timelines and terms."""

    async def events(self, guild_id: int) -> Sequence[Event]:
        """Return the guild's events."""
        ...

    async def timeline(self, guild_id: int, event: str) -> Sequence[TimelineEntry]:
        """Return an event's timeline in order of time."""
        ...

    async def terms(self, guild_id: int, event: str | None = None) -> Sequence[Term]:
        """Return the terms of an event, or of all the guild's events."""
        ...

    async def load(self, guild_id: int, dossier: Dossier, change: Change) -> None:
        """Store a whole dossier or nothing; raise AlreadyThere when its event or a claim exists."""
        ...


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


class JobStore(Protocol):
    """Keeps what is to be done in Discord until it is done, whatever dies meanwhile."""

    async def take(
        self, share: Share, holder: str, now: datetime, most: int, *, hasty: bool = False
    ) -> Sequence[Job]:
        """Lease jobs that are due to one process, `hasty` ones alone where asked, and count the attempt."""
        ...

    async def renew(self, holder: str, now: datetime) -> None:
        """Lengthen the leases of a process that is still at work."""
        ...

    async def done(self, job: Job) -> None:
        """Strike a job off, unless something caused it anew."""
        ...

    async def put_off(self, job: Job, due_at: datetime) -> None:
        """Give a job back, to be tried later."""
        ...

    async def stuck(self, guild_id: int) -> int:
        """Return how many of a guild's jobs were tried again and again without success."""
        ...

    async def holders(self, share: Share) -> Sequence[str]:
        """Return which processes hold leases."""
        ...

    async def let_go(self, holder: str) -> None:
        """Free what a process that is no more had taken."""
        ...


class CardStore(Protocol):
    """Remembers which message of the moderators' channel shows what."""

    async def card(self, job: Job) -> Card | None:
        """Return the card a job is about, None before it is posted."""
        ...

    async def put(self, job: Job, card: Card | None) -> None:
        """Remember where the card is; the job is done."""
        ...


class ProposalStore(Protocol):
    """Keeps what moderators are asked about messages, and for a while the words they are shown."""

    async def propose(
        self, proposals: Sequence[Proposal], quiet_since: datetime | None, excerpt: Excerpt | None
    ) -> Sequence[str]:
        """Keep what is asked about one message, enqueue its card, and return the claims asked about.

        Nothing is asked about a claim that was noted or asked about in the same channel after `quiet_since`,
        or about a message that was noted or asked about before.
        """
        ...

    async def of_message(self, guild_id: int, message_id: int) -> Sequence[Proposal]:
        """Return what was asked about a message."""
        ...

    async def excerpt(self, guild_id: int, message_id: int) -> Excerpt | None:
        """Return the words of a message that are still kept."""
        ...

    async def rule(self, proposal: Proposal, ruling: Ruling, change: Change, note: Note | None) -> bool:
        """Record a ruling, with the note that it posts, or what a wrong match stops; enqueue what shows it.

        Return False when somebody ruled before, or the proposal has lapsed.
        """
        ...

    async def read_again(
        self, guild_id: int, message_id: int, said: Sequence[str], excerpt: Excerpt | None, at: datetime
    ) -> bool:
        """Let open proposals lapse that a message says no more; its kept words become those it has now.

        Return whether anything was asked about the message.
        """
        ...

    async def forget(self, job: Job, at: datetime) -> None:
        """Delete a message's kept words if their time is over, and enqueue its card; the job is done."""
        ...


class ReviewStore(Protocol):
    """Knows which claims are to be checked again, and sets aside those that nobody has checked."""

    async def to_check(self, guild_id: int, due_by: datetime) -> Sequence[str]:
        """Return the claims past their review, and those whose review is due by then, the oldest first."""
        ...

    async def set_aside(self, job: Job, now: datetime, notes_since: datetime) -> Sequence[str]:
        """Mark the claims whose review was due, and return them; the job is done, and the next enqueued.

        What brings their notes posted since `notes_since` up to date is enqueued, too.
        """
        ...

    async def tidy(self, guild_id: int, before: datetime) -> None:
        """Delete repeats and rollouts from before an instant."""
        ...


class FollowStore(Protocol):
    """Knows who follows which claim, and what they were told; what tells them is enqueued with a verdict."""

    async def follow(
        self, guild_id: int, user_id: int, slug: str, at: datetime
    ) -> tuple[bool, datetime | None]:
        """Follow a claim; return whether that is new, and since when the person could not be reached.

        Whoever could not be reached is tried again.

        Raises:
            NotFound: no such claim.
            Invalid: they follow as many claims as one can.
        """
        ...

    async def stop(self, guild_id: int, user_id: int, slug: str | None = None) -> int:
        """Stop following a claim, or all; return how many were followed until now."""
        ...

    async def follower(self, guild_id: int, user_id: int) -> Follower | None:
        """Return what is known of a follower, None of a person who follows nothing."""
        ...

    async def untold(self, guild_id: int, user_id: int) -> Sequence[Untold]:
        """Return the followed claims whose verdict is another than was told, the latest judged first."""
        ...

    async def told(self, job: Job, verdicts: Mapping[str, Verdict], at: datetime) -> None:
        """Record which verdicts a digest showed; the job is done, and what it did not show comes later."""
        ...

    async def postpone(self, job: Job, due_at: datetime) -> None:
        """Put a digest off that was not begun yet."""
        ...

    async def unreachable(self, job: Job, at: datetime) -> None:
        """Record that no message reaches a person; the job is dropped, whatever caused it anew."""
        ...


class BreakingStore(Protocol):
    """Keeps which events are, and were, in breaking mode."""

    async def live(self, guild_id: int, now: datetime) -> Sequence[Breaking]:
        """Return the events in breaking mode at an instant, the first begun first."""
        ...

    async def begin(self, breaking: Breaking, change: Change) -> None:
        """Begin the mode, and enqueue its brief and its end.

        Raises:
            NotFound: no such event.
            AlreadyThere: it is in the mode already, or the channel has another event's brief.
        """
        ...

    async def alter(
        self, guild_id: int, event: str, alter: Callable[[Breaking], Breaking], change: Change
    ) -> Breaking:
        """Store and return what `alter` makes of a mode that lives, and enqueue its brief and its end.

        Raises:
            NotFound: the event is not in breaking mode.
        """
        ...

    async def of_channel(self, guild_id: int, channel_id: int) -> Sequence[Breaking]:
        """Return the modes whose brief in a channel is not closed, the first begun first."""
        ...

    async def settled(self, job: Job, shown: Sequence[BriefShown]) -> None:
        """Record what became of a channel's briefs; the job is done."""
        ...

    async def calm(self, job: Job, change: Change) -> None:
        """Record the end of what is over in a channel, and enqueue its brief; the job is done."""
        ...


class SecondStore(Protocol):
    """Keeps judgements that wait for a second moderator."""

    async def propose(self, pending: Pending, change: Change) -> Pending:
        """Store a proposal, enqueue its card, and return it with its number.

        Raises:
            Changed: the claim's revision is another by now.
            NotFound: no such claim.
        """
        ...

    async def pending(self, guild_id: int, number: int) -> Pending | None:
        """Return a proposal, or None."""
        ...

    async def open(self, guild_id: int) -> Sequence[Pending]:
        """Return the proposals that nobody has decided about, the first first."""
        ...

    async def second(self, guild_id: int, number: int, change: Change, notes_since: datetime) -> Claim:
        """Save the proposed judgement and return the claim, all in one transaction with its jobs.

        Raises:
            NotFound: no such proposal.
            Changed: it was decided about, or the claim was changed.
            NotAllowed: who seconds is who proposed.
        """
        ...

    async def decline(self, guild_id: int, number: int, change: Change) -> Pending:
        """Turn a proposal down and return it; raise NotFound or Changed as `second` does."""
        ...


class GuildStore(Protocol):
    """Keeps each guild's settings."""

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the guild's settings, the defaults when none were saved."""
        ...

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        """Store the guild's settings."""
        ...

    async def alter_settings(
        self, guild_id: int, alter: Callable[[GuildSettings], GuildSettings], change: Change
    ) -> GuildSettings:
        """Store and return what `alter` makes of the settings as they are; nobody else saves in between.

        Where it changes nothing, nothing is recorded; where it raises, nothing is stored.
        """
        ...


class PrivacyStore(Protocol):
    """Keeps people's wishes about themselves, and knows what else is stored about them."""

    async def opted_out(self, guild_id: int) -> frozenset[int]:
        """Return the ids of the people whose messages are not read."""
        ...

    async def about(self, guild_id: int, user_id: int) -> Kept:
        """Return what is stored about a person."""
        ...

    async def opt_out(self, guild_id: int, user_id: int, at: datetime) -> None:
        """Record that a person's messages are not read; an earlier wish keeps its date."""
        ...

    async def opt_in(self, guild_id: int, user_id: int) -> None:
        """Delete that wish."""
        ...

    async def erase(self, guild_id: int, user_id: int, at: datetime) -> Kept:
        """Delete what a person can have erased, and return how much there was of each.

        An accepted suggestion stays the claim's evidence, without their id.
        """
        ...


class AuditStore(Protocol):
    """Reads the audit trail."""

    async def revisions(self, guild_id: int, subject: str | None = None) -> Sequence[Revision]:
        """Return the guild's revisions in order of number; of one subject ("claim:slug") when given."""
        ...


class TrialReader(Protocol):
    """Reads messages twice: with a guild's claims as they are, and with one of them changed."""

    async def read(self, texts: Sequence[str]) -> Sequence[tuple[Reading, Reading]]:
        """Return each message as read before and after the change; live messages need not wait for it."""
        ...


class Matcher(Protocol):
    """Reads messages against a guild's claims, off the event loop."""

    async def read(self, guild_id: int, text: str) -> Reading:
        """Return what the message says, with the claims it may repeat."""
        ...

    async def rank(self, guild_id: int, text: str) -> Reading:
        """Return what the message says, with the claims nearest to it, also where none is likely."""
        ...

    async def search(self, guild_id: int, text: str) -> Reading:
        """Return the claims nearest to what a person looks for; it need not repeat any."""
        ...

    async def trial(self, guild_id: int, changed: ClaimText) -> TrialReader:
        """Return what tries a changed claim out; other readings know nothing of it."""
        ...

    def refresh(self, guild_id: int, slug: str | None = None) -> None:
        """Take notice of a change to one claim, or, without a slug, to anything; later readings use it."""
        ...
