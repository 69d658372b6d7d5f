"""What the readers of formats are asked, and what they answer."""

from __future__ import annotations

from pathlib import PurePath

from reporter.ingest.document import Document
from reporter.ingest.formats import READERS, Reading, Source

WRAPPED = """\
The ferry ran aground off the harbour on Wednesday
night with two hundred people aboard. It was the
first such accident in a decade, and the operator
said that nobody had been hurt in it.

Boats from three villages came to help within the
hour.
"""


def read(name: str, content: str | bytes, max_characters: int = 10_000) -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return READERS[PurePath(name).suffix](Source(name, data, max_characters))


def only(reading: Reading) -> Document:
    assert reading.skipped == ()
    (document,) = reading.documents
    return document


def shown(document: Document) -> list[tuple[int, str]]:
    return [(line.number, line.text) for line in document.lines if line.text]
