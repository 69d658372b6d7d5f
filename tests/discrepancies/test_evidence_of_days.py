"""What says that two days are of one happening."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies import date, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from tests.discrepancies.slots import told


def features(parser: Parser, one: str, other: str) -> dict[str, float]:
    """Return the evidence for the only two days of two sentences with a cosine of 0.3."""
    made, (a, b) = told(parser, [one], [other])
    by_id = {article.id: article for article in made}
    alignment = align(a.tokens, b.tokens)
    pair = Pair(sheet_of(a, by_id), sheet_of(b, by_id), alignment, 0.6, similarity=0.3)
    (found,) = date.candidates(pair)
    return dict(found.features)


def test_who_does_it_is_one_in_both_voices(parser: Parser) -> None:
    one = "The sale was first reported Friday by NTP."
    other = "NTP.com first reported the CIA request on Monday."
    assert features(parser, one, other)["event"] == 1


def test_the_day_of_another_one_s_report_is_less(parser: Parser) -> None:
    one = "The sale was first reported Friday by NTP."
    other = "CNN first reported the CIA request on Monday."
    assert features(parser, one, other)["event"] < 1


def test_statements_with_most_words_in_common_are_near_whatever_their_cosine(
    parser: Parser,
) -> None:
    one = "Shares edged lower on Wednesday as a wave of warnings drained the hope of the market."
    other = "Stocks fell on Tuesday as a wave of warnings drained the hope of the market."
    assert features(parser, one, other)["similarity"] > 0.5


@pytest.mark.parametrize(("day", "grain"), [("in August", 1), ("in 1999", 0)])
def test_a_day_of_a_month_is_as_exact_as_another_month(
    parser: Parser, day: str, grain: int
) -> None:
    one = "He was taken to the prison on April 3, 1998."
    assert features(parser, one, f"He was taken to the prison {day}.")["grain"] == grain


@pytest.mark.parametrize(("year", "later"), [("2040", 1), ("2372", 0)])
def test_nothing_comes_a_lifetime_later(parser: Parser, year: str, later: int) -> None:
    one = "The harbour court ruled in 1998 that the ferry belonged to the town."
    assert features(parser, one, one.replace("1998", year))["later"] == later
