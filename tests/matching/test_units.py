"""A statement is compared as a whole and in parts: its clauses and what somebody says in it."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.matching.units import parts_of, units_of
from reporter.records import Article
from reporter.sentences import statements_from_sentences


def parts(sentence: str, parser: Parser) -> list[str]:
    article = Article("a", "", "The Aldan Post", True, "", sentence)
    statements = statements_from_sentences(article, [sentence], parser)
    units = units_of(statements, parts_of(statements))
    assert units[0].text == sentence
    return [unit.text for unit in units[1:]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "The ferry Marit ran aground on the reef, and the coast guard questioned its captain.",
            [
                "The ferry Marit ran aground on the reef",
                "the coast guard questioned its captain",
            ],
            id="each of several clauses",
        ),
        pytest.param(
            "At a crowded meeting in the town hall of Aldan on Monday, the mayor told reporters "
            "that heavy rain had broken the old dam.",
            ["heavy rain had broken the old dam"],
            id="what is said, where it is clearly less than the whole",
        ),
        pytest.param(
            "The mayor said heavy rain had broken the old dam above the town of Skarn.",
            [],
            id="not what is said, where it is nearly the whole",
        ),
        pytest.param(
            "The engineer, who told a reporter that “nobody has checked the northern wall since "
            "spring,” was questioned by the council of Aldan for two hours on Monday.",
            ["nobody has checked the northern wall since spring,"],
            id="an utterance that no clause is made of",
        ),
        pytest.param(
            "The council of Aldan gave the money for the dam to the “Fund for the Northern Coast "
            "Road” in the spring.",
            [],
            id="not a name in quotation marks",
        ),
        pytest.param(
            "The pilot, who had been on the bridge since noon, told the court of Aldan twice: "
            "“He denied it.”",
            [],
            id="not what would match any denial",
        ),
    ],
)
def test_parts_of_a_statement(parser: Parser, sentence: str, expected: list[str]) -> None:
    found = parts(sentence, parser)
    assert [text.strip("“”") for text in found] == expected


def test_an_utterance_that_is_a_clause_as_well_is_one_part(parser: Parser) -> None:
    sentence = (
        "“The captain of the ferry slept on the bridge,” the pilot said, "
        "“and nobody had checked the old northern radar.”"
    )
    assert [text.strip("“”,. ") for text in parts(sentence, parser)] == [
        "The captain of the ferry slept on the bridge",
        "nobody had checked the old northern radar",
    ]
