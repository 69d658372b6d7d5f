"""Backends behind the same Protocols that ask through the store, so that nothing is asked twice.

Keys hold everything that an answer (a vector, scores, a parse, written sentences and their ratings)
depends on: the method, the code of the backends and of `text`, which some of them read with, the
backend's whole description and the full text.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec
import numpy as np

from reporter.backends import (
    Described,
    Embedder,
    Float32,
    PairScorer,
    Parser,
    Rater,
    Summarizer,
)
from reporter.backends import SummaryRequest as Request
from reporter.records import Token
from reporter.storage.fingerprints import code
from reporter.storage.store import Store, cache_key

Item = TypeVar("Item")
Answer = TypeVar("Answer")

Texts = tuple[str, ...]
_Rating = tuple[Request, str]
Tokens = tuple[Token, ...]

_BATCH = 256
"""Texts computed between two writes; what a kill can lose."""


class CachedParser:
    """A `Parser` that asks the wrapped one only for texts it has not seen."""

    def __init__(self, parser: Parser, store: Store) -> None:
        self._ask = _Ask("parse", parser, store, parser.parse, lambda text: (text,), _TOKENS)

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped parser's."""
        return self._ask.backend.description

    def parse(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text."""
        return self._ask(texts)


class CachedEmbedder:
    """An `Embedder` that asks the wrapped one only for texts it has not seen."""

    def __init__(self, embedder: Embedder, store: Store) -> None:
        self._embedder = embedder
        self._ask = _Ask("embed", embedder, store, embedder.embed, lambda text: (text,), _ROW)

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped embedder's."""
        return self._embedder.description

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows."""
        return np.stack(self._ask(texts)) if texts else self._embedder.embed(texts)

    def kept(self, texts: Sequence[str]) -> list[Float32 | None]:
        """Return the rows that are in the store, None for the others; nothing is computed."""
        return self._ask.kept(texts)


class CachedScorer:
    """A `PairScorer` that asks the wrapped one only for pairs it has not seen."""

    def __init__(self, scorer: PairScorer, store: Store) -> None:
        self._ask = _Ask("score", scorer, store, scorer.score, lambda pair: pair, _ROW)

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped scorer's."""
        return self._ask.backend.description

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3) probabilities."""
        return np.stack(self._ask(pairs)) if pairs else np.zeros((0, 3), dtype=np.float32)

    def kept(self, pairs: Sequence[tuple[str, str]]) -> list[Float32 | None]:
        """Return the rows that are in the store, None for the others; nothing is computed."""
        return self._ask.kept(pairs)


class CachedSummarizer:
    """A `Summarizer` that asks the wrapped one only for requests it has not seen.

    It can rate sentences where the wrapped one can.
    """

    def __init__(self, summarizer: Summarizer, store: Store) -> None:
        self._ask = _Ask("write", summarizer, store, summarizer.write, self._read_of, _TEXTS)
        if isinstance(summarizer, Rater):
            self._rater = summarizer
            self._ask_rating = _Ask(
                "rate", summarizer, store, self._compute_ratings, self._rated_of, _NUMBER
            )
            self.rate = self._rate

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped summarizer's."""
        return self._ask.backend.description

    def write(self, requests: Sequence[Request]) -> list[Texts]:
        """Return the candidates for each request, best first."""
        return self._ask(requests)

    def _rate(
        self, requests: Sequence[Request], texts: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        asked = [
            (request, text) for request, own in zip(requests, texts, strict=True) for text in own
        ]
        found = iter(self._ask_rating(asked))
        return [tuple(next(found) for _ in own) for own in texts]

    def _compute_ratings(self, asked: Sequence[_Rating]) -> list[float]:
        """Ask for all texts of a request at once: they share the reading of its sources."""
        by_request: dict[Request, list[str]] = {}
        for request, text in asked:
            by_request.setdefault(request, []).append(text)
        rated = self._rater.rate([*by_request], [*by_request.values()])
        known = {
            (request, text): value
            for (request, own), values in zip(by_request.items(), rated, strict=True)
            for text, value in zip(own, values, strict=True)
        }
        return [known[item] for item in asked]

    def _rated_of(self, asked: _Rating) -> Texts:
        return (*self._read_of(asked[0]), asked[1])

    def _read_of(self, request: Request) -> Texts:
        """Return what the summarizer reads of a request; one says that it reads no prompt."""
        reads_prompt = self.description.get("reads") != "statements"
        prompt = request.prompt if reads_prompt else ""
        return (prompt, str(request.max_words), *request.statements)


def described(description: Mapping[str, str]) -> Texts:
    """Return a description as parts of a key."""
    return tuple(f"{name}={description[name]}" for name in sorted(description))


# --- asking through the store ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Form(Generic[Answer]):
    """How an answer is kept as bytes."""

    encode: Callable[[Answer], bytes]
    decode: Callable[[bytes], Answer]


def _row_bytes(row: Float32) -> bytes:
    return np.asarray(row, dtype=np.float32).tobytes()


def _row(data: bytes) -> Float32:
    return np.frombuffer(data, dtype=np.float32)


_ROW = _Form(_row_bytes, _row)
_TOKENS = _Form(msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Tokens).decode)
_TEXTS = _Form(msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Texts).decode)
_NUMBER = _Form(struct.Struct("<d").pack, lambda data: float(struct.unpack("<d", data)[0]))


@dataclass(frozen=True, slots=True)
class _Ask(Generic[Item, Answer]):
    """One method of a backend, `compute`, asked through the store for what is not there yet."""

    stage: str
    backend: Described
    store: Store
    compute: Callable[[list[Item]], Iterable[Answer]]
    parts: Callable[[Item], Texts]
    form: _Form[Answer]

    def __call__(self, items: Sequence[Item]) -> list[Answer]:
        """Return the answer to each item; equal items are asked once."""
        before = dict(self.backend.description)
        keys = self._keys(items)
        known = self._known(list(dict.fromkeys(keys)))
        missing = {key: item for key, item in zip(keys, items, strict=True) if key not in known}
        todo = list(missing)
        for start in range(0, len(todo), _BATCH):
            part = todo[start : start + _BATCH]
            answers = list(self.compute([missing[key] for key in part]))
            if dict(self.backend.description) != before:
                # Once opened, the model turned out to be another than the one remembered.
                return self(items)
            known.update(zip(part, answers, strict=True))
            self._keep(dict(zip(part, answers, strict=True)))
        return [known[key] for key in keys]

    def kept(self, items: Sequence[Item]) -> list[Answer | None]:
        """Return the answers that are there, None for the others."""
        keys = self._keys(items)
        known = self._known(list(dict.fromkeys(keys)))
        return [known.get(key) for key in keys]

    def _keys(self, items: Sequence[Item]) -> list[str]:
        own = (code("backends"), code("text"))
        prefix = (self.stage, *own, *described(self.backend.description))
        return [cache_key(*prefix, *self.parts(item)) for item in items]

    def _known(self, keys: Sequence[str]) -> dict[str, Answer]:
        known = {}
        for key, data in self.store.get(keys).items():
            try:
                known[key] = self.form.decode(data)
            except (ValueError, struct.error, msgspec.MsgspecError):
                continue
        return known

    def _keep(self, answers: Mapping[str, Answer]) -> None:
        try:
            self.store.put([(key, self.form.encode(answer)) for key, answer in answers.items()])
        except UnicodeEncodeError:
            # A text with half a surrogate pair has no UTF-8 form; it is asked anew each time.
            return
