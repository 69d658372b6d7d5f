"""The day on which somebody said what two articles quote."""

from __future__ import annotations

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.records import Article, Cluster, Kind
from reporter.sentences import statements_of
from tests.discrepancies.outlets import THURSDAY

FIRST = "“We have never sold a ferry to the island and will not sell one,” {} told reporters{}."
SECOND = "“We have never sold a ferry to the island and we will not sell one,” {} told reporters{}."


def days(parser: Parser, *texts: str) -> list[str]:
    """Return the titles of differences in days, with the first quotation of each article paired."""
    articles = {
        name: Article(name, name, name, True, "", text, published=THURSDAY)
        for name, text in zip("ab", texts, strict=True)
    }
    statements = statements_of([*articles.values()], parser)
    quoting = tuple(next(s for s in statements if s.article_id == a and s.quotations) for a in "ab")
    cluster = Cluster("c1", quoting, quoting[0])
    found = find_discrepancies([cluster], articles, (), DiscrepancySettings(), statements)
    return [item.subject for item in found if item.kind is Kind.DATE]


def test_two_days_of_one_quotation_differ(parser: Parser) -> None:
    one = FIRST.format("Anna Berg", " on Monday")
    other = SECOND.format("Anna Berg", " on Tuesday")
    assert len(days(parser, one, other)) == 1


def test_another_saying_of_a_person_dates_no_quotation(parser: Parser) -> None:
    one = FIRST.format("Anna Berg", "") + "\nBerg said on Monday that the pier was safe."
    other = SECOND.format("Anna Berg", "") + "\nOn Tuesday, Berg spoke of the harbour budget."
    assert days(parser, one, other) == []


def test_a_sentence_nearby_dates_what_a_country_said(parser: Parser) -> None:
    one = FIRST.format("a Norwegian official", "") + "\nNorway denied the sale on Monday."
    other = SECOND.format("a Norwegian official", "") + "\nOn Tuesday, Norway denied the sale."
    assert days(parser, one, other) == ["day of the statement by Norway"]
