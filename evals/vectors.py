"""Keeps encoded texts between runs, in the folder EVAL_CACHE names; without one, only for the run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.semantic import Encoder, TextEncoder, Vectors

ENVIRONMENT = "EVAL_CACHE"
THREADS = 2


class KeptVectors:
    """An encoder that never encodes a text twice, and can be asked to remember for the next run."""

    def __init__(self) -> None:
        named = os.environ.get(ENVIRONMENT)
        self._path = Path(named) / "vectors.npz" if named else None
        self._encoder: TextEncoder | None = None
        self._vectors: dict[str, npt.NDArray[np.float32]] = {}
        if self._path is not None and self._path.is_file():
            kept = np.load(self._path)
            texts = str(kept["texts"]).split("\n")
            self._vectors = dict(zip(texts, kept["vectors"].astype(np.float32), strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if fresh:
            self._encoder = self._encoder or Encoder.open(threads=THREADS)
            self._vectors.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([self._vectors[text] for text in texts])

    def keep(self) -> None:
        """Write what was encoded, for the next run."""
        if self._path is not None and self._vectors:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            vectors = np.stack(list(self._vectors.values())).astype(np.float16)
            np.savez(self._path, texts=np.array("\n".join(self._vectors)), vectors=vectors)
