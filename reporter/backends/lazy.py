"""Backends that are opened when they are first asked for something.

Opening takes seconds, and a run whose answers all lie in the store asks for none. Cache keys need
the description of a backend, which only an opened one gives; so descriptions are remembered, by
everything that they depend on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from reporter.backends import (
    Described,
    Embedder,
    Float32,
    PairScorer,
    Parser,
    Summarizer,
    SummaryRequest,
)
from reporter.backends.registry import open_embedder, open_parser, open_scorer, open_summarizer
from reporter.config import ModelSettings
from reporter.records import Token
from reporter.resources import shipped
from reporter.storage.fingerprints import code, content, environment, state

Backend = TypeVar("Backend", bound=Described)


class Memory(Protocol):
    """Keeps texts by key."""

    def recall(self, *parts: str) -> str | None:
        """Return the text kept under these parts, or None."""

    def remember(self, text: str, *parts: str) -> None:
        """Keep the text under these parts."""


class _Deferred(Generic[Backend]):
    """Opens a backend when it is first called; the `kind` is "parser", "embedder", ..."""

    def __init__(
        self,
        kind: str,
        opener: Callable[[ModelSettings], Backend],
        settings: ModelSettings,
        memory: Memory,
    ) -> None:
        self._kind = kind
        self._opener = opener
        self._settings = settings
        self._memory = memory
        self._backend: Backend | None = None
        spec = str(getattr(settings, kind))
        self._files = _files(kind, spec)
        # The name of a hub says nothing of what is there today, so such a model is always opened.
        self._key = None if self._files is None else _key(kind, settings, self._files)
        known = memory.recall(*self._key) if self._key else None
        self._known: dict[str, str] = json.loads(known) if known else {}
        if not self._known:
            self()

    @property
    def description(self) -> Mapping[str, str]:
        """The backend's, as it was when it was last opened."""
        return {key: value for key, value in self._known.items() if key != _RATES}

    def __call__(self) -> Backend:
        """Return the opened backend; ModelError when it cannot be opened."""
        if self._backend is None:
            self._backend = self._opener(self._settings)
            found = dict(self._backend.description)
            if found.get("revision") == "local":
                found["revision"] = content(self._files or ())[:16]
            if hasattr(self._backend, "rate"):
                found[_RATES] = "yes"
            if self._key and found != self._known:
                self._memory.remember(json.dumps(found), *self._key)
            self._known = found
        return self._backend


_RATES = "(rates)"
"""Remembered beside a description: whether the summarizer can also rate sentences."""


class DeferredParser(_Deferred[Parser]):
    """A `Parser` that is opened when it is first asked for a parse."""

    def __init__(
        self,
        settings: ModelSettings,
        memory: Memory,
        opener: Callable[[ModelSettings], Parser] = open_parser,
    ) -> None:
        super().__init__("parser", opener, settings, memory)

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Return the tokens of each text."""
        return self().parse(texts) if texts else []


class DeferredEmbedder(_Deferred[Embedder]):
    """An `Embedder` that is opened when it is first asked for vectors."""

    def __init__(
        self,
        settings: ModelSettings,
        memory: Memory,
        opener: Callable[[ModelSettings], Embedder] = open_embedder,
    ) -> None:
        super().__init__("embedder", opener, settings, memory)

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows."""
        return self().embed(texts)


class DeferredScorer(_Deferred[PairScorer]):
    """A `PairScorer` that is opened when it is first asked for scores."""

    def __init__(
        self,
        settings: ModelSettings,
        memory: Memory,
        opener: Callable[[ModelSettings], PairScorer] = open_scorer,
    ) -> None:
        super().__init__("scorer", opener, settings, memory)

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3) probabilities."""
        return self().score(pairs)


class DeferredSummarizer(_Deferred[Summarizer]):
    """A `Summarizer` that is opened when it is first asked for a sentence.

    It can rate sentences where the summarizer can.
    """

    def __init__(
        self,
        settings: ModelSettings,
        memory: Memory,
        opener: Callable[[ModelSettings], Summarizer] = open_summarizer,
    ) -> None:
        super().__init__("summarizer", opener, settings, memory)
        if _RATES in self._known:
            self.rate = self._rate

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        """Return the candidates for each request, best first."""
        return self().write(requests) if requests else []

    def _rate(self, *asked: Any) -> Any:
        opened: Any = self()
        return opened.rate(*asked)


def _files(kind: str, spec: str) -> list[Path] | None:
    """Return what a model on this machine is opened from, or None for one of a hub.

    A model that comes as a package has no files here: the environment tells its version.
    """
    backend, _, name = spec.partition(":")
    if name and Path(name).exists():
        return [Path(name)]
    if "/" in name:
        return None
    own = {"scorer": "pair-scorer", "summarizer": "summarizer"}.get(kind, "")
    folder = shipped("models") / own
    return [folder] if own and backend not in {"lexical", "extractive"} and folder.is_dir() else []


def _key(kind: str, settings: ModelSettings, files: Sequence[Path]) -> tuple[str, ...]:
    others = {"parser", "embedder", "scorer", "summarizer"} - {kind}
    asked = settings.model_dump_json(exclude=others)
    return ("opened", kind, asked, code(), environment(), state(files))
