"""When a message gets a note: the rule, and every reason for keeping silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.model import Claim, family
from claims.reading import Match, Reading, Stance, Veto

MOST_CLAIMS_IN_A_NOTE = 3


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
    Veto.ELSEWHERE: Reason.ELSEWHERE,
}


def decide(reading: Reading, claims: Mapping[str, Claim], thresholds: Thresholds) -> Decision:
    """Decide what a message deserves; an unknown or silent claim never gets a note."""
    if reading.empty:
        return Decision(Outcome.SILENT, Reason.NOTHING_TO_READ)
    judged = [(match, _judge(match, claims.get(match.slug), thresholds)) for match in reading.matches]
    for outcome in (Outcome.NOTE, Outcome.SUGGEST):
        chosen = [match for match, verdict in judged if verdict.outcome is outcome]
        if chosen:
            slugs = _best_of_each_family(chosen, claims)
            reason = Reason.REPEATS_A_CLAIM if outcome is Outcome.NOTE else Reason.UNSURE
            return Decision(outcome, reason, slugs)
    return judged[0][1] if judged else Decision(Outcome.SILENT, Reason.NO_CLAIM)


def _judge(match: Match, claim: Claim | None, thresholds: Thresholds) -> Decision:
    if claim is None or match.score < thresholds.suggest:
        return Decision(Outcome.SILENT, Reason.NO_CLAIM)
    if match.veto is not None:
        return Decision(Outcome.SILENT, _BY_VETO[match.veto], (match.slug,))
    if match.stance in _BY_STANCE:
        return Decision(Outcome.SILENT, _BY_STANCE[match.stance], (match.slug,))
    if not claim.notable:
        return Decision(Outcome.SILENT, Reason.CLAIM_SILENT, (match.slug,))
    if match.score < thresholds.note:
        return Decision(Outcome.SUGGEST, Reason.UNSURE, (match.slug,))
    return Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, (match.slug,))


def _best_of_each_family(matches: Sequence[Match], claims: Mapping[str, Claim]) -> tuple[str, ...]:
    everything = list(claims.values())
    slugs: list[str] = []
    answered: set[str] = set()
    for match in matches:
        if match.slug not in answered:
            slugs.append(match.slug)
            answered |= family(match.slug, everything)
    return tuple(slugs[:MOST_CLAIMS_IN_A_NOTE])
