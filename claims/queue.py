"""All that waits for moderators, in one list: suggestions, the matcher's doubts, drafts, judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PER_PAGE = 6


class WaitingKind(StrEnum):
    """What waits: a claim or a source that a member suggested, a message, a draft, a judgement to second."""

    CLAIM = "claim"
    EVIDENCE = "evidence"
    PROPOSAL = "proposal"
    DRAFT = "draft"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits.

    Attributes:
        subject: its number, or the message's id; 0 for a draft, which goes by its slug.
        slug: the claim it is about; empty for a suggested claim.
        words: the claim's statement, or the source's title.
        worked_on_by: which moderator works on it, and since when; others may once they took too long.
    """

    kind: WaitingKind
    subject: int
    slug: str
    words: str
    since: datetime
    worked_on_by: int | None = None
    worked_on_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of what waits, of one kind or of all, and how much there is of each."""

    kind: WaitingKind | None
    page: int
    waiting: Sequence[Waiting]
    counts: Mapping[WaitingKind, int]

    @property
    def total(self) -> int:
        """How much of the page's kind waits."""
        return sum(self.counts.values()) if self.kind is None else self.counts.get(self.kind, 0)

    @property
    def last(self) -> int:
        """The number of the last page, from 0."""
        return max(0, (self.total - 1) // PER_PAGE)
