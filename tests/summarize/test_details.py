"""Statements that have another day or figure where a sentence has its own bear nothing out."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Article
from reporter.sentences import statements_from_sentences
from reporter.summarize.details import details_told, leaves_open, says_another, tells_otherwise
from reporter.summarize.sentence import sentence_of

DEADLINE = "The deadline had been Aug. 1."
BODIES = "Rescuers found two bodies in the harbour."


@pytest.mark.parametrize(
    ("sentence", "statement", "otherwise"),
    [
        (DEADLINE, "That rule was to take effect Jan. 1.", True),
        (DEADLINE, "The rule had been due on Aug. 1.", False),
        (DEADLINE, "The rule of Jan. 1 had been due on Aug. 1.", False),
        (DEADLINE, "The rule had been due for long.", False),
        (BODIES, "At least 40 bodies were found in the harbour.", True),
        (BODIES, "The two bodies were found after 40 other bodies.", False),
        (BODIES, "Bodies were found in the harbour by 40 rescuers.", False),
        (BODIES, "A second body was found in the harbour.", False),
        ("The fire killed 12 people.", "Twelve died and 30 people were hurt.", False),
        ("The fire killed at least 12 people.", "The fire killed 13 people.", False),
        ("The fire hurt 12 people.", "The fire hurt 19 people.", True),
        ("In all 8 percent voted for Lund.", "Lund had 7 % of the vote.", True),
        ("In all 8 percent voted for Lund.", "Lund had 8 % of the vote, Holm 92 %.", False),
        ("Holm and 38 other senators signed.", "39 senators signed, Holm among them.", False),
    ],
)
def test_another_day_or_figure_of_one_thing(
    sentence: str, statement: str, otherwise: bool, parser: Parser
) -> None:
    article = Article("a1", "a1.txt", "Herald", True, "", statement)
    (known,) = statements_from_sentences(article, (statement,), parser)
    details = details_told(sentence_of(sentence, parser.parse([sentence])[0]))
    assert tells_otherwise(known, details) is otherwise


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("It is not yet clear whether the council agreed to the sale.", False),
        ("It was unclear if the council had agreed to the sale.", False),
        ("The council asked whether the sale was clear.", True),
    ],
)
def test_what_is_not_known_bears_nothing_out(text: str, known: bool, parser: Parser) -> None:
    article = Article("a1", "a1.txt", "Herald", True, "", text)
    (statement,) = statements_from_sentences(article, [text], parser)
    assert leaves_open(statement) is not known


@pytest.mark.parametrize(
    ("statement", "another"),
    [
        ("On Monday, Peter Lund also noted that the ferry is late.", True),
        ("The ferry is late, Peter Lund said.", True),
        ("Anna Berg said the ferry is late.", False),
        ("Berg told the council that the ferry is late.", False),
        ("The mayor noted that the ferry is late.", False),
        ("Peter Lund repaired the ferry.", False),
        ("The ferry is late.", False),
    ],
)
def test_who_says_it_for_another_bears_no_witness(
    statement: str, another: bool, parser: Parser
) -> None:
    article = Article("a1", "a1.txt", "Herald", True, "", statement)
    (known,) = statements_from_sentences(article, [statement], parser)
    sentence = "Anna Berg noted that the ferry is late."
    assert says_another(known, sentence_of(sentence, parser.parse([sentence])[0])) is another
