"""Opens the backend that a setting such as `seq2seq:facebook/bart-large-cnn` names.

Built-in backends and those of other packages come through the same entry points:
`reporter.parsers`, `reporter.embedders`, `reporter.scorers`, `reporter.summarizers`, each a
function `(name: str, settings: ModelSettings) -> backend`, where `name` is what follows the colon.
"""

from __future__ import annotations

import difflib
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from reporter.backends import Embedder, PairScorer, Parser, Summarizer
from reporter.config import ModelSettings
from reporter.errors import ModelError


def open_parser(settings: ModelSettings) -> Parser:
    """Open the parser of the settings; ModelError when it cannot be found or opened."""
    return cast(Parser, _open("parsers", settings.parser, settings))


def open_embedder(settings: ModelSettings) -> Embedder:
    """Open the embedder of the settings; ModelError when it cannot be found or opened."""
    return cast(Embedder, _open("embedders", settings.embedder, settings))


def open_scorer(settings: ModelSettings) -> PairScorer:
    """Open the pair scorer of the settings; ModelError when it cannot be found or opened."""
    return cast(PairScorer, _open("scorers", settings.scorer, settings))


def open_summarizer(settings: ModelSettings) -> Summarizer:
    """Open the summarizer of the settings; ModelError when it cannot be found or opened."""
    return cast(Summarizer, _open("summarizers", settings.summarizer, settings))


def available(kind: str) -> dict[str, EntryPoint]:
    """Return the registered backends of a kind ("parsers", "embedders", ...) by name, sorted."""
    found = entry_points(group=f"reporter.{kind}")
    return {point.name: point for point in sorted(found, key=lambda point: point.name)}


def _open(kind: str, spec: str, settings: ModelSettings) -> Any:
    backend, _, name = spec.partition(":")
    known = available(kind)
    if backend not in known:
        close = difflib.get_close_matches(backend, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."
        raise ModelError(f"models.{kind[:-1]} = {spec!r}: no backend {backend!r}.", hint)
    return known[backend].load()(name, settings)
