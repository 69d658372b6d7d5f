"""Mail, PDF and Word give paragraphs, and what they say of themselves."""

from __future__ import annotations

import io
import sys
from datetime import datetime

import pytest

from reporter.ingest.formats import UnreadableError
from tests.ingest.formats.reader import only, read, shown

# --- mail -----------------------------------------------------------------------------------------

MAIL = """\
From: Northern Wire <desk@nw.example>
Subject: Fwd: =?utf-8?q?Ferry_aground_=E2=80=93_all_safe?=
Date: Thu, 13 Mar 2031 23:55:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The caf=E9 on the ferry was full when she ran aground off the bay on=
 Wednesday night.

All are safe, =93he=94 said.

--b
Content-Type: text/html

<p>The same in HTML.</p>
--b--
"""


def test_a_mail_gives_its_plain_text_and_headers() -> None:
    document = only(read("a.eml", MAIL))
    assert shown(document) == [
        (2, "Ferry aground – all safe"),
        (
            11,
            "The café on the ferry was full when she ran aground off the bay on Wednesday night.",
        ),
        (14, "All are safe, “he” said."),
    ]
    assert document.hints.outlet == "Northern Wire"
    assert document.hints.published == datetime.fromisoformat("2031-03-13T23:55:00+01:00")


@pytest.mark.parametrize("transfer", ["8bit", "base64"])
def test_a_mail_may_be_html_alone(transfer: str) -> None:
    import base64

    body = "<html><body>\n<p>All two hundred people on the ferry are safe.</p>\n</body></html>"
    encoded = base64.b64encode(body.encode()).decode() if transfer == "base64" else body
    head = f"Subject: x\nContent-Type: text/html\nContent-Transfer-Encoding: {transfer}\n\n"
    document = only(read("a.eml", head + encoded))
    line = 5 if transfer == "base64" else 6
    assert shown(document)[-1] == (line, "All two hundred people on the ferry are safe.")


def test_a_mail_in_eight_bits_keeps_its_lines() -> None:
    head = "Subject: x\nContent-Type: text/plain; charset=utf-8\n"
    document = only(read("a.eml", head + "\nThe café is safe.\n\n“So am I”, he said.\n"))
    assert shown(document)[1:] == [(4, "The café is safe."), (6, "“So am I”, he said.")]


@pytest.mark.parametrize("content", ["Subject: x\n\n", "Content-Type: multipart/mixed\n\nx", "\0"])
def test_a_mail_without_text_is_refused(content: str) -> None:
    with pytest.raises(UnreadableError):
        read("a.eml", content)


# --- PDF and Word ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "module"), [("pdf", "pypdf"), ("docx", "docx")], ids=["pdf", "docx"]
)
def test_without_the_extra_its_command_is_named(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UnreadableError, match=rf"pip install 'discrepancy-reporter\[{name}\]'"):
        read(f"a.{name}", b"x")


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF with these lines, each set 14 points below the last."""
    shown_text = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 11 Tf 50 800 Td {shown_text} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made = b"%PDF-1.4\n"
    table = b"xref\n0 6\n0000000000 65535 f \n"
    for number, item in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    end = b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + table + end


def test_the_paragraphs_of_a_pdf_are_put_together() -> None:
    pytest.importorskip("pypdf")
    lines = ["Ferry aground", "The ferry ran aground off the harbour on Wednesday", "and sank."]
    document = only(read("a.pdf", pdf([*lines, "All two hundred people aboard are safe now."])))
    assert shown(document) == [
        (1, "Ferry aground"),
        (2, "The ferry ran aground off the harbour on Wednesday and sank."),
        (4, "All two hundred people aboard are safe now."),
    ]


def test_a_scanned_pdf_is_refused() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(UnreadableError, match="without a text layer"):
        read("a.pdf", pdf([]))


def test_a_word_document_gives_its_paragraphs() -> None:
    docx = pytest.importorskip("docx")
    word = docx.Document()
    word.add_heading("Ferry aground", 0)
    word.add_paragraph("All are safe.")
    word.add_paragraph("Even the dog", style="List Bullet")
    stream = io.BytesIO()
    word.save(stream)
    document = only(read("a.docx", stream.getvalue()))
    assert document.hints.title == "Ferry aground"
    assert shown(document) == [(1, "Ferry aground"), (2, "All are safe."), (3, "- Even the dog")]


def test_a_false_word_document_is_refused() -> None:
    pytest.importorskip("docx")
    with pytest.raises(UnreadableError, match="not a Word document"):
        read("a.docx", "plain text")
