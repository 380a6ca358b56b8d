"""What the domain asks of the stores that keep what people say about notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change
from claims.evidence import Evidence
from claims.model import Claim
from claims.notes import Ending, Note
from claims.stopping import Stopped, StoppedPassage
from claims.suggestions import NewSuggestion, Suggestion
from claims.tallies import Tally
from claims.voices import Cast, Swarm, Voice


class VoiceStore(Protocol):
    """Keeps one voice a person and note."""

    async def put(self, note: Note, cast: Cast) -> Voice | None:
        """Record a person's voice in place of their earlier one, which is returned."""
        ...

    async def about(self, guild_id: int, message_id: int, slug: str) -> Sequence[Cast]:
        """Return the voices about a claim's note under a message, by person."""
        ...

    async def notice_swarm(self, note: Note, at: datetime) -> bool:
        """Record a swarm, and enqueue its card; return False when the message had one before."""
        ...

    async def swarm(self, guild_id: int, message_id: int) -> Swarm | None:
        """Return the swarm that was noticed under a message, None where there was none."""
        ...


class StopStore(Protocol):
    """Keeps what never gets a claim's note again."""

    async def stop(self, note: Note, by: Ending, change: Change) -> Stopped | None:
        """End a note and stop its passage and wording, all at once; None when it had ended before.

        Raises:
            NotFound: its claim is gone.
        """
        ...

    async def restore(
        self, guild_id: int, slug: str, stopped: Sequence[StoppedPassage], change: Change
    ) -> Claim | None:
        """Let passages and wordings match again, and return the claim; None when none was stopped."""
        ...

    async def stopped(self, guild_id: int, slug: str) -> Sequence[StoppedPassage]:
        """Return the stopped passages of a claim, latest first."""
        ...

    async def is_stopped(self, guild_id: int, slug: str, digest: str) -> bool:
        """Return whether a passage never gets the claim's note."""
        ...


class SuggestionStore(Protocol):
    """Keeps the sources that members suggest; each change enqueues what its card must show."""

    async def add(
        self, guild_id: int, new: NewSuggestion, by: int, at: datetime, most_open: int
    ) -> Suggestion:
        """Store a suggestion under the guild's next number.

        Raises:
            NotFound: no such claim.
            AlreadyThere: the address was suggested for the claim before.
            Invalid: the person has `most_open` open ones.
        """
        ...

    async def suggestion(self, guild_id: int, number: int) -> Suggestion | None:
        """Return a suggestion, or None."""
        ...

    async def open_ones(self, guild_id: int) -> Sequence[Suggestion]:
        """Return what is to be decided, oldest first."""
        ...

    async def accept(
        self,
        guild_id: int,
        number: int,
        change: Change,
        notes_since: datetime,
        *,
        edited: Evidence | None = None,
        slug: str = "",
    ) -> tuple[Suggestion, Claim]:
        """Accept a suggestion once, as it is or as edited, and let it go; return its claim, which has it.

        It becomes evidence of the claim it was suggested for, or of the one named; the notes of that one
        posted since an instant are brought up to date.

        Raises:
            NotFound: no such suggestion, or no such claim.
            Occupied: another moderator works on it.
            Changed: it was decided, or erased, before.
            Invalid: the claim is out of use.
        """
        ...

    async def decline(self, guild_id: int, number: int, reason: str, change: Change) -> Suggestion:
        """Leave a suggestion once, and let it go; raises as `accept` does."""
        ...


class TallyStore(Protocol):
    """Counts what became of notes."""

    async def tally(self, guild_id: int, slug: str) -> Tally:
        """Return the counts of one claim."""
        ...

    async def tallies(self, guild_id: int) -> Sequence[Tally]:
        """Return the counts of every claim that had a note, by slug."""
        ...
