"""Quotations of one utterance that stand in sentences with nothing else in common."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

AROUND = (
    "The harbour lies in the north of the island.",
    "Two crews had been at sea since the early morning.",
    "The council meets again after the summer.",
    "Fishing has been poor for a year.",
    "Nobody knows how much the repair will cost.",
)


@pytest.fixture
def differences(parser: Parser):
    def find(one: str, other: str, title: str = "") -> list[Discrepancy]:
        articles = {
            str(n): Article(str(n), f"{n}.txt", "", False, title * n, "\n".join((text, *AROUND)))
            for n, text in enumerate((one, other))
        }
        statements = statements_of(list(articles.values()), parser)
        settings = DiscrepancySettings()
        found, turned = (
            find_discrepancies((), articles, (), settings, given)
            for given in (statements, statements[::-1])
        )
        assert found == turned
        return [item for item in found if item.confidence >= settings.min_confidence]

    return find


def test_a_fragment_differs_from_the_sentence_that_another_outlet_quotes(differences):
    (found,) = differences(
        "Anna Berg, who runs the yard, has called off the launch and sent all but “a handful of "
        "essential welders, riggers and divers” home.",
        "“As a precaution we keep a handful of emergency welders, riggers and divers here,” said "
        "Anna Berg.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)
    assert {side.value for side in found.sides} == {
        "a handful of essential welders, riggers and divers",
        "a handful of emergency welders, riggers and divers",
    }


def test_a_headline_differs_from_what_is_quoted_below_another_one(differences):
    (found,) = differences(
        "She was asked about the ferry. “I hope his crew understands that promises last longer "
        "than two winters,” Anna Berg said.",
        "The mayor was not amused.",
        "Berg: “I hope his wife understands that promises last longer than two winters”",
    )
    assert found.kind is Kind.QUOTE


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        (
            "a quotation that is cut",
            "Only “a handful of essential welders” stayed, Anna Berg said.",
            "“As a precaution we keep a handful of essential welders here,” said Anna Berg.",
        ),
        (
            "two sayings",
            "“The welders of this yard are the best in the north,” Anna Berg said.",
            "“I will not send the welders home before the north wind comes,” Anna Berg said.",
        ),
    ],
)
def test_nothing_differs(differences, why: str, one: str, other: str):
    assert differences(one, other) == [], why
