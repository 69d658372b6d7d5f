"""Words that differ between two quotations, and what is only printed in another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.discrepancies.evidence.verbatim import words_apart

PRINTED = [
    ("compound", "we keep our work force in the harbour", "we keep our workforce in the harbour"),
    ("hyphen", "it was a mud-fest in the council", "it was a mudfest in the council"),
    ("title", "Sen. Berg has read the report", "Senator Berg has read the report"),
    ("style", "Mrs. Berg and Ms Lund have read it", "Ms. Berg and Mrs Lund have read it"),
    ("ordinal in a compound", "an eleventh-hour, third-rate plan", "an 11th-hour, 3rd-rate plan"),
    ("initials", "it is the law of the United Islands", "it is the law of the U.I."),
    ("British spelling", "they organised the harbour fair", "they organized the harbor fair"),
    ("numbers", "for twenty dollars and three cents", "for 20 dollars and 3 cents"),
    ("spoken ending", "he is lyin' about the ferry", "he is lying about the ferry"),
    (
        "run together",
        "we're gonna get 'em, 'cause it is OK",
        "we’re going to get them, because it is okay",
    ),
    ("blotted by dashes", "that f–ing bridge, m–––er", "that fucking bridge, motherfucker"),
    ("blotted by a star", "not that f*cking bridge", "not that fucking bridge"),
    ("blotted", "I will not pay for that f---ing bridge", "I will not pay for that fucking bridge"),
    ("ellipsis", "the ferry ... was late again", "the ferry of the island line was late again"),
    ("brackets", "the [port authority] was warned", "the IPA was warned"),
    ("brackets of two kinds", "we met (Anna) Berg there", "we met Berg there"),
    ("quotation marks", "the “little” ferry’s crew", 'the "little" ferry\'s crew'),
    ("invisible character", "the people\u200e of the island", "the people of the island"),
]
DIFFERENT = [
    ("another word", "they pit the north against us", "they put the north against us", 1),
    ("a word more", "I am here today to ask", "I am here to ask", 1),
    ("denied", "you can leave the island", "you can't leave the island", 1),
    ("beside an ellipsis", "any man can row... he is my man", "any man can row, he is my type", 1),
    ("two places", "a bright child is a good child", "a brilliant child is a nice child", 2),
]  # fmt: skip


@pytest.mark.parametrize(("_how", "one", "other"), PRINTED)
def test_one_word_printed_in_two_ways(_how: str, one: str, other: str) -> None:
    assert words_apart(one, other) == words_apart(other, one) == 0


@pytest.mark.parametrize(("_what", "one", "other", "count"), DIFFERENT)
def test_words_that_differ_are_counted(_what: str, one: str, other: str, count: int) -> None:
    assert words_apart(one, other) == words_apart(other, one) == count


@given(st.text())
def test_nothing_differs_from_itself(text: str) -> None:
    assert words_apart(text, text) == 0


@given(st.text(), st.text())
def test_no_text_breaks_it(one: str, other: str) -> None:
    assert words_apart(one, other) >= 0
