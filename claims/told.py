"""Claims as a file tells them: a table's row, a pack's entry, a published review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claims.evidence import Evidence
from claims.model import Confidence, Judgement, Lifecycle, Link, ReasonTag, Verdict


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something in a file cannot be taken, and where it stands there."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class ToldJudgement:
    """What a file tells of the present judgement; None where it tells nothing."""

    verdict: Verdict | None = None
    confidence: Confidence | None = None
    known: str | None = None
    unknown: str | None = None
    reason: str | None = None
    reason_tags: frozenset[ReasonTag] | None = None
    evidence: tuple[Evidence, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells of one claim; None, and whatever is empty, tells nothing.

    Attributes:
        place: where it stands in the file, in words.
        history: all its judgements, from files that have them.
        judgement: the present one, from files that have no other.
        lead: whether it may only begin a claim; what moderators made of it since is theirs.
    """

    place: str
    slug: str
    event: str = ""
    statement: str = ""
    said_by: str = ""
    first_said_at: datetime | None = None
    wordings: tuple[str, ...] = ()
    counter_wordings: tuple[str, ...] = ()
    stopped_wordings: tuple[str, ...] = ()
    withdrawn_because: str = ""
    links: tuple[Link, ...] = ()
    lifecycle: Lifecycle | None = None
    auto_note: bool | None = None
    review_by: datetime | None = None
    history: tuple[Judgement, ...] = ()
    judgement: ToldJudgement | None = None
    lead: bool = False
