"""Opens the backend that a setting such as `seq2seq:facebook/bart-large-cnn` names.

Built-in backends and those of other packages come through the same entry points:
`reporter.parsers`, `reporter.embedders`, `reporter.scorers`, `reporter.summarizers`, each a
function `(name: str, settings: ModelSettings) -> backend`, where `name` is what follows the colon.
"""

from __future__ import annotations

import difflib
import logging
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from reporter.backends import Embedder, PairScorer, Parser, Summarizer
from reporter.config import ModelSettings
from reporter.errors import ModelError
from reporter.resources import shipped

SLOT_SCORER = "slot-scorer"
"""The shipped slot scorer, opened where the setting names none."""

_log = logging.getLogger(__name__)


def open_parser(settings: ModelSettings) -> Parser:
    """Open the parser of the settings; ModelError when it cannot be found or opened."""
    return cast(Parser, _open("parsers", settings.parser, settings))


def open_embedder(settings: ModelSettings) -> Embedder:
    """Open the embedder of the settings; ModelError when it cannot be found or opened."""
    return cast(Embedder, _open("embedders", settings.embedder, settings))


def open_scorer(settings: ModelSettings) -> PairScorer:
    """Open the pair scorer of the settings; ModelError when it cannot be found or opened."""
    return cast(PairScorer, _open("scorers", settings.scorer, settings))


def open_slot_scorer(settings: ModelSettings) -> PairScorer:
    """Open the slot scorer of the settings; ModelError when it cannot be found or opened.

    It is a pair scorer that reads statements with a value masked in each: P(entailment) is that
    both masks stand for one thing.
    """
    backend, _, name = settings.slot_scorer.partition(":")
    spec = f"{backend}:{name or SLOT_SCORER}"
    return cast(PairScorer, _open("scorers", spec, settings, "slot_scorer"))


def wants_slot_scorer(settings: ModelSettings) -> bool:
    """Return whether a slot scorer is named and there, and pairs are judged by a trained scorer.

    Where none is shipped, the log says so.
    """
    backend, _, name = settings.slot_scorer.partition(":")
    if backend == "none" or settings.scorer.startswith("lexical"):
        return False
    if name or (shipped("models") / SLOT_SCORER).is_dir():
        return True
    _log.warning(
        "models/%s is not there: what stands around two values alone says whether they fill one "
        "slot. Write models.slot_scorer = 'none' to mean that.",
        SLOT_SCORER,
    )
    return False


def open_summarizer(settings: ModelSettings) -> Summarizer:
    """Open the summarizer of the settings; ModelError when it cannot be found or opened."""
    return cast(Summarizer, _open("summarizers", settings.summarizer, settings))


def available(kind: str) -> dict[str, EntryPoint]:
    """Return the registered backends of a kind ("parsers", "embedders", ...) by name, sorted."""
    found = entry_points(group=f"reporter.{kind}")
    return {point.name: point for point in sorted(found, key=lambda point: point.name)}


def _open(kind: str, spec: str, settings: ModelSettings, key: str = "") -> Any:
    backend, _, name = spec.partition(":")
    known = available(kind)
    if backend not in known:
        close = difflib.get_close_matches(backend, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."
        raise ModelError(f"models.{key or kind[:-1]} = {spec!r}: no backend {backend!r}.", hint)
    return known[backend].load()(name, settings)
