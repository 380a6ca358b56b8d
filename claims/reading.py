"""What the matcher makes of a message: which claims it repeats, and how it stands towards them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """How a message stands towards a claim."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    ASKS = "asks"
    DENIES = "denies"
    MENTIONS = "mentions"


class Veto(StrEnum):
    """Why a message that looks like a claim does not repeat it."""

    COUNTER_WORDING = "counter_wording"
    OTHER_NUMBER = "other_number"
    SWAPPED_ROLES = "swapped_roles"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Match:
    """A claim a message may repeat; `score` is a calibrated probability in 0..1."""

    slug: str
    score: float
    stance: Stance
    veto: Veto | None = None
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the matcher read it; `matches` are ranked, best first."""

    text: str
    matches: tuple[Match, ...] = ()
    terms: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was left to read: no letters and no digits."""
        return not self.text
