"""Multinomial logistic regression, for a few columns and many rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
ITERATIONS = 2000
CLOSE_ENOUGH = 1e-6


@dataclass(frozen=True)
class MultinomialFit:
    """Weights (columns by classes) for the raw columns, and a bias for each class."""

    weights: Matrix
    biases: Matrix

    def log_likely(self, rows: Matrix) -> Matrix:
        """Return the logarithm of each class's probability, one row a row."""
        logits = rows @ self.weights + self.biases
        top = logits.max(axis=1, keepdims=True)
        likely: Matrix = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        return likely


def fit(rows: Matrix, labels: npt.NDArray[np.int64], classes: int, *, ridge: float = 1.0) -> MultinomialFit:
    """Fit with a fixed bound on the curvature (Böhning 1992), which needs one inversion, and momentum.

    Args:
        rows: one example a row.
        labels: the class of each row, from 0.
        classes: how many there are.
        ridge: L2 penalty on the standardised columns; the biases are all but free.
    """
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-9)
    design = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.diag([ridge] * rows.shape[1] + [1e-6])
    inverse = np.linalg.inv(design.T @ design / 2 + penalty)
    wanted = np.eye(classes)[labels]
    found = ahead = np.zeros((design.shape[1], classes))
    for turn in range(ITERATIONS):
        gradient = design.T @ (_softmax(design @ ahead) - wanted) + penalty @ ahead
        better = ahead - inverse @ gradient
        step = better - found
        ahead, found = better + turn / (turn + 3) * step, better
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    raw = found[:-1] / spread[:, None]
    return MultinomialFit(raw, found[-1] - mean @ raw)


def _softmax(logits: Matrix) -> Matrix:
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Matrix = likely / likely.sum(axis=1, keepdims=True)
    return shares
