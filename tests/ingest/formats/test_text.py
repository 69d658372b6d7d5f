"""Text and Markdown give paragraphs with the line of the file on which they stand, and hints."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ingest.document import Hints, Line
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


HEAD = """\
Headline: Ferry: all safe
Source: Aldan Herald
Published: March 13, 2031
By: Ann Holm, Associated Press
URL: https://herald.example/ferry
Section: World

All are safe.

So is the dog.
"""


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_plain_fields_above_an_empty_line_are_front_matter(name: str) -> None:
    document = only(read(name, HEAD))
    assert shown(document) == [(1, "Ferry: all safe"), (8, "All are safe."), (10, "So is the dog.")]
    assert document.hints == Hints(
        title="Ferry: all safe",
        outlet="Aldan Herald",
        published=date(2031, 3, 13),
        url="https://herald.example/ferry",
        wire="AP",
    )


VALUES = st.text("ABab :-\u2019", max_size=20).map(str.strip).filter(bool)
FIELDS = st.fixed_dictionaries({"Title": VALUES, "OUTLET": VALUES, "agency": VALUES})


@given(FIELDS, st.permutations(("Title", "OUTLET", "agency")), st.integers(2, 3))
def test_plain_fields_stand_in_any_order_and_have_any_value(
    said: dict[str, str], names: list[str], count: int
) -> None:
    head = [f"{name}: {said[name]}" for name in names[:count]]
    document = only(read("a.txt", "\n".join((*head, "", "All are safe."))))
    kept = {name: " ".join(said[name].split()) for name in names[:count]}
    assert document.lines[-1] == Line(count + 2, "All are safe.")
    assert document.hints == Hints(kept.get("Title"), kept.get("OUTLET"), wire=kept.get("agency"))


@pytest.mark.parametrize(
    "text",
    [
        "Date: the 14th of March. Place: Aldan. So began the log of the ferry.\n\nAll are safe.",
        "Date: 14 March\n\nAll are safe.",
        "Date: 14 March\nPlace: the town hall\n\nAll are welcome.",
        "Title: Ferry aground\nSource: Aldan Herald\nAll are safe.\n\nSo is the dog.",
        "Title: Ferry aground\nSource: Aldan Herald",
        "Title:\nSource: the police\n\nAll are safe.",
        "All are safe.\n\nTitle: Ferry aground\nSource: Aldan Herald\n\nSo is the dog.",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_text_that_merely_begins_like_fields_stays_text(name: str, text: str) -> None:
    document = only(read(name, text))
    assert document.hints == Hints()
    assert " ".join(line.text for line in document.lines).split() == text.split()


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
