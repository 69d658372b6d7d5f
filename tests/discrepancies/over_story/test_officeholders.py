"""Who holds an office, as the articles of one story say it by the way."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.over_story.office import find_officeholders
from tests.discrepancies.over_story.rivals import named_twice


def held_by_two(parser: Parser, *texts: str) -> list[tuple[str, set[str]]]:
    return named_twice(find_officeholders, parser, *texts)


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            "Colorado’s attorney general, Anna Berg, called the challenge weak.",
            "“We are not surprised,” Colorado Attorney General Peter Lund said.",
            "who is attorney general",
        ),
        (
            "Gov. Anna Berg of Ohio signed the bill on Monday.",
            "The bill was sent to Ohio Gov. Peter Lund last week.",
            "who is governor",
        ),
        (
            "Anna Berg, chairman of the Ohio Republican Party, may run for the post.",
            "Ohio GOP Chairman Peter Lund is on the list as well.",
            "who is chair",
        ),
        (
            "The letter was sent to Norline CEO Anna Berg.",
            "Peter Lund, CEO of Norline, answered on Monday.",
            "who is chief executive",
        ),
        (
            "“It is safe,” Harbour Workers Union of Aldan President Anna Berg said.",
            "Peter Lund, president of the Harbour Workers Union of Aldan, left.",
            "who is president",
        ),
    ],
)
def test_two_people_in_one_office_are_reported(
    parser: Parser, one: str, other: str, what: str
) -> None:
    assert held_by_two(parser, one, other) == [(what, {"Anna Berg", "Peter Lund"})]


@pytest.mark.parametrize(
    ("_why", "one", "other"),
    [
        ("two places", "Ohio Gov. Anna Berg signed it.", "Iowa Gov. Peter Lund signed it."),
        ("a former one", "Ohio Gov. Anna Berg signed it.", "Former Ohio Gov. Peter Lund left."),
        ("then", "Fed Chairman Anna Berg spoke.", "He fought with then-Fed Chairman Peter Lund."),
        ("many hold it", "Ohio Sen. Anna Berg signed it.", "Ohio Sen. Peter Lund signed it."),
        (
            "two committees",
            "Anna Berg, the Republican chairman of the Ferry Committee, left.",
            "Peter Lund, the Republican chairman of the Harbour Committee, left.",
        ),
        (
            "one of several",
            "Anna Berg, a director of Norline, left.",
            "Norline director Lund left.",
        ),
        (
            "two in lists with one more",
            "Karl Holm, Norline President Anna Berg and others left.",
            "Peter Lund, Norline President Anna Berg and others left.",
        ),
        (
            "two committees that are not named",
            "Committee Chairman Anna Berg left.",
            "Committee Chairman Peter Lund left.",
        ),
        (
            "a capital of the sentence",
            "Today President Anna Berg left.",
            "Today President Peter Lund left.",
        ),
        ("a company", "Norline CEO Anna Berg left.", "The company's CEO, Peter Lund, left."),
        (
            "a lesser office",
            "Secretary of State Anna Berg left.",
            "Under Secretary of State Peter Lund left.",
        ),
        (
            "both are told of in both",
            "Norline CEO Anna Berg left. Her son Peter Lund stayed.",
            "Norline CEO Peter Lund left. His sister Anna Berg stayed.",
        ),
        (
            "another spelling",
            "Iraqi Prime Minister Adil Abdul Mahdi left.",
            "Iraq Prime Minister Adel Abdul-Mahdi left.",
        ),
        (
            "one after the other",
            "Ohio Gov. Anna Berg left. \nOhio Gov. Peter Lund came.",
            "Ohio Gov. Peter Lund signed it.\nOhio Gov. Anna Berg had not.",
        ),
    ],
)
def test_none_is_reported_of(parser: Parser, _why: str, one: str, other: str) -> None:
    assert held_by_two(parser, one, other) == []


def test_whose_description_stands_between_two_commas(parser: Parser) -> None:
    one = "Karl Holm, the governor of Ohio, Anna Berg and two others came."
    assert held_by_two(parser, one, "Ohio Gov. Karl Holm came.") == []
