"""Meaning: sentences to unit vectors with a small ONNX encoder, and exact search among them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from claims.errors import Invalid

Vectors = npt.NDArray[np.float32]

FOLDER = Path(__file__).parent / "encoder"
MODEL, VOCABULARY = FOLDER / "model.onnx", FOLDER / "vocab.txt"
MODEL_SHA256 = "561c687306b2790b050173b567c1241b97ca1afb3878e4ca05c0cae06c36eaf8"
DIMENSIONS = 384
LONGEST_IN_TOKENS = 128
BATCH = 32


class TextEncoder(Protocol):
    """Turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        ...


class Encoder:
    """Turns texts into unit vectors; safe to share between threads."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = {each.name for each in session.get_inputs()}

    @classmethod
    def open(cls, folder: Path | None = None, *, threads: int = 1) -> Self:
        """Open Caveat's own model, or the one in a folder (model.onnx with tokenizer.json or vocab.txt).

        Raises:
            Invalid: a file is missing, is not what was pinned, or cannot be loaded.
        """
        model = _own_model() if folder is None else _needed(folder / "model.onnx")
        tokenizer = _wordpiece(VOCABULARY) if folder is None else _tokenizer_in(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Exception as problem:
            raise Invalid(f"{model} cannot be loaded as an ONNX model. Download it again.") from problem
        return cls(session, _bounded(tokenizer))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a row; texts of like length share a batch, as padding costs time."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        rows = np.concatenate([self._encode_batch([texts[i] for i in batch]) for batch in batches])
        vectors = np.empty_like(rows)
        vectors[order] = rows
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(texts)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        feed = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([encoding.type_ids for encoding in encodings], dtype=np.int64),
        }
        states = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        return _unit(_mean_over_words(states, mask))


def _mean_over_words(states: Vectors, mask: npt.NDArray[np.int64]) -> Vectors:
    if states.ndim == 2:  # an export that pools by itself
        return states
    weights = mask[:, :, None].astype(np.float32)
    pooled: Vectors = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return pooled


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return unit


def _own_model() -> Path:
    if hashlib.sha256(_needed(MODEL).read_bytes()).hexdigest() != MODEL_SHA256:
        raise Invalid(f"{MODEL} is not the pinned model (sha256 differs). Check the file out again.")
    return MODEL


def _needed(path: Path) -> Path:
    if not path.is_file():
        raise Invalid(f"There is no {path.name} in {path.parent}. Name a folder that holds the encoder.")
    return path


def _tokenizer_in(folder: Path) -> Tokenizer:
    whole = folder / "tokenizer.json"
    if not whole.is_file():
        return _wordpiece(_needed(folder / "vocab.txt"))
    try:
        return Tokenizer.from_file(str(whole))
    except Exception as problem:
        raise Invalid(f"{whole} is not a tokenizer file. Export the model again.") from problem


def _wordpiece(vocabulary: Path) -> Tokenizer:
    words = vocabulary.read_text(encoding="utf-8").splitlines()
    numbers = {word: number for number, word in enumerate(words)}
    if not {"[UNK]", "[CLS]", "[SEP]"} <= numbers.keys():
        raise Invalid(f"{vocabulary} lacks [UNK], [CLS] or [SEP]. It is not a WordPiece vocabulary.")
    pieces = WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100)  # noqa: S106 - a token, no secret
    tokenizer = Tokenizer(pieces)
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", numbers["[SEP]"]), ("[CLS]", numbers["[CLS]"]))
    return tokenizer


def _bounded(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.enable_truncation(LONGEST_IN_TOKENS)
    tokenizer.enable_padding()
    return tokenizer
