"""Tips: claims that members suggest, and how moderators take them on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from claims.checks import MAX_STATEMENT, check_text
from claims.drafts import NewClaim, read_source
from claims.errors import AlreadyThere, Changed, Invalid, NotFound
from claims.model import Verdict

MOST_OPEN = 5
MOST_A_DAY = 10
DAY = timedelta(days=1)
LONGEST_REMARK = 300
LONGEST_SOURCE = 300
# So long a tip that is much like a recorded claim waits for its author's “Suggest anyway”.
HELD_FOR = DAY


class TipState(StrEnum):
    """What has become of a tip: a held one waits for its author, an erased one was deleted at their wish."""

    HELD = "held"
    OPEN = "open"
    APPROVED = "approved"
    ATTACHED = "attached"
    REJECTED = "rejected"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class NewTip:
    """A claim as a member hands it in; the message is the one it was suggested from.

    Raises:
        Invalid: a text is empty or too long, or the source has an address nobody could open.
    """

    event: str
    statement: str
    source: str = ""
    remark: str = ""
    tell_me: bool = False
    channel_id: int | None = None
    message_id: int | None = None

    def __post_init__(self) -> None:
        check_text("The claim", self.statement, MAX_STATEMENT)
        check_text("Where it is said", self.source, LONGEST_SOURCE, empty=True)
        check_text("Your remark", self.remark, LONGEST_REMARK, empty=True)
        read_source(self.source, Verdict.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Tip:
    """A claim that a member suggested; `suggested_by` is None once they had it erased.

    Attributes:
        like: a recorded claim that is much like it, by its short name; empty where there was none.
        tell_me: whether its author wants to hear what became of it.
        slug: of the claim it became, or was attached to.
        reason: why it was rejected, in words its author reads; kept of one that waits again.
    """

    guild_id: int
    number: int
    event: str
    statement: str
    source: str
    remark: str
    channel_id: int | None
    message_id: int | None
    like: str
    suggested_by: int | None
    suggested_at: datetime
    tell_me: bool
    state: TipState = TipState.OPEN
    slug: str = ""
    reason: str = ""
    decided_by: int | None = None
    decided_at: datetime | None = None

    @property
    def claim(self) -> NewClaim:
        """The claim it becomes when it is approved as it is."""
        return NewClaim(event=self.event, statement=self.statement, source=self.source)

    @property
    def erased(self) -> bool:
        """Whether its author had it erased, whatever had become of it."""
        return self.suggested_by is None


def not_decidable(tip: Tip) -> Changed:
    """Return the error for a step that came too late."""
    if tip.state in {TipState.ERASED, TipState.HELD}:
        return Changed("Its author took this suggestion back. There is nothing left to decide.")
    became = {
        TipState.APPROVED: f"approved this before you: it is the claim `{tip.slug}` now.",
        TipState.ATTACHED: f"attached this to `{tip.slug}` before you.",
        TipState.REJECTED: "rejected this before you.",
    }
    return Changed(
        f"<@{tip.decided_by}> {became[tip.state]} Nothing was changed now; /desk queue lists what waits."
    )


def tip_not_found(number: int) -> NotFound:
    """Return the error for an unknown tip."""
    return NotFound(f"There is no suggested claim {number}. /desk queue lists what waits.")


def not_held() -> NotFound:
    """Return the error for “Suggest anyway” on what does not wait for it any more."""
    return NotFound(
        "Your suggestion does not wait any more. If moderators lack it, use /claim suggest again."
    )


def tipped_before() -> AlreadyThere:
    """Return the error for words that somebody suggested before."""
    return AlreadyThere("Somebody suggested this already. Moderators will look at it.")


def same_words(one: str, other: str) -> bool:
    """Return whether two statements differ in case and spaces at most."""
    return one.casefold().split() == other.casefold().split()


def check_limits(waiting: int, today: int) -> None:
    """Raise Invalid when a person suggests more than moderators can be asked to read.

    Args:
        waiting: how many tips of theirs wait for moderators.
        today: how many they sent in within a day.
    """
    if waiting >= MOST_OPEN:
        raise Invalid(
            f"{MOST_OPEN} claims of yours wait for moderators already. Suggest more when they have decided."
        )
    if today >= MOST_A_DAY:
        raise Invalid(f"You suggested {MOST_A_DAY} claims within a day. Suggest more tomorrow.")
