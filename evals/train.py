"""Trains the scorer: python -m evals.train writes matching/weights.json."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claims.claim_text import ClaimText
from claims.notes import Thresholds
from claims.reading import Reading, Stance
from evals.loading import Labelled, claims, folder
from evals.practice import FOLDER as PRACTICE
from evals.regression import Fit, fit
from evals.samples import Samples
from evals.sources import EVAL_FILES, PACK, Sources
from evals.vectors import KeptVectors
from interchange.pack import read_pack
from matching.features import COLUMNS, WORD_COLUMNS
from matching.index import ClaimIndex
from matching.scorer import WEIGHTS, Logistic, Scorer
from matching.semantic import TextEncoder

# One note too many in 10,000 messages of chat and ten in war talk, mixed as they are here, two to one.
MOST_NOTES_PER_10_000 = 4
LOWEST_NOTE, LOWEST_SUGGEST = 0.5, 0.25
# Of the messages that deserve a note, so many may be lost to the first look at their words.
LOST_BY_WORDS = 0.05
BATCH = 64


def main() -> None:
    """Train on practice events, the pack, the news and half of the talk, and write the weights."""
    data, encoder = folder(), KeptVectors()
    sources = Sources(data, encoder)
    by_words = words_only(sources.gathered(Scorer.untrained()).values())
    encoder.keep()
    samples = sources.gathered(by_words)
    encoder.keep()
    scorer = trained(samples.values(), by_words)
    indexes = _quiet_indexes(data, encoder, scorer)
    scorer = with_thresholds(scorer, indexes, sources.talk)
    encoder.keep()
    joined = Samples.joined(samples.values())
    _write(scorer, data, len(joined.right))
    sys.stdout.write(f"{len(joined.right)} samples, {int(joined.right.sum())} right → {WEIGHTS}\n")


def words_only(samples: Iterable[Samples]) -> Scorer:
    """Return a scorer that judges words, and lets all but a few of the messages pass that deserve a note."""
    joined = Samples.joined(samples)
    places = [COLUMNS.index(column) for column in WORD_COLUMNS]
    words = _logistic(fit(joined.rows[:, places], joined.right, joined.weights))
    whole = _logistic(fit(joined.rows, joined.right, joined.weights))
    noted = (joined.right == 1) & (whole.probabilities(joined.rows) >= LOWEST_NOTE)
    least = float(np.quantile(words.probabilities(joined.rows[noted][:, places]), LOST_BY_WORDS))
    return Scorer(words, round(least, 4), whole, Thresholds(LOWEST_NOTE, LOWEST_SUGGEST))


def trained(samples: Iterable[Samples], by_words: Scorer) -> Scorer:
    """Return a scorer fitted to the samples, that judges words as another one does."""
    joined = Samples.joined(samples)
    whole = _logistic(fit(joined.rows, joined.right, joined.weights))
    return Scorer(by_words.words, by_words.least_promise, whole, by_words.thresholds)


def with_thresholds(scorer: Scorer, indexes: Sequence[ClaimIndex], talk: Sequence[Labelled]) -> Scorer:
    """Return the scorer with the lowest thresholds that keep notes on ordinary talk rare enough."""
    note = LOWEST_NOTE
    for index in indexes:
        scores = sorted(_noted_scores(index, talk), reverse=True)
        allowed = MOST_NOTES_PER_10_000 * len(talk) // 10_000
        note = max(note, round(scores[allowed] + 0.005, 2))
    thresholds = Thresholds(note, max(LOWEST_SUGGEST, round(note / 2, 2)))
    return Scorer(scorer.words, scorer.least_promise, scorer.whole, thresholds)


def _quiet_indexes(data: Path, encoder: TextEncoder, scorer: Scorer) -> list[ClaimIndex]:
    """The claims that must keep silent on ordinary talk: bare statements, and the pack."""
    dossier = read_pack(PACK)
    recorded = [ClaimText.of(claim) for claim in dossier.claims]
    bare = claims(data / "wagner_claims.jsonl")
    return [
        ClaimIndex.build(bare, (), encoder, scorer),
        ClaimIndex.build(recorded, dossier.terms, encoder, scorer),
    ]


def _noted_scores(index: ClaimIndex, talk: Sequence[Labelled]) -> list[float]:
    texts = [message.text for message in talk]
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return [_noted_score(reading) for batch in batches for reading in index.read_all(batch)]


def _noted_score(reading: Reading) -> float:
    """The highest score that could become a note."""
    stances = {Stance.ASSERTS, Stance.REPORTS}
    fit_for_notes = (match for match in reading.matches if match.veto is None and match.stance in stances)
    return max((match.score for match in fit_for_notes), default=0.0)


def _logistic(fitted: Fit) -> Logistic:
    return Logistic(fitted.weights, fitted.bias)


def _write(scorer: Scorer, data: Path, count: int) -> None:
    sources = [*(data / name for name in EVAL_FILES), PACK, *sorted(PRACTICE.iterdir())]
    kept = {
        "made_by": "python -m evals.train",
        "samples": count,
        "training_data_sha256": _digest(sources),
        "words": _named(scorer.words, WORD_COLUMNS),
        "whole": _named(scorer.whole, COLUMNS),
        "thresholds": {
            "words": scorer.least_promise,
            "note": scorer.thresholds.note,
            "suggest": scorer.thresholds.suggest,
        },
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _named(logistic: Logistic, columns: Sequence[str]) -> dict[str, Any]:
    weights = {
        column: round(float(weight), 6) for column, weight in zip(columns, logistic.weights, strict=True)
    }
    return {"weights": weights, "bias": round(logistic.bias, 6)}


def _digest(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
