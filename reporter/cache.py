"""A store that wraps a backend behind the same Protocol, so that nothing is asked twice.

Keys hold everything that the result depends on: the stage, the backend's whole description and the
full text, each with its length before it so that no two lists of parts read the same. What is kept
(vectors, scores, parses, written sentences and their ratings, results of stages) is as private as
the articles. The file may be deleted at any time; a run that is killed loses at most the batch at
hand; a full disk or a damaged file turns the store off, not the run.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
import numpy as np
import platformdirs

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
from reporter.config import CacheSettings
from reporter.records import Token

Item = TypeVar("Item")
Answer = TypeVar("Answer")

Texts = tuple[str, ...]
_Rating = tuple[Request, str]
Tokens = tuple[Token, ...]

_MEMORY = Path(":memory:")
"""SQLite's name for a database without a file."""

_BATCH = 256
"""Texts computed between two writes; what a kill can lose."""

_VARIABLES = 500
"""Placeholders per query, below the least limit that SQLite is built with."""

_KEPT_HOURS = 30 * 24
"""What nobody asked for in a month goes: much of it is of other versions of code and models."""

_ROOM = 0.8
"""How full a store that was too large is afterwards, so that it is not trimmed after each run."""

_TABLES = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uses (key TEXT PRIMARY KEY, hour INTEGER) WITHOUT ROWID;
"""
# Apart from the values, which would be written anew with each change of a row.
_USED = """
INSERT INTO uses VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET hour = excluded.hour WHERE hour < excluded.hour
"""
_BY_USE = """
SELECT kept.key, bytes FROM (
    SELECT key, length(key) + length(row) AS bytes FROM rows
    UNION ALL SELECT key, length(key) + length(value) FROM results
) AS kept LEFT JOIN uses ON uses.key = kept.key ORDER BY coalesce(hour, 0), kept.key
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
        self._used: set[str] = set()

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the answers that are there, by key."""
        found: dict[str, bytes] = {}
        for start in range(0, len(keys), _VARIABLES):
            part = keys[start : start + _VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, row FROM rows WHERE key IN ({marks})"  # noqa: S608
            found.update(self._read(query, part))
        self._used.update(found)
        return found

    def put(self, answers: Sequence[tuple[str, bytes]]) -> None:
        """Keep the answers; when that fails the store turns itself off."""
        self._write("INSERT OR REPLACE INTO rows VALUES (?, ?)", answers)
        self._used.update(key for key, _ in answers)

    def result(self, key: str) -> bytes | None:
        """Return the result of a stage that is kept under the key, or None."""
        rows = self._read("SELECT value FROM results WHERE key = ?", (key,))
        self._used.update([key] if rows else [])
        return rows[0][0] if rows else None

    def keep_result(self, key: str, value: bytes) -> None:
        """Keep the result of a stage; when that fails the store turns itself off."""
        self._write("INSERT OR REPLACE INTO results (key, value) VALUES (?, ?)", [(key, value)])
        self._used.add(key)

    def trim(self, megabytes: int) -> None:
        """Drop what nobody asked for in a month and, beyond that size, what was used least lately.

        What this store was asked for counts as used now. When it fails the store turns itself off,
        and what is kept stays as it was.
        """
        now = _hour()
        self._write(_USED, [(key, now) for key in sorted(self._used)])
        stale = self._read("SELECT key FROM uses WHERE hour < ?", (now - _KEPT_HOURS,))
        self._drop([key for (key,) in stale])
        pages, free, size = (
            self._number(f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size")
        )
        taken = (pages - free) * size
        if taken > megabytes * 1_000_000:
            self._drop(self._least_used(int(taken - _ROOM * megabytes * 1_000_000)))

    def _least_used(self, total: int) -> list[str]:
        """Return the keys, least lately used first, of so many bytes in all."""
        found: list[str] = []
        for key, length in self._read(_BY_USE):
            if total <= 0:
                break
            found.append(key)
            total -= length
        return found

    def _drop(self, keys: Sequence[str]) -> None:
        for table in ("rows", "results", "uses"):
            self._write(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])  # noqa: S608
        if keys and self._connection is not None:
            with suppress(sqlite3.Error):
                # A script, for `execute` gives back one page only.
                self._connection.executescript("PRAGMA incremental_vacuum")

    def _number(self, query: str) -> int:
        rows = self._read(query)
        return int(rows[0][0]) if rows else 0

    def _read(self, query: str, values: Sequence[str | int] = ()) -> list[Any]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            self._connection = None
            return []

    def _write(self, query: str, rows: Sequence[tuple[object, ...]]) -> None:
        if self._connection is None or not rows:
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
        prefix = (self.stage, *described(self.backend.description))
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


def _hour() -> int:
    return int(time.time() // 3600)


def _connect(file: Path) -> sqlite3.Connection | None:
    for attempt in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=10)
            connection.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            if attempt or isinstance(error, sqlite3.OperationalError):
                return None
            file.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return connection
    return None
