"""From evidence to probability: logistic regression with weights kept beside the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from claims.errors import Invalid
from claims.notes import Thresholds
from matching.features import COLUMNS

WEIGHTS = Path(__file__).parent / "weights.json"

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scorer:
    """Weighs features; its probabilities are calibrated at the base rate of ordinary chat."""

    weights: Matrix
    bias: float
    thresholds: Thresholds

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read weights from JSON.

        Raises:
            Invalid: the file is missing, malformed, or made for other features.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            weights = [float(kept["weights"][column]) for column in COLUMNS]
            thresholds = Thresholds(float(kept["thresholds"]["note"]), float(kept["thresholds"]["suggest"]))
            return cls(np.array(weights), float(kept["bias"]), thresholds)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise Invalid(
                f"{path} holds no weights for this version. Run python -m evals.train."
            ) from problem

    def probabilities(self, rows: Matrix) -> Matrix:
        """Return one probability (0..1) for each row of features."""
        logits = rows @ self.weights + self.bias
        likely: Matrix = 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
        return likely
