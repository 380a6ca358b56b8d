"""What the domain asks of the world; db and matching answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change, Revision
from claims.cards import Card
from claims.events import Dossier, Event, Term, TimelineEntry
from claims.jobs import Job, Share
from claims.model import Claim
from claims.notes import Ending, Note, Repeat, Reservation, Rollout
from claims.people import Kept
from claims.reading import Reading
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

        With `notes_since`, what brings the notes posted since then up to date is enqueued with it.

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
        self, notes: Sequence[Note], quiet_since: datetime | None = None, echoes: int = 0
    ) -> Reservation:
        """Reserve the notes of one message under (guild, message, claim), and enqueue what posts them.

        A claim noted in the same channel after `quiet_since` gets no other note: the repeat is counted, and
        the first `echoes` of them are told of the note by a job.
        """
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

    async def object_to(self, guild_id: int, reply_id: int, slug: str, user_id: int, at: datetime) -> bool:
        """Record that a person finds the match wrong; return False when they said so before."""
        ...

    async def objectors(self, guild_id: int, reply_id: int, slug: str) -> Sequence[int]:
        """Return who finds a match wrong."""
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

    async def erase_objections(self, guild_id: int, user_id: int) -> int:
        """Delete a person's objections and return how many there were."""
        ...


class AuditStore(Protocol):
    """Reads the audit trail."""

    async def revisions(self, guild_id: int, subject: str | None = None) -> Sequence[Revision]:
        """Return the guild's revisions in order of number; of one subject ("claim:slug") when given."""
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

    def refresh(self, guild_id: int, slug: str | None = None) -> None:
        """Take notice of a change to one claim, or, without a slug, to anything; later readings use it."""
        ...
