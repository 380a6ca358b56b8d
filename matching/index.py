"""One guild's claims, ready to read messages against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from claims.claim_text import ClaimText
from claims.events import Term
from claims.reading import Explanation, Match, Reading
from matching.corpus import Corpus
from matching.explaining import agreed, missing
from matching.features import MOST_LOOKED_AT, Context, Evidence, by_words, evidence
from matching.gate import Gate
from matching.reader import Kind, Passage
from matching.scorer import Scorer
from matching.semantic import TextEncoder, Vectors
from matching.stance import read_stance, says_unproven
from matching.text import LONGEST_READ, clean
from matching.vetoes import objection

# Of a message, the passages whose words promise most; encoding is most of the work.
MOST_ENCODED = 2
# Two marks that no deed connects, such as "in 20 years", are no proposition; as a whole message they may be.
_FEWEST_MARKS = 3
_NO_VECTORS: Vectors = np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Read:
    """A message taken apart: its context, the claims it may be about, its telling passages, encoded.

    No claim is given more than the probability `likeliest`.
    """

    cleaned: str
    context: Context = field(default_factory=Context)
    candidates: tuple[int, ...] = ()
    passages: tuple[Passage, ...] = ()
    vectors: Vectors = field(default_factory=lambda: _NO_VECTORS)
    likeliest: float = 1.0


class ClaimIndex:
    """Reads messages against claims; never changed once made, so that threads may share it."""

    def __init__(self, corpus: Corpus, encoder: TextEncoder, scorer: Scorer) -> None:
        self.corpus = corpus
        self._encoder = encoder
        self._scorer = scorer
        self._gate = Gate(corpus.postings, corpus.bars, corpus.reader)

    @classmethod
    def build(
        cls, claims: Sequence[ClaimText], terms: Sequence[Term], encoder: TextEncoder, scorer: Scorer
    ) -> Self:
        """Read all claims; encoding takes about 5 ms a wording on one core, up to 50,000 wordings."""
        return cls(Corpus.build(claims, terms, encoder), encoder, scorer)

    def changed(self, claims: Sequence[ClaimText], removed: Collection[str] = ()) -> ClaimIndex:
        """Return the index with claims added, replaced (by slug) or taken out; the others are not read."""
        corpus = self.corpus
        for slug in removed:
            corpus = corpus.without(slug)
        for claim in claims:
            corpus = corpus.with_claim(claim)
        return ClaimIndex(corpus, self._encoder, self._scorer)

    @property
    def claims(self) -> tuple[ClaimText, ...]:
        """The claims, in the order in which they came."""
        return tuple(claim for claim in self.corpus.claims if claim is not None)

    def encoded_by(self, encoder: TextEncoder) -> Self:
        """Return the same index reading messages with another encoder of the same model."""
        return type(self)(self.corpus, encoder, self._scorer)

    def __len__(self) -> int:
        return len(self.corpus)

    def read(self, text: str, top: int = 5, *, ranked: bool = False) -> Reading:
        """Return a message as read, with at most `top` matches, best first."""
        return self.read_all([text], top, ranked=ranked)[0]

    def read_all(self, texts: Sequence[str], top: int = 5, *, ranked: bool = False) -> list[Reading]:
        """Read several messages at once, which shares the encoder's batches.

        With `ranked`, the claims nearest to a message are found also where its words promise nothing; they
        are never likely enough for a note or a suggestion, and finding them takes ten times as long.
        """
        return [self._reading(message, top) for message in self._encoded(texts, ranked=ranked)]

    def search(self, text: str, top: int = 5) -> Reading:
        """Return the claims nearest to what a person looks for, if they share but one thing with it."""
        cleaned = clean(text)
        if not cleaned:
            return Reading("")
        whole = self.corpus.reader.whole(text)
        read = _Read(cleaned, Context.of(whole, self.corpus), self._gate.candidates(text), (whole,))
        reading = self._reading(replace(read, vectors=self._encoder.encode([whole.plain])), top)
        return replace(reading, matches=tuple(each for each in reading.matches if each.explanation.agreed))

    def evidence(self, texts: Sequence[str]) -> list[Evidence]:
        """Return what speaks for and against each message repeating any claim, for training the scorer."""
        return [self._evidence(message) for message in self._encoded(texts)]

    def _encoded(self, texts: Sequence[str], *, ranked: bool = False) -> Iterator[_Read]:
        apart = [self._take_apart(text, ranked=ranked) for text in texts]
        vectors = self._encoder.encode([each.plain for message in apart for each in message.passages])
        start = 0
        for message in apart:
            end = start + len(message.passages)
            yield replace(message, vectors=vectors[start:end]) if message.passages else message
            start = end

    def _take_apart(self, text: str, *, ranked: bool = False) -> _Read:
        """Return a message with the passages worth encoding; most messages have none."""
        candidates = self._gate.candidates(text)
        if not candidates:
            return _Read(_unread(text))
        cleaned = clean(text)
        whole, *parts = self.corpus.reader.passages(cleaned)
        read = _Read(cleaned, Context.of(whole, self.corpus), candidates)
        promise = {
            each: self._promise(each, read)
            for each in (whole, *parts)
            if each is whole or _says_something(each)
        }
        telling = sorted(promise, key=lambda each: -promise[each])[:MOST_ENCODED]
        worth_it = tuple(each for each in telling if promise[each] >= self._scorer.least_promise)
        if ranked and not worth_it:
            return replace(read, passages=(whole,), likeliest=self._scorer.least_promise)
        return replace(read, passages=worth_it)

    def _promise(self, passage: Passage, message: _Read) -> float:
        """Return how likely a passage repeats any claim, as far as words tell."""
        _, rows = by_words(self.corpus, passage, message.candidates, message.context, MOST_LOOKED_AT)
        return float(self._scorer.by_words(rows).max(initial=0.0))

    def _evidence(self, message: _Read) -> Evidence:
        found = message.candidates, message.context
        return evidence(self.corpus, message.passages, message.vectors, *found)

    def _reading(self, message: _Read, top: int) -> Reading:
        if not message.passages:
            return Reading(message.cleaned)
        found = self._evidence(message)
        chances = np.minimum(self._scorer.probabilities(found.rows), message.likeliest)
        best = np.lexsort((found.claims, -chances))[:top]
        ranked = found.taken(best)
        matches = (
            self._match(message, chance, ranked, row) for row, chance in enumerate(chances[best].tolist())
        )
        return Reading(message.cleaned, tuple(matches))

    def _match(self, message: _Read, chance: float, ranked: Evidence, row: int) -> Match:
        at, place, text = int(ranked.claims[row]), int(ranked.passages[row]), int(ranked.texts[row])
        read, claim, passage = self.corpus.read(at), self.corpus.claim(at), message.passages[place]
        stance = read_stance(
            passage.sentence, message.cleaned, said=passage.text, claim_is_negative=read.negative
        )
        likeness = self.corpus.vectors_of(at) @ message.vectors[place]
        wording = read.passages[text]
        against = objection(
            passage,
            read,
            names_someone=message.context.names_someone,
            said=message.context.keys,
            agreed=len(agreed(passage, wording)),
            likeness=float(likeness[: len(read.passages)].max()),
            counter=max(
                zip(likeness[len(read.passages) :].tolist(), claim.counter_wordings, strict=True),
                default=(-1.0, ""),
            ),
            glossary=self.corpus.reader.glossary,
        )
        why = against.reason if against else ""
        explained = _explained(passage, wording, claim.texts[text], stance.cue, why)
        family = self.corpus.claims[self.corpus.families.of(at)]
        return Match(
            slug=claim.slug,
            score=chance,
            stance=stance.stance,
            veto=against.veto if against else None,
            explanation=explained,
            family=family.slug if family is not None else "",
            unproven=says_unproven(passage.sentence),
        )


def _explained(passage: Passage, read: Passage, wording: str, cue: str, against: str = "") -> Explanation:
    """Explain a passage beside a wording, given as read and as it was written."""
    return Explanation(
        said=passage.text,
        wording=wording,
        agreed=agreed(passage, read),
        missing=missing(passage, read),
        cue=cue,
        against=against,
    )


def _says_something(part: Passage) -> bool:
    done = any(mark.kind is Kind.DEED for mark in part.marks)
    return len(part.marks) >= _FEWEST_MARKS - done


def _unread(text: str) -> str:
    """Return a message that need not be read, "" when it holds no letter and no digit."""
    beginning = text[:LONGEST_READ].strip()
    return beginning if any(map(str.isalnum, beginning)) else ""
