"""What became of a claim's notes, in numbers: how many there were, called wrong, and found helpful."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Of fewer notes a share says little.
FEWEST_NOTES = 3
_COUNTS = ("notes", "wrong", "helpful", "repeats")


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one claim, or of several together.

    Attributes:
        slug: the claim; empty for several.
        notes: notes that were posted.
        wrong: those of them that a moderator or enough members called wrong.
        helpful: people who found one helpful, each counted once a claim.
        repeats: messages that repeated it and got no note of their own; 0 where that was not asked.
    """

    slug: str
    notes: int = 0
    wrong: int = 0
    helpful: int = 0
    repeats: int = 0

    @property
    def said(self) -> int:
        """How many messages repeated it; a note that was called wrong stood under one that did not."""
        return self.notes - self.wrong + self.repeats

    @property
    def wrong_share(self) -> float:
        """The share of notes that were called wrong, in 0..1; 0 where there are none."""
        return self.wrong / self.notes if self.notes else 0.0


def together(tallies: Iterable[Tally]) -> Tally:
    """Return the counts of several claims in one."""
    each = list(tallies)
    return Tally("", *(sum(getattr(one, name) for one in each) for name in _COUNTS))


def most_often_wrong(tallies: Iterable[Tally]) -> list[Tally]:
    """Return the claims with enough notes to tell, those called wrong most often first."""
    telling = [each for each in tallies if each.notes >= FEWEST_NOTES]
    return sorted(telling, key=lambda each: (-each.wrong_share, -each.notes, each.slug))
