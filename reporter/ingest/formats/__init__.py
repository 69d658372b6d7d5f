"""The readers, one module per family of formats, found by the extension of the file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reporter.ingest.formats.base import Reader, Reading, Source, UnreadableError
from reporter.ingest.formats.docx import read_docx
from reporter.ingest.formats.html import read_html
from reporter.ingest.formats.json_records import read_json, read_jsonl
from reporter.ingest.formats.mail import read_mail
from reporter.ingest.formats.pdf import read_pdf
from reporter.ingest.formats.text import read_markdown, read_text

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".md": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".json": read_json,
        ".jsonl": read_jsonl,
        ".eml": read_mail,
        ".pdf": read_pdf,
        ".docx": read_docx,
    }
)

__all__ = ["READERS", "Reader", "Reading", "Source", "UnreadableError"]
