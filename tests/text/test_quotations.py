"""Which words stand inside quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.text.quotations import quoted_in_lines


def quoted(*lines: str) -> list[list[str]]:
    return [
        [line[found.start : found.end] for found in quotes]
        for line, quotes in zip(lines, quoted_in_lines(lines), strict=True)
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('The mayor called it "a bad day" for all.', ["a bad day"]),
        ("The mayor called it “a bad day” for all.", ["a bad day"]),
        ("The mayor called it ‘a bad day’ for all.", ["a bad day"]),
        ("The mayor called it 'a bad day' for all.", ["a bad day"]),
        ("The mayor called it «a bad day» for all.", ["a bad day"]),
        ("The mayor called it « a bad day » for all.", [" a bad day "]),
        ("The mayor called it „a bad day“ for all.", ["a bad day"]),
        ('The mayor called it " a bad day, " he said.', [" a bad day, "]),
        ("The mayor called it ``a bad day'' for all.", ["a bad day"]),
        ('One "first", two "second".', ["first", "second"]),
        ("“I said “no” and left.” Then he slept.", ["I said “no” and left."]),
        ("“The ‘inner’ word stays inside,” she said.", ["The ‘inner’ word stays inside,"]),
    ],
)
def test_each_kind_of_mark_opens_and_closes(line: str, words: list[str]) -> None:
    assert quoted(line) == [words]


@pytest.mark.parametrize(
    "line",
    [
        "The town's ferry isn't the workers' only worry.",
        "It was built in the '90s, the captain's log says.",
        "’Tis the crew’s choice, and the dogs’ too.",
        'The plank was 6" wide and 12" long.',
        "Nothing is quoted here.",
        "",
    ],
)
def test_apostrophes_and_inch_marks_are_not_quotation_marks(line: str) -> None:
    assert quoted(line) == [[]]


def test_a_plural_possessive_does_not_end_a_single_quotation() -> None:
    assert quoted("He called it 'the workers' last hope', and left.") == [
        ["the workers' last hope"]
    ]


def test_a_mark_that_nothing_closes_reaches_to_the_end_of_its_line_only() -> None:
    first, second = quoted_in_lines(["He said “we leave now.", "The ferry left."])
    assert [(found.closed, found.runs_on) for found in first] == [(False, False)]
    assert second == ()


def test_a_mark_that_opens_again_on_the_next_line_goes_on() -> None:
    assert quoted("“We leave now.", "“We come back later,” he said.") == [
        ["We leave now."],
        ["We come back later,"],
    ]
    first, _ = quoted_in_lines(["“We leave now.", "“We come back later,” he said."])
    assert first[0].runs_on


def test_a_quotation_closed_lines_later_covers_the_lines_between() -> None:
    lines = ["“We leave now.", "The sea is calm.", "We come back,” he said. “Soon.”"]
    assert quoted(*lines) == [
        ["We leave now."],
        ["The sea is calm."],
        ["We come back,", "Soon."],
    ]
    assert [found.continued for found in quoted_in_lines(lines)[2]] == [True, False]


def test_token_spaced_marks_on_their_own_lines_pair_up_by_number() -> None:
    assert quoted('" They respect us.', 'We respect them. "') == [
        [" They respect us."],
        ["We respect them. "],
    ]


@given(st.lists(st.text(alphabet="aA .,'\"“”‘’«»„`(\t", max_size=60), max_size=8))
def test_quotations_lie_in_their_line_in_order_without_overlap(lines: list[str]) -> None:
    result = quoted_in_lines(lines)
    assert len(result) == len(lines)
    for line, found in zip(lines, result, strict=True):
        edge = 0
        for quote in found:
            assert edge <= quote.outer_start <= quote.start <= quote.end
            assert quote.end <= quote.outer_end <= len(line)
            edge = quote.outer_end
