"""Gives a searcher the threshold that suits it best, and judges its notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.notes import MOST_CLAIMS_IN_A_NOTE
from evals.bench.peers import Found
from evals.loading import Labelled
from evals.metrics import Noted, precision, recall


@dataclass(frozen=True, slots=True)
class Rule:
    """Note the best claims, so many at most, that score at least so much."""

    most: int
    threshold: float

    def noted(self, found: Found) -> list[str]:
        """Return the claims a note would name."""
        return [slug for slug, score in found[: self.most] if score >= self.threshold]


@dataclass(frozen=True, slots=True)
class Quality:
    """How good notes are: on messages about claims, and on ordinary ones."""

    precision: float
    recall: float
    false_per_10000: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def best_rule(messages: Sequence[Labelled], found: Sequence[Found]) -> Rule:
    """Return the rule with the best F1 on the very messages it is judged on; of equals, the strictest."""
    about = [(message, each) for message, each in zip(messages, found, strict=True) if message.kind]
    scores = sorted({score for _, each in about for _, score in each}, reverse=True) or [0.0]
    rules = [Rule(most, score) for most in range(1, MOST_CLAIMS_IN_A_NOTE + 1) for score in scores]
    return max(rules, key=lambda rule: quality(about, rule).f1)


def quality(cases: Sequence[tuple[Labelled, Found]], rule: Rule) -> Quality:
    """Judge notes; messages without a kind are ordinary chat, and any note under them is false."""
    noted = [(message, rule.noted(found)) for message, found in cases]
    about = [_judged(message, slugs) for message, slugs in noted if message.kind]
    ordinary = [bool(slugs) for message, slugs in noted if not message.kind]
    false = 10_000 * sum(ordinary) / len(ordinary) if ordinary else 0.0
    return Quality(precision(about), recall(about), false)


def _judged(message: Labelled, noted: Sequence[str]) -> Noted:
    right = message.repeated & set(noted)
    return Noted(len(right), len(noted) - len(right), len(message.repeated), len(right))
