"""CheckThat! 2022 queries against 14,231 claims: ranking, and certainty when half of the answers are gone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from claims.claim_text import ClaimText
from claims.reading import Reading
from evals.accuracy.rows import SEED, Report, Row, Target, measured
from evals.accuracy.setup import Setup
from evals.loading import Labelled, claims, queries
from evals.metrics import Top, average_precision, recall_at_precision
from evals.removal import Query, halvings, read_both_ways

HALVINGS = 5
RANKING = Target(0.93)
CERTAINTY = {0.95: Target(0.70), 0.99: Target(0.50)}


def clef(setup: Setup) -> Report:
    """Measure the ranking with every claim recorded, and the certainty of the best match with half gone."""
    recorded = claims(setup.path("clef2022_claims.jsonl"))
    messages = queries(setup.path(f"clef2022_{setup.split}.jsonl"))

    def read(against: Sequence[ClaimText], messages: Sequence[Labelled]) -> Iterator[Reading]:
        return setup.collection(against).read(messages, ranked=True)

    scores = [
        average_precision([match.slug for match in reading.matches], message.stances)
        for message, reading in zip(messages, read(recorded, messages), strict=True)
    ]
    ranking = measured(
        f"clef: MAP@5, {len(recorded)} claims", _mean, scores, RANKING, counted=f"{len(scores)} queries"
    )
    both_ways = read_both_ways(recorded, messages, read, _chance())
    return Report([ranking, *certainty_rows("clef", both_ways)])


def certainty_rows(name: str, read: Sequence[Query]) -> Iterator[Row]:
    """Yield recall at each precision, for one halving and for five pooled, resampled by query."""
    several = [tuple(tops) for tops in zip(*halvings(read, HALVINGS, _chance()), strict=True)]
    for halving, chosen in (
        ("half of the claims gone", [tops[:1] for tops in several]),
        (f"{HALVINGS} halvings", several),
    ):
        for least, target in CERTAINTY.items():
            yield _certainty(f"{name}: R@P{100 * least:.0f}, {halving}", chosen, least, target)


def _certainty(figure: str, chosen: Sequence[tuple[Top, ...]], least: float, target: Target) -> Row:
    tops = _flat(chosen)
    answerable = sum(top.answerable for top in tops)
    found = round(recall_at_precision(tops, least) * answerable)
    return measured(
        figure,
        lambda resampled: recall_at_precision(_flat(resampled), least),
        chosen,
        target,
        counted=f"{found} of {answerable}",
    )


def _flat(several: Sequence[tuple[Top, ...]]) -> list[Top]:
    return [top for tops in several for top in tops]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _chance() -> random.Random:
    return random.Random(SEED)  # noqa: S311 - repeatable halves, nothing secret
