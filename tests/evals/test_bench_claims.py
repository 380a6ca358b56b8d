from __future__ import annotations

from pathlib import Path

from evals.bench.claims import build, read
from evals.bench.collections import collection
from evals.bench.word_vectors import WordVectors
from matching.semantic import Encoder
from tests.evals.reports import reports


def test_a_saved_collection_is_loaded_read_and_changed(eval_data: Path, tmp_path: Path) -> None:
    reports(eval_data)
    words, saved = tmp_path / "words.npz", tmp_path / "saved"
    statements = [claim.statement for claim in collection(eval_data, 60)]
    WordVectors.of(statements, 30, Encoder.open()).save(words)
    built = build(str(eval_data), 60, str(words), str(saved))
    found = read(str(eval_data), str(saved), 1.0, 3)
    assert min(built.values()) > 0
    assert len(found["spent_ms"]) == 3
    assert (found["precision"], found["recall"]) == (1.0, 1.0)
    assert len(found["change_ms"]) == 10
