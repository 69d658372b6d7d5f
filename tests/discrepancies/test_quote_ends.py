"""One utterance of which much is worded otherwise."""

from __future__ import annotations

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences, sides


def test_utterance_that_goes_on_in_other_words_is_shown_to_its_end(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We have never shipped coal or timber to Norway before, and we will not plan to ship "
        "them,” the captain said.",
        "“We have never shipped coal or timber to Norway in the past, and we have no intention of "
        "doing so in future,” the captain said.",
    )
    assert (found.kind, set(sides(found))) == (
        Kind.QUOTE,
        {
            "We have never shipped coal or timber to Norway before, and we will not plan to ship "
            "them",
            "We have never shipped coal or timber to Norway in the past, and we have no intention "
            "of doing so in future",
        },
    )


def test_next_sentence_of_a_longer_quotation_is_no_other_end(parser: Parser) -> None:
    assert (
        differences(
            parser,
            "“We have never shipped coal or timber to Norway. The ferries are full of herring,” "
            "the captain said.",
            "“We have never shipped coal or timber to Norway. Nobody of the crew asked for any,” "
            "the captain said.",
        )
        == ()
    )


def test_half_of_the_words_are_enough_for_the_words_of_one_speaker(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We strongly condemn and firmly warn the board against sowing such anti-ferry feelings,” "
        "Anna Berg said.",
        "“We strongly reject and sternly warn the bureau to stop sharing anti-ferry fairy tales,” "
        "Anna Berg said.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.QUOTE, False)


def test_other_words_shortly_before_the_end_that_both_have_are_shown(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "“We will find out who is responsible for this fire,” Mayor Anna Berg told reporters.",
        "Mayor Anna Berg told reporters: “We will find out who is guilty of this fire.”",
    )
    assert found.kind is Kind.QUOTE
    assert set(sides(found)) == {
        "We will find out who is responsible for this fire",
        "We will find out who is guilty of this fire",
    }


def test_word_at_the_end_of_two_sayings_makes_them_no_one_utterance(parser: Parser) -> None:
    assert (
        differences(
            parser,
            "“We will find out who did it and why they had the keys of the ship,” Anna Berg said.",
            "“We will never again let anybody without a licence come aboard a ship,” "
            "Anna Berg said.",
        )
        == ()
    )
