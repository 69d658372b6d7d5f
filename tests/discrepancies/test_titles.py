"""What differences are called: the deed that is told and denied, not the lemma of its verb."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences
from tests.discrepancies.test_importance import only


def test_a_denial_is_called_by_what_is_denied(parser: Parser) -> None:
    found = only(
        parser,
        Kind.NEGATION,
        "The captors made a demand for the two sailors on Monday.",
        "The captors did not make a demand for the two sailors on Monday.",
    )
    assert found.summary == "Made a demand: said or denied"


def test_what_is_not_a_verb_is_called_by_its_whole_phrase(parser: Parser) -> None:
    found = only(
        parser,
        Kind.CERTAINTY,
        "Investigators of the harbour police found an alleged smuggling ring in Aldan.",
        "Investigators of the harbour police found a smuggling ring in Aldan.",
    )
    assert found.subject == "how sure it is (a smuggling ring)"


def test_a_bare_figure_is_called_by_what_happened(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Aldan Ferries stock fell 2 percent in early trading on Monday.",
        "Aldan Ferries stock fell 3 percent in early trading on Monday.",
    )
    assert found.subject == "share (Aldan Ferries stock fell)"


def test_a_name_of_two_is_printed_whole(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The Berg & Lund's index fell 2 percent in early trading on Monday.",
        "The Berg & Lund's index fell 3 percent in early trading on Monday.",
    )
    assert found.subject == "share (the Berg & Lund's index fell)"


@pytest.mark.parametrize("who", ["he", "she", "they"])
def test_no_pronoun_is_printed_as_a_speaker(parser: Parser, who: str) -> None:
    text = "“The new ferry will never {} the old harbour of Aldan again,” {} told the council."
    found = only(parser, Kind.QUOTE, text.format("leave", who), text.format("enter", who))
    assert found.subject.startswith("quoted words")


def test_a_name_that_is_counted_is_printed_as_it_is_written(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The ferry line bought 30 percent of the West Island on Monday.",
        "The ferry line bought 40 percent of the West Island on Monday.",
    )
    assert found.subject == "share of the West Island"


def test_a_loaded_word_is_shown_with_the_noun_that_stands_alone_elsewhere(parser: Parser) -> None:
    found = only(
        parser,
        Kind.WORDING,
        "The council of Aldan will vote on the disastrous harbour plan of the mayor on Monday.",
        "The council of Aldan will vote on the harbour plan of the mayor on Monday.",
    )
    assert {side.value for side in found.sides} == {"disastrous harbour plan", "plan"}
