"""Which claims speak of what, and how much that tells."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from typing import Self

import numpy as np
import numpy.typing as npt

from matching.folding import stem
from matching.lexicon_files import frequency_ranks

Places = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float64]

_COMMON_WORDS = 2000
_FEWEST_SHARED = 2
_FEW = 50_000
_MOST_MERGED = 1_000
_NOWHERE = np.zeros(0, dtype=np.int32)


class Postings:
    """For each key, the positions of the claims that hold it; never changed once made."""

    def __init__(self, places: Mapping[str, Places], count: int) -> None:
        """Take the positions by key, and how many claims there are."""
        self.places = places
        self.count = count
        self._most = _rareness(count, 1)
        self._weights: dict[str, float] = {}
        self._merged: dict[tuple[str, ...], Places] = {}

    @classmethod
    def of(cls, claims: Iterable[Collection[str]]) -> Self:
        """Take each claim as its keys, in the order of their positions."""
        places: dict[str, array[int]] = {}
        count = 0
        for at, keys in enumerate(claims):
            count += 1
            for key in keys:
                places.setdefault(key, array("i")).append(at)
        return cls({key: np.frombuffer(found, dtype=np.int32) for key, found in places.items()}, count)

    def changed(self, at: int, before: Collection[str], after: Collection[str], count: int) -> Postings:
        """Return the postings with one claim's keys replaced: none before if new, none after if lost."""
        places = dict(self.places)
        for key in set(before) - set(after):
            places[key] = places[key][places[key] != at]
            if not len(places[key]):
                del places[key]
        for key in set(after) - set(before):
            places[key] = np.append(places.get(key, _NOWHERE), np.int32(at))
        return Postings(places, count)

    def __contains__(self, key: str) -> bool:
        return key in self.places

    def weight(self, key: str) -> float:
        """Return how much a key says, 0..1: rare among the claims and rare in the language.

        Inverse document frequency is Robertson's, as in BM25, scaled to 1 for a key that one claim holds.
        """
        known = self._weights.get(key)
        if known is None:
            if (held := self.places.get(key)) is None:
                return rarity(key)
            known = self._weights[key] = _rareness(self.count, len(held)) / self._most * rarity(key)
        return known

    def heaviest(self, keys: tuple[str, ...]) -> float:
        """Return the weight of the most telling of a mark's keys."""
        return max(map(self.weight, keys)) if len(keys) > 1 else self.weight(keys[0])

    def _holding(self, keys: tuple[str, ...]) -> Places:
        if len(keys) == 1:
            return self.places.get(keys[0], _NOWHERE)
        if (merged := self._merged.get(keys)) is None:
            if len(self._merged) >= _MOST_MERGED:
                self._merged.clear()
            held = [self.places[key] for key in keys if key in self.places]
            merged = self._merged[keys] = np.unique(np.concatenate(held)) if held else _NOWHERE
        return merged

    def shared(self, marks: Iterable[tuple[str, ...]]) -> tuple[Places, Weights]:
        """Return the claims that speak of at least two of the marks, and how rare those are in the language.

        A mark is given by its keys, any of which will do. One thing in common is no proposition. A name all
        claims share tells a message from ordinary chat, if not one claim from another, so it counts fully.
        """
        found: list[Places] = []
        weights: list[float] = []
        for keys in set(marks):
            held = self._holding(keys)
            if len(held):
                found.append(held)
                weights.append(rarest(keys))
        if len(found) < _FEWEST_SHARED:
            return _NOWHERE, np.zeros(0)
        return _summed(np.concatenate(found), np.repeat(weights, [len(each) for each in found]), self.count)


@lru_cache(maxsize=65536)
def rarest(keys: tuple[str, ...]) -> float:
    """Return how rare the rarest of a mark's keys is in English, 0.4..1."""
    return max(map(rarity, keys))


def _summed(claims: Places, weights: Weights, count: int) -> tuple[Places, Weights]:
    """Add up the weights of each claim met often enough; among very many, sorting is quicker."""
    if count <= _FEW or len(claims) * 8 > count:
        places = np.flatnonzero(np.bincount(claims) >= _FEWEST_SHARED).astype(np.int32)
        sums = np.bincount(claims, weights)[places]
    else:
        several, inverse, times = np.unique(claims, return_inverse=True, return_counts=True)
        often = times >= _FEWEST_SHARED
        places, sums = several[often], np.bincount(inverse, weights)[often]
    return places, sums.astype(np.float64)


def _rareness(count: int, held_by: int) -> float:
    return math.log(1 + (count - held_by + 0.5) / (held_by + 0.5)) if count else 1.0


@cache
def _ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for word, rank in frequency_ranks().items():
        ranks.setdefault(stem(word), rank)
    return ranks


@lru_cache(maxsize=65536)
def rarity(key: str) -> float:
    """Return how rare a key is in English, 0.4..1; a concept is as rare as the rarest word of its name."""
    if key[:1] == "_":
        return max(map(rarity, map(stem, key[1:].split())))
    return min(1.0, 0.4 + 0.6 * _ranks().get(key, _COMMON_WORDS) / _COMMON_WORDS)
