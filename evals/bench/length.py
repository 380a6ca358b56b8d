"""How reading time grows with a message's length."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.bench.effort import Effort
from evals.bench.figures import count, percentile, short
from evals.bench.mix import chat_mix, claims_beside
from evals.bench.sections import Findings, Section
from matching.index import ClaimIndex
from matching.scorer import Scorer
from matching.semantic import Encoder

SEPARATOR = ". "


def measure(data: Path, effort: Effort) -> Findings:
    """Read messages of each length, one by one."""
    mix = chat_mix(data)
    index = ClaimIndex.build(claims_beside(data), (), Encoder.open(), Scorer.load())
    for text in mix.warm_up[:100]:
        index.read(text)
    points: list[dict[str, float]] = []
    for length in effort.lengths:
        spent_ms = [_spent_ms(index, text) for text in of_length(mix.texts, length, effort.per_length)]
        points.append(
            {"length": length, "median_ms": percentile(spent_ms, 50), "p99_ms": percentile(spent_ms, 99)}
        )
    return Findings([_table(points)], points)


def of_length(texts: Sequence[str], length: int, number: int) -> Iterator[str]:
    """Yield so many messages of exactly this length: whole ones joined as sentences, the last cut short."""
    joined = SEPARATOR.join(texts)
    while len(joined) < length * number:
        joined += SEPARATOR + joined
    for at in range(number):
        yield joined[at * length : (at + 1) * length]


def _spent_ms(index: ClaimIndex, text: str) -> float:
    begun = time.perf_counter()
    index.read(text)
    return (time.perf_counter() - begun) * 1000


def _table(points: Sequence[dict[str, float]]) -> Section:
    heads = ["characters", "median ms", "p99 ms"]
    rows = [[count(each["length"]), short(each["median_ms"]), short(each["p99_ms"])] for each in points]
    notes = ("Chat joined to messages of one length; Discord allows 2,000 characters, 4,000 to some.",)
    return Section("Length of a message, 500 claims, one thread", heads, rows, notes)
