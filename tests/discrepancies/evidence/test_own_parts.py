"""Names that have a part each: nothing takes the place of the other one."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "In a letter sent to the Harbour Times and read to the Coast Press, Berg blamed rain.",
            "In a letter sent to the Harbour Times, Berg blamed rain.",
        ),
        (
            "In March, Lund's former secretary pleaded guilty to taking cash.",
            "Peter Berg, his former secretary, pleaded guilty to taking cash.",
        ),
        (
            "Norsk Boats had scheduled its report to be released on Monday.",
            "The Bergen, Norway-based company had scheduled its report to be released on Monday.",
        ),
        (
            "A court on Monday reinstated the charges against a Bergen student of the harbour.",
            "A court in Oslo reinstated the charges against a student of the harbour.",
        ),
        (
            "The minister unveiled his plan for the Mideast on Monday.",
            "The minister unveiled his plan for the Middle East on Monday.",
        ),
    ],
    ids=[
        "one that both have in one place",
        "who and whose",
        "where a company sits",
        "places of two things",
        "one region under two names",
    ],
)
def test_names_with_a_part_each_do_not_meet(parser: Parser, one: str, other: str) -> None:
    assert faced(parser, "name", one, other) == set()


def test_names_in_one_part_meet(parser: Parser) -> None:
    one = "In March, Lund's former secretary Anna Moss pleaded guilty to taking cash."
    assert faced(parser, "name", one, one.replace("Anna Moss", "Peter Berg")) != set()
