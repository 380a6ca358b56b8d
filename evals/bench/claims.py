"""What many claims in one guild cost: building, memory, reading, and a moderator's change."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from claims.claim_text import ClaimText
from claims.notes import decide
from claims.reading import Reading
from evals.bench.collections import collection, unheard_of
from evals.bench.effort import Effort
from evals.bench.figures import count, percentile, short
from evals.bench.fresh import in_fresh_process
from evals.bench.memory import peak_mb, resident_mb
from evals.bench.mix import Mix, chat_mix
from evals.bench.sections import Findings, Section
from evals.bench.word_vectors import WordVectors
from evals.loading import Labelled, claims
from evals.metrics import precision, recall
from evals.notes import as_noted, judged
from matching.index import ClaimIndex
from matching.saved import load, save
from matching.scorer import Scorer
from matching.semantic import Encoder, TextEncoder, Vectors

CHANGES = 10
ENCODED_TO_TIME = 256


def measure(data: Path, effort: Effort) -> Findings:
    """Build each size in one fresh process and read with it in another."""
    with TemporaryDirectory() as name:
        words = Path(name) / "words.npz"
        statements = [claim.statement for claim in collection(data, 14_000)]
        WordVectors.of(statements, effort.common_words, Encoder.open()).save(words)
        found = [_measured(data, size, words, Path(name), effort) for size in effort.claims]
    return Findings([_costs(found), _changes(found)], [_point(each) for each in found])


def _point(found: dict[str, Any]) -> dict[str, float]:
    return {
        "claims": found["size"],
        "median_ms": percentile(found["spent_ms"], 50),
        "p99_ms": percentile(found["spent_ms"], 99),
        "resident_mb": found["resident_mb"],
    }


def _measured(data: Path, size: int, words: Path, folder: Path, effort: Effort) -> dict[str, Any]:
    saved = folder / f"claims-{size}"
    told = {"data": str(data), "saved": str(saved)}
    built = in_fresh_process(__name__, "build", size=size, words=str(words), **told)
    read = in_fresh_process(__name__, "read", share=effort.share, readings=effort.readings, **told)
    return built | read | {"size": size}


def _costs(found: Sequence[dict[str, Any]]) -> Section:
    heads = [
        "claims",
        "build s",
        "encode s",
        "load s",
        "MB",
        "MB to build",
        "median ms",
        "p99 ms",
        "precision",
        "recall",
    ]
    rows = [
        [
            count(each["size"]),
            short(each["build_s"]),
            count(each["encode_s"]),
            short(each["load_s"]),
            count(each["resident_mb"]),
            count(each["peak_mb"]),
            short(percentile(each["spent_ms"], 50)),
            short(percentile(each["spent_ms"], 99)),
            f"{each['precision']:.3f}",
            f"{each['recall']:.3f}",
        ]
        for each in found
    ]
    return Section("Claims in one guild", heads, rows, _NOTES)


_NOTES = (
    "The first 25 claims are those the messages are about, the next 14,231 recorded ones, the rest made up "
    "from them. *Build* leaves encoding out; *encode* is the rate measured in the same run times the number "
    "of claims, on two threads. *MB* is what is resident in a fresh process that loaded the saved index and "
    "has read the messages, *MB to build* the most while building. Messages of the chat mix are read one by "
    "one on one thread.",
    "Target: at 100,000 claims a median of at most 5 ms and 600 MB; at 1,000,000 at most 15 ms, 2,560 MB, "
    "and 60 s to load.",
)


def _changes(found: Sequence[dict[str, Any]]) -> Section:
    heads = ["claims", "median ms", "longest ms"]
    rows = [
        [
            count(each["size"]),
            short(percentile(each["change_ms"], 50)),
            short(max(each["change_ms"], default=float("nan"))),
        ]
        for each in found
    ]
    notes = (
        f"From a new claim to the first message that repeats it having been read with it; {CHANGES} changes, "
        "one after the other.",
        "Target: at most 100 ms.",
    )
    return Section("A moderator's change", heads, rows, notes)


def build(data: str, size: int, words: str, saved: str) -> dict[str, Any]:
    """Build and save; the answer has `build_s`, `encode_s` and `peak_mb`."""
    recorded = collection(Path(data), size)
    own = len(claims(Path(data) / "wagner_claims.jsonl"))
    encoder = MostlyMadeUp(Encoder.open(), own, WordVectors.load(Path(words)))
    begun = time.perf_counter()
    index = ClaimIndex.build(recorded, (), encoder, Scorer.load())
    spent_s = time.perf_counter() - begun
    peak = peak_mb()
    save(index, Path(saved))
    rate = _encoded_per_second([claim.statement for claim in recorded[:ENCODED_TO_TIME]])
    return {"build_s": spent_s - encoder.spent_s, "encode_s": size / rate, "peak_mb": peak}


def _encoded_per_second(texts: Sequence[str]) -> float:
    encoder = Encoder.open(threads=2)
    encoder.encode(texts[:32])
    begun = time.perf_counter()
    encoder.encode(texts)
    return len(texts) / (time.perf_counter() - begun)


class MostlyMadeUp:
    """Lets the model encode the first texts it meets, and words make up for it after; times itself."""

    def __init__(self, model: TextEncoder, first: int, words: TextEncoder) -> None:
        self._model = model
        self._left = first
        self._words = words
        self.spent_s = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        begun = time.perf_counter()
        vectors = self._words.encode(texts)
        first = min(self._left, len(texts))
        if first:
            vectors[:first] = self._model.encode(texts[:first])
        self._left -= first
        self.spent_s += time.perf_counter() - begun
        return vectors


def read(data: str, saved: str, share: float, readings: int) -> dict[str, Any]:
    """Load and read; the answer has `load_s`, `resident_mb`, `spent_ms`, `change_ms` and notes' quality."""
    scorer = Scorer.load()
    encoder = Encoder.open()
    begun = time.perf_counter()
    index = load(Path(saved), encoder, scorer)
    load_s = time.perf_counter() - begun
    mix = chat_mix(Path(data), share)
    spent_ms = one_by_one(index, mix, readings)
    found = {"load_s": load_s, "spent_ms": spent_ms, "resident_mb": resident_mb()}
    found |= _quality(index, chat_mix(Path(data)).about, scorer)
    return found | {"change_ms": _change_times(index, unheard_of(Path(data), CHANGES))}


def one_by_one(index: ClaimIndex, mix: Mix, readings: int) -> list[float]:
    """Return how long each message took, in ms, after some that do not count."""
    for text in mix.warm_up[:100]:
        index.read(text)
    spent_ms = []
    for text in mix.texts[:readings]:
        begun = time.perf_counter()
        index.read(text)
        spent_ms.append((time.perf_counter() - begun) * 1000)
    return spent_ms


def _quality(index: ClaimIndex, messages: Sequence[Labelled], scorer: Scorer) -> dict[str, float]:
    cases = [
        as_noted(judged(message, reading, decide(reading, _matched(reading), scorer.thresholds), None))
        for message, reading in ((message, index.read(message.text)) for message in messages)
    ]
    return {"precision": precision(cases), "recall": recall(cases)}


def _matched(reading: Reading) -> dict[str, ClaimText]:
    """Return what the decision needs of the claims: that all of them may be noted and none is linked."""
    return {match.slug: ClaimText(match.slug, "") for match in reading.matches}


def _change_times(index: ClaimIndex, fresh: Sequence[ClaimText]) -> list[float]:
    spent_ms = []
    for claim in fresh:
        begun = time.perf_counter()
        index = index.changed([claim])
        reading = index.read(claim.statement)
        spent_ms.append((time.perf_counter() - begun) * 1000)
        if claim.slug not in {match.slug for match in reading.matches}:
            raise LookupError(f"{claim.slug} was added, and a message with its very words does not match it.")
    return spent_ms
