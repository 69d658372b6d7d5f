"""Two names in statements that the pair scorer has judged: doubts are weighed, not obeyed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.records import Kind, PairScore
from tests.discrepancies.outlets import article, cluster, differences, shown
from tests.discrepancies.outlets import sides as values

DOUBTED = [
    (
        "who says it and who acts",
        "The island reported 65 new cases on May 22, making Norway's outbreak the largest of all.",
        "Denmark reported 65 new cases on May 22, making its outbreak the largest of all.",
    ),
    (
        "two things that they go with",
        "The Bergen yard sold the old ferry to a bank on Monday.",
        "The Oslo harbour sold the old ferry to a bank on Monday.",
    ),
    (
        "an agency and a country",
        "On Monday the captain asked the FBI for help with the wreck of the old ferry.",
        "On Monday the captain asked Norway to help with the wreck of the old ferry.",
    ),
]
OBEYED = [
    (
        "lists that pick other members",
        "Envoys of Norway, Poland and Spain attended the opening of the bridge.",
        "Envoys of Norway, Italy, Greece and Poland attended the opening of the bridge.",
    ),
    (
        "whom it was told",
        "The ferry was far more successful than expected, Anna Berg told the Reuters news agency.",
        "The ferry was far more successful than expected, Anna Berg told the KCNA news agency.",
    ),
    (
        "little else in common",
        "Berg sold the old ferry to a bank in the north after the storm in March.",
        "The harbour of the Lund administration has a new ferry, which a bank paid for.",
    ),
]


def judged(parser: Parser, one: str, other: str, entailed: float) -> list[tuple[Kind, set[str]]]:
    """Return kinds and values of what differs where the scorer says how far each entails both."""
    articles = [article(number, text) for number, text in enumerate((one, other))]
    plain = cluster(parser, articles)
    said = (entailed, 0.9 - entailed, 0.1)
    score = PairScore(*(s.id for s in plain.statements), 0.8, said, said, 0.5)
    return [
        (item.kind, set(values(item)))
        for item in shown([replace(plain, scores=(score,))], articles)
    ]


@pytest.mark.parametrize(("_what", "one", "other"), DOUBTED)
def test_a_doubt_rules_nothing_out_where_all_else_is_the_same(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    assert Kind.NAME in {kind for kind, _ in judged(parser, one, other, 0.05)}


@pytest.mark.parametrize(("_what", "one", "other"), DOUBTED)
def test_it_does_where_the_scorer_finds_that_each_entails_the_other(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    assert Kind.NAME not in {kind for kind, _ in judged(parser, one, other, 0.9)}


@pytest.mark.parametrize(("_what", "one", "other"), DOUBTED)
def test_it_does_where_nobody_has_judged(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.NAME not in {item.kind for item in differences(parser, one, other)}


@pytest.mark.parametrize(("_what", "one", "other"), OBEYED)
def test_some_rule_a_difference_out_all_the_same(
    parser: Parser, _what: str, one: str, other: str
) -> None:
    assert Kind.NAME not in {kind for kind, _ in judged(parser, one, other, 0.05)}


def test_two_who_say_it_are_two_speakers_and_no_names(parser: Parser) -> None:
    one = "Anna Berg said that the ferry contract was sold without a vote of the council."
    found = judged(parser, one, one.replace("Anna Berg", "Peter Lund"), 0.05)
    assert found == [(Kind.ATTRIBUTION, {"Anna Berg", "Peter Lund"})]
