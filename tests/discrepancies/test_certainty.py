"""Flat on one side, hedged on the other."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.certainty import find
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from reporter.records import Kind
from reporter.sentences import statements_from_sentences
from tests.discrepancies.outlets import article, differences, sides


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
            "The captain said that selling the old ship's fuel was “a consideration.”",
            "The captain said that he might sell the old ship's fuel.",
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


@pytest.mark.parametrize(
    ("_why", "one", "other"),
    [
        (
            "what would follow",
            "With a storm ahead, the captain would likely sell the ship's fuel to a fishing crew.",
            "The captain sold the ship's fuel to a fishing crew.",
        ),
        (
            "one condition in other words",
            "With a storm ahead, the captain might have sold the ship's fuel to a fishing crew.",
            "With a storm ahead, he'd sell the ship's fuel to a fishing crew.",
        ),
        (
            "only the name of something else",
            "The police asked the whole crew on Monday about a possible fraud on the ferry.",
            "The fraud inquiry of the police asked the whole crew on Monday about the ferry.",
        ),
        (
            "thought about",
            "The council of the islands spoke on Monday of a possible strike at the harbour.",
            "The council of the islands considered on Monday a strike at the harbour.",
        ),
        (
            "estimated in both",
            "The paper estimated that 200 pilots may have been hurt in the harbour last year.",
            "A new paper estimates that 200 pilots were hurt in the harbour last year.",
        ),
        (
            "one and several",
            "The police asked the crew about the possible theft of the ship's fuel.",
            "The police asked the crew about thefts of the ship's fuel.",
        ),
        (
            "as far as possible",
            "The mayor promised the islands the closest possible ties with the harbour towns.",
            "The mayor promised the islands close ties with the harbour towns.",
        ),
        (
            "one has from hearsay what the other has from a paper",
            "The captain reportedly sold the ship's fuel to a fishing crew.",
            "There was a paper that found that the captain sold the ship's fuel to a crew.",
        ),
        (
            "a hedge on why it happened",
            "The captain sold the ship's fuel to a fishing crew, likely because it was old.",
            "The fuel of the ship was old.",
        ),
        (
            "granted, not doubted",
            "The captain may not have sold the ship's fuel to a crew, but he left the harbour.",
            "The captain did not sell the ship's fuel to a crew.",
        ),
        (
            "words of a speaker without marks",
            "The captain allegedly sold the fuel of the ship to a fishing crew.",
            "Our captain sold the fuel of the ship to a fishing crew.",
        ),
        (
            "suspected in both",
            "The plank lets the police ask those they suspect may be in the harbour illegally.",
            "The plank lets the police ask those they suspect are in the harbour illegally.",
        ),
    ],
)
def test_what_is_no_hedge_on_what_the_other_tells(
    parser: Parser, _why: str, one: str, other: str
) -> None:
    assert Kind.CERTAINTY not in {item.kind for item in differences(parser, one, other)}


@pytest.mark.parametrize(
    ("rest", "kinds"),
    [
        ("The alleged fuel theft was in May.", []),
        ("“The alleged theft was in May,” Lund said.", [Kind.CERTAINTY]),
        ("The alleged fraud and the theft were in May.", [Kind.CERTAINTY]),
    ],
)
def test_who_hedges_it_elsewhere_tells_it_nowhere_as_fact(
    parser: Parser, rest: str, kinds: list[Kind]
) -> None:
    flat = "The police asked the crew on Monday about the theft of the ship's fuel."
    hedged = article(0, flat.replace("the theft", "the suspected theft"))
    articles = {one.id: one for one in (hedged, article(1, f"{flat}\n{rest}"))}
    first = [
        statements_from_sentences(one, one.text.split("\n"), parser)[0] for one in articles.values()
    ]
    a, b = (sheet_of(statement, articles) for statement in first)
    pair = Pair(a, b, align(a.statement.tokens, b.statement.tokens), 0.5)
    assert [found.kind for found in find(pair)] == kinds


def test_what_somebody_is_said_to_have_done_is_hedged(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The captain was killed when he detonated a mine in the harbour on Saturday evening.",
        "The captain was said to have detonated a mine in the harbour on Saturday evening.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, False)
    assert set(sides(found)) == {"detonated", "said to have detonated"}
