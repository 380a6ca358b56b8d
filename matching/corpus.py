"""All claims of a guild, read: found by their words and by their meaning, compared text by text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Self

import numpy as np

from claims.claim_text import ClaimText
from claims.events import Term
from matching.families import Families
from matching.folding import is_model
from matching.frames import Frame, frames, places
from matching.gate import bar
from matching.glossary import Glossary
from matching.lexicon_files import english_words, stopwords
from matching.postings import Postings, Weights
from matching.quantities import Quantity
from matching.reader import Passage, Reader
from matching.semantic import TextEncoder, Vectors
from matching.stance import is_negative
from matching.text import clean, words
from matching.vector_table import KeptVectors, VectorsOnDemand, VectorTable

# More texts than this are found by their words alone; searching the vectors of all would take longer.
MOST_KEPT_TEXTS = 50_000
_REMEMBERED_CLAIMS = 20_000
_NEVER = float("inf")
_CAPITALISED = re.compile(r"(?<![.!?\"'] )(?<!^)\b[^\W\d_a-z\u0430-\u045f\u0491][^\W\d_]{2,}")


@dataclass(frozen=True)
class ReadClaim:
    """A claim with its texts read: the statement first, then its other wordings; counter-wordings apart.

    Attributes:
        names: the concepts its statement names: persons, groups, places, countries.
        claimed: the statement's numbers, each with all it is said to count in any wording.
        glossary: what it was read with.
    """

    passages: tuple[Passage, ...]
    counters: tuple[Passage, ...]
    names: frozenset[str]
    claimed: frozenset[Quantity]
    glossary: Glossary = field(repr=False, compare=False)

    @property
    def statement(self) -> Passage:
        """The statement, which alone says what the claim holds."""
        return self.passages[0]

    @cached_property
    def negative(self) -> bool:
        """Whether the statement denies something itself."""
        return is_negative(self.statement.text)

    @cached_property
    def parties(self) -> frozenset[str]:
        """Who acts in any of its wordings, countries aside: a whole war is full of those."""
        is_party, is_country = self.glossary.is_party, self.glossary.is_country
        return frozenset(key for key in self.keys if is_party(key) and not is_country(key))

    @cached_property
    def frames(self) -> frozenset[Frame]:
        """Who does what to whom in any of its wordings."""
        return frozenset(frame for wording in self.passages for frame in frames(wording, self.glossary))

    @cached_property
    def places(self) -> frozenset[str]:
        """The towns and countries where any of its wordings has it."""
        return frozenset(place for wording in self.passages for place in places(wording, self.glossary))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything the claim can be found by."""
        return frozenset[str]().union(*(passage.keys for passage in self.passages))

    @cached_property
    def plain_texts(self) -> list[str]:
        """What the encoder reads of it: its passages, then its counter-wordings."""
        return [passage.plain for passage in (*self.passages, *self.counters)]


@dataclass(frozen=True)
class Corpus:
    """The claims of a guild by position; a place left empty by a removed claim is None."""

    claims: tuple[ClaimText | None, ...]
    reader: Reader
    postings: Postings
    bars: Weights
    vectors: VectorTable
    families: Families

    @classmethod
    def build(cls, claims: Sequence[ClaimText], terms: Sequence[Term], encoder: TextEncoder) -> Self:
        """Read all claims; up to 50,000 texts are encoded, which takes about 5 ms a text on one core."""
        reader = Reader(Glossary(terms, _names(claims)))
        bars: list[float] = []
        postings = Postings.of(_keys(reader, claims, bars))
        table = _table(reader, claims, encoder)
        return cls(tuple(claims), reader, postings, np.array(bars), table, Families.of_claims(claims))

    def read(self, at: int) -> ReadClaim:
        """Return a claim as read; the claims read last are remembered."""
        return _read(self.reader, self.claim(at))

    def claim(self, at: int) -> ClaimText:
        """Return the claim at a position that is taken."""
        claim = self.claims[at]
        if claim is None:
            raise LookupError(at)
        return claim

    def vectors_of(self, at: int) -> Vectors:
        """Return a claim's vectors, one row a text: its passages, then its counter-wordings."""
        return self.vectors.of(at, self.read(at).plain_texts)

    def __len__(self) -> int:
        return sum(claim is not None for claim in self.claims)

    def with_claim(self, claim: ClaimText) -> Self:
        """Return the corpus with a claim added, or put in the place of the one with its slug."""
        at = self.families.position(claim.slug)
        return self._changed(len(self.claims) if at is None else at, claim)

    def without(self, slug: str) -> Self:
        """Return the corpus without a claim; the same corpus when there is no such claim."""
        at = self.families.position(slug)
        return self if at is None else self._changed(at, None)

    def _changed(self, at: int, claim: ClaimText | None) -> Self:
        old = self.claims[at] if at < len(self.claims) else None
        before = _read(self.reader, old).keys if old is not None else frozenset[str]()
        claims = (*self.claims[:at], claim, *self.claims[at + 1 :])
        glossary = self.reader.glossary.with_names(_names([claim] if claim is not None else []))
        reader = self.reader if glossary is self.reader.glossary else Reader(glossary)
        read = None if claim is None else _read(reader, claim)
        return replace(
            self,
            claims=claims,
            reader=reader,
            postings=self.postings.changed(at, before, read.keys if read else (), len(claims)),
            bars=np.append(
                self.bars[:at], [_NEVER if read is None else bar(read.passages), *self.bars[at + 1 :]]
            ),
            vectors=self.vectors.changed(at, read.plain_texts if read else ()),
            families=self.families.changed(at, old, claim),
        )


@lru_cache(maxsize=_REMEMBERED_CLAIMS)
def _read(reader: Reader, claim: ClaimText) -> ReadClaim:
    passages = tuple(reader.whole(text) for text in claim.texts)
    stated = {quantity.value for quantity in passages[0].quantities}
    counted = (quantity for passage in passages for quantity in passage.quantities)
    return ReadClaim(
        passages=passages,
        counters=tuple(reader.whole(text) for text in claim.counter_wordings),
        names=frozenset(filter(reader.glossary.is_name, passages[0].keys)),
        claimed=frozenset(quantity for quantity in counted if quantity.value in stated),
        glossary=reader.glossary,
    )


def _keys(reader: Reader, claims: Iterable[ClaimText], bars: list[float]) -> Iterator[frozenset[str]]:
    """Yield each claim's keys, and note its bar: very many claims are better read once only."""
    for claim in claims:
        read = _read(reader, claim)
        bars.append(bar(read.passages))
        yield read.keys


def _table(reader: Reader, claims: Sequence[ClaimText], encoder: TextEncoder) -> VectorTable:
    if sum(len(claim.texts) for claim in claims) > MOST_KEPT_TEXTS:
        return VectorsOnDemand(encoder)
    return KeptVectors.encoded([_read(reader, claim).plain_texts for claim in claims], encoder)


def _is_unheard_of(word: str) -> bool:
    return is_model(word) or (word.isalpha() and word not in english_words())


def _names(claims: Iterable[ClaimText]) -> set[str]:
    """Words a claim writes with a capital inside a sentence or that no English text knows, and models."""
    found: set[str] = set()
    for claim in claims:
        for text in claim.texts:
            cleaned = clean(text)
            capitalised = {word for match in _CAPITALISED.findall(cleaned) for word in words(match)}
            unknown = {word for word in words(cleaned) if _is_unheard_of(word)}
            found |= (capitalised | unknown) - stopwords()
    return {name for name in found if name.isalpha() or is_model(name)}
