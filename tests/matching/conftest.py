"""Small made-up claims, and an encoder that needs no model."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import pytest

from claims.claim_text import ClaimText
from claims.events import Term, TermKind
from claims.model import Link, Relation
from matching.index import ClaimIndex
from matching.scorer import Scorer
from matching.semantic import Vectors


class BagOfWords:
    """Encodes a text as the sum of one random direction a word: alike texts get alike vectors."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        words = text.casefold().split() or [""]
        summed = sum(np.random.default_rng(zlib.crc32(word.encode())).normal(size=64) for word in words)
        return (summed / np.linalg.norm(summed)).astype(np.float32)


DAM = ClaimText(
    "dam-breached",
    "Northern forces blew up the Velna dam.",
    wordings=("the northerners destroyed the dam at Velna",),
    counter_wordings=("the Velna dam broke in the flood",),
)
GRAVES = ClaimText(
    "graves-of-velna",
    "The governor is hiding the graves of 300 soldiers at Velna.",
    wordings=("300 dead bodies buried in secret at Velna",),
)
CONVOY = ClaimText("convoy-of-forty", "A convoy of 40 trucks left Port Maro for the capital.")
GOVERNOR = ClaimText("governor-fled", "Governor Halvek fled Port Maro.")
FERRY = ClaimText("ferry-sunk", "A drone sank the ferry Aurora.")
FERRY_EMPTY = ClaimText(
    "ferry-was-empty",
    "The ferry Aurora was empty when a drone sank it.",
    links=(Link(Relation.NARROWER, "ferry-sunk"),),
)
CLAIMS = (DAM, GRAVES, CONVOY, GOVERNOR, FERRY, FERRY_EMPTY)
TERMS = (
    Term("north", TermKind.GROUP, "Northern forces", ("northerners", "the north", "северяне")),
    Term("south", TermKind.GROUP, "Southern forces", ("southerners", "южане")),
    Term("velna", TermKind.PLACE, "Velna", ("Велна", "Велне")),
    Term("port-maro", TermKind.PLACE, "Port Maro", ("Maro", "Порт Маро")),
    Term("halvek", TermKind.PERSON, "Governor Halvek", ("Halvek", "the gov", "Халвек")),
)


@pytest.fixture
def encoder() -> BagOfWords:
    return BagOfWords()


@pytest.fixture
def index(encoder: BagOfWords) -> ClaimIndex:
    return ClaimIndex.build(CLAIMS, TERMS, encoder, Scorer.load())
