"""Claims and what is known about them: the words of the house as types that hold their own rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from claims.checks import MAX_PARAGRAPH, MAX_STATEMENT, MAX_WORDING, check_instant, check_slug, check_text
from claims.errors import Invalid, claim_retired
from claims.evidence import Evidence


class Verdict(StrEnum):
    """What the evidence says about a claim."""

    UNVERIFIED = "unverified"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    FALSE = "false"
    MISLEADING = "misleading"
    PARTLY_TRUE = "partly_true"


class ReasonTag(StrEnum):
    """Why a claim misleads; never a verdict of its own."""

    MISSING_CONTEXT = "missing_context"
    OUTDATED = "outdated"
    MANIPULATED_MEDIA = "manipulated_media"
    SATIRE = "satire"
    OPINION = "opinion"
    MISATTRIBUTED = "misattributed"
    WRONG_NUMBER = "wrong_number"


class Confidence(StrEnum):
    """How sure the moderators are of their verdict."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Lifecycle(StrEnum):
    """Where a claim stands in the newsroom's work."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    NEEDS_RECHECK = "needs_recheck"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def unpublished(self) -> bool:
        """Whether nobody has published the claim yet."""
        return self in {Lifecycle.DRAFT, Lifecycle.IN_REVIEW}

    @property
    def retired(self) -> bool:
        """Whether the claim is out of use: withdrawn, or superseded by the one it was merged into."""
        return self in {Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED}


class Relation(StrEnum):
    """How a claim is related to another of its family, read as "this claim is … that one"."""

    NARROWER = "narrower"
    WIDER = "wider"
    SUPERSEDES = "supersedes"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A dated verdict: what was known, what was not, and on what evidence."""

    as_of: datetime
    verdict: Verdict
    known: str = ""
    unknown: str = ""
    reason: str = ""
    confidence: Confidence = Confidence.LOW
    reason_tags: frozenset[ReasonTag] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    judged_by: int | None = None

    def __post_init__(self) -> None:
        check_instant("A judgement's time", self.as_of)
        check_text("What is known", self.known, MAX_PARAGRAPH, empty=True)
        check_text("What is not known", self.unknown, MAX_PARAGRAPH, empty=True)
        check_text("The reason", self.reason, MAX_PARAGRAPH, empty=True)
        if self.needs_source and not self.evidence:
            raise Invalid(f"“{self.verdict.value.replace('_', ' ')}” needs at least one source. Name one.")

    @property
    def needs_source(self) -> bool:
        """Whether the verdict must rest on evidence: any but “unverified”."""
        return self.verdict is not Verdict.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Link:
    """This claim is narrower than, wider than, superseding or contradicting another."""

    relation: Relation
    slug: str

    def __post_init__(self) -> None:
        check_slug(self.slug)


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition with truth conditions, and its judgements, oldest first.

    Stopped wordings brought a wrong match: they are kept and shown, and messages are not held against them.
    Why it was withdrawn is told as long as it is.
    """

    slug: str
    event: str
    statement: str
    judgements: tuple[Judgement, ...]
    said_by: str = ""
    first_said_at: datetime | None = None
    wordings: tuple[str, ...] = ()
    counter_wordings: tuple[str, ...] = ()
    stopped_wordings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    lifecycle: Lifecycle = Lifecycle.PUBLISHED
    auto_note: bool = True
    review_by: datetime | None = None
    withdrawn_because: str = ""
    revision: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        check_slug(self.slug)
        check_slug(self.event)
        check_text("The statement", self.statement, MAX_STATEMENT)
        check_text("Who said it", self.said_by, MAX_STATEMENT, empty=True)
        check_text("The reason", self.withdrawn_because, MAX_PARAGRAPH, empty=True)
        for wording in (*self.wordings, *self.counter_wordings, *self.stopped_wordings):
            check_text("A wording", wording, MAX_WORDING)
        for instant in (self.first_said_at, self.review_by):
            if instant is not None:
                check_instant("A claim's time", instant)
        self._check_judgements()
        self._check_links()

    def _check_judgements(self) -> None:
        if not self.judgements:
            raise Invalid(f"“{self.slug}” has no judgement. Record it as unverified to begin with.")
        instants = [judgement.as_of for judgement in self.judgements]
        if instants != sorted(instants):
            raise Invalid(f"The judgements of “{self.slug}” are not in order of time.")

    def _check_links(self) -> None:
        if any(link.slug == self.slug for link in self.links):
            raise Invalid(f"“{self.slug}” cannot be linked to itself.")
        said, never, stopped = map(_keys, (self.wordings, self.counter_wordings, self.stopped_wordings))
        if overlap := said & never:
            raise Invalid(f"“{min(overlap)}” is both a wording and a counter-wording. Keep one of the two.")
        if overlap := stopped & (said | never):
            raise Invalid(f"“{min(overlap)}” is stopped and in use at once. Keep one of the two.")

    @property
    def current(self) -> Judgement:
        """The latest judgement."""
        return self.judgements[-1]

    @property
    def verdict(self) -> Verdict:
        """The latest verdict."""
        return self.current.verdict

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every piece of evidence once, that of the latest judgement first."""
        latest_first = (piece for judgement in reversed(self.judgements) for piece in judgement.evidence)
        return tuple(dict.fromkeys(latest_first))

    @property
    def checked_at(self) -> datetime:
        """As of when somebody last looked at what is known."""
        return self.current.as_of

    @property
    def needs_check(self) -> bool:
        """Whether its review was due and nobody has looked at it since."""
        return self.lifecycle is Lifecycle.NEEDS_RECHECK

    @property
    def is_draft(self) -> bool:
        """Whether nobody has published it yet; members do not see it then."""
        return self.lifecycle.unpublished

    @property
    def notable(self) -> bool:
        """Whether an automatic note may be put under a message that repeats the claim."""
        return self.auto_note and self.lifecycle in {Lifecycle.PUBLISHED, Lifecycle.NEEDS_RECHECK}

    @property
    def retired(self) -> bool:
        """Whether it is out of use: withdrawn, or superseded by the claim it was merged into."""
        return self.lifecycle.retired

    def in_use(self) -> Claim:
        """Return the claim; raise Invalid, with what to do, when it is out of use."""
        if self.retired:
            raise claim_retired(self.slug, withdrawn=self.lifecycle is Lifecycle.WITHDRAWN)
        return self

    def at(self, instant: datetime) -> Claim | None:
        """Return the claim as it stood then, or None when nothing had been judged yet."""
        known = tuple(judgement for judgement in self.judgements if judgement.as_of <= instant)
        if not known:
            return None
        was_fresh = self.needs_check and self.review_by is not None and instant < self.review_by
        lifecycle = Lifecycle.PUBLISHED if was_fresh else self.lifecycle
        return replace(self, judgements=known, lifecycle=lifecycle)

    def judged(self, judgement: Judgement) -> Claim:
        """Return the claim with one more judgement, which must not be older than the latest."""
        if judgement.as_of < self.current.as_of:
            raise Invalid("That time is before the latest judgement. Judge as of a later time.")
        return replace(self, judgements=(*self.judgements, judgement))

    def says(self, text: str) -> bool:
        """Return whether a text is its statement or one of its wordings."""
        return _key(text) in _keys((self.statement, *self.wordings))

    def excludes(self, text: str) -> bool:
        """Return whether a text is one that must never match it."""
        return _key(text) in _keys(self.counter_wordings)

    def goes_not_by(self, text: str) -> bool:
        """Return whether a text is a wording of it that was stopped."""
        return _key(text) in _keys(self.stopped_wordings)

    def worded(self, text: str, *, counter: bool = False) -> Claim:
        """Return the claim with one more wording (or counter-wording), which is stopped no more.

        Saying it twice changes nothing.
        """
        kept = self.counter_wordings if counter else self.wordings
        if _key(text) in _keys(kept):
            return self
        stopped = tuple(wording for wording in self.stopped_wordings if _key(wording) != _key(text))
        if counter:
            return replace(self, counter_wordings=(*kept, text.strip()), stopped_wordings=stopped)
        return replace(self, wordings=(*kept, text.strip()), stopped_wordings=stopped)

    def stopped(self, wording: str) -> Claim:
        """Return the claim that goes by a wording no more; the statement itself cannot be stopped."""
        of_claim = [each for each in self.wordings if _key(each) == _key(wording)]
        if not of_claim or _key(wording) == _key(self.statement):
            return self
        others = tuple(each for each in self.wordings if each not in of_claim)
        return replace(self, wordings=others, stopped_wordings=(*self.stopped_wordings, of_claim[0]))

    def restored(self, wording: str) -> Claim:
        """Return the claim that goes by a stopped wording again."""
        return self.worded(wording) if _key(wording) in _keys(self.stopped_wordings) else self

    def evidenced(self, piece: Evidence) -> Claim:
        """Return the claim whose current judgement has one more piece of evidence, unless it has it."""
        if any(each.url == piece.url if piece.url else each == piece for each in self.current.evidence):
            return self
        current = replace(self.current, evidence=(*self.current.evidence, piece))
        return replace(self, judgements=(*self.judgements[:-1], current))


def _key(wording: str) -> str:
    return " ".join(wording.casefold().split())


def _keys(wordings: Iterable[str]) -> set[str]:
    return {_key(wording) for wording in wordings}
