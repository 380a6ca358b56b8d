"""Training examples: candidates of messages against small and large collections of claims."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from claims.claim_text import ClaimText
from claims.events import Term
from evals.loading import Labelled
from matching.features import Matrix
from matching.index import ClaimIndex

KEPT_PER_MESSAGE = 8


@dataclass(frozen=True)
class Samples:
    """Candidates of messages, one a row: their evidence, whether they are right, and how much they count."""

    rows: Matrix
    right: Matrix
    weights: Matrix

    @classmethod
    def joined(cls, parts: Iterable[Samples]) -> Samples:
        """Return all parts as one."""
        several = list(parts)
        return cls(
            np.concatenate([part.rows for part in several]),
            np.concatenate([part.right for part in several]),
            np.concatenate([part.weights for part in several]),
        )


def samples_of(index: ClaimIndex, messages: Sequence[Labelled], weight: float = 1.0) -> Iterator[Samples]:
    """Yield each message's nearest candidates, and all right ones; none for messages nobody need read."""
    for message, found in zip(messages, index.evidence([each.text for each in messages]), strict=True):
        slugs = [index.corpus.claim(claim).slug for claim in found.claims.tolist()]
        relatives = {index.corpus.families.of_slug(slug) for slug in message.stances}
        nearest = np.argsort(-found.likeness(), kind="stable")
        kept = [
            row
            for place, row in enumerate(nearest.tolist())
            if slugs[row] in message.stances
            or (place < KEPT_PER_MESSAGE and index.corpus.families.of_slug(slugs[row]) not in relatives)
        ]
        right = np.array([float(slugs[row] in message.stances) for row in kept])
        yield Samples(found.rows[kept], right, np.full(len(kept), weight))


def small_collections(
    claims: Sequence[ClaimText], messages: Sequence[Labelled], sizes: Sequence[int], chance: random.Random
) -> Iterator[tuple[list[ClaimText], list[Labelled]]]:
    """Yield collections a community might keep: each size in turn takes some messages, and half their claims.

    The other half's messages then repeat nothing that is recorded, although they look like news.
    """
    by_slug = {claim.slug: claim for claim in claims}
    shuffled = list(messages)
    chance.shuffle(shuffled)
    at = 0
    for turn in range(len(shuffled)):
        size = sizes[turn % len(sizes)]
        batch = shuffled[at : at + max(8, size // 2)]
        if not batch:
            return
        at += len(batch)
        wanted = sorted({slug for message in batch for slug in message.stances if slug in by_slug})
        recorded = {slug for slug in wanted if chance.random() < 0.5}
        others = chance.sample(claims, max(0, size - len(recorded)))
        recorded |= {claim.slug for claim in others if claim.slug not in wanted}
        yield [by_slug[slug] for slug in sorted(recorded)], batch


def held_out_wordings(
    claims: Sequence[ClaimText], terms: Sequence[Term], chance: random.Random, folds: int = 4
) -> Iterator[tuple[list[ClaimText], Sequence[Term], list[Labelled]]]:
    """Yield a pack without some of its wordings, and those wordings as messages; last, bare statements."""
    said = [(claim.slug, wording) for claim in claims for wording in claim.wordings]
    chance.shuffle(said)
    for fold in range(folds):
        held = {wording for _, wording in said[fold::folds]}
        known = [_without(claim, held) for claim in claims]
        yield known, terms, _as_messages(said[fold::folds])
    bare = [replace(claim, wordings=(), counter_wordings=()) for claim in claims]
    yield bare, (), _as_messages(said)


def _without(claim: ClaimText, held: set[str]) -> ClaimText:
    return replace(claim, wordings=tuple(wording for wording in claim.wordings if wording not in held))


def _as_messages(said: Sequence[tuple[str, str]]) -> list[Labelled]:
    return [Labelled(wording, wording, {slug: "asserts"}) for slug, wording in said]
