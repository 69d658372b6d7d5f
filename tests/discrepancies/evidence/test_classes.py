"""A name among what it is none of, beside one that belongs there."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies import name, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from tests.discrepancies.slots import told

BILL = "The bill keeps Norway from selling ferries to the harbour board, Berg said on Monday."


def misplaced(parser: Parser, one: str, other: str = BILL) -> set[str]:
    """Return the names of the first sentence that stand where the other has what belongs there."""
    made, (a, b) = told(parser, [one], [other])
    by_id = {article.id: article for article in made}
    pair = Pair(sheet_of(a, by_id), sheet_of(b, by_id), align(a.tokens, b.tokens), 0.6)
    return {found.a.text for found in name.candidates(pair) if found.features["misplaced"]}


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        ("The bill keeps St. Louis and other countries from selling ferries.", {"St. Louis"}),
        ("The bill keeps many countries, including Florida, from selling ferries.", {"Florida"}),
        ("The bill keeps countries such as Iceland and Denver from it.", {"Denver"}),
        ("The bill keeps St. Louis and other cities from selling ferries.", set()),
        ("The bill keeps Scotland and other countries from selling ferries.", set()),
        ("The bill keeps Georgia and other countries from selling ferries.", set()),
        ("The bill keeps Florida from selling ferries to other countries.", set()),
    ],
)
def test_a_city_or_state_is_no_country(parser: Parser, one: str, wrong: set[str]) -> None:
    assert misplaced(parser, one) == wrong


def test_it_faces_nothing_but_a_country(parser: Parser) -> None:
    one = "The bill keeps St. Louis and other countries from selling ferries."
    assert misplaced(parser, one, BILL.replace("Norway", "Bergen")) == set()
