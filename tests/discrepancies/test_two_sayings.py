"""Quotations that are alike because somebody said much the same twice, or of two people."""

from __future__ import annotations

from reporter.backends import Parser
from reporter.records import Discrepancy, Kind
from tests.discrepancies.outlets import differences, sides


def quotes(parser: Parser, one: str, other: str) -> list[Discrepancy]:
    return [item for item in differences(parser, one, other) if item.kind is Kind.QUOTE]


def test_an_article_that_has_the_words_too_quotes_another_saying(parser: Parser) -> None:
    ferry = "“I know the old ferry, and I think it will sail again by June,” Anna Berg said"
    bridge = "“I know the old bridge, and I think it will stand again by June,” Berg said"
    assert quotes(parser, f"{ferry}.", f"{bridge}.")
    assert not quotes(
        parser,
        f"{ferry}.",
        f"{bridge}, and of the ferry: “I know the old ferry and I think it will sail again by "
        "June.”",
    )


def test_a_name_for_a_pronoun_is_no_other_word(parser: Parser) -> None:
    said = "“I think {} would be a very {} mayor of this harbour,” Anna Berg said."
    assert not quotes(parser, said.format("Holm", "good"), said.format("he", "good"))
    assert quotes(parser, said.format("Holm", "good"), said.format("he", "cautious"))


def test_what_is_said_three_times_is_laid_beside_the_words_that_follow(parser: Parser) -> None:
    (found,) = quotes(
        parser,
        "“We are not going to stop, we are going to start again and we are going to win the "
        "harbour quickly, believe me,” Anna Berg said.",
        "“We are going to win the harbour soon, believe me,” Anna Berg said.",
    )
    assert not found.changes_meaning
    assert set(sides(found)) == {
        "we are going to win the harbour quickly, believe me",
        "We are going to win the harbour soon, believe me",
    }


def test_a_fragment_of_which_the_other_outlet_quotes_a_part_is_no_other_one(
    parser: Parser,
) -> None:
    said = "Of the ferry board Anna Berg said on Monday that “it is {} Norway.”"
    other = "Of the ferry board Anna Berg said that it is “wholly run by” and “a slave of Norway.”"
    assert quotes(parser, said.format("governed from"), other)
    assert not quotes(parser, said.format("wholly run by"), other)


def test_fragments_that_have_a_word_of_negation_alone_in_common_are_two(parser: Parser) -> None:
    assert not quotes(
        parser,
        "“My own beliefs are not at issue in this harbour case,” Anna Berg told the council.",
        "“No, I have not,” Anna Berg told the council.",
    )
