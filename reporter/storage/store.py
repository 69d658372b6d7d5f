"""The store of what is kept between runs: answers of models and results of stages, by key.

What is kept is as private as the articles. The file may be deleted at any time; a run that is
killed loses at most the batch at hand; a full disk or a damaged file turns the store off, not the
run. Keys are made of texts, each with its length before it, so that no two lists of parts read the
same.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs

from reporter.config import CacheSettings

_MEMORY = Path(":memory:")
"""SQLite's name for a database without a file."""

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


def cache_key(*parts: str) -> str:
    """Return the SHA-256 of the parts, each preceded by its length in bytes."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


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
