"""What reading hands to cleaning: the lines of one input with their numbers, and what the format
itself says about the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `number` is the 1-based line of the input file on which it starts.

    Several lines may share a number (a JSON string with line breaks, a long HTML line).
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What the format says: JSON fields, HTML metadata, mail headers, front matter.

    `None` where it says nothing. `published` may be a date or an aware or naive datetime.
    """

    title: str | None = None
    outlet: str | None = None
    published: date | datetime | None = None
    url: str | None = None
    wire: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read: `path` relative to the folder (posix), `source` its format ("html")."""

    path: str
    source: str
    lines: tuple[Line, ...]
    hints: Hints = Hints()
