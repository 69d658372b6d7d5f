"""Denials in other words, to which the pair scorer points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.records import Kind, PairScore
from tests.discrepancies.outlets import article, cluster, shown

SUSPECTED = [
    (
        "in other words",
        "The old ferries and their crews will be front and center this week.",
        "The old ferries and their crews will not be prevalent there.",
        0.9,
        [Kind.NEGATION],
    ),
    (
        "that the scorer does not see",
        "The old ferries and their crews will be front and center this week.",
        "The old ferries and their crews will not be prevalent there.",
        0.1,
        [],
    ),
    (
        "of something that only one of them says",
        "The old ferries and their crews will be front and center this week.",
        "That was not all: the old ferries and their crews will be front and center.",
        0.9,
        [],
    ),
    (
        "that is the other's own word",
        "The old ferries and their crews were not harmed by the storm in the harbour.",
        "The storm left the old ferries and their crews in the harbour unharmed.",
        0.9,
        [],
    ),
    (
        "of a denial",
        "The police have not ruled out that one of the crew sank the old ferry.",
        "The police hold that one of the crew sank the old ferry.",
        0.9,
        [],
    ),
    (
        "that nothing was larger, of the largest",
        "It was the largest fleet since hundreds of boats sailed to the northern island.",
        "The town has not seen such a fleet since hundreds of boats sailed to the northern island.",
        0.9,
        [],
    ),
    (
        "of what would be",
        "The board should listen to the crew and get the best deal for the northern ferry.",
        "The board should get the best deal for the northern ferry, and if it does not, leave.",
        0.9,
        [],
    ),
    (
        "in words of which one alone is known",
        "The northern ferry, a copy of an old boat, will get the Thursday berth.",
        "The northern ferry, a copy of an old boat, will not meet other boats on Thursdays.",
        0.9,
        [Kind.NEGATION],
    ),
    (
        "beside a time that both give",
        "The trial, which could last until early 2031, is to hear the first of 125 captains.",
        "The trial, featuring 125 captains, could not continue until the start of 2031.",
        0.94,
        [Kind.NEGATION],
    ),
    (
        "a ban that only tells who is meant",
        "Captains who break the ban would be subject to fines and up to two years in prison.",
        "Captains who do so would not face fines and up to two years in prison.",
        0.9,
        [Kind.NEGATION],
    ),
]


@pytest.mark.parametrize(("_what", "one", "other", "conflict", "kinds"), SUSPECTED)
def test_scorer_points_to_a_denial(
    parser: Parser, _what: str, one: str, other: str, conflict: float, kinds: list[Kind]
) -> None:
    articles = [article(n, text) for n, text in enumerate((one, other))]
    plain = cluster(parser, articles)
    judged = (0.05, 0.95 - conflict, conflict)
    score = PairScore(plain.statements[0].id, plain.statements[1].id, 0.8, judged, judged, 0.6)
    found = shown([replace(plain, scores=(score,))], articles)
    assert [item.kind for item in found] == kinds


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (
            "He is blocking them until the navy assigns four more cargo boats to Bergen.",
            "He is not holding them up until the navy agrees to assign four cargo boats to Bergen.",
            [Kind.NEGATION],
        ),
        (
            "The letter cited the captain's handling of the end of the inquiry.",
            "I cannot quietly and calmly defend the captain's handling of the end of the inquiry.",
            [],
        ),
        (
            "Peter Lund told the press that the office is to meet the Thursday deadline.",
            "Norline would not, as things are, be able to meet the Thursday deadline for Bergen.",
            [],
        ),
    ],
    ids=[
        "of most of what the other tells in another word",
        "of what one says of himself",
        "of what somebody else is to do",
    ],
)
def test_scorer_points_to_a_denial_one_way(
    parser: Parser, one: str, other: str, kinds: list[Kind]
) -> None:
    articles = [article(n, text) for n, text in enumerate((one, other))]
    plain = cluster(parser, articles)
    first, second = (statement.id for statement in plain.statements)
    score = PairScore(first, second, 0.8, (0.05, 0.05, 0.9), (0.1, 0.5, 0.4), 0.6)
    found = shown([replace(plain, scores=(score,))], articles)
    assert [item.kind for item in found] == kinds
