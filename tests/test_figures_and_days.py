"""Which figures and days of two statements may differ, and which measure unlike things."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.test_slots import faced


@pytest.mark.parametrize(
    ("kind", "one", "other", "values"),
    [
        (
            "number",
            "The harbour has seen two triple collisions and two double collisions.",
            "The harbour has seen five triple collisions and two double collisions.",
            {"two", "five"},
        ),
        (
            "number",
            "Forecasters expect between 10 and 20 inches of snow.",
            "Forecasters expect between 15 and 20 inches of snow.",
            {"10 and 20", "15 and 20"},
        ),
        (
            "number",
            "Holm, 47, was captain of the ferry when it sank.",
            "Holm, aged 59, was captain of the ferry when it sank.",
            {"47", "59"},
        ),
        (
            "number",
            "The ferry line made a 26 million profit.",
            "The ferry line made a profit of 65 million euros.",
            {"26 million", "65 million"},
        ),
        (
            "number",
            "Aldan-based Norline, a Lund company, will sell Ferry 7 to the bank.",
            "Norline will sell Ferry 9 to the bank.",
            {"7", "9"},
        ),
        (
            "date",
            "The union is waiting until October to decide on a strike.",
            "The union said Wednesday that it will decide in June on a strike.",
            {"October", "June"},
        ),
    ],
    ids=[
        "a figure that stands twice",
        "two ranges with one end in common",
        "ages told in two ways",
        "a currency on one side only",
        "one company by another name as well",
        "a month beside a weekday",
    ],
)
def test_may_differ(parser: Parser, kind: str, one: str, other: str, values: set[str]) -> None:
    assert frozenset(values) in faced(parser, kind, one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "number",
            "The crash led to the deaths of the captain and three other sailors.",
            "The crash led to the deaths of four sailors.",
        ),
        (
            "number",
            "The council is in session for three days this month.",
            "The council is in session until two days before the vote.",
        ),
        (
            "number",
            "Forecasters expect 10 to 20 inches of snow.",
            "Forecasters expect 15 inches of snow.",
        ),
    ],
    ids=["some and all", "how long and how long before", "a range and a figure in it"],
)
def test_measure_unlike_things(parser: Parser, kind: str, one: str, other: str) -> None:
    assert faced(parser, kind, one, other) == set()
