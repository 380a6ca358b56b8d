"""The figures themselves: ranking, notes and stances, with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

T = TypeVar("T")
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Noted:
    """One message's notes: how many were right and wrong, and how many were wanted and given."""

    right: int
    wrong: int
    wanted: int
    given: int


@dataclass(frozen=True, slots=True)
class Top:
    """A query's best match: its score (0 for no match), whether it is right, and whether one could be."""

    score: float
    right: bool
    answerable: bool


def average_precision(ranked: Sequence[str], wanted: Collection[str], depth: int = 5) -> float:
    """Return average precision at a depth, as CheckThat! task 2 defines it (MAP@5 is its mean)."""
    hits, total = 0, 0.0
    for place, slug in enumerate(ranked[:depth], start=1):
        if slug in wanted:
            hits += 1
            total += hits / place
    return total / min(len(wanted), depth) if wanted else 0.0


def precision(notes: Sequence[Noted]) -> float:
    """Return the share of judged notes that were right, 1 when there was none."""
    judged = sum(each.right + each.wrong for each in notes)
    return sum(each.right for each in notes) / judged if judged else 1.0


def recall(notes: Sequence[Noted]) -> float:
    """Return the share of wanted notes that were given, 1 when none was wanted."""
    wanted = sum(each.wanted for each in notes)
    return sum(each.given for each in notes) / wanted if wanted else 1.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean of the F1 of each class that is wanted; pairs are (wanted, found)."""
    classes = sorted({wanted for wanted, _ in pairs})
    return sum(_f1(pairs, each) for each in classes) / len(classes) if classes else 1.0


def recall_at_precision(tops: Sequence[Top], least: float) -> float:
    """Return the most answerable queries a threshold finds while `least` of what it lets through is right.

    Matches of one score pass together. Returns 1 when no query can be answered.
    """
    answerable = sum(top.answerable for top in tops)
    by_score = sorted((top for top in tops if top.score > 0), key=lambda top: -top.score)
    right = most = 0
    for passed, top in enumerate(by_score, start=1):
        right += top.right
        next_score = by_score[passed].score if passed < len(by_score) else 0.0
        if next_score < top.score and right / passed >= least:
            most = right
    return most / answerable if answerable else 1.0


def bootstrapped(figure: Callable[[Sequence[T]], float], cases: Sequence[T], chance: random.Random) -> Figure:
    """Return the figure with its percentile bootstrap interval over cases (Efron 1979; 1,000 resamples)."""
    values = sorted(figure(chance.choices(cases, k=len(cases))) for _ in range(RESAMPLES)) if cases else [0.0]
    return _with_interval(figure(cases), values)


def bootstrapped_share(hits: int, of: int, chance: random.Random) -> Figure:
    """Return hits / of with its interval, as `bootstrapped` would: a resampled count is a binomial draw."""
    share = hits / of if of else 0.0
    draws = np.random.default_rng(chance.getrandbits(64)).binomial(of, share, RESAMPLES) / max(of, 1)
    return _with_interval(share, sorted(draws.tolist()))


def _with_interval(value: float, resampled: Sequence[float]) -> Figure:
    last = len(resampled) - 1
    return Figure(value, resampled[round(0.025 * last)], resampled[round(0.975 * last)])


def _f1(pairs: Sequence[tuple[str, str]], of: str) -> float:
    both = sum(wanted == found == of for wanted, found in pairs)
    either = sum((wanted == of) + (found == of) for wanted, found in pairs)
    return 2 * both / either if either else 0.0
