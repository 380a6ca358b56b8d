"""Undoing a recorded change: what that would do, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.audit import Action, Change
from claims.errors import Changed, Invalid
from claims.model import Claim, Lifecycle

# Changes that may have several records, written in one transaction by one person at one instant.
BULK = frozenset({Action.LOADED, Action.IMPORTED, Action.MERGED, Action.UNDONE})
# What was changed since one of these is left as it is: the others can be taken back without it.
_LENIENT = frozenset({Action.LOADED, Action.IMPORTED})
_PAUSES = frozenset({Action.PAUSED, Action.RESUMED})
SETTINGS = "settings"
_CLAIM = "claim:"
_BECAUSE = "The change that recorded it was undone."


@dataclass(frozen=True, slots=True)
class Step:
    """A record without the states it holds; `added` where there was nothing before."""

    number: int
    subject: str
    change: Change
    added: bool

    @property
    def slug(self) -> str | None:
        """The claim it is about, None where it is about none."""
        return self.subject.removeprefix(_CLAIM) if self.subject.startswith(_CLAIM) else None


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
        touched = {step.subject for step in self.later} if self.change.action in _LENIENT else set()
        return tuple(
            step
            for step in self.steps
            if (step.slug or step.subject == SETTINGS) and step.subject not in touched
        )

    @property
    def left(self) -> int:
        """How many claims are left as they are, because somebody changed them since."""
        return sum(step.slug is not None for step in self.steps) - sum(
            step.slug is not None for step in self.todo
        )

    @property
    def in_the_way(self) -> tuple[Step, ...]:
        """The later changes that would be lost."""
        return () if self.change.action in _LENIENT else self.later

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
        """Whether a person must say so once more: it undoes several things, or loses later changes."""
        return len(self.todo) > 1 or bool(self.in_the_way)

    def check(self) -> None:
        """Raise Invalid unless there is something to undo."""
        if self.change.action is Action.STOPPED:
            raise Invalid(
                "A wrong match also stopped a passage, which the record does not hold. Let it match again "
                "with /desk wordings."
            )
        if self.todo:
            return
        if self.left:
            raise Invalid(
                "Every claim of that change was changed since, so there is nothing left to undo together. "
                "Undo the later changes one by one; /desk audit lists them."
            )
        raise Invalid(
            f"Number {self.steps[0].number} changed neither a claim nor the settings, so it cannot be undone "
            "here. Use the command or the card that it was made with."
        )

    def check_seen(self, seen: int) -> None:
        """Raise Changed if something was changed since a person looked at the plan."""
        if any(step.number > seen for step in self.later):
            raise Changed("Someone changed the same thing a moment ago. Look again with /desk undo.")


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an undoing: claims as they are now, how many were left, whether settings went back."""

    claims: tuple[Claim, ...] = ()
    left: int = 0
    settings: bool = False

    @property
    def withdrawn(self) -> int:
        """How many of the claims are withdrawn now."""
        return sum(claim.lifecycle is Lifecycle.WITHDRAWN for claim in self.claims)


def reverted(now: Claim, before: Claim | None) -> Claim:
    """Return a claim as it was before a change; one that was not there is withdrawn, for none is deleted."""
    if before is None:
        return replace(now, lifecycle=Lifecycle.WITHDRAWN, withdrawn_because=_BECAUSE)
    return replace(before, revision=now.revision)


def nothing_to_undo() -> Invalid:
    """Return the error for a change that is undone already."""
    return Invalid("Everything is as it was before that change already. There is nothing to undo.")
