"""Fits the scorer's weights and thresholds: python -m evals.train writes matching/weights.json."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.claim_text import ClaimText
from claims.notes import Thresholds
from claims.reading import Reading, Stance
from evals.loading import REPOSITORY, Labelled, chat, claims, folder, queries
from evals.regression import Fit, fit
from evals.samples import Samples, held_out_wordings, samples_of, small_collections
from evals.vectors import KeptVectors
from interchange.pack import read_pack
from matching.corpus import Corpus
from matching.features import COLUMNS
from matching.index import ClaimIndex
from matching.scorer import WEIGHTS, Scorer
from matching.semantic import TextEncoder

SEED = 20230624
SIZES = (25, 50, 100, 200)
PACK = REPOSITORY / "packs" / "wagner-mutiny-2023.yaml"
SOURCES = ("clef2022_claims.jsonl", "clef2022_train.jsonl", "chat_dev.jsonl", "war_talk_dev.jsonl")
CHAT_PER_COLLECTION = 40
# Ordinary talk counts more: far below one message in a hundred repeats a claim.
TALK_WEIGHT = 3.0
# One note too many in 10,000 messages of chat and ten in war talk, mixed as they are here, two to one.
MOST_NOTES_PER_10_000 = 4
LOWEST_NOTE, LOWEST_SUGGEST = 0.5, 0.3


def main() -> None:
    """Train on the training splits and on half of the ordinary chat, and write the weights."""
    data = folder()
    encoder = KeptVectors()
    chance = random.Random(SEED)  # noqa: S311 - a repeatable sample, nothing secret
    talk = [*chat(data / "chat_dev.jsonl")[::2], *chat(data / "war_talk_dev.jsonl")[::2]]
    samples = Samples.joined([*_from_pack(encoder, talk, chance), *_from_news(data, encoder, talk, chance)])
    encoder.keep()
    fitted = _fitted(samples)
    thresholds = _thresholds(fitted, encoder, talk)
    _write(fitted, thresholds, data, len(samples.right))
    sys.stdout.write(f"{len(samples.right)} samples, {int(samples.right.sum())} right → {WEIGHTS}\n")


def _from_news(
    data: Path, encoder: TextEncoder, talk: Sequence[Labelled], chance: random.Random
) -> Iterator[Samples]:
    recorded = claims(data / "clef2022_claims.jsonl")
    messages = queries(data / "clef2022_train.jsonl")
    for collection, batch in small_collections(recorded, messages, SIZES, chance):
        corpus = Corpus(collection, (), encoder)
        yield from samples_of(corpus, encoder, batch)
        yield from samples_of(corpus, encoder, chance.sample(talk, CHAT_PER_COLLECTION))


def _from_pack(encoder: TextEncoder, talk: Sequence[Labelled], chance: random.Random) -> Iterator[Samples]:
    """The pack's wordings against the pack without them, with and without what else it knows."""
    dossier = read_pack(PACK)
    texts = [ClaimText.of(claim) for claim in dossier.claims]
    for turn, (known, terms, messages) in enumerate(held_out_wordings(texts, dossier.terms, chance)):
        corpus = Corpus(known, terms, encoder)
        yield from samples_of(corpus, encoder, messages)
        yield from samples_of(corpus, encoder, talk[turn::5], TALK_WEIGHT)


def _fitted(samples: Samples) -> Fit:
    return fit(samples.rows, samples.right, samples.weights)


def _thresholds(fitted: Fit, encoder: TextEncoder, talk: Sequence[Labelled]) -> Thresholds:
    """Return the lowest thresholds that keep notes on ordinary talk as rare as they must be."""
    scorer = Scorer(fitted.weights, fitted.bias, Thresholds(LOWEST_NOTE, LOWEST_SUGGEST))
    dossier = read_pack(PACK)
    index = ClaimIndex.build(
        [ClaimText.of(claim) for claim in dossier.claims], dossier.terms, encoder, scorer
    )
    scores = sorted((_noted_score(index.read(message.text)) for message in talk), reverse=True)
    allowed = MOST_NOTES_PER_10_000 * len(talk) // 10_000
    note = max(LOWEST_NOTE, round(scores[allowed] + 0.005, 2))
    return Thresholds(note=note, suggest=max(LOWEST_SUGGEST, round(note / 2, 2)))


def _noted_score(reading: Reading) -> float:
    """The highest score that could become a note."""
    stances = {Stance.ASSERTS, Stance.REPORTS}
    fit_for_notes = (match for match in reading.matches if match.veto is None and match.stance in stances)
    return max((match.score for match in fit_for_notes), default=0.0)


def _write(fitted: Fit, thresholds: Thresholds, data: Path, count: int) -> None:
    kept = {
        "made_by": "python -m evals.train",
        "samples": count,
        "training_data_sha256": _digest([*(data / name for name in SOURCES), PACK]),
        "weights": {
            column: round(float(weight), 6) for column, weight in zip(COLUMNS, fitted.weights, strict=True)
        },
        "bias": round(fitted.bias, 6),
        "thresholds": {"note": thresholds.note, "suggest": thresholds.suggest},
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _digest(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
