"""How far a denial reaches: no longer, for a period, or never at all."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides

NO_LONGER = "The company said it no longer intends to sell ferries to Iceland."
NEVER = "The company said it has never sold ferries to Iceland."
PERIOD = "The company said it has not sold any ferries to Iceland during the strike in Norway."
EVER = "The company denies ever providing Iceland with ferries."


@pytest.mark.parametrize(
    ("one", "other", "turns"),
    [(NO_LONGER, NEVER, True), (NO_LONGER, PERIOD, True), (PERIOD, EVER, False)],
    ids=["no longer, never", "no longer, for a period", "for a period, ever"],
)
def test_denials_that_reach_unequally_far(
    parser: Parser, one: str, other: str, turns: bool
) -> None:
    found = [item for item in differences(parser, one, other) if item.kind is Kind.NEGATION]
    assert [item.changes_meaning for item in found] == [turns]


def test_words_that_say_how_far_are_shown(parser: Parser) -> None:
    (found,) = differences(parser, PERIOD, EVER)
    assert set(sides(found)) == {"during the strike in Norway", "ever providing"}


@pytest.mark.parametrize(
    "other",
    [
        "The company said it has not sold ferries to Iceland.",
        "The company said it never paid its captains on a Sunday.",
        "The company said it no longer wants to sell ferries to Iceland.",
    ],
    ids=["no word of how far", "another happening", "as far"],
)
def test_denials_that_do_not_differ(parser: Parser, other: str) -> None:
    found = differences(parser, NO_LONGER, other)
    assert Kind.NEGATION not in {item.kind for item in found}
