"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reporter.ingest.document import Document
from reporter.ingest.encoding import BinaryDataError, read_lines
from reporter.records import Skipped


class UnreadableError(Exception):
    """A file that gives no article; the message is the reason shown to the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input file; `path` is relative to the folder, posix."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles of one file in its order, and the records in it that are none."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()


Reader = Callable[[Source], Reading]


def text_lines(source: Source, declared: str | None = None) -> list[str]:
    """Return the mended lines of a text file. Raises UnreadableError for binary data."""
    try:
        return read_lines(source.data, declared)
    except BinaryDataError as error:
        raise not_text(error) from None


def not_text(error: BinaryDataError) -> UnreadableError:
    """Return the reason for a file whose name promises text."""
    return UnreadableError(
        f"not a text file but {error}; give it its right extension or remove it."
    )
