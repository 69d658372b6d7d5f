"""What reading hands to cleaning.

A `Document` holds the lines of one input with their numbers, and what the format itself says about
the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

# Of other files none is read whose name ends so.
_RECORD = re.compile(r"(?<=\.json)#\d+$|(?<=\.jsonl)#\d+$", re.IGNORECASE)


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
    """One article as read: `path` relative to the folder (posix), `source` its format ("html").

    A line is a paragraph where the format lets one tell. Where a paragraph runs over several lines
    of the input, `continuations` holds the second and later ones as they stand in the input, so
    that a sentence in its middle still leads to its own line. A title that the format keeps apart
    from the text (a JSON field, a mail's subject) is also the first of `lines`.
    """

    path: str
    source: str
    lines: tuple[Line, ...]
    hints: Hints = Hints()
    continuations: tuple[Line, ...] = ()


def record_path(file: str, number: int) -> str:
    """Return the path of one of several articles in a JSON file: "feed.jsonl#3" is the third."""
    return f"{file}#{number}"


def file_of(path: str) -> str:
    """Return the file that the path of an article leads to: "feed.jsonl" for "feed.jsonl#3"."""
    return _RECORD.sub("", path)
