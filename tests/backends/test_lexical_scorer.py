"""The pair scorer that needs no model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.backends import PairScorer
from reporter.backends.lexical_scorer import FEATURES, features
from reporter.backends.registry import open_scorer
from reporter.config import Settings

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
SCORER = open_scorer(Settings().models.model_copy(update={"scorer": "lexical"}))


def verdict(first: str, second: str) -> int:
    return int(SCORER.score([(first, second)])[0].argmax())


def test_it_is_a_pair_scorer_and_says_what_it_is() -> None:
    assert isinstance(SCORER, PairScorer)
    assert SCORER.description["backend"] == "lexical"


def test_a_sentence_entails_itself() -> None:
    text = "The coast guard opened an investigation on Thursday."
    assert verdict(text, text) == ENTAILMENT


def test_a_rewording_is_entailed() -> None:
    assert (
        verdict(
            "The coast guard opened an investigation into the grounding on Thursday.",
            "On Thursday an investigation into the grounding was opened by the coast guard.",
        )
        == ENTAILMENT
    )


def test_different_facts_about_the_same_people_are_neutral() -> None:
    assert (
        verdict(
            "The captain of the ferry joined the company in 2011 after years in the navy.",
            "The captain of the ferry was questioned by police until late in the evening.",
        )
        == NEUTRAL
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The blast killed 12 people in the port.", "The blast killed 25 people in the port."),
        ("The minister met Anna Berg in Oslo.", "The minister met Nils Holt in Oslo."),
        ("The council approved the new budget.", "The council did not approve the new budget."),
        ("Prices will rise again next year.", "Prices will fall again next year."),
    ],
    ids=["number", "name", "negation", "antonym"],
)
def test_a_differing_detail_contradicts(first: str, second: str) -> None:
    assert verdict(first, second) == CONTRADICTION


def test_a_long_sentence_says_more_of_a_short_one_than_the_other_way_round() -> None:
    long = "The ferry ran aground on a reef at nine and its captain was taken ashore by helicopter."
    short = "The ferry ran aground on a reef."
    there, back = SCORER.score([(long, short), (short, long)])
    assert there[NEUTRAL] < back[NEUTRAL]


def test_no_pairs_give_an_empty_table() -> None:
    assert SCORER.score([]).shape == (0, 3)


def test_a_pair_scores_the_same_in_any_company() -> None:
    pair = ("A strike ended.", "The strike is over.")
    alone = SCORER.score([pair])
    among = SCORER.score([("x", "y"), pair, ("", "")])
    np.testing.assert_array_equal(alone[0], among[1])


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_give_probabilities(a: str, b: str) -> None:
    row = SCORER.score([(a, b)])
    assert row.dtype == np.float32
    assert row.shape == (1, 3)
    assert np.isclose(row.sum(), 1.0, atol=1e-5)
    values = features(a, b)
    assert len(values) == len(FEATURES)
    assert all(-1.0 <= value <= 1.0 for value in values)
