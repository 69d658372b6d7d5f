"""Whose a thing is, and which things are listed."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies import holder, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from reporter.records import Article, Kind
from reporter.sentences import statements_from_sentences
from tests.discrepancies.outlets import differences, sides


def test_a_right_may_be_that_of_another_party(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The official warned Norway about the ferry, but reaffirmed Norway’s right to buy whale "
        "meat from Greenland.",
        "The official warned Norway about the ferry and said that Iceland maintains the right to "
        "buy whale meat from Greenland.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.NAME, True)
    assert set(sides(found)) == {"Norway", "Iceland"}


def test_two_men_may_have_a_lawyer_each(parser: Parser) -> None:
    found = differences(
        parser,
        "Anna Berg’s lawyer asked Peter Lund on Monday to sell the ferry.",
        "Anna Berg was told by Peter Lund’s lawyer on Monday to sell the ferry.",
    )
    assert [item for item in found if item.subject.startswith("whose")] == []


def test_member_of_a_list_may_be_another_thing(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The island bought thousands of nets and hooks from the mainland on Monday.",
        "The island bought thousands of nets and lamps from the mainland on Monday.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.NAME, False)
    assert set(sides(found)) == {"hooks", "lamps"}


LISTS_THAT_AGREE = [
    (
        "in another order",
        "The island bought thousands of nets and hooks from the mainland on Monday.",
        "The island bought thousands of hooks and nets from the mainland on Monday.",
    ),
    (
        "cut shorter",
        "The island bought thousands of nets, hooks and lamps from the mainland on Monday.",
        "The island bought thousands of nets and hooks from the mainland on Monday.",
    ),
    (
        "a word of one tone",
        "The ferry company paid a captain and an attorney for years of work on Monday.",
        "The ferry company paid a captain and a lawyer for years of work on Monday.",
    ),
    (
        "a person who is only described",
        "The girl was in the car with her mother and a friend when the ferry left.",
        "The girl was in the car with her mother and another person when the ferry left.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), LISTS_THAT_AGREE)
def test_lists_that_agree(parser: Parser, _what: str, one: str, other: str) -> None:
    assert differences(parser, one, other) == ()


def test_place_stands_in_no_accusers_stead(parser: Parser) -> None:
    found = differences(
        parser,
        "Iceland says it has not sold any whale meat to Greenland during the strike in Denmark.",
        "Iceland denies selling any whale meat to Greenland, rejecting Norwegian allegations, and "
        "Norway’s claim.",
    )
    assert Kind.NAME not in {item.kind for item in found}


def test_a_ruler_and_his_country_hold_one_thing(parser: Parser) -> None:
    texts = (
        "Russia bears the blame for Assad’s use of chemical weapons in the war.",
        "Russia bears the blame for Syria’s use of chemical weapons in the war.",
    )
    (a,), (b,) = (
        statements_from_sentences(Article(n, n, n, True, "", text), [text], parser)
        for n, text in zip("ab", texts, strict=True)
    )
    pair = Pair(sheet_of(a, {}), sheet_of(b, {}), align(a.tokens, b.tokens), 0.5)
    assert holder.find(pair) == []
