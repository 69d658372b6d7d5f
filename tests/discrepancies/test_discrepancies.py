"""What counts as a difference between outlets, what does not, and how it is told."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.nearby import near_pairs
from reporter.records import Cluster, Kind
from reporter.sentences import statements_from_sentences
from tests.discrepancies.outlets import REPORTED, article, cluster, differences


@pytest.mark.parametrize(("kind", "one", "other"), REPORTED)
def test_difference_is_reported_once_with_its_kind(
    parser: Parser, kind: Kind, one: str, other: str
) -> None:
    (found,) = differences(parser, one, other)
    assert found.kind is kind
    assert found.changes_meaning


NOT_A_CONFLICT = [
    (
        "lists that pick other members",
        "Envoys of Norway, Poland and Spain attended the opening of the bridge.",
        "Envoys of Norway, Italy, Greece and Poland attended the opening of the bridge.",
    ),
    (
        "a refinement",
        "The man was arrested in a city in Ohio on Monday.",
        "The man was arrested in Dayton, Ohio, on Monday.",
    ),
    (
        "another scope",
        "Twelve people were killed in Kyiv on Monday, the ministry said.",
        "Thirty people were killed across Ukraine on Monday, the ministry said.",
    ),
    (
        "two people of one family name",
        "Senator Berg voted for the bridge.",
        "Anna Berg voted for the bridge.",
    ),
    (
        "a condition",
        "The union will strike if the port is sold.",
        "The union will not strike if the port is kept.",
    ),
    (
        "a rounded figure",
        "Turnout was 85.19 percent, the commission said.",
        "Turnout was 85 percent, the commission said.",
    ),
    (
        "a long figure that is cut off",
        "The index fell 2,352.6 points on Thursday.",
        "The index fell 2,352 points on Thursday.",
    ),
    (
        "a hedge",
        "At least 100 ships were damaged by the storm.",
        "Some 110 ships were damaged by the storm.",
    ),
    (
        "other units",
        "The talks lasted 48 hours, the envoy said.",
        "The talks lasted two days, the envoy said.",
    ),
    (
        "other things counted",
        "Police said 12 people were killed in the riot.",
        "Police said 30 people were arrested in the riot.",
    ),
    (
        "two words for one day",
        "The ferry sank on March 12 off the coast.",
        "The ferry sank on Wednesday off the coast.",
    ),
    (
        "a country and its capital",
        "Pyongyang denied that it had sold weapons.",
        "North Korea denied that it had sold weapons.",
    ),
    (
        "two spellings",
        "The envoy Vassily Nebenzia dismissed the report as a fake.",
        "The envoy Vasily Nebenzya dismissed the report as a fake.",
    ),
    (
        "datelines",
        "OSLO — The ferry ran aground on the reef at nine, the operator said.",
        "BERGEN — The ferry ran aground on the reef at nine, the operator said.",
    ),
    (
        "two ways to deny",
        "The ministry denied selling weapons to the rebels.",
        "The ministry said it did not sell weapons to the rebels.",
    ),
    (
        "a quotation cut short",
        "“We have never sold any ships to them, and we will not sell any,” the minister said.",
        "“We have never sold any ships to them,” the minister said.",
    ),
    (
        "where the quotation marks open",
        "The official told the ministry to stop making “reckless remarks” about the harbour.",
        "The official told the ministry to “stop making reckless remarks” about the harbour.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NOT_A_CONFLICT)
def test_is_not_a_conflict(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


def test_growing_toll_is_an_update(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The storm killed 12 people on the coast, officials said.",
        "The storm killed 31 people on the coast, officials said.",
        days=(date(2031, 3, 12), date(2031, 3, 14)),
    )
    assert found.kind is Kind.UPDATE
    assert not found.changes_meaning


def test_shrinking_toll_is_a_conflict(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The storm killed 31 people on the coast, officials said.",
        "The storm killed 12 people on the coast, officials said.",
        days=(date(2031, 3, 12), date(2031, 3, 14)),
    )
    assert found.kind is Kind.NUMBER


def test_two_tolls_of_one_past_year_are_a_conflict(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "By 2028 the coast guard had rescued 200 people off Port Aldan.",
        "The coast guard had rescued 300 people off Port Aldan by 2028.",
        days=(date(2031, 3, 12), date(2031, 3, 14)),
    )
    assert found.kind is Kind.NUMBER


def test_a_day_of_months_ago_is_no_weekday_of_this_week(parser: Parser) -> None:
    this_week = "Mayor Lund read the letter from the harbour office on Wednesday."

    assert differences(
        parser, this_week, "Mayor Lund read the letter from the harbour office on Tuesday."
    )
    assert not differences(
        parser, this_week, "Mayor Lund read the letter from the harbour office on Sept. 12."
    )


def test_other_wording_in_a_quotation_does_not_change_the_meaning(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We have never exported weapons or ammunition to the rebels before,” the official said.",
        "“We have never shipped weapons or ammunition to the rebels before,” an official said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_measures_of_unlike_things_do_not_meet(parser: Parser) -> None:
    assert not differences(
        parser,
        "The lawyer said that the 21-year veteran was fired on Friday.",
        "The lawyer said that a 60-day suspension was asked for on Friday.",
    )


def test_day_of_one_utterance_is_compared_across_unlike_sentences(parser: Parser) -> None:
    texts = (
        [
            "Norway on Wednesday denied that it had sold any ferries.",
            "“We have never sold a ferry to the island and will not sell one,” a Norwegian official"
            " said.",
        ],
        [
            "In a statement on Thursday, an unnamed Norwegian official warned the island council.",
            "“We have never sold a ferry to the island and we will not sell one,” the Norwegian"
            " official said.",
        ],
    )
    articles = [article(n, "\n".join(lines)) for n, lines in enumerate(texts)]
    statements = [
        statement
        for one, lines in zip(articles, texts, strict=True)
        for statement in statements_from_sentences(one, lines, parser)
    ]
    quoting = (statements[1], statements[3])
    found = find_discrepancies(
        [Cluster("c1", quoting, quoting[0])],
        {one.id: one for one in articles},
        (),
        DiscrepancySettings(),
        statements,
    )
    (day,) = [item for item in found if item.kind is Kind.DATE]
    assert day.subject == "day of the statement by Norway"
    assert {side.articles for side in day.sides} == {("a",), ("b",)}


def test_words_of_two_speakers_do_not_deny_each_other(parser: Parser) -> None:
    found = differences(
        parser,
        "Anna Berg said that the council can end the ferry contract.",
        "Peter Lund said that the council can not end the ferry contract.",
    )
    assert Kind.NEGATION not in {item.kind for item in found}


def test_near_pairs_are_those_that_no_cluster_holds(parser: Parser) -> None:
    articles = [article(n, text) for n, (_, text, _) in enumerate(REPORTED[:3])]
    statements = cluster(parser, articles).statements
    vectors = np.asarray([[1, 0], [0.8, 0.6], [0.8, 0.6]], dtype=np.float32)
    held = Cluster("c1", statements[:2], statements[0])
    near = near_pairs(statements, vectors, [held], 0.7)
    assert [(item.id, item.statements) for item in near] == [
        ("c2", (statements[1], statements[2])),
        ("c3", (statements[0], statements[2])),
    ]


def test_one_name_in_two_transliterations_is_no_difference(parser: Parser) -> None:
    assert not differences(
        parser,
        "Kim Sang Dok, also known as Tony Kim, was arrested at the airport in April.",
        "Kim Sang-duk, also known as Tony Kim, was arrested at the airport in April.",
    )


ALIKE_IN_FEW_WORDS = (
    "Prosecutors charged Anna Holm with bribery, fraud and breach of trust on Tuesday.",
    "Tove Lund was charged by prosecutors with fraud and bribery on Monday after a year of "
    "inquiries into gifts from a shipping magnate, all of which she denied before her voters.",
)


@pytest.mark.parametrize(("likeness", "compared"), [(0.45, True), (0.3, False)])
def test_few_common_words_are_enough_where_some_likeness_is_left(
    parser: Parser, likeness: float, compared: bool
) -> None:
    articles = [article(n, text) for n, text in enumerate(ALIKE_IN_FEW_WORDS)]
    vectors = np.asarray([[1, 0], [likeness, (1 - likeness**2) ** 0.5]], dtype=np.float32)
    assert bool(near_pairs(cluster(parser, articles).statements, vectors, [], 0.6)) is compared


@pytest.mark.parametrize(
    ("likeness", "kinds"), [(0.45, {Kind.NAME}), (0.65, {Kind.NAME, Kind.DATE})]
)
def test_of_statements_alike_in_few_words_only_names_are_told(
    parser: Parser, likeness: float, kinds: set[Kind]
) -> None:
    articles = [article(n, text) for n, text in enumerate(ALIKE_IN_FEW_WORDS)]
    vectors = np.asarray([[1, 0], [likeness, (1 - likeness**2) ** 0.5]], dtype=np.float32)
    near = near_pairs(cluster(parser, articles).statements, vectors, [], 0.6)
    found = find_discrepancies(near, {one.id: one for one in articles}, (), DiscrepancySettings())
    assert {item.kind for item in found} == kinds
