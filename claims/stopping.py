"""What never gets a claim's note again: a passage that was called wrong, and the wording it came by."""

from __future__ import annotations

from dataclasses import dataclass

from claims.model import Claim
from claims.notes import Note


@dataclass(frozen=True, slots=True)
class Stopped:
    """What was stopped when a note was called wrong.

    Attributes:
        claim: the claim as it is now.
        note: the note, which has ended; its digest tells the passage.
        wording: the claim's wording that is stopped; empty where the match was by another text of it.
        brought: how many notes that text brought so far, this one included.
        called_wrong: how many of them were called wrong before.
    """

    claim: Claim
    note: Note
    wording: str
    brought: int
    called_wrong: int

    @property
    def by_statement(self) -> bool:
        """Whether the message was nearest to the claim's own statement, which cannot be stopped."""
        return self.note.wording == self.claim.statement


@dataclass(frozen=True, slots=True)
class StoppedPassage:
    """A passage, told by its digest, and the wording that was stopped with it; empty where none was."""

    digest: str
    wording: str
