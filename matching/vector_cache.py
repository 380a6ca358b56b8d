"""Keeps the vectors of texts met before: the same words need not be encoded twice."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from matching.semantic import TextEncoder, Vectors

MOST_TEXTS = 20_000


class VectorCache:
    """An encoder that opens another one when first needed, and remembers its latest vectors."""

    def __init__(self, open_encoder: Callable[[], TextEncoder], most: int = MOST_TEXTS) -> None:
        self._open = open_encoder
        self._encoder: TextEncoder | None = None
        self._most = most
        self._kept: OrderedDict[bytes, npt.NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row; only texts not met lately are encoded."""
        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        with self._lock:
            self._encoder = self._encoder or self._open()
            known = {key: self._kept[key] for key in keys if key in self._kept}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        vectors = self._encoder.encode(list(fresh.values()))
        known.update(zip(fresh, vectors, strict=True))
        self._keep(known)
        return np.stack([known[key] for key in keys]) if keys else vectors

    def _keep(self, vectors: dict[bytes, npt.NDArray[np.float32]]) -> None:
        with self._lock:
            self._kept.update(vectors)
            for key in vectors:
                self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
