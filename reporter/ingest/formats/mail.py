"""Mail messages, as newsletters and alerts arrive."""

from __future__ import annotations

import email
import quopri
import re
from collections.abc import Sequence
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from reporter.ingest.document import Document, Hints, Line
from reporter.ingest.encoding import BinaryDataError, mend, read_lines, split_lines
from reporter.ingest.formats.alignment import align, haystack, visible_lines
from reporter.ingest.formats.base import Reading, Source, UnreadableError, not_text
from reporter.ingest.formats.dates import parse_date
from reporter.ingest.formats.fields import one_line
from reporter.ingest.formats.html import extract, fragment_lines
from reporter.ingest.formats.paragraphs import Paragraphs, unwrap

_PASSED_ON = re.compile(r"^(?:\s*(?:fwd?|re|aw|wg)\s*:)+\s*", re.IGNORECASE)


def read_mail(source: Source) -> Reading:
    """Return the text of a message, its plain part if it has one, as one article."""
    message = email.message_from_bytes(source.data, policy=policy.default)
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        lines = _part_lines(part) if part is not None else []
        if part is not None and any(line.strip() for line in lines):
            hints = _hints(message)
            body = _aligned(source.data, part, _paragraphs(lines, kind), kind)
            title = [Line(_subject_line(source.data), hints.title)] if hints.title else []
            return Reading(
                (
                    Document(
                        source.path,
                        "mail",
                        (*title, *body.lines),
                        hints,
                        continuations=body.continuations,
                    ),
                )
            )
    raise UnreadableError("a message without text; save the article that is attached to it.")


def _part_lines(part: MIMEPart) -> list[str]:
    payload = part.get_payload(decode=True)
    return _text_lines(payload, part) if isinstance(payload, bytes) else []


def _text_lines(data: bytes, part: MIMEPart) -> list[str]:
    try:
        return read_lines(data, part.get_content_charset())
    except BinaryDataError as error:
        raise not_text(error) from None


def _paragraphs(lines: Sequence[str], kind: str) -> list[str]:
    if kind == "html":
        page = "\n".join(lines)
        try:
            return extract(page)[0]
        except UnreadableError:
            return fragment_lines(page) or []
    whole = unwrap([Line(number, text) for number, text in enumerate(lines, start=1)])
    return [line.text for line in whole.lines if line.text.strip()]


def _aligned(data: bytes, part: MIMEPart, paragraphs: Sequence[str], kind: str) -> Paragraphs:
    """Return the paragraphs with their lines in the file, transfer encoding understood."""
    transfer = str(part.get("content-transfer-encoding", "")).strip().casefold()
    encoded = transfer in {"base64", "quoted-printable"}
    payload = part.get_payload() if encoded else part.get_payload(decode=True)
    if isinstance(payload, str):
        payload = payload.encode("ascii", "replace")
    raw = payload if isinstance(payload, bytes) else b""
    before = len(split_lines(data[: max(data.find(raw), 0)].decode("latin-1")))
    if transfer == "base64":
        return Paragraphs(tuple(Line(before + 1, text) for text in paragraphs))
    if transfer == "quoted-printable":
        # Line by line, so that a line broken by the encoding keeps its number.
        raw = b"\n".join(
            quopri.decodestring(piece.rstrip().removesuffix(b"=")).replace(b"\n", b" ")
            for piece in re.split(rb"\r\n|\n|\r", raw)
        )
    lines = _text_lines(raw, part)
    if kind == "html":
        lines = visible_lines(lines)
    found = align(paragraphs, haystack([""] * before + lines))
    first = before + 1
    return Paragraphs(
        tuple(Line(max(line.number, first), line.text) for line in found.lines),
        found.continuations,
    )


def _hints(message: EmailMessage) -> Hints:
    subject = _header(message, "subject")
    name, address = parseaddr(_header(message, "from") or "")
    return Hints(
        title=_PASSED_ON.sub("", subject) or None if subject else None,
        outlet=one_line(name) or address.rpartition("@")[2] or None,
        published=parse_date(_header(message, "date")),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        # The parser of the standard library trips over some malformed headers.
        return None
    return one_line(mend(str(value))) if value is not None else None


def _subject_line(data: bytes) -> int:
    lines = split_lines(data.decode("latin-1"))
    return next((n for n, line in enumerate(lines, 1) if line[:8].casefold() == "subject:"), 1)
