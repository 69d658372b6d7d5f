"""From a safetensors model to an ONNX graph, and what torch says about a few probes.

The graph takes one text (or pair) at a time, without padding. So its result cannot depend on other
texts, not even in int8, where one scale serves all activations of a call.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np

from reporter.backends.onnx_store import GRAPH, TOKENIZER, Manifest

Kind = Literal["texts", "pairs"]
Precision = Literal["fp32", "int8"]

VERSION = "1"
"""Part of every graph's key: raise it when the export changes what a graph computes."""

TEXTS = (
    "The ferry sank off the coast on Monday, killing 12 people, the coast guard said.",
    "At least 25 people died when a ship went down near the harbour.",
    "Shares of the bank fell 3.4 % after it reported a loss of €1.2 billion.",
    '"We did not agree to anything," the minister told reporters in Zürich.',
    "No.",
    "  Officials DENIED the report.  ",
    "",
    "The committee met again and put off its decision on the new bridge. " * 60,
)
PAIRS = (
    *((first, second) for first in TEXTS[:4] for second in (TEXTS[0], TEXTS[1], TEXTS[3])),
    (TEXTS[4], TEXTS[5]),
    (TEXTS[6], TEXTS[0]),
    (TEXTS[7], TEXTS[1]),
)


def export(kind: Kind, model: Path, precision: Precision, target: Path) -> Manifest:
    """Write the graph and the tokenizer of the model folder into `target`.

    The graph's output is a unit vector per text, or the logits per pair, float32 of shape
    (1, width). A model that cannot be exported gives a manifest that says why. Raises OSError or
    MemoryError where that is for want of room.
    """
    make = _embedder if kind == "texts" else _classifier
    try:
        with _quietly():
            return make(model, precision, target)
    except (OSError, MemoryError):
        raise
    # Exporters raise whatever their many layers raise; any of it means: not with this model.
    except Exception as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        return Manifest(refused=lines[0][:200])


def _embedder(folder: Path, precision: Precision, target: Path) -> Manifest:
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(folder), device="cpu", model_kwargs={"use_safetensors": True, "dtype": "float32"}
    )

    def forward(features: dict[str, Any]) -> Any:
        return torch.nn.functional.normalize(model(features)["sentence_embedding"], dim=-1)

    expected = model.encode(list(TEXTS), normalize_embeddings=True, show_progress_bar=False)
    manifest = _manifest(model, expected)
    _write(model, forward, manifest, precision, target)
    return manifest


def _classifier(folder: Path, precision: Precision, target: Path) -> Manifest:
    import torch
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(
        str(folder), device="cpu", model_kwargs={"use_safetensors": True, "dtype": "float32"}
    )

    def forward(features: dict[str, Any]) -> Any:
        return model.model(**features).logits

    expected = model.predict(
        [list(pair) for pair in PAIRS],
        activation_fn=torch.nn.Identity(),
        show_progress_bar=False,
    )
    id2label = model.config.id2label
    labels = tuple(id2label[index] for index in sorted(id2label))
    manifest = _manifest(model, expected, labels)
    _write(model, forward, manifest, precision, target)
    return manifest


def _manifest(model: Any, expected: Any, labels: tuple[str, ...] = ()) -> Manifest:
    inputs = ["input_ids"]
    if "token_type_ids" in model.tokenizer.model_input_names:
        inputs.append("token_type_ids")
    rows = np.asarray(expected, dtype=np.float32).reshape(len(expected), -1).tolist()
    return Manifest(
        inputs=tuple(inputs),
        max_tokens=int(model.max_seq_length),
        labels=labels,
        expected=tuple(tuple(row) for row in rows),
    )


def _write(
    model: Any,
    forward: Callable[[dict[str, Any]], Any],
    manifest: Manifest,
    precision: Precision,
    target: Path,
) -> None:
    import torch

    class Unpadded(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *ids: Any) -> Any:
            features = dict(zip(manifest.inputs, ids, strict=True))
            return forward({**features, "attention_mask": torch.ones_like(ids[0])})

    cut = model.tokenizer.backend_tokenizer
    cut.no_padding()
    cut.enable_truncation(manifest.max_tokens, strategy="longest_first")
    cut.save(str(target / TOKENIZER))
    encoding = cut.encode(TEXTS[0])
    columns = {"input_ids": encoding.ids, "token_type_ids": encoding.type_ids}
    plain = target / "plain.onnx" if precision == "int8" else target / GRAPH
    with torch.inference_mode():
        torch.onnx.export(
            Unpadded().eval(),
            tuple(torch.tensor([columns[name]]) for name in manifest.inputs),
            str(plain),
            input_names=list(manifest.inputs),
            output_names=["output"],
            dynamic_shapes=(tuple({1: torch.export.Dim.DYNAMIC} for _ in manifest.inputs),),
            external_data=False,
            dynamo=True,
            verbose=False,
        )
    if precision == "int8":
        _quantize(plain, target / GRAPH)
        plain.unlink()


def _quantize(plain: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Weights only: the products inside attention have no fixed side and stay in fp32, as do the
    # word vectors, which cost no time.
    quantize_dynamic(
        plain,
        target,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


@contextmanager
def _quietly() -> Iterator[None]:
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
