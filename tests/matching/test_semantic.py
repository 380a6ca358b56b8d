from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claims.errors import Invalid
from evals.encoder import make, published
from matching.semantic import MODEL, Encoder
from matching.vector_cache import VectorCache
from tests.matching.conftest import BagOfWords


def test_texts_that_mean_the_same_are_nearer_than_others() -> None:
    vectors = Encoder.open().encode(
        ["they shot down a helicopter", "a chopper was downed by them", "I like cheese", ""]
    )
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.4 > vectors[0] @ vectors[2]


def test_the_packaged_encoder_is_what_its_script_makes_of_the_published_one(tmp_path: Path) -> None:
    make(published(), tmp_path / "model.onnx")
    assert (tmp_path / "model.onnx").read_bytes() == MODEL.read_bytes()


@pytest.mark.parametrize("missing", ["folder", "tokenizer", "broken"])
def test_a_folder_without_an_encoder_is_refused_in_a_sentence(tmp_path: Path, missing: str) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    if missing != "folder":
        (folder / "model.onnx").write_bytes(b"not a model")
    if missing == "broken":
        (folder / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    with pytest.raises(Invalid, match=r"model\.onnx|vocab\.txt"):
        Encoder.open(folder)


def test_a_text_met_before_is_not_encoded_again() -> None:
    words = BagOfWords()
    cache = VectorCache(lambda: words, most=2)
    first = cache.encode(["one", "two", "one"])
    assert np.array_equal(cache.encode(["one", "two"]), first[:2])
    assert words.encoded == ["one", "two"]
    cache.encode(["three"])
    cache.encode(["one"])
    assert words.encoded == ["one", "two", "three", "one"]
