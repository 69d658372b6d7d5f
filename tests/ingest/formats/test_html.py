"""A page gives its body with the lines of the file, and its metadata."""

from __future__ import annotations

from datetime import datetime

import pytest

from reporter.ingest.formats import UnreadableError
from tests.ingest.formats.reader import only, read, shown

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


def test_a_headline_in_the_text_leads_to_its_line_and_not_to_that_of_the_pages_title() -> None:
    page = PAGE.replace("<h1>", "<main><article><h1>").replace(
        "</h1>", "</h1><p>By Ann Holm</p><time>14 March 2031</time>"
    )
    assert shown(only(read("a.html", page)))[0] == (9, "Marit aground")


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
