"""What an explanation consists of: a decision, its matches, and a few short lines about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims.model import Claim
from claims.notes import Decision, Note, Outcome, Reason, Thresholds
from claims.reading import Match


@dataclass(frozen=True, slots=True)
class Line:
    """A short line of an account; without a label the text says all."""

    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class MatchAccount:
    """What comes of one match and what it goes by.

    Attributes:
        match: the match.
        statement: the claim's statement.
        outcome: what is done about this claim.
        reason: what the match deserves by itself, whatever its siblings say.
        sibling: the related claim that decides instead; None where this one decides.
        kept_back: what keeps this claim out of a note; None where it gets one.
        sure: how sure the match is, with both thresholds.
        facts: which words, which wording, what both speak of, how it was read.
    """

    match: Match
    statement: str
    outcome: Outcome
    reason: Reason
    sibling: str | None
    kept_back: Line | None
    sure: Line
    facts: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything there is to say, what decided first."""
        return (*((self.kept_back,) if self.kept_back else ()), self.sure, *self.facts)


@dataclass(frozen=True, slots=True)
class Account:
    """A decision in one sentence and all that led to it; `matches` are ranked, best first."""

    decision: Decision
    sentence: str
    thresholds: Thresholds
    matches: tuple[MatchAccount, ...]

    @property
    def decisive(self) -> tuple[MatchAccount, ...]:
        """The matches that the decision is about; where it is about none, the nearest."""
        about = tuple(each for each in self.matches if each.match.slug in self.decision.slugs)
        return about or self.matches[:1]

    @property
    def others(self) -> tuple[MatchAccount, ...]:
        """The plausible matches beside those, each kept back for a reason of its own."""
        told = {each.match.slug for each in self.decisive}
        plausible = (each for each in self.matches if each.reason is not Reason.NO_CLAIM)
        return tuple(each for each in plausible if each.match.slug not in told)


@dataclass(frozen=True, slots=True)
class Trial:
    """What Caveat would do about a text in a channel; `paused` is the pause that is in force there."""

    account: Account
    claims: Mapping[str, Claim]
    paused: Reason | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a note stands where it stands, as message and claim read now.

    Attributes:
        claim: the note's claim, as it is now.
        account: how the message matches it; None when it no longer resembles it at all.
        note: what is remembered of the note; None when nothing is.
    """

    claim: Claim
    account: MatchAccount | None
    note: Note | None = None

    @property
    def claim_changed(self) -> bool:
        """Whether the claim was changed after the note was posted, or brought up to date."""
        if self.note is None:
            return False
        return (self.note.shown_revision or self.note.claim_revision) != self.claim.revision
