"""PDF, by pypdf (an extra). A PDF has no lines: they are counted in the text taken from it."""

from __future__ import annotations

import io
import logging

from reporter.ingest.document import Document, Hints
from reporter.ingest.encoding import mend, split_lines
from reporter.ingest.formats.base import Reading, Source, UnreadableError, refuse_long
from reporter.ingest.formats.fields import one_line
from reporter.ingest.formats.paragraphs import unwrap_printed
from reporter.ingest.formats.text import numbered

# Without a handler, Python prints the library's warnings to stderr.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(source: Source) -> Reading:
    """Return the text layer of a PDF as one article."""
    try:
        import pypdf
    except ImportError:
        raise UnreadableError(
            "reading PDF needs an extra: pip install 'discrepancy-reporter[pdf]'."
        ) from None
    reader = pypdf.PdfReader(io.BytesIO(source.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("an encrypted PDF; save it without its password.")
    lines: list[str] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        lines += [mend(line) for line in split_lines(text)]
        length += len(text)
        refuse_long(length, source.max_characters)
    if not any(line.strip() for line in lines):
        raise UnreadableError(
            "a PDF without a text layer (a scan?); run text recognition on it or supply the text."
        )
    whole = unwrap_printed(numbered(lines))
    # Many programs leave a template's title in the metadata: believe one that the page shows.
    title = one_line(reader.metadata.title) if reader.metadata else None
    shown = title is not None and any(title == line.text.strip() for line in whole.lines)
    hints = Hints(title=title if shown else None)
    return Reading(
        (Document(source.path, "pdf", whole.lines, hints, continuations=whole.continuations),)
    )
