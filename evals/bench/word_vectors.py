"""Vectors for made-up claims: encoding a million of them would take hours and measure nothing new."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from matching.semantic import TextEncoder, Vectors

SEED = 2023
DIRECTIONS = 4_096
AT_ONCE = 4_000
_WORD = re.compile(r"\w+")


class WordVectors:
    """Encodes a text as the mean of its words' vectors.

    A common word's vector is the encoder's; a rarer word has one of some thousand random directions. How long
    searching takes does not depend on it; what is found among made-up claims does.
    """

    def __init__(self, common: Sequence[str], vectors: Vectors) -> None:
        self._rows = {word: row for row, word in enumerate(common)}
        chance = np.random.default_rng(SEED)
        others = chance.normal(size=(DIRECTIONS, vectors.shape[1])).astype(np.float32)
        others /= np.linalg.norm(others, axis=1, keepdims=True)
        self._vectors = np.concatenate([vectors, others])

    @classmethod
    def of(cls, texts: Iterable[str], most: int, encoder: TextEncoder) -> Self:
        """Let the encoder encode the most common words of the texts."""
        seen = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
        common = [word for word, _ in seen.most_common(most)]
        return cls(common, encoder.encode(common))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        kept = np.load(path)
        return cls(str(kept["words"]).split(), kept["vectors"])

    def save(self, path: Path) -> None:
        """Write the common words to an .npz file."""
        np.savez(path, words=np.array(" ".join(self._rows)), vectors=self._vectors[: len(self._rows)])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row."""
        rows = np.empty((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), AT_ONCE):
            rows[start : start + AT_ONCE] = self._some(texts[start : start + AT_ONCE])
        return rows

    def _some(self, texts: Sequence[str]) -> Vectors:
        places = [self._places(text) for text in texts]
        starts = np.cumsum([0, *(len(each) for each in places[:-1])])
        summed = np.add.reduceat(self._vectors[np.concatenate(places)], starts, axis=0)
        norms = np.linalg.norm(summed, axis=1, keepdims=True)
        unit: Vectors = summed / np.maximum(norms, 1e-12)
        return unit

    def _places(self, text: str) -> list[int]:
        words = _WORD.findall(text.casefold()) or [""]
        common = len(self._rows)
        return [self._rows.get(word, common + zlib.crc32(word.encode()) % DIRECTIONS) for word in words]
