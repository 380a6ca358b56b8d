"""When a message gets a note: the rule, and every reason for keeping silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from claims.reading import Match, Reading, Stance, Veto

MOST_CLAIMS_IN_A_NOTE = 3


class Repeatable(Protocol):
    """What the decision needs of a claim."""

    @property
    def notable(self) -> bool:
        """Whether an automatic note may be put under a message that repeats it."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """A message stripped to what the rules need; ids are Discord's."""

    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    text: str


class NoteState(StrEnum):
    """What has become of a note."""

    RESERVED = "reserved"
    POSTED = "posted"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Note:
    """A claim's note under one message; `reply_id` is the bot's message once it is posted."""

    guild_id: int
    channel_id: int
    message_id: int
    slug: str
    claim_revision: int
    state: NoteState
    reserved_at: datetime
    reply_id: int | None = None


class Outcome(StrEnum):
    """What the bot does about a message."""

    NOTE = "note"
    SUGGEST = "suggest"
    SILENT = "silent"


class Reason(StrEnum):
    """Why the bot does it; each is counted."""

    REPEATS_A_CLAIM = "repeats_a_claim"
    UNSURE = "unsure"
    NOTHING_TO_READ = "nothing_to_read"
    NO_CLAIM = "no_claim"
    ASKS = "asks"
    DENIES = "denies"
    MENTIONS = "mentions"
    COUNTER_WORDING = "counter_wording"
    OTHER_NUMBER = "other_number"
    SWAPPED_ROLES = "swapped_roles"
    OTHER_ACTOR = "other_actor"
    ELSEWHERE = "elsewhere"
    CLAIM_SILENT = "claim_silent"
    CHANNEL_PAUSED = "channel_paused"
    GUILD_PAUSED = "guild_paused"
    ALREADY_NOTED = "already_noted"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about a message and why; `slugs` are the claims concerned, best first."""

    outcome: Outcome
    reason: Reason
    slugs: tuple[str, ...] = ()


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
class GuildSettings:
    """How Caveat behaves in a guild."""

    paused: bool = False
    paused_channels: frozenset[int] = frozenset()


_BY_STANCE = {Stance.ASKS: Reason.ASKS, Stance.DENIES: Reason.DENIES, Stance.MENTIONS: Reason.MENTIONS}
_BY_VETO = {
    Veto.COUNTER_WORDING: Reason.COUNTER_WORDING,
    Veto.OTHER_NUMBER: Reason.OTHER_NUMBER,
    Veto.SWAPPED_ROLES: Reason.SWAPPED_ROLES,
    Veto.OTHER_ACTOR: Reason.OTHER_ACTOR,
    Veto.ELSEWHERE: Reason.ELSEWHERE,
}

# "Six helicopters" is silent on another number, and "a helicopter" may still be what the message says.
_TELLS_SIBLINGS_APART = {Reason.OTHER_NUMBER, Reason.ELSEWHERE}


def decide(reading: Reading, claims: Mapping[str, Repeatable], thresholds: Thresholds) -> Decision:
    """Decide what a message deserves; an unknown or silent claim never gets a note."""
    if reading.empty:
        return Decision(Outcome.SILENT, Reason.NOTHING_TO_READ)
    considered = consider_each(reading, claims, thresholds)
    speaking = [each.decision for each in considered if each.sibling is None]
    for outcome, reason in ((Outcome.NOTE, Reason.REPEATS_A_CLAIM), (Outcome.SUGGEST, Reason.UNSURE)):
        slugs = [slug for decision in speaking if decision.outcome is outcome for slug in decision.slugs]
        if slugs:
            return Decision(outcome, reason, tuple(slugs[:MOST_CLAIMS_IN_A_NOTE]))
    return speaking[0] if speaking else Decision(Outcome.SILENT, Reason.NO_CLAIM)


def consider_each(
    reading: Reading, claims: Mapping[str, Repeatable], thresholds: Thresholds
) -> list[Considered]:
    """Return what each match deserves, in their order; the first of a family silences its siblings."""
    considered: list[Considered] = []
    answered: dict[str, str] = {}
    for match in reading.matches:
        decision = _judge(match, claims.get(match.slug), thresholds)
        family = match.family or match.slug
        considered.append(Considered(match, decision, answered.get(family) if decision.slugs else None))
        if decision.slugs and decision.reason not in _TELLS_SIBLINGS_APART:
            answered.setdefault(family, match.slug)
    return considered


def _judge(match: Match, claim: Repeatable | None, thresholds: Thresholds) -> Decision:
    if claim is None or match.score < thresholds.suggest:
        return Decision(Outcome.SILENT, Reason.NO_CLAIM)
    if match.veto in _BY_VETO:
        return Decision(Outcome.SILENT, _BY_VETO[match.veto], (match.slug,))
    if match.stance in _BY_STANCE:
        return Decision(Outcome.SILENT, _BY_STANCE[match.stance], (match.slug,))
    if not claim.notable:
        return Decision(Outcome.SILENT, Reason.CLAIM_SILENT, (match.slug,))
    if match.score < thresholds.note or match.veto is Veto.NOBODY_NAMED:
        return Decision(Outcome.SUGGEST, Reason.UNSURE, (match.slug,))
    return Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, (match.slug,))
