"""The texts of all claims, read once: their keys, weights, vectors and places."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from claims.claim_text import ClaimText
from claims.events import Term
from matching.coverage import CoverageIndex
from matching.families import families
from matching.folding import stem
from matching.glossary import Glossary
from matching.lexical import LexicalIndex
from matching.lexicon_files import english_words, frequency_ranks, stopwords
from matching.reader import Passage, Reader
from matching.semantic import TextEncoder, Vectors
from matching.text import clean, words

_CAPITALISED = re.compile(r"(?<![.!?\"'] )(?<!^)\b[^\W\d_a-z\u0430-\u045f\u0491][^\W\d_]{2,}")
_COMMON_WORDS = 2000


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim with its texts read; `first` is where its texts begin among all texts.

    `names` are the concepts its statement names: persons, groups, places, countries.
    """

    text: ClaimText
    passages: tuple[Passage, ...]
    counters: tuple[Passage, ...]
    first: int
    names: frozenset[str]

    @property
    def end(self) -> int:
        """Where its texts end among all texts, exclusive."""
        return self.first + len(self.passages)

    @property
    def statement(self) -> Passage:
        """The statement, which alone says what the claim holds."""
        return self.passages[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """The claim's own words, in the order of the passages."""
        return self.text.texts


class Corpus:
    """All claims of a guild, ready to be searched and compared."""

    def __init__(self, claims: Sequence[ClaimText], terms: Sequence[Term], encoder: TextEncoder) -> None:
        self.glossary = Glossary(terms, _names(claims))
        self.reader = Reader(self.glossary)
        self.claims = tuple(self._read(claims))
        passages = [passage for claim in self.claims for passage in claim.passages]
        counters = [passage for claim in self.claims for passage in claim.counters]
        # Which claim each text belongs to.
        self.claim_of_text = np.repeat(
            np.arange(len(self.claims)), [len(claim.passages) for claim in self.claims]
        )
        self.firsts = np.array([claim.first for claim in self.claims], dtype=np.int64)
        self.vectors: Vectors = encoder.encode([passage.plain for passage in passages])
        self.counter_vectors: Vectors = encoder.encode([passage.plain for passage in counters])
        self.counter_owner = [at for at, claim in enumerate(self.claims) for _ in claim.counters]
        self.lexical = LexicalIndex(passage.keys for passage in passages)
        self.families = families(claims)
        self.family_of = np.array([min(family) for family in self.families], dtype=np.int64)
        self._weights = _weights(claim.passages for claim in self.claims)
        self.coverage = CoverageIndex(passages, self.weight)

    def _read(self, claims: Sequence[ClaimText]) -> Iterable[ReadClaim]:
        first = 0
        for claim in claims:
            passages = tuple(self.reader.whole(text) for text in claim.texts)
            counters = tuple(self.reader.whole(text) for text in claim.counter_wordings)
            names = frozenset(
                mark.concept for mark in passages[0].marks if self.glossary.is_name(mark.concept)
            )
            yield ReadClaim(claim, passages, counters, first, names)
            first += len(passages)

    def weight(self, key: str) -> float:
        """Return how much a key says, 0..1: rare among the claims and rare in the language."""
        return self._weights.get(key, 1.0)

    def knows(self, key: str) -> bool:
        """Return whether any claim's text holds the key."""
        return key in self._weights


def _names(claims: Iterable[ClaimText]) -> set[str]:
    """Words a claim writes with a capital inside a sentence, or that no English text knows."""
    found: set[str] = set()
    for claim in claims:
        for text in claim.texts:
            cleaned = clean(text)
            capitalised = {word for match in _CAPITALISED.findall(cleaned) for word in words(match)}
            unknown = {word for word in words(cleaned) if word.isalpha() and word not in english_words()}
            found |= (capitalised | unknown) - stopwords()
    return {name for name in found if name.isalpha()}


def _weights(claims: Iterable[Sequence[Passage]]) -> dict[str, float]:
    """Inverse document frequency over claims (Robertson's, as in BM25), scaled to 1 for the rarest key."""
    every = [frozenset[str]().union(*(passage.keys for passage in passages)) for passages in claims]
    holding = Counter(key for keys in every for key in keys)
    count = len(every)
    most = math.log(1 + (count + 0.5) / 1.5)
    return {
        key: math.log(1 + (count - seen + 0.5) / (seen + 0.5)) / most * _rarity(key)
        for key, seen in holding.items()
    }


@cache
def _ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for word, rank in frequency_ranks().items():
        ranks.setdefault(stem(word), rank)
    return ranks


def _rarity(key: str) -> float:
    rank = _ranks().get(key)
    return 1.0 if rank is None or rank > _COMMON_WORDS else 0.4 + 0.6 * rank / _COMMON_WORDS
