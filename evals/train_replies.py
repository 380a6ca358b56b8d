"""Fits how replies are read: python -m evals.train_replies writes matching/reply_weights.json."""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.loading import folder
from evals.multinomial import MultinomialFit, fit
from evals.replies import SOURCE, STANCES, LabelledReply, labels, replies, rows
from matching.replies import COLUMNS, WEIGHTS, ReplyStance

Matrix = npt.NDArray[np.float64]
RIDGE = 10.0
# A denial that goes unheard costs a wrong note, one heard too often only a missed one.
LEAST_DENIALS_HEARD = 0.4
STEPS = {
    ReplyStance.SUPPORT: np.arange(0.0, 1.6, 0.1),
    ReplyStance.DENY: np.arange(0.5, 2.6, 0.1),
    ReplyStance.QUERY: np.arange(0.0, 1.6, 0.1),
    ReplyStance.COMMENT: np.zeros(1),
}


def main() -> None:
    """Train on the training split, each event held out in turn for the leanings, and write the weights."""
    path = folder() / SOURCE
    labelled = replies(path, "train")
    design, wanted = rows(labelled), labels(labelled)
    leanings, held_out = _leanings(_held_out(labelled, design, wanted), wanted)
    fitted = fit(design, wanted, len(STANCES), ridge=RIDGE)
    _write(fitted, leanings, path, len(labelled))
    sys.stdout.write(f"{len(labelled)} replies, macro-F1 {held_out:.3f} on events held out → {WEIGHTS}\n")


def _held_out(labelled: Sequence[LabelledReply], design: Matrix, wanted: npt.NDArray[np.int64]) -> Matrix:
    """Return each reply's log probabilities from a fit that has not seen its event."""
    events = np.array([each.event for each in labelled])
    likely = np.zeros((len(labelled), len(STANCES)))
    for event in sorted(set(events.tolist())):
        own = events == event
        fitted = fit(design[~own], wanted[~own], len(STANCES), ridge=RIDGE)
        likely[own] = fitted.log_likely(design[own])
    return likely


def _leanings(likely: Matrix, wanted: npt.NDArray[np.int64]) -> tuple[Matrix, float]:
    """Return what to add to each stance for the best macro-F1 with enough denials heard, and that F1."""
    denials = wanted == STANCES.index(ReplyStance.DENY)
    best, best_f1 = np.zeros(len(STANCES)), -1.0
    for steps in itertools.product(*(STEPS[stance] for stance in STANCES)):
        found = np.argmax(likely + np.array(steps), axis=1)
        heard = float(np.mean(found[denials] == wanted[denials])) if denials.any() else 1.0
        if heard >= LEAST_DENIALS_HEARD and (reached := _macro_f1(wanted, found)) > best_f1:
            best, best_f1 = np.array(steps), reached
    return best, best_f1


def _macro_f1(wanted: npt.NDArray[np.int64], found: npt.NDArray[np.int64]) -> float:
    """The figure of evals.metrics.macro_f1, counted by numpy because it is needed thousands of times."""
    size = len(STANCES)
    counts = np.bincount(wanted * size + found, minlength=size * size).reshape(size, size)
    either = counts.sum(axis=0) + counts.sum(axis=1)
    asked_for = counts.sum(axis=1) > 0
    return float(np.mean((2 * np.diag(counts) / np.maximum(either, 1))[asked_for]))


def _write(fitted: MultinomialFit, leanings: Matrix, data: Path, count: int) -> None:
    kept = {
        "made_by": "python -m evals.train_replies",
        "replies": count,
        "training_data_sha256": hashlib.sha256(data.read_bytes()).hexdigest(),
        "weights": {column: _named(row) for column, row in zip(COLUMNS, fitted.weights, strict=True)},
        "biases": _named(fitted.biases),
        "leanings": _named(leanings),
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _named(values: Matrix) -> dict[str, float]:
    return {stance.value: round(float(value), 5) for stance, value in zip(STANCES, values, strict=True)}


if __name__ == "__main__":
    main()
