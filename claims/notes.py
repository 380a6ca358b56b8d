"""When a message gets a note: the rule, and every reason for keeping silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Protocol

from claims.freshness import is_stale
from claims.reading import Match, Reading, Stance, Veto
from claims.settings import Mode

MOST_CLAIMS_IN_A_NOTE = 3


class Repeatable(Protocol):
    """What the decision needs of a claim."""

    @property
    def notable(self) -> bool:
        """Whether an automatic note may be put under a message that repeats it."""
        ...

    @property
    def review_by(self) -> datetime | None:
        """When it is to be checked again, None for never."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """A message stripped to what the rules need; ids are Discord's.

    Attributes:
        around: what the channel lies in, the nearest first: a thread's channel, then the category.
        roles: the author's roles.
    """

    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    text: str
    around: tuple[int, ...] = ()
    roles: frozenset[int] = frozenset()

    @property
    def places(self) -> tuple[int, ...]:
        """The channel and what it lies in, the nearest first."""
        return (self.channel_id, *self.around)


class NoteState(StrEnum):
    """What has become of a note."""

    RESERVED = "reserved"
    POSTED = "posted"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"


class Ending(StrEnum):
    """What ended a note: a moderator's "wrong match" or enough members', the author, a deletion, a loss.

    Lost is a note whose reply someone else deleted, or whose channel is gone; undone is one whose posting a
    moderator took back.
    """

    MODERATOR = "moderator"
    MEMBERS = "members"
    AUTHOR = "author"
    DELETION = "deletion"
    LOSS = "loss"
    CLAIM = "claim"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Note:
    """A claim's note under one message.

    Attributes:
        claim_revision: the claim's revision when the note was reserved; 0 for one that came with a claim
            merged into this one.
        wording: the claim's own text that the message was nearest to.
        digest: of what the message says of it; the words themselves are not kept.
        reply_id: the bot's message, once it is posted.
        shown_revision: the revision that the reply shows.
        ended_by: what ended it, once it is withdrawn.
    """

    guild_id: int
    channel_id: int
    message_id: int
    slug: str
    claim_revision: int
    state: NoteState
    reserved_at: datetime
    reply_id: int | None = None
    shown_revision: int | None = None
    ended_by: Ending | None = None
    wording: str = ""
    digest: str = ""

    @property
    def live(self) -> bool:
        """Whether it stands, or is about to."""
        return self.state is not NoteState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Repeat:
    """A claim repeated soon after a note in the same channel: that message, its reply, how many so far."""

    slug: str
    noted_message_id: int
    reply_id: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Reservation:
    """What came of reserving: the slugs that get a note now, and those repeated too soon for another."""

    fresh: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollout:
    """How far a changed claim has got with the notes that were posted before; counts of notes."""

    total: int
    updated: int
    gone: int
    failed: int

    @property
    def waiting(self) -> int:
        """Notes still to be brought up to date."""
        return max(0, self.total - self.updated - self.gone - self.failed)


class Outcome(StrEnum):
    """What the bot does about a message."""

    NOTE = "note"
    SUGGEST = "suggest"
    SILENT = "silent"


class Reason(StrEnum):
    """Why the bot does it; each is counted."""

    REPEATS_A_CLAIM = "repeats_a_claim"
    UNSURE = "unsure"
    BREAKING = "breaking"
    NOTHING_TO_READ = "nothing_to_read"
    NO_CLAIM = "no_claim"
    ASKS = "asks"
    DENIES = "denies"
    MENTIONS = "mentions"
    SAYS_UNPROVEN = "says_unproven"
    COUNTER_WORDING = "counter_wording"
    OTHER_NUMBER = "other_number"
    SWAPPED_ROLES = "swapped_roles"
    OTHER_ACTOR = "other_actor"
    ELSEWHERE = "elsewhere"
    STOPPED = "stopped"
    CLAIM_SILENT = "claim_silent"
    STALE = "stale"
    CHANNEL_PAUSED = "channel_paused"
    GUILD_PAUSED = "guild_paused"
    OFF = "off"
    SHADOW = "shadow"
    MODERATORS_DECIDE = "moderators_decide"
    IGNORED_ROLE = "ignored_role"
    OPTED_OUT = "opted_out"
    QUIET_HOURS = "quiet_hours"
    COOLING_DOWN = "cooling_down"
    ALREADY_NOTED = "already_noted"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about a message and why.

    Attributes:
        slugs: the claims concerned, best first.
        matches: how the message matches them, where something is to be done.
    """

    outcome: Outcome
    reason: Reason
    slugs: tuple[str, ...] = ()
    matches: tuple[Match, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Considered:
    """What one match deserves by itself; a `sibling`, where one is named, decides for the whole family."""

    match: Match
    decision: Decision
    sibling: str | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which the bot notes, or suggests to moderators."""

    note: float
    suggest: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which messages a guild wants notes under besides those that plainly repeat a claim.

    Attributes:
        answers_questions: those that ask whether a claim is true.
        notes_unproven: those that say themselves that it is not confirmed.
        stale_before: but not those about a claim whose review was due by then.
        stricter: a probability from which on a claim gets notes, above the usual one, by slug.
    """

    answers_questions: bool = False
    notes_unproven: bool = True
    stale_before: datetime | None = None
    stricter: Mapping[str, float] = field(default_factory=dict)

    def thresholds(self, slug: str, usual: Thresholds) -> Thresholds:
        """Return the thresholds of a claim."""
        return Thresholds(max(usual.note, self.stricter.get(slug, 0.0)), usual.suggest)


_BY_STANCE = {Stance.ASKS: Reason.ASKS, Stance.DENIES: Reason.DENIES, Stance.MENTIONS: Reason.MENTIONS}
_BY_VETO = {
    Veto.COUNTER_WORDING: Reason.COUNTER_WORDING,
    Veto.OTHER_NUMBER: Reason.OTHER_NUMBER,
    Veto.SWAPPED_ROLES: Reason.SWAPPED_ROLES,
    Veto.OTHER_ACTOR: Reason.OTHER_ACTOR,
    Veto.ELSEWHERE: Reason.ELSEWHERE,
    Veto.STOPPED: Reason.STOPPED,
}

# "Six helicopters" is silent on another number, and "a helicopter" may still be what the message says.
_TELLS_SIBLINGS_APART = {Reason.OTHER_NUMBER, Reason.ELSEWHERE}


def decide(
    reading: Reading,
    claims: Mapping[str, Repeatable],
    thresholds: Thresholds,
    wishes: Wishes | None = None,
) -> Decision:
    """Decide what a message deserves; an unknown or silent claim never gets a note."""
    if reading.empty:
        return Decision(Outcome.SILENT, Reason.NOTHING_TO_READ)
    considered = consider_each(reading, claims, thresholds, wishes)
    speaking = [each for each in considered if each.sibling is None]
    for outcome in (Outcome.NOTE, Outcome.SUGGEST):
        found = [each for each in speaking if each.decision.outcome is outcome]
        if found:
            matches = [each.match for each in found[:MOST_CLAIMS_IN_A_NOTE]]
            return about(outcome, found[0].decision.reason, matches)
    return speaking[0].decision if speaking else Decision(Outcome.SILENT, Reason.NO_CLAIM)


def about(outcome: Outcome, reason: Reason, matches: Sequence[Match]) -> Decision:
    """Return a decision about the claims of some matches."""
    return Decision(outcome, reason, tuple(match.slug for match in matches), tuple(matches))


def in_mode(decision: Decision, mode: Mode) -> Decision:
    """Return what becomes of a decision to note where the bot may not do so by itself."""
    if decision.outcome is not Outcome.NOTE or mode is Mode.ON:
        return decision
    if mode is Mode.SUGGEST:
        return about(Outcome.SUGGEST, Reason.MODERATORS_DECIDE, decision.matches)
    return about(Outcome.SILENT, Reason.SHADOW, decision.matches)


def digest_of(said: str) -> str:
    """Return what tells a passage from others, in 32 hexadecimal digits; case and spaces do not matter.

    Of a blank passage nothing is told: "".
    """
    words = " ".join(said.casefold().split())
    return words and blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def consider_each(
    reading: Reading,
    claims: Mapping[str, Repeatable],
    thresholds: Thresholds,
    wishes: Wishes | None = None,
) -> list[Considered]:
    """Return what each match deserves, in their order; the first of a family silences its siblings."""
    considered: list[Considered] = []
    answered: dict[str, str] = {}
    for match in reading.matches:
        decision = _judge(match, claims.get(match.slug), thresholds, wishes or Wishes())
        family = match.family or match.slug
        considered.append(Considered(match, decision, answered.get(family) if decision.slugs else None))
        if decision.slugs and decision.reason not in _TELLS_SIBLINGS_APART:
            answered.setdefault(family, match.slug)
    return considered


def _judge(match: Match, claim: Repeatable | None, thresholds: Thresholds, wishes: Wishes) -> Decision:
    if claim is None or match.score < thresholds.suggest:
        return Decision(Outcome.SILENT, Reason.NO_CLAIM)
    if match.veto in _BY_VETO:
        return Decision(Outcome.SILENT, _BY_VETO[match.veto], (match.slug,))
    answered = wishes.answers_questions and match.stance is Stance.ASKS
    if match.stance in _BY_STANCE and not answered:
        return Decision(Outcome.SILENT, _BY_STANCE[match.stance], (match.slug,))
    if match.unproven and not wishes.notes_unproven:
        return Decision(Outcome.SILENT, Reason.SAYS_UNPROVEN, (match.slug,))
    if not claim.notable:
        return Decision(Outcome.SILENT, Reason.CLAIM_SILENT, (match.slug,))
    if is_stale(claim.review_by, wishes.stale_before):
        return Decision(Outcome.SILENT, Reason.STALE, (match.slug,))
    if match.score < thresholds.note or match.veto is Veto.NOBODY_NAMED:
        return Decision(Outcome.SUGGEST, Reason.UNSURE, (match.slug,))
    if match.score < wishes.thresholds(match.slug, thresholds).note:
        return Decision(Outcome.SUGGEST, Reason.BREAKING, (match.slug,))
    return Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, (match.slug,))
