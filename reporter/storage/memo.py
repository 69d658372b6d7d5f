"""Results of stages, kept by everything that they were computed from.

A stage is a pure function of what it is given, of the code and of the installed packages. Its
result is kept under the SHA-256 of all of that, so that another threshold computes anew what hangs
on it and nothing else. Statements, which hold every token, are kept once per article; in all other
results their ids stand for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Generic, TypeVar

import msgspec

from reporter.config import CacheSettings
from reporter.records import (
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Headline,
    Side,
    Statement,
    Unique,
)
from reporter.storage.fingerprints import code, environment
from reporter.storage.store import Store, cache_file, cache_key

Result = TypeVar("Result")

_encode = msgspec.msgpack.Encoder().encode


class Kept(Generic[Result]):
    """A kind of result: its name, and its type, from which it is read back."""

    def __init__(self, stage: str, form: Any) -> None:
        self.stage = stage
        self.decode: Callable[[bytes], Result] = msgspec.msgpack.Decoder(form).decode


class Memo:
    """Computes what is not kept yet; without a store it computes everything.

    Nothing is kept while it does not `trust` what is computed.
    """

    def __init__(
        self, store: Store | None = None, trust: Callable[[], bool] = lambda: True
    ) -> None:
        self._store = store
        self._trust = trust

    def trusting(self, trust: Callable[[], bool]) -> Memo:
        """Return what takes from the same store, and keeps there what may be trusted."""
        return Memo(self._store, trust)

    @property
    def certain(self) -> Memo:
        """The same for what can be trusted whatever it is computed beside."""
        return Memo(self._store)

    def result(
        self,
        kept: Kept[Result],
        asked: Callable[[], tuple[object, ...]],
        compute: Callable[[], Result],
        statements: Sequence[Statement] = (),
    ) -> Result:
        """Return the result for what is `asked`, everything that it depends on but code.

        `statements` are those that the result may hold, in a fixed order. What is asked is looked
        at again after computing: a model that had to be opened may say something else of itself.
        """
        key = self.key(kept, asked)
        known = self.known(kept, key, statements)
        if known is not None:
            return known
        found = compute()
        if key is not None and key == self.key(kept, asked):
            self.keep(key, found, statements)
        return found

    def key(self, kept: Kept[Result], asked: Callable[[], tuple[object, ...]]) -> str | None:
        """Return the key for what is asked; None where nothing can be kept."""
        if self._store is None:
            return None
        try:
            return digest(kept.stage, code(), environment(), *asked())
        except (_UnkeyableError, UnicodeEncodeError):
            return None

    def known(
        self, kept: Kept[Result], key: str | None, statements: Sequence[Statement] = ()
    ) -> Result | None:
        """Return the result under the key of `key`, None where there is none that can be read."""
        data = self._store.result(key) if self._store is not None and key is not None else None
        if not data:
            return None
        try:
            return _filled(kept.decode(data), statements)
        except (ValueError, IndexError, msgspec.MsgspecError):
            # Damaged, hence computed anew.
            return None

    def keep(self, key: str, found: object, statements: Sequence[Statement] = ()) -> None:
        """Keep a result under the key of `key`."""
        if self._store is not None and self._trust():
            with suppress(_UnkeyableError):
                self._store.keep_result(key, named(found, statements))

    def trim(self, megabytes: int) -> None:
        """Keep the store below that size (`Store.trim`)."""
        if self._store is not None:
            self._store.trim(megabytes)

    def recall(self, *parts: str) -> str | None:
        """Return the text kept under these parts, or None."""
        data = self._store and self._store.result(cache_key(*parts))
        return data.decode("utf-8", "replace") if data else None

    def remember(self, text: str, *parts: str) -> None:
        """Keep the text under these parts."""
        if self._store is not None:
            self._store.keep_result(cache_key(*parts), text.encode())


NOTHING_KEPT = Memo()
"""Computes everything."""


def open_memo(settings: CacheSettings) -> Memo:
    """Return what keeps results where the settings say, or nothing if they say so."""
    return Memo(Store(cache_file(settings))) if settings.enabled else NOTHING_KEPT


def digest(*values: object) -> str:
    """Return the SHA-256 of records, settings, descriptions, texts and numbers."""
    return cache_key(*(_part(value) for value in values))


def named(found: object, statements: Sequence[Statement]) -> bytes:
    """Return a result as bytes in which the places of `statements` stand for them."""
    place = {id(statement): number for number, statement in enumerate(statements)}

    def stub(statement: Statement) -> Statement:
        return Statement("", "", 0, 0, "", place[id(statement)])

    try:
        return _encode(_exchanged(found, stub) if statements else found)
    except (KeyError, UnicodeEncodeError):
        # Another statement than those given, or a text with half a surrogate pair: not kept.
        raise _UnkeyableError from None


class _UnkeyableError(Exception):
    """Something that has no bytes by which it could be known again."""


def _part(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if hasattr(value, "model_dump_json"):
        return str(value.model_dump_json())
    if isinstance(value, Mapping):
        value = sorted(value.items())
    return _encode(value).decode("latin-1")


# --- statements by their ids ----------------------------------------------------------------------

_HOLDERS: Mapping[type, tuple[str, ...]] = {
    Cluster: ("statements", "medoid"),
    Evidence: ("statement",),
    Side: ("evidence",),
    Discrepancy: ("sides",),
    Fact: ("cluster",),
    Headline: ("statements",),
    Unique: ("statements",),
}
"""The fields through which results of stages hold statements."""


def _filled(found: Result, statements: Sequence[Statement]) -> Result:
    if not statements:
        return found
    filled: Result = _exchanged(found, lambda stub: statements[stub.line])
    return filled


def _exchanged(value: Any, exchange: Callable[[Statement], Statement]) -> Any:
    if isinstance(value, Statement):
        return exchange(value)
    if isinstance(value, tuple):
        return tuple(_exchanged(item, exchange) for item in value)
    names = _HOLDERS.get(type(value), ())
    held = {name: _exchanged(getattr(value, name), exchange) for name in names}
    return replace(value, **held) if held else value
