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


def fit_signed(rows: Matrix, labels: Matrix, weights: Matrix, signs: Matrix, *, ridge: float = 1.0) -> Fit:
    """Fit with each weight kept on its side of zero, by leaving out the columns that would cross over.

    Args:
        rows: one example a row.
        labels: 0 or 1 for each row.
        weights: how much each row counts.
        ridge: L2 penalty, as for `fit`.
        signs: 1 for a column that may only speak for, -1 for one that may only speak against, 0 for either.
    """
    kept = np.ones(rows.shape[1], dtype=bool)
    while True:
        found = fit(rows[:, kept], labels, weights, ridge=ridge)
        whole = np.zeros(rows.shape[1])
        whole[kept] = found.weights
        wrong = whole * signs < 0
        if not wrong.any():
            return Fit(whole, found.bias)
        kept[np.argmin(whole * signs * rows.std(axis=0))] = False


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
