"""Loaded words beside plain ones."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from reporter.discrepancies.wording import find
from reporter.records import Kind
from reporter.sentences import statements_from_sentences
from tests.discrepancies.outlets import article, differences, sides


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


def test_who_claims_it_may_be_called_by_a_loaded_word(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The disgraced captain of the ferry claimed that the harbour was closed on Monday.",
        "The retired captain of the ferry claimed that the harbour was closed on Monday.",
    )
    assert found.subject == "loaded word: disgraced"


def test_a_hedge_is_no_plain_word_for_a_loaded_one(parser: Parser) -> None:
    found = differences(
        parser,
        "Peter Lund denied any part in the racist attack on the ferry crew on Monday.",
        "Peter Lund denied any part in the alleged attack on the ferry crew on Monday.",
    )
    assert not any(item.kind is Kind.WORDING for item in found)


@pytest.mark.parametrize(
    ("loaded", "plain"),
    [
        ("spoke of controversial police raids in", "spoke of police raids in"),
        ("sabotaged the ferry plan of", "blocked the ferry plan of"),
    ],
)
def test_one_thing_and_one_deed_have_two_words(parser: Parser, loaded: str, plain: str) -> None:
    told = "The council {} the harbour town on Monday."
    (found,) = differences(parser, told.format(loaded), told.format(plain))
    assert found.kind is Kind.WORDING


def test_two_things_in_one_town_are_not_one_thing(parser: Parser) -> None:
    found = differences(
        parser,
        "The mayor defended the ferry effort in Aldan and thanked the crews on Monday.",
        "The mayor defended his answer to the ferry disaster in Aldan and thanked the crews.",
    )
    assert not any(item.kind is Kind.WORDING for item in found)


def test_what_somebody_does_in_one_place_is_one_thing(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "Most towns of the coast have denounced Norway over its aggression in Aldan.",
        "Most towns of the coast have denounced Norway’s war in Aldan.",
    )
    assert found.subject == "loaded word: aggression"


def test_loaded_word_of_a_speaker_is_not_the_outlets(parser: Parser) -> None:
    found = differences(
        parser,
        "“It is a disastrous plan for the harbour and the town,” the mayor said on Monday.",
        "“It is a plan for the harbour and the town,” the mayor said on Monday.",
    )
    assert Kind.WORDING not in {item.kind for item in found}


@pytest.mark.parametrize(
    ("_why", "one", "other"),
    [
        (
            "both are loaded",
            "The council condemned the disgraceful deal with the ferry company on Monday.",
            "The council condemned the shameful deal with the ferry company on Monday.",
        ),
        (
            "it says which trade",
            "The minister promised the islands to end illegal trade in coral by the spring.",
            "The minister promised the islands to end trade in coral by the spring.",
        ),
        (
            "a train derails as a plan does not",
            "A train of the coast line derailed near the northern harbour on Monday.",
            "A train of the coast line crashed near the northern harbour on Monday.",
        ),
        (
            "it says which truck",
            "The council bought a new garbage truck for the northern harbour on Monday.",
            "The council bought a new truck for the northern harbour on Monday.",
        ),
        (
            "one thing and several",
            "The council heard the angry pilot and the scathing report of the harbour on Monday.",
            "The council heard the angry pilot and the reports of the harbour on Monday.",
        ),
        (
            "it says which of several comments are meant",
            "The mayor has made outrageous comments about the ferry line and the harbour.",
            "The mayor has made comments about the ferry line and the harbour.",
        ),
        (
            "part of a compound",
            "The council sent help to the storm-ravaged island in the north on Monday.",
            "The council sent help to the island in the north on Monday.",
        ),
        (
            "how she spoke, and another thing that she did",
            "The mayor slammed the harbour plan of the council on Monday.",
            "The mayor signed the harbour plan of the council on Monday.",
        ),
        (
            "who acts in one is acted upon in the other",
            "The ferry company bullied the council of the harbour town on Monday.",
            "The council of the harbour town praised the ferry company on Monday.",
        ),
        (
            "a verb that is loaded, and its noun that is not",
            "The blast at the harbour of the northern town killed a pilot on Monday.",
            "The fire at the harbour of the northern town killed a pilot on Monday.",
        ),
        (
            "what somebody is accused of",
            "Members of the council leveled accusations of extreme bias against the pilot.",
            "Members of the council spoke of some bias of the pilot.",
        ),
        (
            "a post that an article embeds",
            "The mayor has a disgraceful plan for the harbour. — Anna Berg (@berg) May 3, 2031",
            "The mayor has a new plan for the harbour.",
        ),
        (
            "an adjective of a crime",
            "The pilot was convicted of reckless homicide in the harbour town on Monday.",
            "The pilot was convicted of homicide in the harbour town on Monday.",
        ),
        (
            "each says which raids",
            "The council spoke of controversial police raids in the harbour town on Monday.",
            "The council spoke of Sunday's raids in the harbour town on Monday.",
        ),
        (
            "it says which of several parties are meant",
            "The ferry plan for the islands worried a group of hawkish Republicans on Monday.",
            "The ferry plan for the islands worried Republicans on Monday.",
        ),
        (
            "what was done, and what is only planned",
            "The council sabotaged the ferry plan of the mayor on Monday.",
            "The council will take up the ferry plan of the mayor on Monday.",
        ),
        (
            "what was done, and what was only tried",
            "The council sabotaged the ferry plan of the mayor on Monday.",
            "The council tried to block the ferry plan of the mayor on Monday.",
        ),
        (
            "what was done, and what was not",
            "Old engines have crippled the ferry line of the harbour since it began in May.",
            "The mayor has not been watching the ferry line of the harbour since it began in May.",
        ),
        (
            "what somebody calls it",
            "The pilots denounced the bill as an attempt to make draconian cuts in ferry pay.",
            "The council passed a bill with smaller cuts in ferry pay.",
        ),
        (
            "one hangs on a verb, the other on a noun",
            "The mayor harshly criticized the harbour plan of the council on Monday.",
            "The mayor answered criticism of the harbour plan of the council on Monday.",
        ),
    ],
)
def test_what_is_no_loaded_word_beside_a_plain_one(
    parser: Parser, _why: str, one: str, other: str
) -> None:
    assert Kind.WORDING not in {item.kind for item in differences(parser, one, other)}


def test_classifying_word_stands_against_the_one_in_its_place(parser: Parser) -> None:
    (found,) = differences(
        parser,
        "The council offered shelter to illegal immigrants in the harbour town on Monday.",
        "The council offered shelter to undocumented immigrants in the harbour town on Monday.",
    )
    assert set(sides(found)) == {"illegal", "undocumented"}


@pytest.mark.parametrize(
    ("loaded", "plain"),
    [
        (
            "The rebels claimed responsibility for the fire at the harbour on Monday.",
            "The rebels took responsibility for the fire at the harbour on Monday.",
        ),
        (
            "The ferry slammed into the harbour wall in Porthaven on Monday.",
            "The ferry ran into the harbour wall in Porthaven on Monday.",
        ),
        (
            "The mayor did not slam the harbour plan of the council on Monday.",
            "The mayor criticised the harbour plan of the council on Monday.",
        ),
    ],
)
def test_a_word_that_is_meant_plainly_is_not_loaded(
    parser: Parser, loaded: str, plain: str
) -> None:
    found = differences(parser, loaded, plain)
    assert Kind.WORDING not in {item.kind for item in found}


@pytest.mark.parametrize(
    ("_why", "rest", "kinds"),
    [
        ("the other outlet says it as well", "Many find it controversial.", []),
        ("it has it from a speaker", "“It is controversial,” a pilot said.", [Kind.WORDING]),
    ],
)
def test_a_word_that_both_outlets_use_is_no_choice_of_one(
    parser: Parser, _why: str, rest: str, kinds: list[Kind]
) -> None:
    plain = "The council voted for the harbour bill on Monday night."
    loaded = article(0, "The council voted for the controversial harbour bill on Monday night.")
    articles = {one.id: one for one in (loaded, article(1, f"{plain}\n{rest}"))}
    first = [
        statements_from_sentences(one, one.text.split("\n"), parser)[0] for one in articles.values()
    ]
    a, b = (sheet_of(statement, articles) for statement in first)
    pair = Pair(a, b, align(a.statement.tokens, b.statement.tokens), 0.5)
    assert [found.kind for found in find(pair)] == kinds
