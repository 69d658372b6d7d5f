"""Models whose answers stay in memory, so that a moved slider costs no model call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Generic, TypeVar

import numpy as np

from reporter.backends import Embedder, Float32, PairScorer

Key = TypeVar("Key")
Value = TypeVar("Value")

_BATCH = 32
"""Pairs judged between two looks at the clock."""

_UNKNOWN = np.array([0.0, 1.0, 0.0], dtype=np.float32)
_UNKNOWN.flags.writeable = False


class RememberedEmbedder:
    """An `Embedder` that asks the wrapped one once for each text."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._rows: dict[str, Float32] = {}

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped embedder's."""
        return self._embedder.description

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if fresh or not texts:
            rows = self._embedder.embed(fresh)
            self._rows.update(zip(fresh, rows, strict=True))
            if not texts:
                return rows
        return np.stack([self._rows[text] for text in texts])


class RememberedScorer:
    """A `PairScorer` that asks the wrapped one once for each pair.

    Inside `deferring` it asks nothing: a pair not judged yet reads as neutral, and waits.
    """

    def __init__(self, scorer: PairScorer) -> None:
        self._scorer = scorer
        self._rows: dict[tuple[str, str], Float32] = {}
        self._waiting: dict[tuple[str, str], None] | None = None

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped scorer's."""
        return self._scorer.description

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3) probabilities."""
        if not pairs:
            return self._scorer.score(pairs)
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._rows]
        if self._waiting is None:
            self._ask(fresh)
        else:
            self._waiting.update(dict.fromkeys(fresh))
        return np.stack([self._rows.get(pair, _UNKNOWN) for pair in pairs])

    @contextmanager
    def deferring(self) -> Iterator[Mapping[tuple[str, str], None]]:
        """Yield the pairs that wait, in the order in which they were asked for."""
        waiting: dict[tuple[str, str], None] = {}
        self._waiting = waiting
        try:
            yield waiting
        finally:
            self._waiting = None

    def judge(self, pairs: Sequence[tuple[str, str]], until: float) -> int:
        """Judge the pairs until the clock (`time.monotonic`) shows `until`; return how many."""
        done = 0
        while done < len(pairs) and (monotonic() < until):
            self._ask(pairs[done : done + _BATCH])
            done = min(done + _BATCH, len(pairs))
        return done

    def known(self) -> Mapping[tuple[str, str], Float32]:
        """Return every pair judged so far with its (3,) probabilities."""
        return self._rows

    def _ask(self, pairs: Sequence[tuple[str, str]]) -> None:
        if pairs:
            self._rows.update(zip(pairs, self._scorer.score(pairs), strict=True))


class Recent(Generic[Key, Value]):
    """The last `most` things computed, by what they were computed from."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """Return the value, now the most recent, or None."""
        if key not in self._values:
            return None
        self._values[key] = self._values.pop(key)
        return self._values[key]

    def put(self, key: Key, value: Value) -> Value:
        """Keep the value and return it."""
        self._values[key] = value
        if len(self._values) > self._most:
            del self._values[next(iter(self._values))]
        return value
