"""The gate: each way in which a sentence can say what its sources do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.records import Discrepancy, Evidence, Kind, Side, Statement
from reporter.summarize.faithfulness import (
    check_sentence,
    faithfulness,
    gather_sources,
    is_writable,
)
from reporter.summarize.sentence import sentence_of
from tests.summarize.gate import ARTICLES, SOURCES, failed, statements


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Marit ran aground near Port Aldan on Wednesday.",
        "The Marit ran aground off Port Aldan with 212 people aboard.",
        "The ferry ran aground with about 200 people aboard.",
    ],
)
def test_a_sentence_that_keeps_to_its_sources_passes(sentence: str, parser: Parser) -> None:
    assert failed(sentence, parser) == []


@pytest.mark.parametrize(
    ("sentence", "check"),
    [
        ("", "not empty"),
        ("The ferry Marit <b>ran</b> aground.", "plain text"),
        ("**The ferry Marit** ran aground.", "plain text"),
        ("- The ferry Marit ran aground.", "plain text"),
        ("The ferry ran aground, see [here](https://x.example).", "plain text"),
        ("The ferry " + "really " * 40 + "ran aground.", "length"),
        ("The ferry near Port Aldan.", "complete sentence"),
        ("When the ferry ran aground.", "complete sentence"),
        ("Where did the ferry Marit run aground?", "complete sentence"),
        ("Are warning that the ferry Marit ran aground.", "complete sentence"),
        ("It ran aground near Port Aldan.", "stands alone"),
        ("The ferry ran aground “near Port Aldan.", "balanced quotes"),
        ("The ferry ran aground (near Port Aldan.", "balanced quotes"),
        ("The ferry ran aground and the ferry ran aground.", "no repetition"),
        ("The ferry ran aground with 350 people aboard.", "numbers sourced"),
        ("The ferry ran aground on Friday.", "dates sourced"),
        ("The ferry ran aground near Port Eskil.", "names sourced"),
        ("The ferry “sank like a stone” near Port Aldan.", "quotes verbatim"),
        ("The ferry did not run aground.", "polarity kept"),
    ],
)
def test_each_fault_has_its_check(sentence: str, check: str, parser: Parser) -> None:
    assert check in failed(sentence, parser)


def test_the_detail_says_what_is_wrong(parser: Parser) -> None:
    sources = gather_sources(statements(SOURCES, parser), ARTICLES)
    sentence = "The ferry ran aground with 350 people aboard."
    checks = check_sentence(sentence_of(sentence, parser.parse([sentence])[0]), sources, 30)

    assert {check.name: check.detail for check in checks if not check.passed} == {
        "numbers sourced": "350"
    }


def test_a_claim_of_one_side_may_not_become_a_flat_fact(parser: Parser) -> None:
    claimed = (
        "The ministry said the ferry was safe.",
        "The ferry was safe, the ministry said.",
    )

    assert failed("The ferry was safe.", parser, claimed) == ["claims attributed"]
    assert failed("The ministry said the ferry was safe.", parser, claimed) == []
    assert failed("The ferry was safe, according to the ministry.", parser, claimed) == []


def test_who_is_only_supposed_to_have_said_something_is_no_speaker(parser: Parser) -> None:
    post = ("“If Peter Berg said this, it was only to sell a book,” Lund wrote.",) * 2

    bare = "If Peter Berg said this, it was only to sell a book."
    assert "claims attributed" in failed(bare, parser, post)
    assert failed(post[0], parser, post) == []


def test_a_quoted_sentence_is_quoted_to_its_end(parser: Parser) -> None:
    texts = ("The director said: “You may find the letter useful in court, if you wait.”",) * 2

    early = "The director said: “You may find the letter.”"
    assert "quotes verbatim" in failed(early, parser, texts)
    whole = "The director said: “You may find the letter useful in court.”"
    assert "quotes verbatim" not in failed(whole, parser, texts)
    part = "The director called “the letter useful.”"
    assert "quotes verbatim" not in failed(part, parser, texts)


def test_a_quoted_sentence_is_quoted_from_its_beginning(parser: Parser) -> None:
    sources = ("“The piece in the Herald is a disgrace to the town,” Maria Lund said.",)

    late = failed("“In the Herald is a disgrace to the town,” Maria Lund said.", parser, sources)
    assert "quotes verbatim" in late
    part = "Maria Lund called it “a disgrace to the town.”"
    assert "quotes verbatim" not in failed(part, parser, sources)


def test_reporting_inside_the_quotation_does_not_attribute_it(parser: Parser) -> None:
    claimed = ("“I say the ferry was safe,” Maria Lund insisted.",)

    assert "claims attributed" in failed("“I say the ferry was safe.”", parser, claimed)


def test_what_two_outlets_assert_themselves_needs_no_speaker(parser: Parser) -> None:
    sources = (*SOURCES, "The coast guard said the ferry Marit ran aground.")

    assert failed("The ferry Marit ran aground.", parser, sources) == []


def test_a_denial_may_not_be_dropped(parser: Parser) -> None:
    denials = (
        "Norland has never exported any weapons to the islands.",
        "Norland has not exported weapons to the islands.",
    )

    assert failed("Norland has exported weapons to the islands.", parser, denials) == [
        "polarity kept"
    ]


def dispute(
    kind: Kind, sides: list[tuple[Statement, str]], changes_meaning: bool = True
) -> Discrepancy:
    found = tuple(
        Side(words, (Evidence(item, at := item.text.index(words), at + len(words)),))
        for item, words in sides
    )
    return Discrepancy("d1", kind, "hurt", "", 0.9, changes_meaning, found, "c1")


def test_a_disputed_value_may_not_be_written(parser: Parser) -> None:
    texts = ("Fourteen people were hurt on the ferry.", "Four people were hurt on the ferry.")
    one, other = statements(texts, parser)
    disputed = dispute(Kind.NUMBER, [(one, "Fourteen"), (other, "Four")])

    assert failed("14 people were hurt on the ferry.", parser, texts, (disputed,)) == [
        "nothing disputed"
    ]
    assert failed("People were hurt on the ferry.", parser, texts, (disputed,)) == []


def test_a_difference_that_changes_nothing_vetoes_nothing(parser: Parser) -> None:
    one, other = statements(SOURCES, parser)
    minor = dispute(Kind.NUMBER, [(one, "212"), (other, "200")], changes_meaning=False)

    assert failed("The ferry ran aground with 212 people aboard.", parser, SOURCES, (minor,)) == []


def test_what_one_side_denies_altogether_cannot_be_written(parser: Parser) -> None:
    one, other = statements(SOURCES, parser)

    assert not is_writable([dispute(Kind.NEGATION, [(one, "aground"), (other, "aground")])])
    assert is_writable([dispute(Kind.NUMBER, [(one, "212"), (other, "200")])])
    assert is_writable([])


def test_faithfulness_falls_with_every_foreign_word_and_value(parser: Parser) -> None:
    sources = gather_sources(statements(SOURCES, parser), ARTICLES)

    def score(sentence: str) -> float:
        return faithfulness(sentence_of(sentence, parser.parse([sentence])[0]), sources)

    assert score("The ferry Marit ran aground.") == 1.0
    assert 0.5 < score("The ferry Marit ran aground quietly.") < 1.0
    assert score("Bananas cost 350 dollars.") == 0.0
    assert score("") == 0.0


def test_an_unsure_dispute_of_quoted_words_vetoes_nothing(parser: Parser) -> None:
    texts = ("“We never sold tar,” Lund said.", "“We sold tar to nobody,” Lund said.")
    one, other = statements(texts, parser)
    sure = dispute(Kind.QUOTE, [(one, "never sold"), (other, "to nobody")])
    unsure = replace(sure, confidence=0.4)

    assert failed(texts[0], parser, texts, (sure,)) == ["nothing disputed"]
    assert failed(texts[0], parser, texts, (unsure,)) == []


def test_a_post_that_another_outlet_quotes_is_no_fact(parser: Parser) -> None:
    sources = (
        "Maria Lund wrote: “The council will close the harbour, and nobody was asked.”",
        "The council will close the harbour, and nobody was asked.",
    )
    assert "claims attributed" in failed("The council will close the harbour.", parser, sources)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour office made any repairs to the pier.",
        "The harbour office has ever repaired the pier.",
    ],
)
def test_what_needs_a_denial_is_not_told_without_one(sentence: str, parser: Parser) -> None:
    sources = (
        "It has been ten years since the harbour office made any repairs to the pier.",
        "It is ten years since the harbour office has ever repaired the pier.",
    )
    assert "polarity kept" in failed(sentence, parser, sources)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour office has not made any repairs to the pier.",
        "The harbour office asked anyone on the pier to leave.",
        "The pier closed before the harbour office made any repairs.",
        "The harbour office said “we made any repairs we could” to the pier.",
    ],
)
def test_what_allows_such_a_word_may_be_anywhere(sentence: str, parser: Parser) -> None:
    assert "polarity kept" not in failed(sentence, parser, (sentence,))
