"""From evidence to probability: two logistic regressions with weights kept beside the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from claims.errors import Invalid
from claims.notes import Thresholds
from matching.features import COLUMNS, WORD_COLUMNS

WEIGHTS = Path(__file__).parent / "weights.json"

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Logistic:
    """Weighs columns into a probability."""

    weights: Matrix
    bias: float

    @classmethod
    def of(cls, kept: dict[str, Any], columns: tuple[str, ...]) -> Self:
        """Take weights by the names of their columns; raise KeyError for a missing one."""
        return cls(np.array([float(kept["weights"][column]) for column in columns]), float(kept["bias"]))

    def probabilities(self, rows: Matrix) -> Matrix:
        """Return one probability (0..1) for each row."""
        logits = rows @ self.weights + self.bias
        likely: Matrix = 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
        return likely


@dataclass(frozen=True)
class Scorer:
    """Weighs features, first what words tell, then all; its probabilities are calibrated on ordinary chat.

    Attributes:
        words: weighs the word columns of a passage, to tell whether it is worth encoding.
        least_promise: what `words` must give for that, a probability.
        whole: weighs all columns.
    """

    words: Logistic
    least_promise: float
    whole: Logistic
    thresholds: Thresholds

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read weights from JSON.

        Raises:
            Invalid: the file is missing, malformed, or made for other features.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            thresholds = Thresholds(float(kept["thresholds"]["note"]), float(kept["thresholds"]["suggest"]))
            words, whole = Logistic.of(kept["words"], WORD_COLUMNS), Logistic.of(kept["whole"], COLUMNS)
            return cls(words, float(kept["thresholds"]["words"]), whole, thresholds)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise Invalid(
                f"{path} holds no weights for this version. Run python -m evals.train."
            ) from problem

    @classmethod
    def untrained(cls) -> Self:
        """Return a scorer that finds everything worth a look and equally likely, to gather examples with."""
        words, whole = (Logistic(np.zeros(len(columns)), 0.0) for columns in (WORD_COLUMNS, COLUMNS))
        return cls(words, 0.0, whole, Thresholds(0.5, 0.5))

    def by_words(self, rows: Matrix) -> Matrix:
        """Return how likely each row of word columns tells of a repeated claim."""
        return self.words.probabilities(rows)

    def probabilities(self, rows: Matrix) -> Matrix:
        """Return one probability (0..1) for each row of all columns."""
        return self.whole.probabilities(rows)
