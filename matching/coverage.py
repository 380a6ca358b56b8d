"""How much two texts say alike: the weight of what they share, seen from either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.reader import Mark, Passage

Shares = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coverage:
    """For every text of the claims: how much of it a passage says, and how much of the passage it says."""

    of_text: Shares
    of_passage: Shares


class CoverageIndex:
    """Compares a passage with all texts at once, by the places where its keys occur."""

    def __init__(self, texts: Sequence[Passage], weight: Callable[[str], float]) -> None:
        self._weight = weight
        marks = [(text, mark) for text, passage in enumerate(texts) for mark in passage.marks]
        self._text_of_mark: Places = np.array([text for text, _ in marks], dtype=np.int64)
        self._weight_of_mark: Shares = np.array([self._heaviest(mark) for _, mark in marks], dtype=np.float64)
        self._count = len(texts)
        totals = np.bincount(self._text_of_mark, self._weight_of_mark, self._count)
        self._totals: Shares = np.maximum(totals, 1e-9)
        places: dict[str, list[int]] = {}
        for at, (_, mark) in enumerate(marks):
            for key in {mark.concept, *mark.stems}:
                places.setdefault(key, []).append(at)
        self._places: dict[str, Places] = {key: np.array(found) for key, found in places.items()}

    def of(self, passage: Passage) -> Coverage:
        """Compare one passage with every text; shares are 0..1, by position of the text."""
        said = np.zeros(self._count)
        all_places: list[Places] = []
        total = 0.0
        for mark in passage.marks:
            weight = self._heaviest(mark)
            total += weight
            places = [self._places[key] for key in {mark.concept, *mark.stems} if key in self._places]
            if places:
                all_places += places
                said[self._text_of_mark[np.concatenate(places)]] += weight
        return Coverage(self._said_of_texts(all_places), said / max(total, 1e-9))

    def _said_of_texts(self, all_places: list[Places]) -> Shares:
        if not all_places:
            return np.zeros(self._count)
        marks = np.unique(np.concatenate(all_places))
        weights = np.bincount(self._text_of_mark[marks], self._weight_of_mark[marks], self._count)
        shares: Shares = weights / self._totals
        return shares

    def _heaviest(self, mark: Mark) -> float:
        return max(self._weight(key) for key in (mark.concept, *mark.stems))
