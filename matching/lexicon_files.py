"""Reads the general lexicon: concepts with their words in several languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicon"
VOCABULARY = Path(__file__).parent / "encoder" / "vocab.txt"
_CONCEPT_FILES = ("war.txt", "society.txt", "places.txt", "towns.txt", "people.txt", "general.txt")

_TELLING_FILES = ("war.txt", "places.txt", "towns.txt", "people.txt")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to say a concept; `plain` is how to read it for meaning, None for as it stands."""

    concept: str
    pattern: tuple[str, ...]
    plain: str | None


@cache
def general_entries() -> tuple[Entry, ...]:
    """Return all entries of the general lexicon; slang, which may shadow the others, comes first."""
    concepts = [entry for name in _CONCEPT_FILES for line in _lines(name) for entry in _concept(line)]
    concept_of = {entry.pattern: entry.concept for entry in reversed(concepts)}
    slang = [entry for line in _lines("slang.txt") for entry in _slang(line, concept_of)]
    return (*slang, *concepts)


@cache
def telling_words() -> frozenset[str]:
    """Return the single English words of war and of names, which a slip may have spoilt."""
    entries = (entry for name in _TELLING_FILES for line in _lines(name) for entry in _concept(line))
    return frozenset(entry.pattern[0] for entry in entries if len(entry.pattern) == 1 and entry.plain is None)


@cache
def countries() -> frozenset[str]:
    """Return the names of the places in places.txt: countries, and capitals that stand for them."""
    return _concepts("places.txt")


@cache
def towns() -> frozenset[str]:
    """Return the names of the towns and regions in towns.txt: two of them exclude each other."""
    return _concepts("towns.txt")


@cache
def deeds() -> frozenset[str]:
    """Return the concepts that are deeds, what someone does, as keys."""
    return frozenset(f"_{line}" for line in _lines("deeds.txt"))


@cache
def speech_acts() -> frozenset[str]:
    """Return the concepts that are acts of speech, as keys."""
    return frozenset(f"_{line}" for line in _lines("speech.txt"))


@cache
def locatives() -> frozenset[str]:
    """Return the words that say that something is in a place or comes there."""
    return frozenset(word for line in _lines("locatives.txt") for word in line.split())


@cache
def figures() -> frozenset[str]:
    """Return the names in people.txt: public figures and armed groups, who can act."""
    return _concepts("people.txt")


@cache
def letters() -> dict[str, Any]:
    """Return the tables of letters: look-alikes, transliteration, endings and joints of clauses."""
    tables: dict[str, Any] = json.loads((FOLDER / "letters.json").read_text(encoding="utf-8"))
    return tables


@cache
def stopwords() -> frozenset[str]:
    """Return the words, in all languages, that say nothing about what a text is about."""
    return frozenset(word for line in _lines("stopwords.txt") for word in line.split())


@cache
def english_words() -> frozenset[str]:
    """Return common English words: the whole words of the encoder's vocabulary."""
    words = VOCABULARY.read_text(encoding="utf-8").split()
    return frozenset(word for word in words if word.isascii() and word.isalpha() and len(word) > 1)


@cache
def frequency_ranks() -> dict[str, int]:
    """Return English words by how common they are, from 0: the vocabulary is in that order."""
    words = VOCABULARY.read_text(encoding="utf-8").split()
    return {word: rank for rank, word in enumerate(words[words.index("the") :])}


def _concepts(name: str) -> frozenset[str]:
    return frozenset(line.partition(":")[0] for line in _lines(name))


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _concept(line: str) -> Iterator[Entry]:
    concept, _, aliases = line.partition(": ")
    english, _, foreign = aliases.partition("|")
    for pattern in _patterns(f"{concept},{english}"):
        yield Entry(concept, pattern, plain=None)
    for pattern in _patterns(foreign):
        # What is also English, such as "area", is left as it stands.
        yield Entry(concept, pattern, plain=None if english_words().issuperset(pattern) else concept)


def _slang(line: str, concept_of: dict[tuple[str, ...], str]) -> Iterator[Entry]:
    plain, _, aliases = line.partition(": ")
    concept = concept_of.get(tuple(plain.split()), plain)
    for pattern in _patterns(aliases):
        yield Entry(concept, pattern, plain)


def _patterns(aliases: str) -> Iterator[tuple[str, ...]]:
    for alias in aliases.casefold().replace("\u0451", "\u0435").replace("-", " ").replace("'", "").split(","):
        if words := tuple(alias.split()):
            yield words
