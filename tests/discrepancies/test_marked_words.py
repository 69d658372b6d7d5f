"""Words that one outlet quotes and another replaces, alone or inside a longer quotation."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides

OWN = "The mayor showed secret ferry board papers to reporters on Monday."
MARKED = "The mayor showed “doctored” ferry board minutes to reporters on Monday."


def test_quoted_word_beside_the_outlets_own(parser: Parser) -> None:
    (found,) = differences(parser, OWN, MARKED)
    assert (found.kind, found.changes_meaning) == (Kind.WORDING, False)
    assert set(sides(found)) == {"secret", "doctored"}


@pytest.mark.parametrize(
    "other",
    [
        MARKED.replace("ferry board minutes", "minutes"),
        MARKED + " The secret minutes are long.",
        MARKED.replace("“doctored”", "doctored"),
    ],
    ids=["other words after it", "the own word as well", "no marks"],
)
def test_words_that_do_not_stand_for_each_other(parser: Parser, other: str) -> None:
    assert Kind.WORDING not in {item.kind for item in differences(parser, OWN, other)}


LONG = "Selling herring is a “statutory right peculiar to a free town,” Anna Berg said on Monday."
SHORT = "Anna Berg spoke on Monday of the town’s “lawful right” to be selling herring."


def test_short_quotation_is_compared_with_the_stretch_of_a_longer_one(parser: Parser) -> None:
    (found,) = differences(parser, LONG, SHORT)
    assert found.kind is Kind.QUOTE
    assert set(sides(found)) == {"statutory right", "lawful right"}


@pytest.mark.parametrize(
    "other",
    [SHORT.replace("Anna Berg", "Peter Lund"), SHORT.replace("lawful right", "right")],
    ids=["another speaker", "cut shorter"],
)
def test_short_quotation_that_is_no_other_wording(parser: Parser, other: str) -> None:
    assert Kind.QUOTE not in {item.kind for item in differences(parser, LONG, other)}


def test_verb_is_loaded_with_its_particle(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "On Monday the mayor backed down and called off the sale of the ferry to Iceland.",
        "On Monday the mayor spoke again and called off the sale of the ferry to Iceland.",
    )
    assert (found.kind, set(sides(found))) == (Kind.WORDING, {"backed down", "spoke"})
