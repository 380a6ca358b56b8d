from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from claims.claim_text import ClaimText
from claims.reading import Match, Reading, Stance
from evals.loading import Labelled
from evals.removal import halvings, read_both_ways

RECORDED = [ClaimText(f"c{n}", f"Claim {n}.") for n in range(12)]
QUERIES = [
    *(Labelled(f"q{n}", f"c{n}", {f"c{n}": "asserts"}) for n in range(8)),
    Labelled("again", "c0", {"c0": "asserts"}),
    Labelled("two", "c1", {"c1": "asserts", "c2": "asserts"}),
]


class Exact:
    """Finds the claim a query names, or the first that is recorded; remembers what was recorded."""

    def __init__(self) -> None:
        self.collections: list[set[str]] = []

    def __call__(self, recorded: Sequence[ClaimText], messages: Sequence[Labelled]) -> Iterator[Reading]:
        slugs = [claim.slug for claim in recorded]
        self.collections.append(set(slugs))
        for message in messages:
            found = message.text if message.text in slugs else slugs[0]
            score = 0.9 if found == message.text else 0.4
            yield Reading(message.text, (Match(found, score, Stance.ASSERTS),))


def _both_ways(reader: Exact) -> list[tuple[bool, bool, bool, bool]]:
    queries = read_both_ways(RECORDED, QUERIES, reader, random.Random(4))  # noqa: S311
    return [
        (each.kept.answerable, each.kept.right, each.removed.answerable, each.removed.right)
        for each in queries
    ]


def test_a_removed_claim_is_in_no_collection_its_query_is_read_against() -> None:
    reader = Exact()
    assert set(_both_ways(reader)) == {(True, True, False, False)}
    first, second = reader.collections
    wanted = {slug for query in QUERIES for slug in query.stances}
    assert (first & wanted).isdisjoint(second & wanted)
    assert (first | second) == {claim.slug for claim in RECORDED}


def test_claims_nobody_asks_for_are_never_removed() -> None:
    reader = Exact()
    _both_ways(reader)
    assert all({"c8", "c9", "c10", "c11"} <= collection for collection in reader.collections)


def test_each_halving_takes_the_answers_of_half_the_queries() -> None:
    queries = read_both_ways(RECORDED, QUERIES, Exact(), random.Random(4))  # noqa: S311
    chosen = list(halvings(queries, 3, random.Random(5)))  # noqa: S311
    assert [sum(top.answerable for top in tops) for tops in chosen] == [5, 5, 5]
    assert len({tuple(top.answerable for top in tops) for tops in chosen}) > 1
