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
    """Why a message that looks like a claim does not repeat it; stopped is what people here called wrong."""

    COUNTER_WORDING = "counter_wording"
    OTHER_NUMBER = "other_number"
    SWAPPED_ROLES = "swapped_roles"
    OTHER_ACTOR = "other_actor"
    ELSEWHERE = "elsewhere"
    NOBODY_NAMED = "nobody_named"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a match goes by, in words a moderator understands.

    Attributes:
        said: the passage of the message that was compared.
        wording: the claim's text it is nearest to.
        agreed: what both speak of.
        missing: what the wording speaks of and the passage does not.
        cue: the words that show the stance; empty where nothing shows it.
        against: what the veto goes by, as in "2,000 is said, 300 is claimed"; empty without a veto.
    """

    said: str = ""
    wording: str = ""
    agreed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    cue: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A claim a message may repeat.

    Attributes:
        score: a calibrated probability in 0..1.
        family: the slug that stands for all claims linked with this one; empty where it has no relatives.
        unproven: whether the message itself says that nobody has confirmed it.
    """

    slug: str
    score: float
    stance: Stance
    veto: Veto | None = None
    explanation: Explanation = Explanation()
    family: str = ""
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the matcher read it; `matches` are ranked, best first."""

    text: str
    matches: tuple[Match, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was left to read: no letters and no digits."""
        return not self.text
