"""A headline: short, whole, in sentence case, and borne out by two outlets."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.config import SummarySettings
from reporter.prompts import load_prompt
from reporter.records import (
    Article,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Headline,
    Kind,
    Origin,
    Side,
    Statement,
)
from reporter.sentences import statements_of
from reporter.summarize.headline import write_headline
from reporter.summarize.writing import Writing

Told = tuple[str, str, str]
"""Outlet, headline and text of an article."""

HERALD = (
    "Herald",
    "Panic as doomed Marit hits the rocks",
    "The ferry Marit ran aground near Port Aldan late on Monday, the coast guard said. "
    "Nobody was hurt.",
)
LEDGER = (
    "Ledger",
    "Ferry Marit Runs Aground Near Port Aldan",
    "The ferry Marit has run aground near Port Aldan. The coast guard brought all ashore.",
)
TODAY = (
    "Today",
    "What now for the Marit?",
    "The ferry Marit ran aground near Port Aldan. It carried 212 people.",
)


def statements(parser: Parser, *told: Told) -> tuple[dict[str, Article], tuple[Statement, ...]]:
    articles = {
        f"a{n}": Article(
            f"a{n}", f"a{n}.txt", outlet, True, title, text, published=date(2031, 3, 13)
        )
        for n, (outlet, title, text) in enumerate(told, start=1)
    }
    return articles, statements_of(tuple(articles.values()), parser)


def headline(
    parser: Parser, *told: Told, discrepancies: tuple[Discrepancy, ...] = (), agreed: str = ""
) -> Headline | None:
    """Return the headline of articles, all of which tell a fact in the words `agreed`."""
    articles, found = statements(parser, *told)
    members = tuple(item for item in found if agreed and item.text == agreed)
    where = tuple(item.article_id for item in members)
    facts = [
        Fact("f1", agreed, "extractive", True, 1.0, Cluster("c1", members, item), where, len(where))
        for item in members[:1]
    ]
    return write_headline(
        facts,
        found,
        discrepancies,
        articles,
        [Origin(f"o-{name}", (name,), "own") for name in articles],
        Writing(Extractive(), LexicalScorer(), parser, load_prompt("fact"), SummarySettings()),
    )


def test_the_plain_headline_that_others_bear_out_stands_in_sentence_case(parser: Parser) -> None:
    found = headline(parser, HERALD, LEDGER, TODAY)

    assert found is not None
    assert found.text == "Ferry Marit runs aground near Port Aldan"
    assert found.articles == ("a1", "a2", "a3")
    assert found.origins == 3
    assert all(check.passed for check in found.checks)


def test_what_one_outlet_alone_says_is_no_headline(parser: Parser) -> None:
    other = ("Ledger", "Bank keeps its rate", "The bank of Norland keeps its rate at 3 %.")

    assert headline(parser, TODAY, other) is None


def test_no_headline_takes_a_side_in_a_dispute(parser: Parser) -> None:
    told = (
        ("Herald", "Nine hurt as the Marit runs aground", "Nine were hurt on the Marit."),
        ("Ledger", "Ten were hurt on the Marit", "Ten were hurt on the Marit."),
    )
    _, found = statements(parser, *told)
    sides = tuple(
        Side(word, (Evidence(item, at := item.text.index(word), at + len(word)),))
        for word in ("Nine", "Ten")
        for item in found
        if word in item.text
    )
    dispute = Discrepancy("d1", Kind.NUMBER, "", "", 0.9, True, sides, "c1")

    assert headline(parser, *told, discrepancies=(dispute,)) is None


@pytest.mark.parametrize(
    "title",
    [
        "Why the Marit ran aground",
        "The ferry Marit should be scrapped",
        "“We are safe”",
        "Bigoted mayor closes the ferry Marit",
    ],
)
def test_a_question_a_demand_a_quotation_or_a_judgement_is_no_headline(
    title: str, parser: Parser
) -> None:
    body = "Nobody knows why the ferry Marit ran aground and whether it should be scrapped."
    found = headline(parser, ("Herald", title, body), ("Ledger", title, body))

    assert found is None or found.text != title


def test_what_had_happened_before_is_no_headline(parser: Parser) -> None:
    title = "The harbour office had refused to close the bridge"
    told = headline(parser, ("Herald", title, title + "."), ("Ledger", title, title + "."))

    assert told is None


@pytest.mark.parametrize(("year", "told"), [(2031, True), (2024, False)])
def test_what_happened_in_an_earlier_year_is_no_headline(
    year: int, told: bool, parser: Parser
) -> None:
    title = f"Captain Maria Lund took over the Marit in {year}"
    body = f"{title}. The ferry Marit is for sale."
    found = headline(parser, ("Herald", title, body), ("Ledger", title, body))

    assert (found is not None and "took over" in found.text) == told


CAPACITY = "The ferry Marit carries 212 people from Port Aldan every day."


def test_what_no_outlet_begins_with_is_no_headline(parser: Parser) -> None:
    begun = "Rain fell on Monday. Rocks lie near the ferry port of Aldan. It was night."
    late = [(name, title, f"{begun} {CAPACITY}") for name, title, _ in (HERALD, TODAY)]
    first = [(name, title, f"{CAPACITY} {begun}") for name, title, _ in (HERALD, TODAY)]
    led = headline(parser, *first, agreed=CAPACITY)

    assert headline(parser, *late, agreed=CAPACITY) is None
    assert led is not None
    assert led.text == CAPACITY.removesuffix(".")


def test_one_article_has_no_shared_headline(parser: Parser) -> None:
    assert headline(parser, LEDGER) is None
