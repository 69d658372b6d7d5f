"""Natural language inference by any sentence-transformers CrossEncoder."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from reporter.backends import Float32, PairScorer
from reporter.backends.devices import opening, pick_device
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.backends.onnx_runtime import open_graph
from reporter.backends.onnx_store import fingerprint
from reporter.config import ModelSettings
from reporter.errors import ModelError
from reporter.resources import shipped

SHIPPED = "pair-scorer"

Pair = tuple[str, str]
LABELS = ("entailment", "neutral", "contradiction")
ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)

# Prefixes in the spelling of `_label`, the longest first: models name their classes in many ways.
_MEANINGS = (
    ("notentail", NEUTRAL),
    ("nonentail", NEUTRAL),
    ("notequivalent", NEUTRAL),
    ("notparaphrase", NEUTRAL),
    ("notduplicate", NEUTRAL),
    ("entail", ENTAILMENT),
    ("equivalent", ENTAILMENT),
    ("paraphrase", ENTAILMENT),
    ("duplicate", ENTAILMENT),
    ("consistent", ENTAILMENT),
    ("support", ENTAILMENT),
    ("neutral", NEUTRAL),
    ("notenoughinfo", NEUTRAL),
    ("unrelated", NEUTRAL),
    ("contradict", CONTRADICTION),
    ("refute", CONTRADICTION),
    ("inconsistent", CONTRADICTION),
    ("discrepan", CONTRADICTION),
)


_log = logging.getLogger(__name__)

# Padding moves the last digits of a float32, and with them the batch that a pair happens to be in.
_DECIMALS = 4


class CrossEncoderScorer:
    """A `PairScorer` over a CrossEncoder with two or three named classes.

    `run` turns pairs into logits (n, classes); `columns` says which class is which. `revision` is
    the content of the model, `max_tokens` what a pair may have, `runtime` what computes.
    """

    def __init__(
        self,
        run: Callable[[list[Pair]], Float32],
        columns: Sequence[int],
        name: str,
        revision: str,
        max_tokens: int,
        runtime: str,
    ) -> None:
        self._run = run
        self._columns = tuple(columns)
        self._description = {
            "backend": "cross-encoder",
            "name": name,
            "revision": revision,
            "labels": ",".join(LABELS[column] for column in self._columns),
            "max_tokens": str(max_tokens),
            "runtime": runtime,
        }

    @property
    def description(self) -> Mapping[str, str]:
        """Backend, name and content of the model, its classes, the tokens that a pair may have."""
        return self._description

    def score(self, pairs: Sequence[Pair]) -> Float32:
        """Return (n, 3): P(entailment), P(neutral), P(contradiction) for first -> second.

        A class that the model does not know has probability 0.
        """
        result = np.zeros((len(pairs), 3), dtype=np.float32)
        if not pairs:
            return result
        # Pairs of like length share a batch, so that little is spent on padding; the order is
        # by text as well, so that the same pairs always meet in the same batches.
        order = sorted(range(len(pairs)), key=lambda i: (-len("".join(pairs[i])), pairs[i]))
        logits = np.asarray(self._run([pairs[i] for i in order]), dtype=np.float64)
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        for column, meaning in enumerate(self._columns):
            # Several classes may mean the same ("not enough info", "neutral"): they add up.
            result[order, meaning] += shares[:, column]
        return np.round(result, _DECIMALS)


def open_scorer(name: str, settings: ModelSettings) -> PairScorer:
    """Open the CrossEncoder `name`: a folder or a hub name; the shipped one when `name` is empty.

    Where nothing is shipped the lexical scorer takes its place, with a warning in the log. Raises
    ModelError when the model cannot be found, is not in the safetensors format, or when its
    classes (`id2label`) do not say which is entailment.
    """
    name = name or SHIPPED
    folder = shipped("models") / SHIPPED if name == SHIPPED else Path(name)
    if name == SHIPPED and not folder.is_dir():
        _log.warning(
            "models/%s is not there: the lexical scorer judges pairs. Write models.scorer = "
            "'lexical' for the thresholds that suit it.",
            SHIPPED,
        )
        return LexicalScorer()
    with opening("scorer", name):
        graph = open_graph("pairs", folder, settings)
        if graph is not None:
            columns = read_labels(name, dict(enumerate(graph.labels)))
            runtime = f"onnx {graph.precision}"
            return CrossEncoderScorer(
                graph.run, columns, name, graph.revision, graph.max_tokens, runtime
            )
        return _with_torch(name, folder, settings)


def _with_torch(name: str, folder: Path, settings: ModelSettings) -> CrossEncoderScorer:
    from sentence_transformers import CrossEncoder
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    local = folder.is_dir()
    model = CrossEncoder(
        str(folder) if local else name,
        device=pick_device(settings.device),
        # What is shipped in half precision is no faster so on a CPU.
        model_kwargs={"use_safetensors": True, "dtype": "float32"},
    )
    return CrossEncoderScorer(
        partial(_logits, model, settings.batch_size),
        read_labels(name, model.config.id2label),
        name,
        fingerprint(folder)[:16] if local else str(getattr(model.config, "_commit_hash", "") or ""),
        model.max_length,
        "torch",
    )


def _logits(model: Any, batch_size: int, pairs: list[Pair]) -> Float32:
    import torch

    return np.asarray(
        model.predict(
            [list(pair) for pair in pairs],
            batch_size=batch_size,
            activation_fn=torch.nn.Identity(),
            convert_to_numpy=True,
            show_progress_bar=False,
        ),
        dtype=np.float32,
    )


def read_labels(name: str, id2label: Mapping[int, str]) -> tuple[int, ...]:
    """Return for each output of the model which column of the result it fills.

    Two-label models keep what their labels say: "not_entailment" counts as neutral. "0"/"1" or
    LABEL_0/LABEL_1 are read as no/yes, the usual order of paraphrase models; three unnamed labels
    are refused, because their order differs from model to model.
    """
    labels = [id2label[index] for index in sorted(id2label)]
    found = [_meaning(label) for label in labels]
    if len(labels) == 2 and all(re.fullmatch(r"(?i)(label_)?[01]", label) for label in labels):
        found = [NEUTRAL, ENTAILMENT]
    known = tuple(meaning for meaning in found if meaning is not None)
    if len(known) < len(labels) or ENTAILMENT not in known or len(known) < 2:
        raise ModelError(
            f"scorer {name!r} has the labels {', '.join(labels)}.",
            "Name them in the id2label of its config.json: entailment, neutral, contradiction.",
        )
    return known


def _meaning(label: str) -> int | None:
    plain = re.sub(r"[^a-z0-9]", "", label.lower())
    return next((meaning for start, meaning in _MEANINGS if plain.startswith(start)), None)
