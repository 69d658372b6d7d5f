"""What is read off a text without a model."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.text.lexical import (
    content_words,
    names,
    negations,
    numbers,
    profile,
    rarity,
    shared_evidence,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12 people", ("12",)),
        ("twelve people", ("12",)),
        ("Twenty-five people", ("25",)),
        ("one hundred people", ("100",)),
        ("three hundred thousand", ("300000",)),
        ("1,200 men", ("1200",)),
        ("$2.5 billion", ("2500000000",)),
        ("5m euros", ("5000000",)),
        ("4.6% and five percent", ("4.6%", "5%")),
        ("the 21st of May", ("21",)),
        ("two dozen arrests", ("24",)),
        ("2019-20", ("2019", "20")),
        ("one of them", ()),
        ("no number at all", ()),
    ],
)
def test_numbers_are_compared_by_value(text: str, values: tuple[str, ...]) -> None:
    assert numbers(text) == values


def test_inflection_and_accents_do_not_matter() -> None:
    assert content_words("The ministers denied the exports.") == content_words(
        "A MINISTER denies an Éxport"
    )


def test_function_words_carry_no_content() -> None:
    assert content_words("It was said that they would have been there") == ()


def test_names_are_capitalised_words_inside_a_sentence() -> None:
    text = "Yesterday the mayor met Anna Berg in Port Aldan. Rain fell."
    assert names(text) == ("anna", "berg", "port", "aldan")


def test_a_line_in_capitals_has_no_names() -> None:
    assert names("FERRY GROUNDS OFF PORT") == ()


def test_negation_is_found_in_words_and_contractions() -> None:
    assert negations("He didn’t say no, never") == ("nt", "no", "never")


def test_a_word_of_every_text_is_not_rare() -> None:
    texts = [f"The ferry carried cargo{n}" for n in range(60)]
    weights = rarity(texts)
    assert weights["ferri"] < 0.01 < 0.9 < weights["cargo7"] <= 1.0


def test_shared_rare_words_are_better_evidence_than_shared_common_ones() -> None:
    weights = rarity(["The ferry sank"] + [f"The ferry carried item{n}" for n in range(60)])
    common = shared_evidence("ferry carried coal", "ferry carried salt", weights)
    rare = shared_evidence("a reef holed it", "the reef holed her", weights)
    assert common < rare


def test_texts_without_a_common_word_share_no_evidence() -> None:
    assert shared_evidence("ferry", "strike", {}) == 0.0
    assert shared_evidence("", "", {}) == 0.0


@given(st.text(max_size=200))
def test_words_stand_where_they_say_and_in_order(text: str) -> None:
    words = profile(text).words
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


@given(st.text(max_size=80), st.text(max_size=80))
def test_shared_evidence_is_symmetric_and_bounded(a: str, b: str) -> None:
    weights = rarity([a, b])
    assert 0.0 <= shared_evidence(a, b, weights) == shared_evidence(b, a, weights) <= 1.0
