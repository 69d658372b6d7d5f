"""From findings to sides: who says which, told once, in an order, in a line for an editor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.finding import Finding, value_at
from reporter.discrepancies.merging import merge
from reporter.discrepancies.values import values_in
from reporter.records import Copy, Kind, Origin
from tests.discrepancies.outlets import REPORTED, article, cluster, differences, sides


def test_sides_gather_every_outlet_with_its_exact_words(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The ministry denied the sale of the ferries on Wednesday.",
        "On Wednesday the ministry denied the sale of the ferries.",
        "The ministry denied the sale of the ferries on Tuesday.",
        "The ministry denied the sale of the ferries late on Tuesday.",
        "The ministry denied the sale of the ferries on Wednesday, it said.",
    )
    assert sides(found) == {
        "Wednesday (12 March 2031)": ("a", "b", "e"),
        "Tuesday (11 March 2031)": ("c", "d"),
    }
    for side in found.sides:
        for evidence in side.evidence:
            words = evidence.statement.text[evidence.start : evidence.end]
            assert side.value.startswith(words)


def test_one_quotation_with_other_commas_is_one_side(parser: Parser) -> None:
    said = "“The mayor met {} the pilot{} and the ferry left the old pier,” the council said."
    (found,) = differences(
        parser, said.format("Mrs. Holm", ""), said.format("Mrs. Holm", ","), said.format("Holm", "")
    )
    assert sorted(len(articles) for articles in sides(found).values()) == [1, 2]


def test_summary_is_a_line_for_an_editor(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Fourteen people were injured when the ferry hit the pier.",
        "Four people were injured when the ferry hit the pier.",
    )
    assert found.summary == "Number hurt (people): fourteen or four"


def test_copy_that_departs_from_its_agency_is_named(parser: Parser) -> None:
    origin = Origin("o1", ("a", "b"), "rewrite", "NW", (Copy("b", "a", 0.7, True),))
    texts = (
        "The captain said he had not left the channel before the ferry ran aground.",
        "The captain said he had left the channel before the ferry ran aground.",
    )
    (found,) = differences(parser, *texts, origins=(origin,))
    assert "copies of one text differ here" in found.summary
    (of_two_texts,) = differences(parser, *texts)
    assert of_two_texts.confidence < found.confidence < 1


def test_an_article_with_two_figures_stands_on_one_side(parser: Parser) -> None:
    """A poll of one outlet and two polls of another are no three-sided difference."""
    articles = [
        article(0, "The northern poll gives the mayor 44 percent of the votes in the town."),
        article(1, "The northern poll gives the mayor 41 percent of the votes in the town."),
        article(1, "The southern poll gives the mayor 52 percent of the votes in the town."),
    ]
    a, b, c = cluster(parser, articles).statements
    said = [value_at(one, values_in(one, None)[0]) for one in (a, b, replace(c, id="b.2"))]
    surer, other = (
        Finding(Kind.NUMBER, said[0], against, "share", confidence, True)
        for against, confidence in ((said[1], 0.9), (said[2], 0.7))
    )
    (found,) = merge((other, surer), {})
    assert sides(found) == {"41 percent": ("b",), "44 percent": ("a",)}


def test_same_difference_in_two_clusters_is_reported_once(parser: Parser) -> None:
    articles = [
        article(0, "Fourteen people were injured when the ferry hit the pier."),
        article(1, "Four people were injured when the ferry hit the pier."),
    ]
    clusters = [cluster(parser, articles, "c1"), cluster(parser, articles[::-1], "c2")]
    by_id = {one.id: one for one in articles}
    assert len(find_discrepancies(clusters, by_id, (), DiscrepancySettings())) == 1


def test_order_of_input_does_not_matter(parser: Parser) -> None:
    articles = [article(n, text) for n, (_, text, _) in enumerate(REPORTED[:2])]
    articles += [article(n + 2, text) for n, (_, _, text) in enumerate(REPORTED[:2])]
    pairs = [(articles[0], articles[2]), (articles[1], articles[3])]
    by_id = {one.id: one for one in articles}
    forward = [cluster(parser, pair, f"c{n}") for n, pair in enumerate(pairs)]
    backward = [cluster(parser, pair[::-1], f"c{n}") for n, pair in enumerate(pairs)][::-1]
    settings = DiscrepancySettings()
    assert find_discrepancies(forward, by_id, (), settings) == find_discrepancies(
        backward, by_id, (), settings
    )


def test_meaning_comes_first_then_confidence(parser: Parser) -> None:
    articles = [
        article(0, REPORTED[0][1]),
        article(1, REPORTED[0][2]),
        article(2, "“We never sold a ship to them in all those years,” the minister said."),
        article(3, "“We never lent a ship to them in all those years,” the minister said."),
    ]
    clusters = [cluster(parser, articles[2:], "c1"), cluster(parser, articles[:2], "c2")]
    found = find_discrepancies(
        clusters, {one.id: one for one in articles}, (), DiscrepancySettings()
    )
    assert [(item.id, item.changes_meaning) for item in found] == [("d1", True), ("d2", False)]


def test_no_clusters_no_differences() -> None:
    assert find_discrepancies((), {}, (), DiscrepancySettings()) == ()


def test_what_is_counted_is_named_as_the_outlets_do(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The port created 163,000 jobs in July, the ministry said.",
        "The port created 121,000 jobs in July, the ministry said.",
    )
    assert found.subject == "number of jobs"


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        (
            "Maria Lund vanished in 2022 and is 32 now, police said.",
            "Maria Lund, now 30, vanished in August 2022, police said.",
            "age (Maria Lund)",
        ),
        (
            "Maria Lund, 41, was named captain of the ferry Marit.",
            "Maria Lund, 42, was named captain of the ferry Marit.",
            "age (Maria Lund)",
        ),
    ],
)
def test_a_figure_of_nothing_that_is_counted_is_told_with_a_name(
    parser: Parser, one: str, other: str, subject: str
) -> None:
    assert [item.subject for item in differences(parser, one, other)] == [subject]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (
            "The repair takes six weeks.",
            "The repair takes eight weeks.",
            {"six weeks", "eight weeks"},
        ),
        (
            "It cost 2.4 million euros.",
            "It cost 3.4 million euros.",
            {"2.4 million euros", "3.4 million euros"},
        ),
        ("The wind blew at 112 km/h.", "The wind blew at 131 km/h.", {"112 km/h", "131 km/h"}),
        ("Three people were hurt.", "Nine people were hurt.", {"three", "nine"}),
        ("The 40-year-old driver was hurt.", "The 49-year-old driver was hurt.", {"40", "49"}),
    ],
)
def test_a_figure_is_shown_with_its_unit_and_without_a_capital(
    parser: Parser, one: str, other: str, said: set[str]
) -> None:
    assert {value for found in differences(parser, one, other) for value in sides(found)} == said


def test_a_doubtful_finding_gives_a_sure_side_one_more_outlet(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The ferry Marit ran aground on the Skarn reef on Wednesday, the coast guard said.",
        "The ferry Marit ran aground on the Skarn reef on Thursday, the coast guard said.",
        "On Thursday the Marit hit rocks near Skarn, people in the harbour told us.",
    )
    assert [side.articles for side in found.sides] == [("b", "c"), ("a",)]
