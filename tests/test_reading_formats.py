"""Every format gives paragraphs with the line of the file on which they stand, and its hints."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ingest.document import Document, Line
from reporter.ingest.formats import READERS, Reading, Source, UnreadableError
from reporter.ingest.formats.dates import parse_date
from reporter.ingest.formats.paragraphs import unwrap


def read(name: str, content: str | bytes, max_characters: int = 10_000) -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return READERS[PurePath(name).suffix](Source(name, data, max_characters))


def only(reading: Reading) -> Document:
    assert reading.skipped == ()
    (document,) = reading.documents
    return document


def shown(document: Document) -> list[tuple[int, str]]:
    return [(line.number, line.text) for line in document.lines if line.text]


# --- text and Markdown ----------------------------------------------------------------------------


def test_text_keeps_its_lines() -> None:
    document = only(read("a.txt", "Ferry aground\n\nAll are safe.\r\nSo is the dog."))
    assert shown(document) == [(1, "Ferry aground"), (3, "All are safe."), (4, "So is the dog.")]


WRAPPED = """\
The ferry ran aground off the harbour on Wednesday
night with two hundred people aboard. It was the
first such accident in a decade, and the operator
said that nobody had been hurt in it.

Boats from three villages came to help within the
hour.
"""


def test_hard_wrapped_text_becomes_paragraphs() -> None:
    document = only(read("a.txt", WRAPPED))
    assert [number for number, _ in shown(document)] == [1, 6]
    assert document.lines[0].text.endswith("said that nobody had been hurt in it.")
    assert [line.number for line in document.continuations] == [2, 3, 4, 7]


def test_a_wrapped_line_may_start_with_a_year_or_a_dash_but_not_with_a_bullet() -> None:
    rows = [
        "The ferry had last been on a reef in",
        "2016. Its captain, who lives on land",
        "— in the hills above the old harbour",
        "now and again – said that he is safe.",
        "- Nobody is hurt.",
    ]
    lines = [Line(number, text) for number, text in enumerate(rows, start=1)]
    assert [line.number for line in unwrap(lines).lines] == [1, 5]


def test_a_paragraph_per_line_is_left_alone() -> None:
    lines = [
        Line(n, text) for n, text in enumerate(["One is short.", "Two is a little longer."] * 4)
    ]
    assert unwrap(lines).lines == tuple(lines)


FRONT = """\
---
title: Ferry: all safe
outlet: Aldan Herald
date: 2031-03-13
url: https://herald.example/ferry
wire: NW
language: en-GB
---
All are safe.
"""


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_front_matter_says_what_the_article_is_even_where_it_is_no_yaml(name: str) -> None:
    document = only(read(name, FRONT))
    assert shown(document) == [(2, "Ferry: all safe"), (9, "All are safe.")]
    hints = document.hints
    assert (hints.title, hints.outlet, hints.wire) == ("Ferry: all safe", "Aldan Herald", "NW")
    assert hints.published == date(2031, 3, 13)
    assert (hints.url, hints.language) == ("https://herald.example/ferry", "en")


def test_front_matter_cannot_run_code() -> None:
    document = only(read("a.txt", "---\ntitle: !!python/object/apply:os.getcwd []\n---\nSafe.\n"))
    assert (4, "Safe.") in shown(document)


def test_a_rule_between_paragraphs_is_no_front_matter() -> None:
    document = only(read("a.txt", "---\nOne said so.\n---\nTwo."))
    assert shown(document)[1] == (2, "One said so.")


MARKDOWN = """\
# Marit *aground*

The [Marit](http://x.example) ran **aground** off
Port Aldan. <script>alert(1)</script>All are `safe`.

- First
- Second

> “We left,” he said.

<script>
track()
</script>
1. one \\*literal\\*
"""


def test_markdown_markup_goes_and_line_numbers_stay() -> None:
    document = only(read("a.md", MARKDOWN))
    assert document.hints.title == "Marit aground"
    assert shown(document) == [
        (1, "Marit aground"),
        (3, "The Marit ran aground off Port Aldan. All are safe."),
        (6, "- First"),
        (7, "- Second"),
        (9, "“We left,” he said."),
        (14, "1. one *literal*"),
    ]
    assert [line.number for line in document.continuations] == [4]


def test_a_text_too_long_for_an_article_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"12,000 characters .* ingest\.max_characters"):
        read("a.txt", "x" * 12_000)


# --- HTML -----------------------------------------------------------------------------------------

PAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<html lang="en-US"><head><title>Marit aground | The Ledger</title>
<meta property="og:site_name" content="The Ledger">
<link rel="canonical" href="https://ledger.example/marit">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Marit aground",
"datePublished": "2031-03-14T08:00:00+01:00"}</script>
<script>var stolen = "The ferry Marit ran aground off Port Aldan on Wednesday";</script>
</head><body><nav><ul><li><a href="/">Home</a><li><a href="/world">World</a></ul></nav>
<h1>Marit aground</h1>
<p>The ferry <i>Marit</i> ran aground off Port&nbsp;Aldan on Wednesday
night with more than 200 people aboard, the coast guard said. It was
the first such accident in a decade &amp; nobody was killed.
<p>&ldquo;We heard a terrible noise,&rdquo; said one of the passengers, who was
travelling with her two children to the island for the weekend.</p>
<!-- <p>The coast guard has opened an investigation into the cause.</p> -->
<p>The coast guard has opened an investigation into the cause.</p><p>Services resume on Friday,
according to the operator of the ferry line
"""


def test_a_page_gives_its_body_with_the_lines_of_the_file() -> None:
    document = only(read("a.html", PAGE))
    assert [(number, text[:24]) for number, text in shown(document)] == [
        (9, "Marit aground"),
        (10, "The ferry Marit ran agro"),
        (13, "“We heard a terrible noi"),
        (16, "The coast guard has open"),
        (16, "Services resume on Frida"),
    ]
    assert [line.number for line in document.continuations] == [11, 12, 14, 17]


def test_a_page_gives_its_metadata() -> None:
    hints = only(read("a.htm", PAGE)).hints
    assert (hints.title, hints.outlet) == ("Marit aground", "The Ledger")
    assert (hints.url, hints.language) == ("https://ledger.example/marit", "en")
    assert hints.published == datetime.fromisoformat("2031-03-14T08:00:00+01:00")


def test_scripts_are_no_text() -> None:
    text = " ".join(line.text for line in only(read("a.html", PAGE)).lines)
    assert "stolen" not in text


def test_the_encoding_that_a_page_declares_is_used() -> None:
    page = "<meta charset='iso-8859-2'><p>Lech Wałęsa spoke in Gdańsk on Monday.</p>"
    assert "Wałęsa" in only(read("a.html", page.encode("iso-8859-2"))).lines[0].text


@pytest.mark.parametrize("page", ["<html></html>", "<<<>>>", "<script>alert(1)</script>", "<!--"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(UnreadableError, match="no article found"):
        read("a.html", page)


def test_a_page_with_a_few_zero_bytes_is_read() -> None:
    page = PAGE.replace("World", "Wor\0ld").encode() + b" " * 2000
    assert len(only(read("a.html", page)).lines) == 5


def test_a_page_of_megabytes_of_markup_is_refused() -> None:
    with pytest.raises(UnreadableError, match="too large"):
        read("a.html", "<a href='/x'>link</a>" * 100_000)


# --- JSON -----------------------------------------------------------------------------------------

NEWS = """\
{"status": "ok", "tags": [{"name": "sea"}],
 "articles": [
  {"source": {"id": null, "name": "Coast Radio"},
   "Title": "Ferry hits rocks",
   "publishedAt": "2031-03-14T07:10:00Z",
   "content": "The ferry hit rocks.\\nAll are safe."},
  {"title": "No text"},
  {"headline": {"main": "Two"},
   "body": "<p>One &amp; only.</p>",
   "pubDate": "Fri, 14 Mar 2031 07:10:00 +0000"}
 ]}
"""


def test_the_articles_of_an_object_are_read_with_their_lines() -> None:
    first, second = read("a.json", NEWS).documents
    assert first.path == "a.json#1"
    assert shown(first) == [
        (4, "Ferry hits rocks"),
        (6, "The ferry hit rocks."),
        (6, "All are safe."),
    ]
    assert (first.hints.title, first.hints.outlet) == ("Ferry hits rocks", "Coast Radio")
    assert second.path == "a.json#3"
    assert shown(second) == [(8, "Two"), (9, "One & only.")]
    assert (
        first.hints.published == second.hints.published == datetime(2031, 3, 14, 7, 10, tzinfo=UTC)
    )


def test_a_record_without_text_is_skipped_by_number() -> None:
    (skipped,) = read("a.json", NEWS).skipped
    assert skipped.path == "a.json#2"
    assert "without text" in skipped.reason


@pytest.mark.parametrize(
    "name", ["text", "Body", "content", "articleBody", "article_body", "full-text", "article"]
)
def test_the_text_stands_under_any_usual_name(name: str) -> None:
    document = only(read("a.json", json.dumps({"id": 7, name: "All are safe."})))
    assert (document.path, shown(document)) == ("a.json", [(1, "All are safe.")])


@pytest.mark.parametrize(
    "value",
    [
        [{"text": "All are safe."}],
        {"items": [{"text": "All are safe."}]},
        {"response": {"results": [{"fields": {"bodyText": "All are safe."}}]}},
        {"hits": {"hits": [{"_id": 1, "_source": {"text": "All are safe."}}]}},
        {"text": ["All are safe."]},
        {"content": {"rendered": "<p>All are safe.</p>"}},
    ],
)
def test_records_are_found_where_services_put_them(value: object) -> None:
    assert shown(only(read("a.json", json.dumps(value)))) == [(1, "All are safe.")]


def test_broken_json_names_line_and_column() -> None:
    with pytest.raises(UnreadableError, match="line 2, column 10"):
        read("a.json", '{"title": "x",\n "text": }')


@pytest.mark.parametrize("content", ["[" * 100_000, "3", '{"a": 1}', "[]", "null"])
def test_json_without_articles_is_refused(content: str) -> None:
    with pytest.raises(UnreadableError, match="JSON"):
        read("a.json", content)


def test_a_report_of_reporter_is_no_article() -> None:
    with pytest.raises(UnreadableError, match="reporter wrote"):
        read("a.json", '{"schema": "reporter/1", "articles": [{"text": "All are safe."}]}')


def test_hard_wrapped_text_in_a_field_becomes_paragraphs() -> None:
    document = only(read("a.json", json.dumps({"text": WRAPPED})))
    assert [text[:9] for _, text in shown(document)] == ["The ferry", "Boats fro"]


LINES = '{"text": "One."}\n{broken\n\n5\n{"text": "caf\\u00c3\\u00a9 \\ud800"}\n'


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_broken_line_costs_only_itself(name: str) -> None:
    reading = read(name, LINES)
    assert [(d.path, shown(d)) for d in reading.documents] == [
        (f"{name}#1", [(1, "One.")]),
        (f"{name}#4", [(5, "café \ufffd")]),
    ]
    assert [item.path for item in reading.skipped] == [f"{name}#2", f"{name}#3"]
    assert "line 2, column 2" in reading.skipped[0].reason


def test_comments_and_scripts_in_an_html_field_are_no_text() -> None:
    field = "<p>All<!-- none --> are\n<b>safe</b>.<script>x()</script>&#1;</p><p>Two</p>"
    document = only(read("a.json", json.dumps({"body": field})))
    assert [text for _, text in shown(document)] == ["All are safe.", "Two"]


printable = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)


@given(st.lists(printable, min_size=1, max_size=6), st.sampled_from([None, 0, 2]))
def test_the_line_of_a_json_text_is_the_line_where_it_stands(
    texts: list[str], indent: int | None
) -> None:
    marked = [f"<{n}>{text}" for n, text in enumerate(texts)]
    content = json.dumps([{"id": 1, "text": text} for text in marked], indent=indent)
    for document, text in zip(read("a.json", content).documents, marked, strict=True):
        assert text in content.split("\n")[document.lines[0].number - 1]


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


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-14", date(2031, 3, 14)),
        ("20310314", date(2031, 3, 14)),
        ("2031-03-14T07:10:00Z", datetime(2031, 3, 14, 7, 10, tzinfo=UTC)),
        ("Fri, 14 Mar 2031 07:10:00 +0000", datetime(2031, 3, 14, 7, 10, tzinfo=UTC)),
        ("March 14, 2031", date(2031, 3, 14)),
        ("14 Mar 2031 7:10 am", datetime(2031, 3, 14, 7, 10)),
        ("March 14, 2031 7:10 am IST", datetime(2031, 3, 14, 7, 10)),
        ("March 14, 2031 7:10 UTC", datetime(2031, 3, 14, 7, 10, tzinfo=UTC)),
        ("14/03/2031", date(2031, 3, 14)),
        (1_900_000_000, datetime(2030, 3, 17, 17, 46, 40, tzinfo=UTC)),
        (1_900_000_000_000, datetime(2030, 3, 17, 17, 46, 40, tzinfo=UTC)),
    ],
)
def test_dates_are_read_in_the_usual_forms(value: object, expected: object) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", ["03/04/2031", "March 2031", "Monday", "soon", "", None, 7, True])
def test_an_uncertain_date_stays_unknown(value: object) -> None:
    assert parse_date(value) is None


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_no_value_breaks_the_reading_of_dates(value: object) -> None:
    assert parse_date(value) is None or isinstance(parse_date(value), date)
