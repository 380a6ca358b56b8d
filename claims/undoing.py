"""Undoing a recorded change: what that would do, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.audit import Action, Change
from claims.errors import Changed, Invalid
from claims.model import Claim, Lifecycle
from claims.undoable import SETTINGS, Step, check_step, decided_since, nothing_left

# Changes that may have several records, written in one transaction by one person at one instant.
BULK = frozenset({Action.LOADED, Action.IMPORTED, Action.MERGED, Action.UNDONE})
# What was changed since one of these is left as it is: the others can be taken back without it.
_LENIENT = frozenset({Action.LOADED, Action.IMPORTED})
_PAUSES = frozenset({Action.PAUSED, Action.RESUMED})
_BECAUSE = "The change that recorded it was undone."
# What an author had erased meanwhile is left as it is.
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Plan:
    """What undoing a change comes to.

    Attributes:
        steps: the records of the change, all of them.
        later: the records, since, of the same claims or settings.
    """

    steps: tuple[Step, ...]
    later: tuple[Step, ...]

    @property
    def change(self) -> Change:
        """Who made the change, when and how."""
        return self.steps[0].change

    @property
    def todo(self) -> tuple[Step, ...]:
        """The records that can be reverted."""
        touched = {step.subject for step in self.later} if self._lenient else set()
        return tuple(step for step in self.steps if step.revertible and step.subject not in touched)

    @property
    def left(self) -> int:
        """How many claims are left as they are, because somebody changed them since."""
        return _claims_in(self.steps) - _claims_in(self.todo)

    @property
    def in_the_way(self) -> tuple[Step, ...]:
        """The later changes that would be lost."""
        return () if self._lenient else self.later

    @property
    def concerns_wishes(self) -> bool:
        """Whether settings go back that only a lead may change; a pause is a moderator's."""
        return any(
            step.subject == SETTINGS and step.change.action not in _PAUSES
            for step in (*self.todo, *self.in_the_way)
        )

    @property
    def seen(self) -> int:
        """The number up to which the changes are known to whoever looks at the plan."""
        return max(step.number for step in (*self.steps, *self.later))

    @property
    def needs_consent(self) -> bool:
        """Whether a person must say so once more: it changes several claims, or loses later changes."""
        return _claims_in(self.todo) > 1 or bool(self.in_the_way)

    @property
    def took_notes_away(self) -> bool:
        """Whether notes went with the change that no undoing brings back."""
        return self.change.action in {Action.STOPPED, Action.WITHDRAWN}

    @property
    def _lenient(self) -> bool:
        return self.change.action in _LENIENT

    def check(self) -> None:
        """Raise Invalid unless there is something to undo, saying what to do instead."""
        decisions = [step for step in self.later if step.is_decision]
        if decisions:
            raise decided_since(decisions[-1])
        if self.todo:
            return
        if self.left and self._lenient:
            raise Invalid(
                "Every claim of that change was changed since, so there is nothing left to undo together. "
                "Undo the later changes one by one; /desk audit lists them."
            )
        for step in self.steps:
            check_step(step)
        raise nothing_left(self.steps[0])

    def check_seen(self, seen: int) -> None:
        """Raise Changed if something was changed since a person looked at the plan."""
        if any(step.number > seen for step in self.later):
            raise Changed("Someone changed the same thing a moment ago. Look again with /desk undo.")


@dataclass(frozen=True, slots=True)
class PutBack:
    """What is neither a claim nor a setting, by its subject, and the state it is in again.

    A suggestion that its author had erased is in the state `ERASED`, and was left so.
    """

    subject: str
    state: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an undoing.

    Attributes:
        claims: those that went back, as they are now.
        left: how many were left, because somebody changed them since.
        settings: whether the settings went back.
        others: everything else that went back.
    """

    claims: tuple[Claim, ...] = ()
    left: int = 0
    settings: bool = False
    others: tuple[PutBack, ...] = ()

    @property
    def withdrawn(self) -> int:
        """How many of the claims are withdrawn now."""
        return sum(claim.lifecycle is Lifecycle.WITHDRAWN for claim in self.claims)

    def check(self) -> None:
        """Raise Invalid unless something went back."""
        if self.claims or self.settings or any(each.state != ERASED for each in self.others):
            return
        if self.others:
            raise Invalid(
                "Its author had that suggestion erased, and nothing of it is kept, so it cannot wait again. "
                "If it matters, record it yourself with /desk add or /desk judge."
            )
        raise Invalid("Everything is as it was before that change already. There is nothing to undo.")


def reverted(now: Claim, before: Claim | None) -> Claim:
    """Return a claim as it was before a change; one that was not there is withdrawn, for none is deleted."""
    if before is None:
        return replace(now, lifecycle=Lifecycle.WITHDRAWN, withdrawn_because=_BECAUSE)
    return replace(before, revision=now.revision)


def _claims_in(steps: Sequence[Step]) -> int:
    return sum(step.slug is not None for step in steps)
