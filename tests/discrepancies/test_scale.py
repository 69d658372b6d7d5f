"""One figure in two units: a change that makes two figures too unlike to be compared otherwise."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides

RESCALED = [
    (
        "scale",
        "The island paid $4.7 million for the old ferry on Monday.",
        "The island paid $4.7 billion for the old ferry on Monday.",
        {"$4.7 million", "$4.7 billion"},
    ),
    (
        "duration",
        "The board gave the crew three days to answer the letter about the wreck.",
        "The crew was given three weeks by the board to answer the letter about the wreck.",
        {"three days", "three weeks"},
    ),
    (
        "distance",
        "The ferry sank 12 miles off the northern coast of the island.",
        "The ferry sank 12 kilometers off the northern coast of the island.",
        {"12 miles", "12 kilometers"},
    ),
    (
        "currency",
        "The island paid 300 million euros for the new harbour wall in spring.",
        "The island paid 300 million dollars for the new harbour wall in spring.",
        {"300 million euros", "300 million dollars"},
    ),
    (
        "share",
        "The fare for the ferry rose by 5 percent over the winter, the board said.",
        "The fare for the ferry rose by 5 percentage points over the winter, the board said.",
        {"5 percent", "5 percentage points"},
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "values"), RESCALED)
def test_one_figure_in_two_units(
    parser: Parser, _what: str, one: str, other: str, values: set[str]
) -> None:
    (found,) = differences(parser, one, other)
    assert (found.kind, found.changes_meaning) == (Kind.NUMBER, True)
    assert set(sides(found)) == values


AGREEING = [
    (
        "a distance given in both",
        "The ferry sank 12 miles (19 kilometers) off the northern coast of the island.",
        "The ferry sank 19 kilometers off the northern coast of the island.",
    ),
    (
        "a scale that is left out",
        "The harbour cost 11, 22 and 44 million euros in three years.",
        "The harbour cost 11 million, 22 million and 44 million euros in three years.",
    ),
    (
        "one word for another of the same",
        "The board closed the harbour for 24 hours after the storm on Monday.",
        "The board closed the harbour for a day after the storm on Monday.",
    ),
    (
        "two things",
        "The captain spent two days in the harbour before the storm came.",
        "After two weeks of talks the mayor signed a contract with the crew of the ferry.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), AGREEING)
def test_figures_that_are_not_rescaled(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.NUMBER not in {item.kind for item in differences(parser, one, other)}
