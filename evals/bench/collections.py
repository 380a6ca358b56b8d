"""Collections of any size: the claims messages are about, then recorded statements, then made-up ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from claims.claim_text import ClaimText
from evals.bench.claims_like import Recombined
from evals.bench.mix import SEED
from evals.loading import claims

# A shorter statement may be pieces of many others, and not among the best matches of its own words.
TELLING_WORDS = 15


def collection(data: Path, size: int) -> list[ClaimText]:
    """Return distinct claims; a smaller collection is the beginning of every larger one."""
    own, others = claims(data / "wagner_claims.jsonl"), claims(data / "clef2022_claims.jsonl")
    random.Random(SEED).shuffle(others)  # noqa: S311 - a repeatable order
    recorded = [ClaimText(claim.slug, claim.statement) for claim in (*own, *others)]
    return list(islice(chain(recorded, _made_up(recorded)), size))


def unheard_of(data: Path, count: int) -> list[ClaimText]:
    """Return made-up claims from another seed, long enough to be told from all others."""
    recorded = claims(data / "clef2022_claims.jsonl")
    made = Recombined([claim.statement for claim in recorded], SEED + 1).statements()
    telling = (statement for statement in made if len(statement.split()) >= TELLING_WORDS)
    return [ClaimText(f"new-{n}", statement) for n, statement in enumerate(islice(telling, count))]


def _made_up(recorded: list[ClaimText]) -> Iterator[ClaimText]:
    made = Recombined([claim.statement for claim in recorded], SEED)
    for number, statement in enumerate(made.statements()):
        yield ClaimText(f"like-{number}", statement)
