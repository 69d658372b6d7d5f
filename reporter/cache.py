"""A store that wraps a backend behind the same Protocol, so that nothing is asked twice.

Keys hold everything that the result depends on: the stage, the backend's whole description and the
full text, each with its length before it so that no two lists of parts read the same. What is kept
(vectors, scores, parses, written sentences, results of stages) is as private as the articles. The
file may be deleted at any time; a run that is killed loses at most the batch at hand; a full disk
or a damaged file turns the store off, not the run.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
import numpy as np
import platformdirs

from reporter.backends import Described, Embedder, Float32, PairScorer, Parser, Summarizer
from reporter.backends import SummaryRequest as Request
from reporter.config import CacheSettings
from reporter.records import Token

Item = TypeVar("Item")
Answer = TypeVar("Answer")

Texts = tuple[str, ...]
Tokens = tuple[Token, ...]

_MEMORY = Path(":memory:")
"""SQLite's name for a database without a file."""

_BATCH = 256
"""Texts computed between two writes; what a kill can lose."""

_VARIABLES = 500
"""Placeholders per query, below the least limit that SQLite is built with."""

_KEPT_DAYS = 30
"""Results of stages go after so long: those of other versions of the code are never read again."""

_TABLES = """
CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB, day INTEGER) WITHOUT ROWID;
"""


def cache_file(settings: CacheSettings) -> Path:
    """Return where the store of these settings is: their folder, or the user's cache folder.

    With the cache off it is in memory: a run still embeds no text twice.
    """
    if not settings.enabled:
        return _MEMORY
    folder = Path(settings.folder) if settings.folder else platformdirs.user_cache_path("reporter")
    return folder / "scores.sqlite"


class Store:
    """Answers of models, and results of stages, by key in one SQLite file."""

    def __init__(self, file: Path) -> None:
        self._connection = _connect(file)

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the answers that are there, by key."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _VARIABLES):
            part = keys[start : start + _VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, row FROM rows WHERE key IN ({marks})"  # noqa: S608
            found.update(self._read(query, part))
        return found

    def put(self, answers: Iterable[tuple[str, bytes]]) -> None:
        """Keep the answers; when that fails the store turns itself off."""
        self._write("INSERT OR REPLACE INTO rows VALUES (?, ?)", answers)

    def result(self, key: str) -> bytes | None:
        """Return the result of a stage that is kept under the key, or None."""
        rows = self._read("SELECT value FROM results WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def keep_result(self, key: str, value: bytes) -> None:
        """Keep the result of a stage for a month; when that fails the store turns itself off."""
        self._write("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", [(key, value, _today())])

    def _read(self, query: str, values: Sequence[str]) -> list[Any]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            self._connection = None
            return []

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany(query, rows)
        except sqlite3.Error:
            self._connection = None


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


class CachedSummarizer:
    """A `Summarizer` that asks the wrapped one only for requests it has not seen.

    It can rate sentences where the wrapped one can; ratings are not kept.
    """

    def __init__(self, summarizer: Summarizer, store: Store) -> None:
        self._ask = _Ask("write", summarizer, store, summarizer.write, _of_request, _TEXTS)
        if hasattr(summarizer, "rate"):
            self.rate = summarizer.rate

    @property
    def description(self) -> Mapping[str, str]:
        """The wrapped summarizer's."""
        return self._ask.backend.description

    def write(self, requests: Sequence[Request]) -> list[Texts]:
        """Return the candidates for each request, best first."""
        return self._ask(requests)


def cache_key(*parts: str) -> str:
    """Return the SHA-256 of the parts, each preceded by its length in bytes."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


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


def _of_request(request: Request) -> Texts:
    return (request.prompt, str(request.max_words), *request.statements)


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
        prefix = (self.stage, *described(before))
        keys = [cache_key(*prefix, *self.parts(item)) for item in items]
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

    def _known(self, keys: Sequence[str]) -> dict[str, Answer]:
        known = {}
        for key, data in self.store.get(keys).items():
            try:
                known[key] = self.form.decode(data)
            except (ValueError, msgspec.MsgspecError):
                continue
        return known

    def _keep(self, answers: Mapping[str, Answer]) -> None:
        try:
            self.store.put([(key, self.form.encode(answer)) for key, answer in answers.items()])
        except UnicodeEncodeError:
            # A text with half a surrogate pair has no UTF-8 form; it is asked anew each time.
            return


def _today() -> int:
    return int(time.time() // 86_400)


def _connect(file: Path) -> sqlite3.Connection | None:
    for attempt in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=10)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(_TABLES)
            with connection:
                connection.execute("DELETE FROM results WHERE day < ?", [_today() - _KEPT_DAYS])
        except sqlite3.DatabaseError as error:
            if attempt or isinstance(error, sqlite3.OperationalError):
                return None
            file.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return connection
    return None
