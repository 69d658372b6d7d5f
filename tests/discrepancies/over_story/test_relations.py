"""Whose aide or lawyer somebody is, as the articles of one story say it by the way."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.over_story.relation import find_relations
from tests.discrepancies.over_story.rivals import named_twice


def given_to_two(parser: Parser, *texts: str) -> list[tuple[str, set[str]]]:
    return named_twice(find_relations, parser, *texts)


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            "On the pier stood Representative Anna Lund, whose aide Zachary Berg was hurt there.",
            "Zachary Berg, a staffer for Rep. Roger Holm, was hit in the leg.",
            "whose aide Zachary Berg is",
        ),
        (
            "Anna Lund’s lawyer, Zachary Berg, called the charge absurd.",
            "Zachary Berg, an attorney for Roger Holm, would not comment.",
            "whose lawyer Zachary Berg is",
        ),
    ],
)
def test_one_person_with_two_principals_is_reported(
    parser: Parser, one: str, other: str, what: str
) -> None:
    assert given_to_two(parser, one, other) == [(what, {"Anna Lund", "Roger Holm"})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Anna Lund’s lawyer, Zachary Berg, called the charge absurd.",
            "Zachary Berg, an attorney for Lund, would not comment.",
        ),
        (
            "Anna Lund’s lawyer, Zachary Berg, called the charge absurd.",
            "Zachary Berg, a former attorney for Roger Holm, would not comment.",
        ),
        (
            "Anna Lund’s lawyer, Zachary Berg, called the charge absurd.",
            "Zachary Berg, an aide to Roger Holm, would not comment.",
        ),
        (
            "Anna Lund’s lawyer, Zachary Berg, called the charge absurd.\n"
            "Zachary Berg is a busy man, and Roger Holm’s lawyer, Zachary Berg, has to be.",
            "Zachary Berg, an attorney for Roger Holm, would not comment.",
        ),
        (
            "Anna Lund’s lawyer, Zachary Berg, called the charge absurd.",
            "Roger Holm’s lawyer, Peter Dahl, would not comment.",
        ),
    ],
)
def test_one_principal_or_another_relation_is_no_difference(
    parser: Parser, one: str, other: str
) -> None:
    assert given_to_two(parser, one, other) == []
