"""Keeps the claims' vectors on disk by the hash of their text, so that a restart encodes nothing anew."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.semantic import DIMENSIONS, MODEL_SHA256, TextEncoder, Vectors

_RECORD = np.dtype([("key", "S16"), ("vector", "<f2", (DIMENSIONS,))])
# About 160 MB; a file that holds more is begun anew, as most of it must be texts nobody uses any more.
MOST_TEXTS = 200_000


class VectorFile:
    """The packaged encoder, with a file that remembers; safe to share between threads of one process.

    The file is only a help: one that cannot be read or written costs time, and a record cut short by a crash
    is dropped. Vectors are kept as 16-bit floats.
    """

    def __init__(self, path: Path, encoder: TextEncoder) -> None:
        """Take the file, which need not exist, and the encoder for texts that it does not hold."""
        self._path = path
        self._encoder = encoder
        self._lock = threading.Lock()
        self._rows: dict[bytes, int] | None = None
        self._vectors: npt.NDArray[np.float16] = np.zeros((0, DIMENSIONS), dtype=np.float16)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row; only texts that the file does not hold are encoded."""
        keys = [_key(text) for text in texts]
        with self._lock:
            rows = self._read() if self._rows is None else self._rows
            fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in rows}
            if fresh:
                self._add(rows, list(fresh), self._encoder.encode(list(fresh.values())))
            return self._vectors[[rows[key] for key in keys]].astype(np.float32)

    def _read(self) -> dict[bytes, int]:
        records = _records(self._path)
        self._vectors = np.ascontiguousarray(records["vector"])
        self._rows = {key: row for row, key in enumerate(records["key"].tolist())}
        return self._rows

    def _add(self, rows: dict[bytes, int], keys: list[bytes], vectors: Vectors) -> None:
        records = np.zeros(len(keys), dtype=_RECORD)
        records["key"], records["vector"] = keys, vectors
        rows.update((key, len(self._vectors) + row) for row, key in enumerate(keys))
        self._vectors = np.concatenate([self._vectors, records["vector"]])
        try:
            with self._path.open("ab") as file:
                file.write(records.tobytes())
        except OSError:
            return


def _records(path: Path) -> npt.NDArray[np.void]:
    """Read the whole records of a file, and cut off what a crash has left of another."""
    nothing = np.zeros(0, dtype=_RECORD)
    try:
        size = path.stat().st_size if path.is_file() else 0
        whole = size // _RECORD.itemsize
        if whole > MOST_TEXTS:
            path.unlink()
            return nothing
        if size % _RECORD.itemsize:
            with path.open("r+b") as file:
                file.truncate(whole * _RECORD.itemsize)
        return np.fromfile(path, dtype=_RECORD) if whole else nothing
    except OSError:
        return nothing


def _key(text: str) -> bytes:
    """Tell a text and the model apart from others; never ends in a zero, which a fixed field would lose."""
    return blake2b(text.encode(), digest_size=15, key=MODEL_SHA256.encode()).digest() + b"\x01"
