"""Names for things: aliases, slang and other languages to one concept each, longest match first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

from claims.events import Term, TermKind
from matching.folding import is_cyrillic, stem
from matching.lexicon_files import (
    Entry,
    countries,
    english_words,
    figures,
    general_entries,
    stopwords,
    telling_words,
    towns,
)
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


@dataclass(frozen=True, slots=True)
class Following:
    """Words, and stems with any ending, that may follow in a phrase."""

    words: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, parts: Iterable[str]) -> Self:
        """Take words, and stems marked by a star."""
        stems = tuple(part[:-1] for part in parts if part.endswith("*"))
        return cls(frozenset(part for part in parts if not part.endswith("*")), stems)

    def __contains__(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class _Meaning:
    pattern: tuple[str, ...]
    concept: str
    plain: str | None


class _Phrases:
    """Ways to say concepts, found by their words."""

    def __init__(self, meanings: Iterable[_Meaning]) -> None:
        self._by_first: dict[str, list[_Meaning]] = {}
        self._stems: set[str] = set()
        self._longest_stem = 0
        for meaning in meanings:
            self._add(meaning)

    def __contains__(self, word: str) -> bool:
        """Return whether a phrase may begin with a word, as it stands or with another ending."""
        return word in self._by_first or any(self._stems_of(word))

    def starting_with(self, word: str) -> tuple[_Meaning, ...]:
        """Return the phrases whose first word this is."""
        found = [*self._by_first.get(word, ())]
        for form in self._stems_of(word):
            found += self._by_first[form]
        return tuple(found)

    @property
    def openings(self) -> Collection[str]:
        """First words of phrases, and stems with any ending, marked by a star."""
        return self._by_first.keys()

    def _add(self, meaning: _Meaning) -> None:
        known = self._by_first.setdefault(meaning.pattern[0], [])
        if any(each.pattern == meaning.pattern for each in known):
            return
        known.append(meaning)
        if (first := meaning.pattern[0]).endswith("*"):
            self._stems.add(first[:-1])
            self._longest_stem = max(self._longest_stem, len(first) - 1)

    def _stems_of(self, word: str) -> Iterator[str]:
        """Yield the stems with any ending that a word may be a form of, longest first."""
        for length in range(min(len(word), self._longest_stem), 1, -1):
            if (stem := word[:length]) in self._stems:
                yield f"{stem}*"


class _GeneralPhrases(_Phrases):
    """The general lexicon; all glossaries share it, so its answers are remembered."""

    def __init__(self) -> None:
        super().__init__(_meaning_of(entry) for entry in general_entries())
        self._firsts: dict[str, set[str]] = {}
        for first, meanings in self._by_first.items():
            for meaning in meanings:
                self._firsts.setdefault(meaning.concept, set()).add(first)

    def named_by(self, concept: str) -> Collection[str]:
        """Return the first words of all phrases that name a concept."""
        return self._firsts.get(concept, ())

    @lru_cache(maxsize=65536)  # noqa: B019 - there is one, for as long as the process lives
    def starting_with(self, word: str) -> tuple[_Meaning, ...]:
        """Return the phrases whose first word this is."""
        return super().starting_with(word)


@cache
def _general() -> _GeneralPhrases:
    return _GeneralPhrases()


@cache
def _general_speller() -> Speller:
    return Speller((), {word for word in telling_words() if word.isascii()}, english_words())


@cache
def _general_figures() -> frozenset[str]:
    return frozenset(f"_{name}" for name in figures())


@cache
def _general_parties() -> frozenset[str]:
    return _general_figures() | _general_countries()


@cache
def _general_towns() -> frozenset[str]:
    return frozenset(f"_{name}" for name in towns())


@cache
def _general_countries() -> frozenset[str]:
    return frozenset(f"_{name}" for name in countries())


@lru_cache(maxsize=65536)
def _meant_in_general(word: str) -> str | None:
    return _general_speller().nearest(word)


@lru_cache(maxsize=65536)
def is_generally_known(word: str) -> bool:
    """Return whether English or the general lexicon knows a word, so that it is no name and no slip."""
    return word in english_words() or word in stopwords() or word in _general() or word.isdigit()


class Glossary:
    """Recognises an event's terms, the general lexicon and the names of the claims in running words."""

    def __init__(self, terms: Sequence[Term] = (), names: Iterable[str] = ()) -> None:
        """Take the guild's terms, and names as claims write them, found in other alphabets too."""
        meanings = [meaning for term in terms for meaning in _meanings_of(term)]
        aliases = {word for meaning in meanings for word in meaning.pattern if not word.endswith("*")}
        self._own = _Phrases(meanings)
        self._same = _generally_known(meanings)
        self.terms = tuple(terms)
        self.claimed = frozenset(names)
        openings = {
            *self._own.openings,
            *(first for each in self._same for first in _general().named_by(each)),
        }
        self._stems = tuple(first[:-1] for first in openings if first.endswith("*"))
        self._openings = self.claimed | {first for first in openings if not first.endswith("*")}
        self._own_names = {f"={term.slug}" for term in terms} | {stem(name) for name in self.claimed}
        self._own_parties = {f"={term.slug}" for term in terms if term.kind in _ACTING}
        self._own_parties |= set() if terms else {stem(name) for name in self.claimed}
        places = {f"={term.slug}": _is_country(term) for term in terms if term.kind is TermKind.PLACE}
        self._own_countries = {concept for concept, is_country in places.items() if is_country}
        self._own_towns = places.keys() - self._own_countries
        exact = {word for word in aliases if word.isascii()}
        self._speller = Speller(self.claimed | (aliases - english_words()), exact, english_words())

    def with_names(self, names: Iterable[str]) -> Glossary:
        """Return a glossary that knows these names too; itself when it knows them already."""
        fresh = frozenset(names) - self.claimed
        if not fresh:
            return self
        more = copy(self)
        stems = {stem(name) for name in fresh}
        more.claimed = self.claimed | fresh
        more._openings = self._openings | fresh
        more._own_names = self._own_names | stems
        more._own_parties = self._own_parties if self.terms else self._own_parties | stems
        more._speller = self._speller.with_names(fresh)
        return more

    def concerns(self, word: str) -> bool:
        """Return whether what a word says may depend on the terms and names of this glossary."""
        return word in self._openings or word.startswith(self._stems) or not is_generally_known(word)

    def is_name(self, concept: str) -> bool:
        """Return whether a concept names someone or somewhere in particular."""
        return concept in self._own_names or concept in _general_parties() or concept in _general_towns()

    def is_party(self, concept: str) -> bool:
        """Return whether a concept can act: a person, group or country; any name where no terms are known."""
        return concept in self._own_parties or concept in _general_parties()

    def is_town(self, concept: str) -> bool:
        """Return whether a concept is a place smaller than a country: two of them exclude each other."""
        return concept in self._own_towns or concept in _general_towns()

    def is_country(self, concept: str) -> bool:
        """Return whether a concept is a country, or a union of countries."""
        return concept in self._own_countries or concept in _general_countries()

    def spans(self, of: Sequence[str]) -> Iterator[Span]:
        """Yield the spans found among case-folded words, from left to right, the longest at each place."""
        at = 0
        while at < len(of):
            span = self.span_at(of, at) or self._corrected(of, at)
            if span is not None:
                yield span
            at = at + 1 if span is None else span.end

    def concepts_in(self, of: Sequence[str]) -> tuple[str, ...]:
        """Return what single words of a phrase name by themselves."""
        found = ((word, self.span_at([word], 0)) for word in of if word not in stopwords())
        return tuple(stem(word) if span is None else span.concept for word, span in found)

    def alone(self, word: str) -> tuple[Span | None, Following | None]:
        """Return what a word names by itself, and what a phrase that begins with it may go on with."""
        known = self._starting_with(word)
        span = self._longest(known, (word,), 0) or self._corrected((word,), 0)
        parts = {meaning.pattern[1] for meaning in known if len(meaning.pattern) > 1}
        return span, Following.of(parts) if parts else None

    def span_at(self, of: Sequence[str], at: int) -> Span | None:
        """Return the longest thing named from a place on, None when nothing is."""
        return self._longest(self._starting_with(of[at]), of, at)

    def _starting_with(self, word: str) -> tuple[_Meaning, ...]:
        return self._own.starting_with(word) + _general().starting_with(word)

    def _longest(self, known: Iterable[_Meaning], of: Sequence[str], at: int) -> Span | None:
        fitting = [each for each in known if _fits(each.pattern, of, at)]
        if not fitting:
            return None
        best = max(fitting, key=lambda meaning: len(meaning.pattern))
        end = at + len(best.pattern)
        concept = self._same.get(best.concept, best.concept)
        return Span(at, end, concept, best.plain or " ".join(of[at:end]))

    def _corrected(self, of: Sequence[str], at: int) -> Span | None:
        meant = self._meant(of[at])
        if meant is None:
            return None
        span = self.span_at([meant], 0)
        return Span(at, at + 1, span.concept, span.plain) if span else Span(at, at + 1, stem(meant), meant)

    def _meant(self, word: str) -> str | None:
        """Return the known word that an unknown one stands for."""
        if _general().starting_with(word) or word in self._own:
            return None
        return self._speller.nearest(word) or _meant_in_general(word)


def _fits(pattern: tuple[str, ...], of: Sequence[str], at: int) -> bool:
    if at + len(pattern) > len(of):
        return False
    for place, part in enumerate(pattern, at):
        if of[place] != part and not (part[-1] == "*" and of[place].startswith(part[:-1])):
            return False
    return True


def _meaning_of(entry: Entry) -> _Meaning:
    return _Meaning(entry.pattern, f"_{entry.concept}", entry.plain)


def _meanings_of(term: Term) -> Iterator[_Meaning]:
    name = " ".join(words(clean(term.name))) or term.slug
    for alias in (term.name, *term.aliases):
        if pattern := tuple(_any_ending(word) for word in words(clean(alias))):
            yield _Meaning(pattern, f"={term.slug}", name)


def _generally_known(meanings: Iterable[_Meaning]) -> dict[str, str]:
    """Return which people and towns of the general lexicon are terms: whatever names them names the term."""
    known = {}
    for meaning in meanings:
        for each in _general().starting_with(meaning.pattern[0].rstrip("*")):
            named = each.concept in _general_figures() or each.concept in _general_towns()
            if named and _bare(each.pattern) == _bare(meaning.pattern):
                known[each.concept] = meaning.concept
    return known


def _bare(pattern: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.rstrip("*") for part in pattern)


def _is_country(term: Term) -> bool:
    return term.name.casefold() in countries()


def _any_ending(word: str) -> str:
    """Cyrillic names are declined, so that one listed form stands for all of them."""
    bare = stem(word)
    declined = is_cyrillic(word) and len(bare) >= _SHORTEST_INFLECTED
    return f"{bare}*" if declined else word
