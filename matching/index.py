"""One guild's claims, ready to read messages against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from claims.claim_text import ClaimText
from claims.events import Term
from claims.reading import Match, Reading
from matching.corpus import Corpus
from matching.features import COLUMNS, Evidence, evidence
from matching.reader import Passage
from matching.scorer import Scorer
from matching.semantic import TextEncoder, Vectors
from matching.stance import is_negative, read_stance
from matching.text import clean
from matching.vetoes import veto


@dataclass(frozen=True, slots=True)
class _Read:
    """A message taken apart, and where its passages lie among those of its batch."""

    cleaned: str
    passages: tuple[Passage, ...]


class ClaimIndex:
    """Reads messages against claims; immutable once built, so that threads may share it."""

    def __init__(self, corpus: Corpus, encoder: TextEncoder, scorer: Scorer) -> None:
        self._corpus = corpus
        self._encoder = encoder
        self._scorer = scorer
        self._counters: dict[int, list[int]] = {}
        for row, owner in enumerate(corpus.counter_owner):
            self._counters.setdefault(owner, []).append(row)
        self._negative = [is_negative(clean(claim.text.statement)) for claim in corpus.claims]

    @classmethod
    def build(
        cls, claims: Sequence[ClaimText], terms: Sequence[Term], encoder: TextEncoder, scorer: Scorer
    ) -> Self:
        """Read all claims; this encodes every wording and takes about 10 ms a wording on one core."""
        return cls(Corpus(claims, terms, encoder), encoder, scorer)

    def encoded_by(self, encoder: TextEncoder) -> Self:
        """Return the same index reading messages with another encoder of the same model."""
        return type(self)(self._corpus, encoder, self._scorer)

    def __len__(self) -> int:
        return len(self._corpus.claims)

    def read(self, text: str, top: int = 5) -> Reading:
        """Return a message as read, with at most `top` matches, best first."""
        return self.read_all([text], top)[0]

    def read_all(self, texts: Sequence[str], top: int = 5) -> list[Reading]:
        """Read several messages at once, which shares the encoder's batches."""
        messages = [self._take_apart(text) for text in texts]
        vectors = self._encode(passage.plain for message in messages for passage in message.passages)
        readings = []
        start = 0
        for message in messages:
            end = start + len(message.passages)
            readings.append(self._reading(message, vectors[start:end], top))
            start = end
        return readings

    def _take_apart(self, text: str) -> _Read:
        cleaned = clean(text)
        passages = self._corpus.reader.passages(cleaned) if len(self) else ()
        promising = tuple(passage for passage in passages if self._promising(passage))
        return _Read(cleaned, promising)

    def _promising(self, passage: Passage) -> bool:
        """A passage that shares no word and no concept with any claim is not worth encoding."""
        return any(self._corpus.knows(key) for key in passage.keys)

    def _encode(self, texts: Iterable[str]) -> Vectors:
        return self._encoder.encode(list(texts))

    def _reading(self, message: _Read, vectors: Vectors, top: int) -> Reading:
        found = evidence(self._corpus, message.passages, vectors)
        chances = self._scorer.probabilities(found.rows)
        best = np.lexsort((found.claims, -chances))[:top]
        ranked = found.taken(best)
        passages = message.passages
        return Reading(
            text=message.cleaned,
            matches=tuple(
                self._match(message, vectors, chance, ranked, row)
                for row, chance in enumerate(chances[best].tolist())
            ),
            terms=tuple(dict.fromkeys(term for passage in passages for term in passage.terms)),
            numbers=tuple(
                dict.fromkeys(number.value for passage in passages for number in passage.quantities)
            ),
        )

    def _match(self, message: _Read, vectors: Vectors, chance: float, ranked: Evidence, row: int) -> Match:
        at, place = int(ranked.claims[row]), int(ranked.passages[row])
        claim, passage = self._corpus.claims[at], message.passages[place]
        stance = read_stance(passage.sentence, message.cleaned, claim_is_negative=self._negative[at])
        against = veto(
            passage,
            claim,
            likeness=float(ranked.rows[row, COLUMNS.index("cosine")]),
            counter_likeness=self._counter_likeness(at, vectors[place]),
            glossary=self._corpus.glossary,
        )
        nearest = claim.texts[int(ranked.texts[row]) - claim.first]
        explanation = (nearest, *((f"“{stance.cue}”",) if stance.cue else ()))
        return Match(claim.text.slug, chance, stance.stance, against, explanation)

    def _counter_likeness(self, claim: int, vector: Vectors) -> float:
        owned = self._counters.get(claim)
        return -1.0 if owned is None else float(np.max(self._corpus.counter_vectors[owned] @ vector))
