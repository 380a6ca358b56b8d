"""Reads a text: cleaned, cut into passages, its words tied to concepts, terms and quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, lru_cache
from itertools import count

from matching.folding import stem
from matching.glossary import Following, Glossary, Span
from matching.lexicon_files import deeds, letters, stopwords
from matching.numbers import value
from matching.quantities import Quantity, quantities
from matching.text import clean, sentences, words

MOST_PASSAGES = 12
# Words of all guilds together; what most words say is the same for all, and remembered apart.
_MOST_REMEMBERED = 50_000
_FEWEST_WORDS_IN_A_CLAUSE = 3
_JOINTS = "|".join(letters()["clause_joints"])
_CLAUSE_END = re.compile(rf"\s*[,:]\s+|\s+-\s+|\s+(?:{_JOINTS})\s+", re.IGNORECASE)


class Kind(Enum):
    """What a mark is in a proposition."""

    NAME = 0
    DEED = 1
    THING = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a text speaks of.

    Attributes:
        keys: its concept and, for a phrase, what the phrase's words name alone.
        said: the words that name it.
        plain: how to read them for meaning.
        kind: what it is in a proposition.
    """

    keys: tuple[str, ...]
    said: str
    plain: str
    kind: Kind

    @property
    def concept(self) -> str:
        """What is spoken of."""
        return self.keys[0]


@dataclass(frozen=True)
class Passage:
    """A stretch of a text read at once; `plain` is its wording with slang and foreign words replaced."""

    text: str
    sentence: str
    plain: str
    marks: tuple[Mark, ...]
    quantities: tuple[Quantity, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything this passage can be found by."""
        return frozenset(key for mark in self.marks for key in mark.keys)

    @cached_property
    def names(self) -> frozenset[str]:
        """Everyone and everywhere this passage names."""
        return frozenset(mark.concept for mark in self.marks if mark.kind is Kind.NAME)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Everything this passage speaks of."""
        return frozenset(mark.concept for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a phrase of a text; `mark` is None where it says nothing."""

    words: int
    plain: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class _Alone:
    """What a word says by itself, and what a phrase that begins with it may go on with."""

    piece: _Piece
    following: Following | None


# What words say to a reader, by its number: one memory for all, so that a busy guild may use most of it.
_remembered: dict[tuple[int, str], _Alone] = {}
_numbers = count()


class Reader:
    """Reads texts with one glossary; what single words say is remembered."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._number = next(_numbers)

    def whole(self, text: str) -> Passage:
        """Read a text as one passage."""
        cleaned = clean(text)
        return self._passage(cleaned, cleaned)

    def passages(self, cleaned: str) -> tuple[Passage, ...]:
        """Return a cleaned text as a whole, its sentences and their clauses, at most twelve."""
        pieces = {cleaned: cleaned}
        parts = sentences(cleaned)
        for sentence in parts:
            pieces.setdefault(sentence, sentence)
        for sentence in parts:
            for clause in _clauses(sentence):
                pieces.setdefault(clause, sentence)
        return tuple(self._passage(text, sentence) for text, sentence in list(pieces.items())[:MOST_PASSAGES])

    def keys(self, spoken: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the keys of each mark among case-folded words, for a first look at a text."""
        return [piece.mark.keys for piece in self._pieces(spoken) if piece.mark is not None]

    def _passage(self, text: str, sentence: str) -> Passage:
        spoken = words(text)
        pieces = self._pieces(spoken)
        return Passage(
            text=text,
            sentence=sentence,
            plain=" ".join(piece.plain for piece in pieces),
            marks=tuple(piece.mark for piece in pieces if piece.mark is not None),
            quantities=quantities(spoken, _concepts_by_word(pieces)),
        )

    def _pieces(self, spoken: Sequence[str]) -> list[_Piece]:
        pieces = []
        at = 0
        while at < len(spoken):
            alone = self._looked_up(spoken[at])
            piece = alone.piece
            if alone.following and at + 1 < len(spoken) and spoken[at + 1] in alone.following:
                piece = self._phrase(spoken, at) or piece
            pieces.append(piece)
            at += piece.words
        return pieces

    def _looked_up(self, word: str) -> _Alone:
        if not self.glossary.concerns(word):
            return _said_anywhere(word)
        known = _remembered.get((self._number, word))
        if known is None:
            if len(_remembered) >= _MOST_REMEMBERED:
                _remembered.clear()
            known = _remembered[self._number, word] = self._said_alone(word)
        return known

    def _said_alone(self, word: str) -> _Alone:
        span, following = self.glossary.alone(word)
        silent = word in stopwords() and (span is None or span.concept[0] != "=")
        if silent or (span is None and len(word) == 1 and value(word) is None):
            piece = _Piece(1, word, None)
        else:
            keys, plain = ((stem(word),), word) if span is None else ((span.concept,), span.plain)
            piece = _Piece(1, plain, Mark(keys, word, plain, self._kind(keys)))
        return _Alone(piece, following)

    def _phrase(self, spoken: Sequence[str], at: int) -> _Piece | None:
        span = self.glossary.span_at(spoken, at)
        if span is None or span.end == at + 1:
            return None
        keys = self._keys(span, spoken[at : span.end])
        mark = Mark(keys, " ".join(spoken[at : span.end]), span.plain, self._kind(keys))
        return _Piece(span.end - at, span.plain, mark)

    def _keys(self, span: Span, named: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((span.concept, *self.glossary.concepts_in(named))))

    def _kind(self, keys: tuple[str, ...]) -> Kind:
        if keys[0] in deeds():
            return Kind.DEED
        return Kind.NAME if any(map(self.glossary.is_name, keys)) else Kind.THING


@lru_cache(maxsize=65536)
def _said_anywhere(word: str) -> _Alone:
    """Return what a word says that no guild's terms and names concern; all readers share it."""
    return _general_reader()._said_alone(word)


@cache
def _general_reader() -> Reader:
    return Reader(Glossary())


def _concepts_by_word(pieces: Sequence[_Piece]) -> list[str]:
    """Return for each word the concept that it names, or helps to name; "" where it names none."""
    return [
        concept
        for piece in pieces
        for concept in [piece.mark.concept if piece.mark is not None else ""] * piece.words
    ]


def _clauses(sentence: str) -> list[str]:
    clauses = [clause for clause in _CLAUSE_END.split(sentence) if clause]
    return (
        [clause for clause in clauses if len(words(clause)) >= _FEWEST_WORDS_IN_A_CLAUSE]
        if len(clauses) > 1
        else []
    )
