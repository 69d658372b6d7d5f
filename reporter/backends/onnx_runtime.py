"""Models on ONNX Runtime: exported on first use, checked against torch whenever opened.

Each text runs alone, on one thread, unpadded; several threads work on several texts. Equal texts
therefore have equal results to the last bit, whatever they are asked together with.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from reporter.backends import Float32
from reporter.backends.devices import pick_device
from reporter.backends.onnx_export import PAIRS, TEXTS, VERSION, Kind, Precision, export
from reporter.backends.onnx_store import (
    GRAPH,
    TOKENIZER,
    Manifest,
    fingerprint,
    graph_folder,
    load,
    save,
)
from reporter.config import ModelSettings
from reporter.errors import ModelError

BOUNDS: dict[tuple[Kind, Precision], float] = {
    ("texts", "fp32"): 1e-4,
    ("texts", "int8"): 0.03,
    ("pairs", "fp32"): 1e-3,
    ("pairs", "int8"): 0.05,
}
"""Largest allowed mean deviation from torch on the probes; see `deviation`."""

_PACKAGES = ("onnxruntime", "onnx", "onnxscript", "tokenizers")
_CHUNK = 256


class _UnusableError(Exception):
    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class Graph:
    """An opened graph: texts (or pairs of texts) in, one row of float32 each out."""

    def __init__(
        self, entry: Path, manifest: Manifest, revision: str, precision: Precision, workers: int
    ) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(entry / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(entry / TOKENIZER))
        self._inputs = manifest.inputs
        self._workers = workers
        self.max_tokens = manifest.max_tokens
        self.labels = manifest.labels
        self.width = len(manifest.expected[0])
        self.revision = revision
        self.precision = precision

    def run(self, items: Sequence[str] | Sequence[tuple[str, str]]) -> Float32:
        """Return float32 (n, width): unit vectors of texts, or logits of pairs."""
        result = np.zeros((len(items), self.width), dtype=np.float32)
        with ThreadPoolExecutor(self._workers) as pool:
            for start in range(0, len(items), _CHUNK):
                encodings = self._tokenizer.encode_batch(list(items[start : start + _CHUNK]))
                for offset, row in enumerate(pool.map(self._one, encodings)):
                    result[start + offset] = row
        return result

    def _one(self, encoding: Any) -> Float32:
        columns = {"input_ids": encoding.ids, "token_type_ids": encoding.type_ids}
        feed = {name: np.array([columns[name]], dtype=np.int64) for name in self._inputs}
        (output,) = self._session.run(None, feed)
        return np.asarray(output[0], dtype=np.float32)


def open_graph(kind: Kind, model: Path, settings: ModelSettings) -> Graph | None:
    """Return the graph of a model folder, or None where torch shall run the model.

    `int8` that deviates too far from torch gives way to fp32. Raises ModelError where
    `models.runtime` insists on onnx and that cannot be.
    """
    if settings.runtime == "torch" or not model.is_dir():
        return None
    try:
        _need(model, settings)
        return _open(kind, model, settings)
    except _UnusableError as error:
        if settings.runtime == "auto":
            return None
        raise ModelError(
            f"model {str(model)!r} cannot run on ONNX Runtime: {error.reason}.", error.hint
        ) from None


def deviation(kind: Kind, found: Float32, expected: Float32) -> float:
    """Return how far two results are apart, as a mean over rows.

    Of texts: 1 - cosine. Of pairs: the largest shift of a probability.
    """
    if kind == "texts":
        return float(np.mean(1.0 - np.sum(found * expected, axis=1)))
    return float(np.mean(np.abs(_shares(found) - _shares(expected)).max(axis=1)))


def _open(kind: Kind, model: Path, settings: ModelSettings) -> Graph:
    revision = fingerprint(model)
    precisions: tuple[Precision, ...] = ("fp32",)
    if settings.precision == "int8":
        precisions = ("int8", "fp32")
    reason = ""
    for precision in precisions:
        entry = graph_folder(settings.graph_folder) / _key(kind, precision, revision)
        try:
            manifest = load(entry) or save(entry, partial(export, kind, model, precision))
        except OSError as error:
            raise _UnusableError(
                str(error), "Set models.graph_folder to a folder of yours."
            ) from None
        if manifest.refused:
            reason = manifest.refused
            continue
        graph, off = _check(kind, entry, manifest, revision[:16], precision)
        if off <= BOUNDS[kind, precision]:
            return graph
        reason = f"its {precision} graph deviates from torch by {off:.2g}"
    raise _UnusableError(reason, "Set models.runtime = 'torch'.")


def _check(
    kind: Kind, entry: Path, manifest: Manifest, revision: str, precision: Precision
) -> tuple[Graph, float]:
    try:
        graph = Graph(entry, manifest, revision, precision, _workers())
        found = graph.run(TEXTS if kind == "texts" else PAIRS)
    # ONNX Runtime has its own exceptions for graphs that it does not understand, all of them plain.
    except Exception as error:
        raise _UnusableError(str(error).strip(), "Set models.runtime = 'torch'.") from None
    return graph, deviation(kind, found, np.array(manifest.expected, dtype=np.float32))


def _key(kind: Kind, precision: Precision, revision: str) -> str:
    tools = (f"{name} {version(name)}" for name in ("torch", "onnx", "onnxruntime"))
    return hashlib.sha256(
        "\0".join((VERSION, kind, precision, revision, *tools)).encode()
    ).hexdigest()


def _need(model: Path, settings: ModelSettings) -> None:
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise _UnusableError(
            f"not installed: {', '.join(missing)}", "pip install 'discrepancy-reporter[onnx]'"
        )
    if pick_device(settings.device) != "cpu":
        raise _UnusableError("the device is not the CPU", "Set models.device = 'cpu'.")
    if not any(model.rglob("*.safetensors")):
        raise _UnusableError("it has no weights in the safetensors format", "Convert it.")


def _shares(logits: Float32) -> Float32:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def _workers() -> int:
    """Return how many threads torch would use; importing it to ask takes longer than opening."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
