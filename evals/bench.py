"""Prints how fast messages are read: python -m evals.bench."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence

import onnxruntime  # type: ignore[import-untyped]

from claims.claim_text import ClaimText
from evals.loading import chat, claims, folder
from evals.tables import table
from evals.vectors import KeptVectors
from matching.index import ClaimIndex
from matching.lexical import LexicalIndex
from matching.scorer import Scorer
from matching.semantic import Encoder

MESSAGES = 500
SIZES = (50, 500, 14_231)


def main() -> None:
    """Print one table: the whole reading, the encoder alone and the full-text index alone, in one run."""
    data = folder()
    texts = [message.text for message in chat(data / "chat_dev.jsonl")[: MESSAGES * 20 : 20]]
    recorded = claims(data / "clef2022_claims.jsonl")
    kept, encoder = KeptVectors(), Encoder.open()
    alone = _timed(lambda text: encoder.encode([text]), texts)
    rows = [["encoder on every message", "-", *_figures(alone, alone)]]
    for size in SIZES:
        chosen = recorded[:: max(1, len(recorded) // size)][:size]
        rows.append(["full-text index alone", str(len(chosen)), *_figures(_lexical(chosen, texts), alone)])
        rows.append(["reading", str(len(chosen)), *_figures(_reading(chosen, texts, kept, encoder), alone)])
    kept.keep()
    heads = ["what", "claims", "messages/s", "median ms", "p99 ms", "x encoder"]
    title = f"{len(texts)} chat messages, one thread, onnxruntime {onnxruntime.__version__}"
    sys.stdout.write(table(title, heads, rows))


def _lexical(recorded: Sequence[ClaimText], texts: Sequence[str]) -> list[float]:
    index = LexicalIndex(claim.statement.casefold().split() for claim in recorded)
    return _timed(lambda text: index.search(text.casefold().split(), 20), texts)


def _reading(
    recorded: Sequence[ClaimText], texts: Sequence[str], kept: KeptVectors, encoder: Encoder
) -> list[float]:
    """Build with remembered vectors, and read with none, as a message is seldom met twice."""
    index = ClaimIndex.build(recorded, (), kept, Scorer.load()).encoded_by(encoder)
    return _timed(index.read, texts)


def _timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return milliseconds for each text; the first ten runs warm up and do not count."""
    for text in texts[:10]:
        work(text)
    spent_ms = []
    for text in texts:
        begun = time.perf_counter()
        work(text)
        spent_ms.append((time.perf_counter() - begun) * 1000)
    return spent_ms


def _figures(spent_ms: Sequence[float], alone_ms: Sequence[float]) -> list[str]:
    slowest = sorted(spent_ms)[int(0.99 * (len(spent_ms) - 1))]
    return [
        f"{1000 * len(spent_ms) / sum(spent_ms):.0f}",
        f"{statistics.median(spent_ms):.2f}",
        f"{slowest:.2f}",
        f"{sum(alone_ms) / sum(spent_ms):.2f}",
    ]


if __name__ == "__main__":
    main()
