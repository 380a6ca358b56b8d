"""Rows of the table: a figure with its interval, and whether it meets its target."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from evals.metrics import Figure, bootstrapped, bootstrapped_share
from evals.notes import Judged

T = TypeVar("T")
SEED = 2023
NOTHING = "(no such messages)"


@dataclass(frozen=True, slots=True)
class Target:
    """The least a figure may be, or the most."""

    bound: float
    at_most: bool = False

    def met_by(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return value <= self.bound if self.at_most else value >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    figure: str
    value: str
    target: str = ""


@dataclass(frozen=True)
class Report:
    """What a section found: its rows, the judged messages behind them, and what to know about them."""

    rows: Sequence[Row]
    cases: dict[str, Sequence[Judged]] = field(default_factory=dict)
    remark: str = ""


def measured(
    figure: str,
    compute: Callable[[Sequence[T]], float],
    cases: Sequence[T],
    target: Target | None = None,
    *,
    counted: str = "",
) -> Row:
    """Return the row of a figure computed from cases, `counted` telling from how many."""
    if not cases:
        return Row(figure, NOTHING, _against(None, target))
    found = bootstrapped(compute, cases, _chance())
    return Row(figure, f"{found}, {counted}" if counted else str(found), _against(found.value, target))


def share(figure: str, hits: int, of: int, target: Target | None = None) -> Row:
    """Return the row of a share, with its counts."""
    if not of:
        return Row(figure, NOTHING, _against(None, target))
    found = bootstrapped_share(hits, of, _chance())
    return Row(figure, f"{found}, {hits} of {of}", _against(found.value, target))


def per_10_000(figure: str, hits: int, of: int, target: Target | None = None) -> Row:
    """Return the row of something rare, in 10,000 messages."""
    if not of:
        return Row(figure, NOTHING, _against(None, target))
    found = bootstrapped_share(hits, of, _chance())
    scaled = Figure(found.value * 10_000, found.low * 10_000, found.high * 10_000)
    value = f"{scaled.value:.1f} ({scaled.low:.1f}-{scaled.high:.1f}), {hits} of {of}"
    return Row(figure, value, _against(scaled.value, target))


def count(figure: str, hits: int, of: int, target: Target | None = None) -> Row:
    """Return the row of a count, where there are too few cases for an interval to say anything."""
    if not of:
        return Row(figure, NOTHING, _against(None, target))
    return Row(figure, f"{hits} of {of}", _against(hits, target))


def _against(value: float | None, target: Target | None) -> str:
    if target is None:
        return ""
    if value is None:
        return str(target)
    return f"{target}, {'met' if target.met_by(value) else 'missed'}"


def _chance() -> random.Random:
    """The same for every row, so that a figure does not depend on which sections are run."""
    return random.Random(SEED)  # noqa: S311 - a repeatable resampling, nothing secret
