"""Judgements that a second moderator must confirm before they are saved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from claims.errors import Changed, NotAllowed, NotFound
from claims.freshness import published
from claims.model import Claim, Judgement, Verdict
from claims.settings import SecondRule

# The verdicts that settle a claim: people act on them, and a wrong one is remembered.
SETTLING = frozenset({Verdict.FALSE, Verdict.CONFIRMED})


class PendingState(StrEnum):
    """What became of a proposed judgement; outdated is one whose claim was changed meanwhile."""

    OPEN = "open"
    SECONDED = "seconded"
    DECLINED = "declined"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Pending:
    """A judgement as proposed; `revision` is the claim's, which it was made of.

    With it comes when the claim is to be checked again.
    Its number is given by the store, 1 for a guild's first. Who decided about it is known once somebody did.
    """

    guild_id: int
    number: int
    slug: str
    revision: int
    judgement: Judgement
    proposed_by: int
    proposed_at: datetime
    review_by: datetime | None = None
    state: PendingState = PendingState.OPEN
    decided_by: int | None = None
    decided_at: datetime | None = None

    def must_be_open(self) -> None:
        """Raise Changed, saying why, when nothing is left to decide."""
        if self.state is not PendingState.OPEN:
            raise Changed(_DECIDED[self.state])

    def must_let_second(self, user_id: int) -> None:
        """Raise NotAllowed for who proposed it, and Changed when nothing is left to decide."""
        self.must_be_open()
        if user_id == self.proposed_by:
            raise NotAllowed(_OWN)

    def on(self, claim: Claim) -> Claim:
        """Return a claim with the proposed judgement, published again if it was past its review."""
        judged = claim.judged(self.judgement)
        return replace(judged, lifecycle=published(claim), review_by=self.review_by)

    def decided(self, state: PendingState, by: int, at: datetime) -> Pending:
        """Return it with what became of it."""
        return replace(self, state=state, decided_by=by, decided_at=at)


_OWN = "You proposed this yourself: another moderator must second it. You can withdraw it with Decline."
_DECIDED = {
    PendingState.SECONDED: "Another moderator has seconded this already. It is saved.",
    PendingState.DECLINED: "This was declined already. Judge the claim anew with /desk judge.",
    PendingState.OUTDATED: "The claim was changed since this was proposed. Judge it anew with /desk judge.",
}


def needs_second(claim: Claim, verdict: Verdict, breaking: Collection[str], rule: SecondRule) -> bool:
    """Return whether a verdict must be seconded; `breaking` are the events in breaking mode."""
    held = rule is SecondRule.ALWAYS or (rule is SecondRule.BREAKING and claim.event in breaking)
    return held and verdict in SETTLING


def pending_not_found(number: int) -> NotFound:
    """Return the error for a proposal that is not there."""
    return NotFound(f"There is no proposed judgement {number}. See the open ones with /desk second.")
