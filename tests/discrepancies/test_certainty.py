"""Flat on one side, hedged on the other."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides


def test_accusation_told_as_fact_changes_the_meaning(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain allegedly sold the ship's fuel to a fishing crew.",
        "The captain sold the ship's fuel to a fishing crew.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, True)
    assert set(sides(found)) == {"allegedly sold", "sold"}


def test_a_light_verb_says_nothing_without_what_follows(parser: Parser) -> None:
    told = "The mayor made a deal with the ferry company at the harbour on Monday."
    hedged = told.replace("made", "probably made")
    (found,) = differences(parser, hedged, told)
    assert found.kind is Kind.CERTAINTY
    other = told.replace("made a deal with", "made fun of")
    assert Kind.CERTAINTY not in {item.kind for item in differences(parser, hedged, other)}


def test_verb_that_could_hedge_does_so_only_to_what_hangs_on_it(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain allegedly sold the ship's fuel to a fishing crew.",
        "The captain sold the ship's fuel to a fishing crew and appeared in court.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, True)


def test_hedge_of_doubt_does_not_change_the_meaning(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain reportedly steered the ferry onto the reef at night.",
        "The captain steered the ferry onto the reef at night.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The captain allegedly sold the ship's fuel to a fishing crew.",
            "The captain reportedly sold the ship's fuel to a fishing crew.",
        ),
        (
            "The captain may sell the ship's fuel to a fishing crew.",
            "The captain will sell the ship's fuel to a fishing crew.",
        ),
        (
            "The captain might still sell the ship's fuel to a fishing crew.",
            "The captain has threatened to sell the ship's fuel to a fishing crew.",
        ),
        (
            "The captain reportedly sold the ship's fuel to a fishing crew.",
            "According to the police, the captain sold the ship's fuel to a fishing crew.",
        ),
        (
            "The police asked the crew about the alleged theft of the ship's fuel.",
            "The police asked the crew about an accusation of theft of the ship's fuel.",
        ),
        (
            "The captain may have sold the ship's fuel to a fishing crew.",
            "The police looked at the possibility that the captain sold the ship's fuel to a crew.",
        ),
        (
            "The police asked the crew about the alleged theft of the ship's fuel.",
            "The police asked the crew about any theft of the ship's fuel.",
        ),
        (
            "The mayor threatened a veto on Friday, suddenly making a harbour strike possible.",
            "The mayor threatened a veto on Friday, meaning a harbour strike is a possibility.",
        ),
        (
            "The island now appears headed into a third race for the northern harbour.",
            "The island appears to be headed into a third race for the northern harbour.",
        ),
        (
            "The captain said that he might not win the race to the northern harbour.",
            "The captain ran again, winning the race to the northern harbour.",
        ),
        (
            "The captain allegedly sold the ship's fuel to a fishing crew.",
            "The captain sold the ship's fuel to a fishing crew. — Anna Berg (@berg) May 3, 2031",
        ),
    ],
)
def test_two_hedges_and_plans_are_equally_uncertain(parser: Parser, one: str, other: str) -> None:
    assert Kind.CERTAINTY not in {item.kind for item in differences(parser, one, other)}


def test_what_somebody_is_said_to_have_done_is_hedged(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain was killed when he detonated a mine in the harbour on Saturday evening.",
        "The captain was said to have detonated a mine in the harbour on Saturday evening.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, False)
    assert set(sides(found)) == {"detonated", "said to have detonated"}
