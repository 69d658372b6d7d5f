"""The parts of a sentence that could stand alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.backends import Parser
from reporter.records import Article
from reporter.sentences import statements_of
from reporter.text.clauses import MIN_WORDS


def clauses(sentence: str, parser: Parser) -> list[str]:
    (statement,) = statements_of([Article("a1", "", "", True, "", sentence)], parser)
    return [statement.text[clause.start : clause.end] for clause in statement.clauses]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ran aground off Port Aldan on Monday night.",
        "The ferry left the harbour and sailed north.",
        "The captain, who had slept badly, left the channel.",
        "The harbour office denied that the ferry had left the channel.",
        "The captain did not say that the ferry had left the channel.",
        "The ferry will sail again if the wind turns to the south.",
        "The office asked whether the ferry had left the channel.",
        "The inquiry came after the ferry had left the channel.",
        "He left because it rained.",
        "Voters chose Ann Poe to challenge Democratic U.S. Senator Mary Jones in Wisconsin.",
        "Ferry aground",
        "The mayor denied a report that says the harbour lost nine million euros.",
        "The mayor never read a letter saying that the harbour lost nine million euros.",
        "The envoy, who said that the ferry was not safe to sail, left the talks.",
    ],
)
def test_what_cannot_be_taken_apart_is_one_clause(sentence: str, parser: Parser) -> None:
    assert clauses(sentence, parser) == [sentence]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The ferry ran aground on Monday, and the crew left it on Tuesday.",
            ["The ferry ran aground on Monday", "the crew left it on Tuesday."],
        ),
        (
            "While the crew left the ferry, the captain stayed on board all night.",
            ["the crew left the ferry", "the captain stayed on board all night."],
        ),
        (
            "Even though the sea was rough, the ferry left the harbour at nine.",
            ["the sea was rough", "the ferry left the harbour at nine."],
        ),
        (
            "The harbour office said that the ferry had left the channel.",
            ["the ferry had left the channel"],
        ),
        (
            "He left the talks with the mayor, who told reporters that the ferry was not safe.",
            ["He left the talks with the mayor", "the ferry was not safe"],
        ),
        (
            "The mayor released a letter saying the harbour would stay closed until May.",
            ["The mayor released a letter", "the harbour would stay closed until May"],
        ),
        (
            "The ferry had left the channel at nine, the harbour office said.",
            ["The ferry had left the channel at nine"],
        ),
        (
            "Norway says it has sold no ships to Iceland and said reports of sales were an error.",
            ["it has sold no ships to Iceland", "reports of sales were an error"],
        ),
        (
            "The captain left the ferry on Monday by saying that the crew had stayed on board.",
            ["The captain left the ferry on Monday", "the crew had stayed on board"],
        ),
        (
            "“We have never sold ships, and we will not sell them,” the captain said.",
            ["We have never sold ships", "we will not sell them"],
        ),
    ],
)
def test_clauses_are_cut_so_that_they_stand_alone(
    sentence: str, expected: list[str], parser: Parser
) -> None:
    assert [clause.rstrip(".") for clause in clauses(sentence, parser)] == [
        clause.rstrip(".") for clause in expected
    ]


def test_a_clause_keeps_both_marks_of_its_quotation(parser: Parser) -> None:
    sentence = "The office called the reef “harmless,” but the captain called it “a deadly trap”."
    assert clauses(sentence, parser) == [
        "The office called the reef “harmless,”",
        "the captain called it “a deadly trap”",
    ]


def test_what_neither_side_did_is_not_cut_out_as_done(parser: Parser) -> None:
    sentence = "We have never sold ships before, nor will we sell them now."
    assert "will we sell them now" not in " ".join(clauses(sentence, parser)[1:])


WORDS = st.sampled_from(
    [
        "the ferry",
        "left",
        "said",
        "and",
        "while",
        ",",
        "“",
        "”",
        "that",
        "Ole Lund",
        "was late",
        "denied",
        "not",
        "because",
        "the crew",
        "sailed",
        ";",
        "according to",
        "(",
        ")",
        "It",
        "who",
    ]
)


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_clauses_are_in_order_and_long_enough(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    for statement in statements_of([Article("a1", "", "", True, "", text)], parser):
        edge = 0
        for clause in statement.clauses:
            assert edge <= clause.start < clause.end <= len(statement.text)
            edge = clause.end
        assert statement.clauses
        if len(statement.clauses) > 1:
            shortest = min(statement.text[c.start : c.end] for c in statement.clauses)
            assert len(shortest.split()) >= MIN_WORDS or len(shortest) > 2 * MIN_WORDS
