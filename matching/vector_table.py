"""The claims' vectors: kept for exact search among few claims, made when asked for among very many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matching.semantic import TextEncoder, Vectors
from matching.vector_cache import VectorCache

Places = npt.NDArray[np.int64]


class VectorTable(Protocol):
    """Finds claims by meaning, and knows each claim's vectors, one row a text.

    Attributes:
        most_compared: of the claims found by words, how many are worth comparing with a passage.
    """

    most_compared: int

    def nearest(self, vector: Vectors, most: int) -> Places:
        """Return the positions of about `most` claims nearest to a vector, in no order."""
        ...

    def of(self, at: int, texts: Sequence[str]) -> Vectors:
        """Return the vectors of a claim's texts, which are the ones it was made or changed with."""
        ...

    def changed(self, at: int, texts: Sequence[str]) -> VectorTable:
        """Return the table with one claim's texts replaced; `at` may be the first place not yet taken."""
        ...


class KeptVectors:
    """All vectors in one matrix: exact search, about 1.5 KB a text."""

    most_compared = 16

    def __init__(self, rows: Vectors, starts: Places, counts: Places, encoder: TextEncoder) -> None:
        """Take the rows, where each claim's rows begin, how many they are, and the encoder for later ones."""
        self.rows, self.starts, self.counts = rows, starts, counts
        self._encoder = encoder
        held = np.flatnonzero(counts)
        in_order = held[np.argsort(starts[held], kind="stable")]
        self._owners = np.repeat(in_order, counts[in_order])

    @classmethod
    def encoded(cls, texts: Sequence[Sequence[str]], encoder: TextEncoder) -> KeptVectors:
        """Encode all texts of all claims."""
        counts = np.array([len(each) for each in texts], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else counts
        return cls(encoder.encode([text for each in texts for text in each]), starts, counts, encoder)

    def nearest(self, vector: Vectors, most: int) -> Places:
        """Return the owners of the most alike texts; a claim with many texts takes several places."""
        if not len(self.rows):
            return np.zeros(0, dtype=np.int64)
        most = min(2 * most, len(self.rows))
        alike = np.argpartition(self.rows @ -vector, most - 1)[:most]
        return np.unique(self._owners[alike])

    def of(self, at: int, texts: Sequence[str]) -> Vectors:
        """Return a claim's rows."""
        rows: Vectors = self.rows[self.starts[at] : self.starts[at] + self.counts[at]]
        return rows

    def changed(self, at: int, texts: Sequence[str]) -> KeptVectors:
        """Return a copy of the table with one claim's rows moved to the end and replaced."""
        rows, starts, counts = self.rows, self.starts.copy(), self.counts.copy()
        if at == len(starts):
            starts, counts = np.append(starts, 0), np.append(counts, 0)
        elif counts[at]:
            rows = np.delete(rows, np.s_[starts[at] : starts[at] + counts[at]], axis=0)
            starts[starts > starts[at]] -= counts[at]
        starts[at], counts[at] = len(rows), len(texts)
        if texts:
            fresh = self._encoder.encode(texts)
            rows = np.concatenate([rows, fresh]) if len(rows) else fresh
        return KeptVectors(rows, starts, counts, self._encoder)


class VectorsOnDemand:
    """No vectors but those asked for: claims are found by their words alone, whatever their number."""

    # Each may have to be encoded first.
    most_compared = 6

    def __init__(self, encoder: TextEncoder) -> None:
        """Take an encoder; the vectors of the claims met last are remembered."""
        self._encoder = VectorCache(lambda: encoder)

    def nearest(self, vector: Vectors, most: int) -> Places:
        """Find nothing: there is nothing to search."""
        return np.zeros(0, dtype=np.int64)

    def of(self, at: int, texts: Sequence[str]) -> Vectors:
        """Encode a claim's texts, or remember them."""
        return self._encoder.encode(texts)

    def changed(self, at: int, texts: Sequence[str]) -> VectorsOnDemand:
        """Return the table itself, which holds nothing of any claim."""
        return self
