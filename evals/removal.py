"""Takes the right claims of half the queries out of a collection, to see how sure the matcher then is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.claim_text import ClaimText
from claims.reading import Reading
from evals.loading import Labelled
from evals.metrics import Top

Reader = Callable[[Sequence[ClaimText], Sequence[Labelled]], Iterable[Reading]]


@dataclass(frozen=True, slots=True)
class Query:
    """One query's best match with its right claims recorded, and with them taken out."""

    kept: Top
    removed: Top


def read_both_ways(
    recorded: Sequence[ClaimText], messages: Sequence[Labelled], read: Reader, chance: random.Random
) -> list[Query]:
    """Read every query twice: the right claims of half the queries are recorded, then those of the others.

    Args:
        recorded: the whole collection.
        messages: queries that each repeat the claims they name.
        read: indexes claims and reads messages against them.
        chance: deals the queries into halves.
    """
    half = _halves(messages, chance)
    first, second = (
        _tops([claim for claim in recorded if half.get(claim.slug) != gone], messages, read)
        for gone in (False, True)
    )
    queries = []
    for message, without_first, without_second in zip(messages, first, second, strict=True):
        in_second = half[min(message.stances)]
        kept, removed = (without_first, without_second) if in_second else (without_second, without_first)
        queries.append(Query(kept, removed))
    return queries


def halvings(queries: Sequence[Query], times: int, chance: random.Random) -> Iterator[list[Top]]:
    """Yield every query's best match, for half of them, chosen anew each time, with the right claims gone."""
    for _ in range(times):
        gone = set(chance.sample(range(len(queries)), len(queries) // 2))
        yield [query.removed if at in gone else query.kept for at, query in enumerate(queries)]


def _halves(messages: Sequence[Labelled], chance: random.Random) -> dict[str, bool]:
    """Return for each right claim whether it belongs to the second half; those of one query stay together."""
    half: dict[str, bool] = {}
    order = list(messages)
    chance.shuffle(order)
    for at, message in enumerate(order):
        placed = next((half[slug] for slug in sorted(message.stances) if slug in half), at % 2 == 1)
        for slug in message.stances:
            half.setdefault(slug, placed)
    return half


def _tops(recorded: Sequence[ClaimText], messages: Sequence[Labelled], read: Reader) -> list[Top]:
    slugs = {claim.slug for claim in recorded}
    return [
        _top(message, reading, slugs)
        for message, reading in zip(messages, read(recorded, messages), strict=True)
    ]


def _top(message: Labelled, reading: Reading, recorded: set[str]) -> Top:
    answerable = not recorded.isdisjoint(message.stances)
    if not reading.matches:
        return Top(0.0, right=False, answerable=answerable)
    best = reading.matches[0]
    return Top(best.score, right=best.slug in message.stances, answerable=answerable)
