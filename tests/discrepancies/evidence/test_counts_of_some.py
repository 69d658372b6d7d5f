"""Counts of some of those whom another statement counts, and hours that count nothing."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from tests.discrepancies.slots import faced


@pytest.mark.parametrize(
    ("figure", "every", "some"),
    [
        (
            "28",
            "The hospital in Aldan treated 50 children who were hurt in the ferry crash.",
            "The hospital in Aldan said that 28 children hurt in the ferry crash remained there.",
        ),
        (
            "264",
            "At least 368 people were injured when the ferry hit the pier.",
            "At least 264 people were hospitalized when the ferry hit the pier.",
        ),
    ],
    ids=["those who are left", "those in hospital"],
)
def test_a_count_of_some_is_none_of_all(parser: Parser, figure: str, every: str, some: str) -> None:
    assert faced(parser, "number", every, some) == set()
    assert faced(parser, "number", some, some.replace(figure, "15")) != set()


def test_the_hour_of_an_update_is_no_figure(parser: Parser) -> None:
    assert faced(parser, "number", "Update at 11:16 a.m. ET.", "Update at 8:11 a.m. ET.") == set()


def test_more_in_hospital_than_were_hurt_is_another_count(parser: Parser) -> None:
    hurt = "At least 264 people were injured when the ferry hit the pier."
    held = "At least 368 people were hospitalized when the ferry hit the pier."
    assert faced(parser, "number", hurt, held) != set()
