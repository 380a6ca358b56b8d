"""Reads a text: cleaned, cut into passages, its words tied to concepts, terms and quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.folding import stem
from matching.glossary import Glossary, Span
from matching.lexicon_files import letters, stopwords
from matching.numbers import value
from matching.quantities import Quantity, quantities
from matching.text import clean, sentences, words

MOST_PASSAGES = 12
_FEWEST_WORDS_IN_A_CLAUSE = 3
# A claim says something of something; one word alone repeats none.
_FEWEST_MARKS = 2
_JOINTS = "|".join(letters()["clause_joints"])
_CLAUSE_END = re.compile(rf"\s*[,:]\s+|\s+-\s+|\s+(?:{_JOINTS})\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a text speaks of: a concept, with the stems of the words that name it."""

    concept: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text read at once; `plain` is its wording with slang and foreign words replaced."""

    text: str
    sentence: str
    plain: str
    marks: tuple[Mark, ...]
    terms: tuple[str, ...]
    quantities: tuple[Quantity, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Everything this passage can be found by: concepts and stems."""
        return frozenset(key for mark in self.marks for key in (mark.concept, *mark.stems))


class Reader:
    """Reads texts with one glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def whole(self, text: str) -> Passage:
        """Read a text as one passage."""
        cleaned = clean(text)
        return self._passage(cleaned, cleaned)

    def passages(self, cleaned: str) -> tuple[Passage, ...]:
        """Return a cleaned text as a whole, its sentences and their clauses, if they speak of two things."""
        pieces = {cleaned: cleaned}
        for sentence in sentences(cleaned):
            pieces.setdefault(sentence, sentence)
        for sentence in sentences(cleaned):
            for clause in _clauses(sentence):
                pieces.setdefault(clause, sentence)
        read = (self._passage(text, sentence) for text, sentence in list(pieces.items())[:MOST_PASSAGES])
        return tuple(passage for passage in read if len(passage.marks) >= _FEWEST_MARKS)

    def _passage(self, text: str, sentence: str) -> Passage:
        spoken = words(text)
        spans = [span for span in self._glossary.spans(spoken) if not _says_nothing(spoken, span)]
        return Passage(
            text=text,
            sentence=sentence,
            plain=_plain(spoken, spans),
            marks=tuple(_marks(spoken, spans)),
            terms=tuple(dict.fromkeys(span.term for span in spans if span.term)),
            quantities=quantities(spoken, spans),
        )


def _clauses(sentence: str) -> list[str]:
    clauses = [clause for clause in _CLAUSE_END.split(sentence) if clause]
    return (
        [clause for clause in clauses if len(words(clause)) >= _FEWEST_WORDS_IN_A_CLAUSE]
        if len(clauses) > 1
        else []
    )


def _says_nothing(spoken: tuple[str, ...], span: Span) -> bool:
    return span.term is None and span.end - span.start == 1 and spoken[span.start] in stopwords()


def _plain(spoken: tuple[str, ...], spans: list[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += (*spoken[at : span.start], span.plain)
        at = span.end
    return " ".join((*parts, *spoken[at:]))


def _marks(spoken: tuple[str, ...], spans: list[Span]) -> Iterator[Mark]:
    at = 0
    for span in spans:
        yield from _loose_marks(spoken[at : span.start])
        named = spoken[span.start : span.end]
        yield Mark(span.concept, tuple(stem(word) for word in named if word not in stopwords()))
        at = span.end
    yield from _loose_marks(spoken[at:])


def _loose_marks(spoken: tuple[str, ...]) -> Iterator[Mark]:
    for word in spoken:
        if word not in stopwords() and (len(word) > 1 or value(word) is not None):
            yield Mark(stem(word), (stem(word),))
