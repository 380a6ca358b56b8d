"""What other wordings would change: past messages, read with a claim as it is and as it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from claims.accounts import MatchAccount
from claims.errors import Invalid
from claims.explaining import explain, why_silent
from claims.model import Claim, Lifecycle
from claims.notes import Outcome, Reason, Thresholds, Wishes, decide
from claims.reading import Reading

SIZES = (100, 500, 1_000, 5_000)
_USUAL_SIZE = 500
_WEIGHTS = {Outcome.SILENT: 0, Outcome.SUGGEST: 1, Outcome.NOTE: 2}
_BETTER_CLAIM = "another claim fits better"
_NOTHING_NEW = (
    "`{slug}` has all of these already. Write other wordings, or leave both fields empty to test the claim "
    "as it is."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim, and what a moderator thinks of teaching it: ways people say it, and what must never match."""

    claim: Claim
    wordings: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @classmethod
    def of(cls, claim: Claim, wordings: Sequence[str], never: Sequence[str]) -> Self:
        """Return the draft of what the claim does not have yet.

        Raises:
            Invalid: a text is too long, one is both a wording and never to match, or the claim has them all.
        """
        fresh = tuple(each.strip() for each in wordings if claim.worded(each) != claim)
        fresh_never = tuple(each.strip() for each in never if claim.worded(each, counter=True) != claim)
        draft = cls(claim, fresh, fresh_never)
        if (wordings or never) and not draft.changes:
            raise Invalid(_NOTHING_NEW.format(slug=claim.slug))
        _ = draft.changed  # breaks the claim's own rules now rather than when it is armed
        return draft

    @property
    def changes(self) -> bool:
        """Whether there is anything to teach; else the claim is tested as it is."""
        return bool(self.wordings or self.never)

    @property
    def changed(self) -> Claim:
        """The claim as it would be."""
        claim = self.claim
        for wording in self.wordings:
            claim = claim.worded(wording)
        for text in self.never:
            claim = claim.worded(text, counter=True)
        return claim


@dataclass(frozen=True, slots=True)
class Sample:
    """A message of the past: where it is, and what it says."""

    channel_id: int
    message_id: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What would be done about a message because of the claim, before the change and after it.

    None stands for a message that has too little in common with the claim.
    """

    channel_id: int
    message_id: int
    before: MatchAccount | None = field(repr=False)
    after: MatchAccount | None = field(repr=False)

    @property
    def is_hit(self) -> bool:
        """Whether the changed claim brings a note, or a moderator's look."""
        return _weight(self.after) > 0

    @property
    def is_new(self) -> bool:
        """Whether the change brings it, or brings more than there was before."""
        return _weight(self.after) > _weight(self.before)

    @property
    def is_lost(self) -> bool:
        """Whether the change takes it, or leaves less than there was before."""
        return _weight(self.after) < _weight(self.before)

    @property
    def is_held(self) -> bool:
        """Whether it resembles the changed claim, and something keeps it back."""
        return self.after is not None and not self.is_hit


class Listing(StrEnum):
    """Which findings are looked at."""

    HITS = "hits"
    NEW = "new"
    LOST = "lost"
    HELD = "held"


class Stage(StrEnum):
    """Where a backtest stands; whatever ended it, there is something to show."""

    CHOOSING = "choosing"
    READING = "reading"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    OUT_OF_TIME = "out_of_time"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a backtest has got; `left` is how long it may still take, None while nobody can tell."""

    looked_at: int
    of: int
    hits: int
    left: timedelta | None


@dataclass(eq=False, slots=True)
class Backtest:
    """One moderator's backtest, kept in memory alone.

    Attributes:
        token: tells it from others, also from those of an earlier start.
        since: when its stage began.
        channels: what the moderator picked, by id.
        size: how many messages to look at, in all.
        homes: the channels that are read, each with the channel whose permissions hold for it.
        left_out: the channels that are not read, or not to the end, each with why.
        looked_at: how many messages were met.
        passed_over: how many of them were not read.
    """

    guild_id: int
    user_id: int
    token: str
    draft: Draft
    since: datetime
    stage: Stage = Stage.CHOOSING
    channels: tuple[int, ...] = ()
    size: int = _USUAL_SIZE
    homes: dict[int, int] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    looked_at: int = 0
    passed_over: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether it was begun and has ended."""
        return self.stage not in {Stage.CHOOSING, Stage.READING}

    def listed(self, listing: Listing) -> list[Finding]:
        """Return the findings of a list, newest first."""
        wanted = {
            Listing.HITS: lambda each: each.is_hit,
            Listing.NEW: lambda each: each.is_new,
            Listing.LOST: lambda each: each.is_lost,
            Listing.HELD: lambda each: each.is_held,
        }[listing]
        return sorted(filter(wanted, self.findings), key=lambda each: -each.message_id)

    def notes(self) -> int:
        """Return how many messages would get a note."""
        accounts = (each.after for each in self.findings)
        return sum(each is not None and each.outcome is Outcome.NOTE for each in accounts)

    def by_wording(self) -> Counter[str]:
        """Return how many hits are nearest to each of the claim's texts."""
        accounts = (each.after for each in self.findings if each.is_hit)
        return Counter(each.match.explanation.wording for each in accounts if each is not None)

    def by_hindrance(self) -> Counter[str]:
        """Return how many messages are kept back by what, in words."""
        accounts = (each.after for each in self.findings if each.is_held)
        return Counter(_hindrance(each) for each in accounts if each is not None)

    def progress(self, now: datetime) -> Progress:
        """Return how far it has got."""
        hits = sum(each.is_hit for each in self.findings)
        left = None
        if self.looked_at:
            left = (now - self.since) / self.looked_at * max(0, self.size - self.looked_at)
        return Progress(self.looked_at, self.size, hits, left)


def as_if_on(claim: Claim) -> Claim:
    """Return a claim as if nobody had paused it and nothing were overdue: a test is about its words."""
    return replace(claim, auto_note=True, lifecycle=Lifecycle.PUBLISHED, review_by=None)


def account_of(
    reading: Reading, slug: str, claims: Mapping[str, Claim], thresholds: Thresholds, wishes: Wishes
) -> MatchAccount | None:
    """Return what would be done about a message because of one claim; None where it hardly resembles it."""
    if not resembles(reading, slug, thresholds):
        return None
    decision = decide(reading, claims, thresholds, wishes)
    account = explain(reading, decision, claims, thresholds, wishes)
    return next((each for each in account.matches if each.match.slug == slug), None)


def resembles(reading: Reading, slug: str, thresholds: Thresholds) -> bool:
    """Return whether a message has enough in common with a claim to speak of it."""
    return any(match.slug == slug and match.score >= thresholds.suggest for match in reading.matches)


def _weight(account: MatchAccount | None) -> int:
    return 0 if account is None else _WEIGHTS[account.outcome]


def _hindrance(account: MatchAccount) -> str:
    beaten = account.sibling is not None or account.reason is Reason.REPEATS_A_CLAIM
    return _BETTER_CLAIM if beaten else why_silent(account.reason)
