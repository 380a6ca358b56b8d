"""What the domain asks of the world; db and matching answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change, Revision
from claims.events import Dossier, Event, Term, TimelineEntry
from claims.model import Claim
from claims.notes import GuildSettings, Note
from claims.reading import Reading


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

    async def save(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        """Replace the stored claim and return it with the next revision.

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

    async def reserve(self, note: Note) -> bool:
        """Reserve the note under (guild, message, claim); return False when it is taken already."""
        ...

    async def posted(self, guild_id: int, message_id: int, reply_id: int, at: datetime) -> None:
        """Mark the message's reserved notes as posted by one reply."""
        ...

    async def release(self, guild_id: int, message_id: int) -> None:
        """Give up the message's reserved notes, after a final failure."""
        ...

    async def withdrawn(self, guild_id: int, reply_id: int, slug: str, at: datetime) -> bool:
        """Mark a claim's note in a reply as withdrawn; return False when it was, or is unknown."""
        ...

    async def reserved(self, guild_id: int) -> Sequence[Note]:
        """Return the notes that were reserved and neither posted nor released, oldest first."""
        ...

    async def by_reply(self, guild_id: int, reply_id: int) -> Sequence[Note]:
        """Return the notes a reply of the bot carries."""
        ...

    async def object_to(self, guild_id: int, reply_id: int, slug: str, user_id: int, at: datetime) -> bool:
        """Record that a person finds the match wrong; return False when they said so before."""
        ...


class GuildStore(Protocol):
    """Keeps each guild's settings."""

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the guild's settings, the defaults when none were saved."""
        ...

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        """Store the guild's settings."""
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
