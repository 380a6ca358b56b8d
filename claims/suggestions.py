"""Sources that members suggest for a claim, and how moderators decide about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from claims.addresses import normalised
from claims.checks import check_text
from claims.errors import AlreadyThere, Changed, Invalid, NotFound
from claims.evidence import Evidence, EvidenceStance

MOST_OPEN = 5
LONGEST_REMARK = 300


class SuggestionState(StrEnum):
    """What has become of a suggestion; an erased one was deleted at its author's wish.

    A double came with a merged claim to one that knows its address.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DOUBLE = "double"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """A source as handed in; without a title it goes by the name of its site.

    Raises:
        Invalid: the address is none a reader could open, or a text is too long.
    """

    slug: str
    url: str
    title: str = ""
    stance: EvidenceStance = EvidenceStance.CONTEXT
    remark: str = ""
    tell_me: bool = False

    def __post_init__(self) -> None:
        check_text("Your remark", self.remark, LONGEST_REMARK, empty=True)
        _ = self.piece

    @property
    def piece(self) -> Evidence:
        """The evidence it would become."""
        url = normalised(self.url)
        title = " ".join(self.title.split()) or urlsplit(url).hostname or url
        return Evidence(title=title, url=url, stance=self.stance)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A source that a member suggested; `suggested_by` is None once they had it erased.

    Attributes:
        slug: the claim it was suggested for.
        publisher: as a moderator corrected it; members give none.
        tell_me: whether its author wants to hear what became of it.
        attached_to: the claim it was accepted for; empty unless that is another one.
        reason: why it was declined, in words its author reads; may be empty.
    """

    guild_id: int
    number: int
    slug: str
    title: str
    url: str
    stance: EvidenceStance
    remark: str
    suggested_by: int | None
    suggested_at: datetime
    state: SuggestionState = SuggestionState.OPEN
    decided_by: int | None = None
    decided_at: datetime | None = None
    publisher: str = ""
    tell_me: bool = False
    attached_to: str = ""
    reason: str = ""

    @property
    def piece(self) -> Evidence:
        """The evidence it becomes when it is accepted."""
        return Evidence(title=self.title, publisher=self.publisher, url=self.url, stance=self.stance)

    @property
    def claim(self) -> str:
        """The claim it is for by now, by its short name."""
        return self.attached_to or self.slug

    @property
    def erased(self) -> bool:
        """Whether its author had it erased, whatever had become of it."""
        return self.suggested_by is None


def suggestion_not_found(number: int) -> NotFound:
    """Return the error for an unknown suggestion."""
    return NotFound(f"There is no suggestion {number}. /desk evidence lists what is open.")


def decided_before(suggestion: Suggestion) -> Changed:
    """Return the error for a decision that came second."""
    if suggestion.state is SuggestionState.ERASED:
        return Changed("Its author took this suggestion back. There is nothing left to decide.")
    if suggestion.state is SuggestionState.DOUBLE:
        return Changed(
            f"Its claim was merged into `{suggestion.slug}`, which knows this address. "
            "There is nothing left to decide."
        )
    where = f" for `{suggestion.attached_to}`" if suggestion.attached_to else ""
    done = f"<@{suggestion.decided_by}> {suggestion.state.value} this source{where} before you."
    return Changed(f"{done} Nothing was changed now; /desk evidence lists what is open.")


def suggested_before(earlier: Suggestion) -> AlreadyThere:
    """Return the error for an address that somebody suggested before."""
    if earlier.state is SuggestionState.OPEN:
        return AlreadyThere("Somebody suggested this address already. Moderators will look at it.")
    return AlreadyThere(f"Moderators have {earlier.state.value} this address already. Suggest another one.")


def too_many_open(most: int) -> Invalid:
    """Return the error for one suggestion too many."""
    return Invalid(
        f"{most} sources of yours wait for moderators already. Suggest more when they have decided."
    )
