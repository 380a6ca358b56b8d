"""Logistic regression by Newton's method, for a few columns and many rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
ITERATIONS = 40


@dataclass(frozen=True)
class Fit:
    """Weights for the raw columns, and the bias."""

    weights: Matrix
    bias: float


def fit(rows: Matrix, labels: Matrix, weights: Matrix, *, ridge: float = 1.0) -> Fit:
    """Fit by iteratively reweighted least squares (Hastie et al., Elements of Statistical Learning, 4.4.1).

    Args:
        rows: one example a row.
        labels: 0 or 1 for each row.
        weights: how much each row counts.
        ridge: L2 penalty on the standardised columns; the bias is free.
    """
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-9)
    design = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.diag([ridge] * rows.shape[1] + [0.0])
    found = np.zeros(design.shape[1])
    for _ in range(ITERATIONS):
        likely = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        gradient = design.T @ (weights * (likely - labels)) + penalty @ found
        curvature = (design * (weights * likely * (1 - likely))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(found)), gradient)
        found = found - step
        if np.abs(step).max() < 1e-8:
            break
    raw = found[:-1] / spread
    return Fit(raw, float(found[-1] - raw @ mean))
