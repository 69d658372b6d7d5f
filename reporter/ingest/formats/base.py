"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reporter.ingest.document import Document
from reporter.ingest.encoding import BinaryDataError, decode_lines, mend
from reporter.records import Skipped


class UnreadableError(Exception):
    """A file that gives no article; the message is the reason shown to the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input file; `path` is relative to the folder, posix.

    `max_characters` is the length beyond which a text is no single article.
    """

    path: str
    data: bytes
    max_characters: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles of one file in its order, and the records in it that are none."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()


Reader = Callable[[Source], Reading]


def text_lines(source: Source) -> list[str]:
    """Return the mended lines of a text file.

    Raises UnreadableError for binary data, and for too long a text before the work of mending it.
    """
    lines = raw_lines(source)
    refuse_long(sum(map(len, lines)), source.max_characters)
    return [mend(line) for line in lines]


def raw_lines(source: Source, declared: str | None = None) -> list[str]:
    """Return the lines of a text file as they stand. Raises UnreadableError for binary data."""
    try:
        return decode_lines(source.data, declared)
    except BinaryDataError as error:
        raise not_text(error) from None


def not_text(error: BinaryDataError) -> UnreadableError:
    """Return the reason for a file whose name promises text."""
    return UnreadableError(
        f"not a text file but {error}; give it its right extension or remove it."
    )


def refuse_long(length: int, max_characters: int) -> None:
    """Raise UnreadableError where a text of `length` characters is no single article."""
    if length > max_characters:
        raise UnreadableError(
            f"{length:,} characters are too many for one article; split it, or raise"
            " ingest.max_characters."
        )
