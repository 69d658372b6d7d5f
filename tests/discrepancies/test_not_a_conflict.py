"""What looks like a difference and is none."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.discrepancies.evidence.asides import asides_of
from reporter.records import Kind
from tests.discrepancies.outlets import differences


def test_count_so_far_is_a_timeline(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Divers have recovered 40 boats from the harbour so far, the board said.",
        "Divers have recovered 65 boats from the harbour so far, the board said.",
        days=(date(2031, 3, 12), date(2031, 3, 14)),
    )
    assert (found.kind, found.changes_meaning) == (Kind.UPDATE, False)


NOT_A_CONFLICT = [
    (
        "a city and its state",
        "The mayor condemned the violence in Charlottesville at the weekend.",
        "The mayor condemned the violence in Virginia at the weekend.",
    ),
    (
        "a country and its region",
        "The families came from Honduras by bus and on foot.",
        "The families came from Central America by bus and on foot.",
    ),
    (
        "an abbreviated state",
        "The NJ Ferry Union voted for the strike on Monday.",
        "The New Jersey Ferry Union voted for the strike on Monday.",
    ),
    (
        "a nickname",
        "Bill Hartmann resigned as head of the ferry board on Monday.",
        "William Hartmann resigned as head of the ferry board on Monday.",
    ),
    (
        "a plural acronym",
        "The yard sold two LNGCs to the island line in spring.",
        "The yard sold two LNGC to the island line in spring.",
    ),
    (
        "ages of two people",
        "The divers found Anna Berg, 41, in the wreck on Monday.",
        "The divers found Peter Lund, 63, in the wreck on Monday, with Anna Berg beside him.",
    ),
    (
        "who is counted in",
        "Three people were killed in the fire on the ferry.",
        "Four people (including the captain) were killed in the fire on the ferry.",
    ),
    (
        "infected and dead",
        "More than 20,000 people have died of the fever in the islands.",
        "More than 1.7 million people have been infected with the fever in the islands.",
    ),
    (
        "signatures of posts",
        "The harbour is safe! — Anna Berg (@annaberg) May 18, 2031",
        "The harbour is safe! — Anna Berg (@annaberg) May 19, 2031",
    ),
    (
        "what was not found and what was found not to be",
        "The inquiry did not find evidence that the crew plotted with the smugglers.",
        "The inquiry found no evidence that anyone in the crew plotted with the smugglers.",
    ),
    (
        "what is called for",
        "The port refused to release the tape of the crash on Monday.",
        "The port faces calls to release the tape of the crash on Monday.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NOT_A_CONFLICT)
def test_is_not_a_conflict(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.changes_meaning] == []


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("OSLO — The ferry sank.", "OSLO — "),
        ("BERGEN, Norway (NTB) — The ferry sank.", "BERGEN, Norway (NTB) — "),
        ("Bergen (NTB) The ferry sank.", "Bergen (NTB) "),
        ("It sank! — Anna Berg (@berg) May 18, 2031", "— Anna Berg (@berg) May 18, 2031"),
        ("The captain (AP Photo/A. Berg) left.", "(AP Photo/A. Berg)"),
    ],
)
def test_furniture_is_known_by_its_form(text: str, aside: str) -> None:
    assert [text[span.start : span.end] for span in asides_of(text)] == [aside]


@pytest.mark.parametrize("text", ["Anna Berg — who left — was hurt.", "The ferry sank.", ""])
def test_plain_text_has_no_furniture(text: str) -> None:
    assert asides_of(text) == ()
