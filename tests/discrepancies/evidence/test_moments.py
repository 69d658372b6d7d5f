"""Prices and earnings of two moments, and those of one."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The Harbour index rose 11.14, or 1.2 percent, to 931.41 on Monday.",
            "The Harbour index gained 10.89, or 1.2 percent, to 931.12 as of noon on Monday.",
        ),
        (
            "The Harbour index rose 11 points to 931.",
            "The Harbour index was up 12.61 at 932.50.",
        ),
        (
            "Shares of the ferry line fell $2.04 to $3.18 in midday trading on Monday.",
            "Shares of the ferry line fell $1.99 to $3.23 on Monday.",
        ),
        (
            "The ferry line earned $729 million, or 10 cents a share, on revenue of $4.8 billion.",
            "The ferry line earned $987 million, or 14 cents a share, on revenue of $4.6 billion.",
        ),
    ],
)
def test_where_two_prices_differ_they_are_of_two_moments(
    parser: Parser, one: str, other: str
) -> None:
    assert faced(parser, "number", one, other) == set()


def test_one_price_that_differs_is_another_figure(parser: Parser) -> None:
    one = "Shares of the ferry line fell $2.04 to $3.18 in midday trading on Monday."
    assert faced(parser, "number", one, one.replace("3.18", "3.81")) != set()


def test_where_no_share_is_the_same_they_are_of_two_polls(parser: Parser) -> None:
    one = "Behind Lund are Anna Berg with 16 percent and Karl Holm with 3 percent."
    other = "Lund is followed by Anna Berg at {} percent and Karl Holm at {} percent."
    assert faced(parser, "number", one, other.format(27, 5)) == set()
    (found,) = faced(parser, "number", one, other.format(27, 3))
    assert found == {"16 percent", "27 percent"}


def test_two_counts_that_differ_are_of_no_market(parser: Parser) -> None:
    one = "The ferry line hired 40 pilots and sold 12 boats at the harbour on Monday."
    other = "The ferry line hired 30 pilots and sold 15 boats at the harbour on Monday."
    found = faced(parser, "number", one, other)
    assert {frozenset({"40", "30"}), frozenset({"12", "15"})} <= found


def test_shares_of_two_countries_are_two_figures(parser: Parser) -> None:
    one = "U.S. sales at the ferry line rose 8.8 percent."
    other = "The ferry line's sales in Canada rose by 6.7 percent."
    assert faced(parser, "number", one, other) == set()
    assert faced(parser, "name", one, other) == set()
