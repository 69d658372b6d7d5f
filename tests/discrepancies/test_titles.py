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
    assert found.summary == "Whether the captors made a demand: said or denied"


def test_what_is_not_a_verb_is_called_by_its_whole_phrase(parser: Parser) -> None:
    found = only(
        parser,
        Kind.CERTAINTY,
        "Investigators of the harbour police found an alleged smuggling ring in Aldan.",
        "Investigators of the harbour police found a smuggling ring in Aldan.",
    )
    assert found.subject == "how certain it is (a smuggling ring)"


def test_a_bare_figure_is_called_by_what_happened(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Aldan Ferries stock fell 2 percent in early trading on Monday.",
        "Aldan Ferries stock fell 3 percent in early trading on Monday.",
    )
    assert found.subject == "percentage (Aldan Ferries stock fell in early trading)"


def test_a_name_of_two_is_printed_whole(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The Berg & Lund's index fell 2 percent in early trading on Monday.",
        "The Berg & Lund's index fell 3 percent in early trading on Monday.",
    )
    assert found.subject == "percentage (the Berg & Lund's index fell)"


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


def test_a_denial_of_nobody_who_is_named_is_called_by_the_deed(parser: Parser) -> None:
    found = only(
        parser,
        Kind.NEGATION,
        "He sold the old ferry to the bank of Aldan on Monday.",
        "He did not sell the old ferry to the bank of Aldan on Monday.",
    )
    assert found.subject == "whether it is so (sold the old ferry)"


def test_what_is_hedged_is_called_by_who_does_it(parser: Parser) -> None:
    found = only(
        parser,
        Kind.CERTAINTY,
        "The police bought two drones from the Aldan yard in March.",
        "The police allegedly bought two drones from the Aldan yard in March.",
    )
    assert found.subject == "how certain it is that the police bought two drones"


def test_a_hedge_on_a_preposition_is_shown_with_what_follows(parser: Parser) -> None:
    found = only(
        parser,
        Kind.CERTAINTY,
        "The pilot was found dead of a gunshot wound in his cabin on Monday.",
        "The pilot was found dead apparently of a gunshot wound in his cabin on Monday.",
    )
    assert {side.value for side in found.sides} == {
        "of a gunshot wound",
        "apparently of a gunshot wound",
    }


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        (
            "Anna Berg opened the new bridge on Monday.",
            "Monday",
            "when Anna Berg opened the new bridge",
        ),
        (
            "The company was founded by Anna Berg in 1987 near Porthaven.",
            "1987",
            "when the company was founded near Porthaven",
        ),
        (
            "Mayor Anna Berg of Porthaven and Deputy Mayor Peter Lund of Aldan opened the "
            "bridge on Monday.",
            "Monday",
            "date (opened the bridge)",
        ),
        ("Anna Berg opened the new bridge on Monday.", "Anna Berg", "who opened the new bridge"),
    ],
    ids=["a day", "a year", "of somebody who takes too many words", "a doer"],
)
def test_a_value_is_called_by_the_deed_that_it_belongs_to(
    parser: Parser, one: str, other: str, subject: str
) -> None:
    instead = {"Monday": "Friday", "1987": "1991", "Anna Berg": "Peter Lund"}[other]
    (found,) = differences(parser, one, one.replace(other, instead))
    assert found.subject == subject


@pytest.mark.parametrize(
    "text",
    [
        "{} told the council that the divers found the box.",
        "According to {}, the divers found the box.",
        "The divers found the box, {} told the council.",
    ],
)
def test_another_speaker_is_called_by_what_is_said(parser: Parser, text: str) -> None:
    (found,) = differences(parser, text.format("Anna Berg"), text.format("Peter Lund"))
    assert found.subject == "who says that the divers found the box"


def test_a_quotation_is_called_by_words_that_both_sides_have(parser: Parser) -> None:
    found = only(
        parser,
        Kind.QUOTE,
        "“The old ferry was sold to the northern bank in great secrecy,” Anna Berg said.",
        "“The ancient ferry was handed to the northern bank in great secrecy,” Anna Berg said.",
    )
    assert found.subject == "words of Anna Berg (“northern bank in great secrecy”)"


def test_a_plain_verb_is_shown_with_the_refusal_to_do_it(parser: Parser) -> None:
    found = only(
        parser,
        Kind.WORDING,
        "The harbour company dodged all requests of the council for the papers of the ferry.",
        "The harbour company refused to grant all requests of the council for the papers of the "
        "ferry.",
    )
    assert {side.value for side in found.sides} == {"dodged", "refused to grant"}


@pytest.mark.parametrize(
    ("text", "words", "subject"),
    [
        (
            "The jobless rate of Aldan {} in the spring, the bank said on Monday.",
            ("dropped", "rose"),
            "dropped or rose (the jobless rate of Aldan)",
        ),
        (
            "The ferry line began in the {} 19th century, the mayor said.",
            ("early", "late"),
            "early or late (the 19th century)",
        ),
        (
            "He {} the sale of the old ferry on Monday.",
            ("approved", "rejected"),
            "approved or rejected",
        ),
    ],
)
def test_opposites_are_called_by_what_they_are_said_of(
    parser: Parser, text: str, words: tuple[str, str], subject: str
) -> None:
    (found,) = differences(parser, *map(text.format, words))
    assert found.subject == subject
