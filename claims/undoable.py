"""What a recorded change is about, and what can be taken back of it."""

from __future__ import annotations

from dataclasses import dataclass

from claims.audit import Action, Change
from claims.errors import Invalid

# What a record is about, as the first word of its subject; the settings are the only ones of theirs.
CLAIM, SETTINGS, EVENT = "claim", "settings", "event"
TIP, SOURCE, JUDGEMENT, QUESTION = "suggested-claim", "suggestion", "pending", "proposal"
MEMBER, BREAKING = "member", "breaking"

# What is decided step by step: the latest decision is undone first, for each had its effects.
_DECISIONS = frozenset({TIP, SOURCE, JUDGEMENT, QUESTION})
_REVERTIBLE = _DECISIONS | {CLAIM, SETTINGS, MEMBER, BREAKING}
# A wrong match on a card is a ruling, and stops what brought it.
_FOLLOWS = {Action.RULED: Action.STOPPED}


@dataclass(frozen=True, slots=True)
class Step:
    """A record without the states it holds; `added` where there was nothing before."""

    number: int
    subject: str
    change: Change
    added: bool

    @property
    def kind(self) -> str:
        """What it is about: the first word of its subject."""
        return self.subject.partition(":")[0]

    @property
    def slug(self) -> str | None:
        """The claim it is about, None where it is about none."""
        return self.subject.partition(":")[2] if self.kind == CLAIM else None

    @property
    def is_decision(self) -> bool:
        """Whether it is a step in deciding about something that waited."""
        return self.kind in _DECISIONS

    @property
    def revertible(self) -> bool:
        """Whether the state before it can be put back."""
        return self.kind in _REVERTIBLE and self.change.action is not Action.LAPSED

    @property
    def offers_undoing(self) -> bool:
        """Whether it, or the change that it is part of, can be undone; an event goes with its claims."""
        return self.revertible or self.kind == EVENT


def belong_together(first: Step, second: Step) -> bool:
    """Return whether two records are a decision and what it did to a claim.

    They were written in one transaction: by one person at one instant, one right after the other.
    """
    one, other = first.change, second.change
    return (
        first.is_decision
        and second.kind == CLAIM
        and second.number == first.number + 1
        and (one.actor_id, one.at) == (other.actor_id, other.at)
        and other.action in {one.action, _FOLLOWS.get(one.action)}
    )


def check_step(step: Step) -> None:
    """Raise Invalid for a record that cannot be taken back, saying what to do instead."""
    if step.change.action is Action.LAPSED:
        raise Invalid(
            f"Nobody made change {step.number}: the claim's review was due, and nobody had looked at it. "
            "Check it with /desk recheck, or judge it; /desk stale lists all that are due."
        )
    if not step.offers_undoing:
        raise Invalid(
            f"Change {step.number} only notes that a file was read; it changed no claim by itself. /desk "
            "audit lists the changes that can be undone."
        )


def nothing_left(step: Step) -> Invalid:
    """Return the error for an event that came without claims."""
    return Invalid(
        f"Change {step.number} is an event without claims, and events stay. Load its pack again, corrected, "
        "to change its timeline and people."
    )


def decided_since(latest: Step) -> Invalid:
    """Return the error for a decision that is not the latest of its kind."""
    return Invalid(
        f"That was taken back, or decided anew, since. Its latest change is number {latest.number}: look at "
        "that one with /desk audit, and undo it first."
    )
