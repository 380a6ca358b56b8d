"""What a moderator hands in, before it becomes part of a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from claims.addresses import located
from claims.evidence import Evidence, EvidenceStance
from claims.freshness import CheckAgain
from claims.model import Claim, Confidence, Judgement, ReasonTag, Verdict

_SUPPORTING = {Verdict.CONFIRMED}
_REFUTING = {Verdict.FALSE, Verdict.MISLEADING}
_BRACKETS = (("(", ")"), ("[", "]"), ("<", ">"))


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim as first recorded, said for the first time now unless told; a source may lack an address."""

    event: str
    statement: str
    said_by: str = ""
    wordings: tuple[str, ...] = ()
    known: str = ""
    source: str = ""
    first_said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """A judgement as handed in; `as_of` is now unless told, `check_again` as for the last one."""

    verdict: Verdict
    confidence: Confidence = Confidence.LOW
    known: str = ""
    unknown: str = ""
    source: str = ""
    reason: str = ""
    tags: frozenset[ReasonTag] = frozenset()
    as_of: datetime | None = None
    check_again: CheckAgain | None = None

    def on(self, claim: Claim, now: datetime, moderator: int) -> Judgement:
        """Return the judgement it makes; an unchanged verdict keeps its sources, a new one needs its own."""
        named = read_source(self.source, self.verdict)
        kept = claim.current.evidence if self.verdict is claim.verdict else ()
        return Judgement(
            as_of=self.as_of or now,
            verdict=self.verdict,
            known=self.known.strip(),
            unknown=self.unknown.strip(),
            reason=self.reason.strip(),
            confidence=self.confidence,
            reason_tags=self.tags,
            evidence=(*named, *(piece for piece in kept if piece not in named)),
            judged_by=moderator,
        )


def read_source(line: str, verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the source a line names ("Title https://…"), or nothing for a blank line.

    Raises:
        Invalid: the address in it is none a reader could open.
    """
    text = " ".join(line.split())
    if not text:
        return ()
    found = re.search(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+", text)
    if found is None:
        return (Evidence(text, stance=stance_of(verdict)),)
    place = located(_without_what_closes(found.group()))
    title = text.replace(found.group(), "").strip(" -|,:;()[]<>") or urlsplit(place.url).hostname or text
    return (
        Evidence(
            title,
            url=place.url,
            archive_url=place.archive_url,
            captured_at=place.captured_at,
            stance=stance_of(verdict),
        ),
    )


def _without_what_closes(address: str) -> str:
    """Return an address without the sign that ends its sentence, or a bracket that was opened before it."""
    while address[-1] in ".,;" or any(
        address.endswith(closing) and address.count(closing) > address.count(opening)
        for opening, closing in _BRACKETS
    ):
        address = address[:-1]
    return address


def stance_of(verdict: Verdict) -> EvidenceStance:
    """Return what the source of a verdict does to the claim, where nobody says."""
    if verdict in _SUPPORTING:
        return EvidenceStance.SUPPORTS
    return EvidenceStance.REFUTES if verdict in _REFUTING else EvidenceStance.CONTEXT
