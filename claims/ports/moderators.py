"""What the domain asks of the stores that keep what moderators decide about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change
from claims.jobs import Job
from claims.model import Claim
from claims.notes import Note
from claims.proposals import Excerpt, Proposal, Ruling
from claims.seconding import Pending


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
