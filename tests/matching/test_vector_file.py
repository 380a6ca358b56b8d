from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from matching import vector_file
from matching.semantic import DIMENSIONS, Vectors
from matching.vector_file import VectorFile


class Counting:
    """Encodes a text as one of the axes, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        axes = [len(text) % DIMENSIONS for text in texts]
        return np.eye(DIMENSIONS, dtype=np.float32)[axes]


def test_what_was_encoded_once_is_remembered_across_restarts(tmp_path: Path) -> None:
    first, later = Counting(), Counting()
    vectors = VectorFile(tmp_path / "v", first).encode(["a dam", "a ferry", "a dam"])
    again = VectorFile(tmp_path / "v", later).encode(["a ferry", "a dam", "a new bridge"])
    assert first.encoded == ["a dam", "a ferry"]
    assert later.encoded == ["a new bridge"]
    assert np.array_equal(again[:2], vectors[[1, 0]])


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert VectorFile(tmp_path / "v", Counting()).encode([]).shape == (0, DIMENSIONS)


def test_a_record_cut_short_by_a_crash_is_encoded_again(tmp_path: Path) -> None:
    path = tmp_path / "v"
    VectorFile(path, Counting()).encode(["one", "two2"])
    path.write_bytes(path.read_bytes()[:-5])
    later = Counting()
    VectorFile(path, later).encode(["one", "two2"])
    assert later.encoded == ["two2"]
    assert VectorFile(path, Counting()).encode(["two2"])[0, 4] == 1


def test_a_file_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    encoder = Counting()
    vectors = VectorFile(tmp_path / "no-such-folder" / "v", encoder)
    assert vectors.encode(["one"])[0, 3] == 1
    assert vectors.encode(["one"])[0, 3] == 1
    assert encoder.encoded == ["one"]


def test_a_file_grown_too_large_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    VectorFile(tmp_path / "v", Counting()).encode(["one", "two2", "three"])
    monkeypatch.setattr(vector_file, "MOST_TEXTS", 2)
    later = Counting()
    VectorFile(tmp_path / "v", later).encode(["one"])
    assert later.encoded == ["one"]
