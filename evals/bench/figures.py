"""Percentiles, and figures as they are printed."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile: the least value that `percent` % of all do not exceed."""
    if not values:
        return math.nan
    # The rounding keeps 99.9 % of 1,000 at rank 999, which floating point would make 1,000.
    rank = math.ceil(round(percent / 100 * len(values), 9))
    return sorted(values)[max(rank, 1) - 1]


def count(value: float) -> str:
    """Return a whole number with its thousands apart."""
    return f"{value:,.0f}"


def short(value: float) -> str:
    """Return a figure with about three digits that matter."""
    if not math.isfinite(value):
        return "-"
    if abs(value) >= 100:
        return count(value)
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
