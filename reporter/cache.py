"""A store that wraps a backend behind the same Protocol, so that no text is judged twice.

Keys hold everything that the result depends on: the stage, the backend's whole description and the
full text, each with its length before it so that no two lists of parts read the same. Only hashes
and figures are kept, never article text. The file may be deleted at any time; a run that is killed
loses at most the batch at hand; a full disk or a damaged file turns the store off, not the run.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import platformdirs

from reporter.backends import Embedder, Float32, PairScorer
from reporter.config import CacheSettings

T = TypeVar("T")

_MEMORY = Path(":memory:")
"""SQLite's name for a database without a file."""

_BATCH = 256
"""Texts computed between two writes; what a kill can lose."""

_VARIABLES = 500
"""Placeholders per query, below the least limit that SQLite is built with."""


def cache_file(settings: CacheSettings) -> Path:
    """Return where the store of these settings is: their folder, or the user's cache folder.

    With the cache off it is in memory: a run still embeds no text twice.
    """
    if not settings.enabled:
        return _MEMORY
    folder = Path(settings.folder) if settings.folder else platformdirs.user_cache_path("reporter")
    return folder / "scores.sqlite"


class Store:
    """Rows of float32 by key in one SQLite file."""

    def __init__(self, file: Path) -> None:
        self._connection = _connect(file)

    def get(self, keys: Sequence[str]) -> dict[str, Float32]:
        """Return the rows that are there, by key."""
        found: dict[str, Float32] = {}
        if self._connection is None:
            return found
        for start in range(0, len(keys), _VARIABLES):
            part = keys[start : start + _VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, row FROM rows WHERE key IN ({marks})"  # noqa: S608
            try:
                for key, blob in self._connection.execute(query, part):
                    found[key] = np.frombuffer(blob, dtype=np.float32)
            except sqlite3.Error:
                self._connection = None
                return found
        return found

    def put(self, rows: Iterable[tuple[str, Float32]]) -> None:
        """Keep the rows; when that fails the store turns itself off."""
        if self._connection is None:
            return
        data = [(key, np.asarray(row, dtype=np.float32).tobytes()) for key, row in rows]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", data)
        except sqlite3.Error:
            self._connection = None


class CachedEmbedder:
    """An `Embedder` that asks the wrapped one only for texts it has not seen."""

    def __init__(self, embedder: Embedder, store: Store) -> None:
        self._embedder = embedder
        self._store = store

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped embedder's."""
        return self._embedder.description

    def embed(self, texts: Sequence[str]) -> Float32:
        """Return float32 (n, dim), unit rows."""
        if not texts:
            return self._embedder.embed(texts)
        prefix = ("embed", *_parts(self.description))
        keys = [cache_key(*prefix, text) for text in texts]
        return _through(self._store, keys, texts, self._embedder.embed)


class CachedScorer:
    """A `PairScorer` that asks the wrapped one only for pairs it has not seen."""

    def __init__(self, scorer: PairScorer, store: Store) -> None:
        self._scorer = scorer
        self._store = store

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped scorer's."""
        return self._scorer.description

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        """Return (n, 3) probabilities."""
        if not pairs:
            return self._scorer.score(pairs)
        prefix = ("score", *_parts(self.description))
        keys = [cache_key(*prefix, *pair) for pair in pairs]
        return _through(self._store, keys, pairs, self._scorer.score)


def cache_key(*parts: str) -> str:
    """Return the SHA-256 of the parts, each preceded by its length in bytes."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _parts(description: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}={description[name]}" for name in sorted(description))


def _through(
    store: Store, keys: Sequence[str], items: Sequence[T], compute: Callable[[list[T]], Float32]
) -> Float32:
    known = store.get(list(dict.fromkeys(keys)))
    missing = {key: item for key, item in zip(keys, items, strict=True) if key not in known}
    todo = list(missing)
    for start in range(0, len(todo), _BATCH):
        part = todo[start : start + _BATCH]
        rows = compute([missing[key] for key in part])
        known.update(zip(part, rows, strict=True))
        store.put(zip(part, rows, strict=True))
    return np.stack([known[key] for key in keys])


def _connect(file: Path) -> sqlite3.Connection | None:
    for attempt in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=10)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID"
            )
        except sqlite3.DatabaseError as error:
            if attempt or isinstance(error, sqlite3.OperationalError):
                return None
            file.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return connection
    return None
