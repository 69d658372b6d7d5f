"""Text and Markdown give paragraphs with the line of the file on which they stand, and hints."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.ingest.document import Line
from reporter.ingest.formats import UnreadableError
from reporter.ingest.formats.paragraphs import unwrap
from tests.ingest.formats.reader import WRAPPED, only, read, shown


def test_text_keeps_its_lines() -> None:
    document = only(read("a.txt", "Ferry aground\n\nAll are safe.\r\nSo is the dog."))
    assert shown(document) == [(1, "Ferry aground"), (3, "All are safe."), (4, "So is the dog.")]


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
