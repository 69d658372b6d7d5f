"""Word documents, by python-docx (an extra). Lines are counted in paragraphs."""

from __future__ import annotations

import io
import zipfile

from reporter.ingest.document import Document, Hints, Line
from reporter.ingest.encoding import mend
from reporter.ingest.formats.base import Reading, Source, UnreadableError

# A few kilobytes can unpack to gigabytes; no article needs this much.
_MAX_UNPACKED = 200_000_000


def read_docx(source: Source) -> Reading:
    """Return the paragraphs of a Word document as one article."""
    try:
        import docx
    except ImportError:
        raise UnreadableError(
            "reading Word documents needs an extra: pip install 'discrepancy-reporter[docx]'."
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        raise UnreadableError("not a Word document (.docx); save it as one, or as .txt.") from None
    if unpacked > _MAX_UNPACKED:
        raise UnreadableError("a Word document that unpacks to more than 200 MB; save it as .txt.")
    document = docx.Document(io.BytesIO(source.data))
    lines: list[Line] = []
    title = None
    for number, paragraph in enumerate(document.paragraphs, start=1):
        text = " ".join(mend(paragraph.text.replace("\n", " ")).split())
        style = paragraph.style.name if paragraph.style is not None else ""
        if text and title is None and style in {"Title", "Heading 1"}:
            title = text
        lines.append(Line(number, f"- {text}" if text and style.startswith("List") else text))
    if not any(line.text for line in lines):
        raise UnreadableError("a Word document without text.")
    return Reading((Document(source.path, "docx", tuple(lines), Hints(title=title)),))
