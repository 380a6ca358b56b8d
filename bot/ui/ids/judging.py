"""Judging a claim: what was picked so far rides in the custom_ids, so that no sheet need be remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from bot.ui.ids.patterns import REVISION, SLUG
from claims.freshness import CheckAgain
from claims.model import Claim, Confidence, ReasonTag, Verdict

_VERDICTS, _CONFIDENCES = tuple(Verdict), tuple(Confidence)
_TAGS, _TIMES = tuple(ReasonTag), tuple(CheckAgain)
_STATE = rf"(?P<picks>[0-{len(_VERDICTS) - 1}][0-{len(_CONFIDENCES) - 1}][0-9a-f]{{2}}[-0-{len(_TIMES) - 1}])"
_OF = rf"{_STATE}:{REVISION}:{SLUG}"
OPEN = rf"judge:{SLUG}"
VERDICT = rf"judge:verdict:{_OF}"
CONFIDENCE = rf"judge:sure:{_OF}"
TAGS = rf"judge:tags:{_OF}"
CHECK_AGAIN = rf"judge:again:{_OF}"
WRITE = rf"judge:write:{_OF}"


@dataclass(frozen=True, slots=True)
class Picks:
    """What a moderator has picked of a judgement; `again` is None for as long as the last time."""

    verdict: Verdict
    confidence: Confidence
    tags: frozenset[ReasonTag] = frozenset()
    again: CheckAgain | None = None

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """Return what holds of a claim as it is."""
        last = claim.current
        return cls(last.verdict, last.confidence, last.reason_tags)

    @classmethod
    def read(cls, code: str) -> Self:
        """Return what a custom_id holds."""
        tags = int(code[2:4], 16)
        return cls(
            _VERDICTS[int(code[0])],
            _CONFIDENCES[int(code[1])],
            frozenset(tag for place, tag in enumerate(_TAGS) if tags >> place & 1),
            None if code[4] == "-" else _TIMES[int(code[4])],
        )

    def __str__(self) -> str:
        tags = _mask(_TAGS.index(tag) for tag in self.tags)
        again = "-" if self.again is None else _TIMES.index(self.again)
        return f"{_VERDICTS.index(self.verdict)}{_CONFIDENCES.index(self.confidence)}{tags:02x}{again}"


def open_sheet(slug: str) -> str:
    """Return the custom_id of the button that opens a claim's judging sheet."""
    return f"judge:{slug}"


def pick(what: str, picks: Picks, claim: Claim) -> str:
    """Return the custom_id of a part of the sheet: verdict, sure, tags, again or write."""
    return f"judge:{what}:{picks}:{claim.revision}:{claim.slug}"


def _mask(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)
