"""Names for things: aliases, slang and other languages to one concept each, longest match first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.events import Term, TermKind
from matching.folding import is_cyrillic, stem
from matching.lexicon_files import Entry, countries, english_words, general_entries
from matching.spelling import Speller
from matching.text import clean, words

_ACTING = frozenset({TermKind.PERSON, TermKind.GROUP})
_SHORTEST_INFLECTED = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Words `start` to `end` (exclusive) that name a concept; `plain` is how to read them for meaning."""

    start: int
    end: int
    concept: str
    plain: str
    term: str | None = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    pattern: tuple[str, ...]
    concept: str
    plain: str | None
    term: str | None = None


class Glossary:
    """Recognises an event's terms, the general lexicon and the names of the claims in running words."""

    def __init__(self, terms: Sequence[Term] = (), names: Iterable[str] = ()) -> None:
        """Take the guild's terms, and names as claims write them, found in other alphabets too."""
        names = set(names)
        self._parties = {f"={term.slug}" for term in terms if term.kind in _ACTING} | {
            f"_{name}" for name in countries()
        }
        self._parties |= set() if terms else {stem(name) for name in names}
        self._names = {f"={term.slug}" for term in terms} | {stem(name) for name in names}
        self._names |= {f"_{name}" for name in countries()}
        self._towns = {
            f"={term.slug}" for term in terms if term.kind is TermKind.PLACE and not _is_country(term)
        }
        self._by_word: dict[str, list[_Meaning]] = {}
        self._by_prefix: dict[str, list[_Meaning]] = {}
        aliases: set[str] = set()
        for term in terms:
            for meaning in _meanings_of(term):
                self._add(meaning)
                aliases |= {word for word in meaning.pattern if not word.endswith("*")}
        for entry in general_entries():
            self._add(_meaning_of(entry))
        exact = {word for word in self._by_word if word.isascii()}
        self._speller = Speller(names | (aliases - english_words()), exact, english_words())

    def is_name(self, concept: str) -> bool:
        """Return whether a concept names someone or somewhere in particular."""
        return concept in self._names

    def is_party(self, concept: str) -> bool:
        """Return whether a concept can act: a person, group or country; any name where no terms are known."""
        return concept in self._parties

    def is_town(self, concept: str) -> bool:
        """Return whether a concept is a place smaller than a country: two of them exclude each other."""
        return concept in self._towns

    def spans(self, of: Sequence[str]) -> Iterator[Span]:
        """Yield the spans found among case-folded words, from left to right, the longest at each place."""
        at = 0
        while at < len(of):
            span = self._span_at(of, at) or self._corrected(of, at)
            if span is not None:
                yield span
            at = at + 1 if span is None else span.end

    def _add(self, meaning: _Meaning) -> None:
        first = meaning.pattern[0]
        index = self._by_prefix if first.endswith("*") else self._by_word
        meanings = index.setdefault(first.rstrip("*"), [])
        if all(each.pattern != meaning.pattern for each in meanings):
            meanings.append(meaning)

    def _candidates(self, word: str) -> Iterator[_Meaning]:
        yield from self._by_word.get(word, ())
        for length in range(len(word), 1, -1):
            yield from self._by_prefix.get(word[:length], ())

    def _span_at(self, of: Sequence[str], at: int) -> Span | None:
        fitting = [each for each in self._candidates(of[at]) if _fits(each.pattern, of, at)]
        if not fitting:
            return None
        best = max(fitting, key=lambda meaning: len(meaning.pattern))
        end = at + len(best.pattern)
        return Span(at, end, best.concept, best.plain or " ".join(of[at:end]), best.term)

    def _corrected(self, of: Sequence[str], at: int) -> Span | None:
        meant = self._speller.nearest(of[at])
        if meant is None:
            return None
        span = self._span_at([meant], 0)
        if span is not None:
            return Span(at, at + 1, span.concept, span.plain, span.term)
        return Span(at, at + 1, stem(meant), meant)


def _fits(pattern: tuple[str, ...], of: Sequence[str], at: int) -> bool:
    if at + len(pattern) > len(of):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(pattern, of[at : at + len(pattern)], strict=True)
    )


def _meaning_of(entry: Entry) -> _Meaning:
    return _Meaning(entry.pattern, f"_{entry.concept}", entry.plain)


def _meanings_of(term: Term) -> Iterator[_Meaning]:
    name = " ".join(words(clean(term.name))) or term.slug
    for alias in (term.name, *term.aliases):
        if pattern := tuple(_any_ending(word) for word in words(clean(alias))):
            yield _Meaning(pattern, f"={term.slug}", name, term.slug)


def _is_country(term: Term) -> bool:
    return term.name.casefold() in countries()


def _any_ending(word: str) -> str:
    """Cyrillic names are declined, so that one listed form stands for all of them."""
    bare = stem(word)
    declined = is_cyrillic(word) and len(bare) >= _SHORTEST_INFLECTED
    return f"{bare}*" if declined else word
