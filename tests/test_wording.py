"""Loaded words beside plain ones."""

from __future__ import annotations

from reporter.backends import Parser
from reporter.records import Kind
from tests.test_discrepancies import differences, sides


def test_loaded_word_names_the_side_that_uses_it(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The mayor slammed the harbour plan at a meeting of the council on Monday.",
        "The mayor criticized the harbour plan at a meeting of the council on Monday.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.WORDING, False)
    assert found.subject == "loaded word: slammed"


def test_loaded_title_stands_against_the_plain_one(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The island tyrant Peter Lund announced the end of the ferry line on Monday.",
        "The island leader Peter Lund announced the end of the ferry line on Monday.",
    )
    assert (found.kind, set(sides(found))) == (Kind.WORDING, {"tyrant", "leader"})


def test_loaded_word_of_a_speaker_is_not_the_outlets(parser: Parser) -> None:
    found = differences(
        parser,
        "“It is a disastrous plan for the harbour and the town,” the mayor said on Monday.",
        "“It is a plan for the harbour and the town,” the mayor said on Monday.",
    )
    assert Kind.WORDING not in {item.kind for item in found}
