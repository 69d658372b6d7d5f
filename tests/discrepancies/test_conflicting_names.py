"""Two names in one place of two statements, of which one alone can be true."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences

CONFLICT = [
    (
        "two countries",
        "The electric ferry is to be built at a yard in Slovakia.",
        "The electric ferry is to be built at a yard in Hungary.",
    ),
    (
        "a country that the other sentence has elsewhere",
        "The former Mexican president says that Norway will not pay for a wall in the harbour.",
        "The president said that Mexico will not pay for a wall in the harbour.",
    ),
    (
        "one of two who are listed under one noun",
        "On Monday the state’s senators, Karl Holm and Peter Lund, hoped for a veto of the bill.",
        "The two Republican senators, Anna Berg and Karl Holm, called for a veto of the bill.",
    ),
    (
        "a place that is said before and after its noun",
        "Karl Holm will become Iowa’s first black senator since Anna Berg left in 1978.",
        "Karl Holm will become the first black senator from Ohio since Anna Berg.",
    ),
    (
        "a place that no list has, and a country that its article does not name",
        "Suspected rebels blew up an oil pipeline in north-east Colombia.",
        "Suspected rebels dynamited an oil pipeline in north-east Hakavik.",
    ),
    (
        "a country whose capital has a namesake in the other one",
        "He accused Russia of closing the harbour in January.",
        "He accused the United States of closing the harbour in January.",
    ),
    (
        "whose mayor one person is",
        "The ban was praised by Bergen Mayor Anna Holm, who had asked for it.",
        "The ban was praised on Monday by Oslo's mayor Anna Holm.",
    ),
    (
        "whose king one person is, where the other name stands elsewhere",
        "The minister of Norway said that in a call Denmark's King Harald had denied it.",
        "The minister of Norway said that in a call Norway's King Harald had denied it.",
    ),
    (
        "two who come after one noun",
        "His criticism of UFO chairman Peter Lund led to a ban of his books.",
        "His criticism of the UFO's chairman, Karl Holm, led to a ban of his books.",
    ),
    (
        "a capital beside its country",
        "Norway had few cases until an outbreak at an Oslo hospital in April.",
        "Norway had few cases until an outbreak at a Bergen hospital in April.",
    ),
    (
        "hardly a word but names",
        "He met Anna Berg, Peter Lund, Maria Moe and Karl Holm of Oslo.",
        "He met Anna Berg, Peter Lund, Maria Moe and Ivar Aas of Oslo.",
    ),
    (
        "a town that the parser may take for a person",
        "Cheers broke out at the control centre in Toulouse when the signal arrived.",
        "Cheers broke out at the control centre in Darmstadt when the signal arrived.",
    ),
    (
        "two faiths",
        "The mayor blamed the fire on the ferry on a Muslim cleric, Peter Lund.",
        "The mayor blamed the fire on the ferry on a Jewish cleric, Peter Lund.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), CONFLICT)
def test_two_names_conflict(parser: Parser, _what: str, one: str, other: str) -> None:
    assert Kind.NAME in {item.kind for item in differences(parser, one, other)}


def test_of_two_counties_neither_faces_the_state_of_the_other(parser: Parser) -> None:
    one = "In Rowan County, Kentucky, a clerk issued licenses to couples on Friday."
    other = "In Irion County, Texas, a clerk issued licenses to couples on Friday."
    faced = [{side.value for side in item.sides} for item in differences(parser, one, other)]
    assert all(values == {"Rowan County", "Irion County"} for values in faced)


def test_the_outlets_of_two_people_do_not_face_each_other(parser: Parser) -> None:
    one = "The board may take the badge of Kanal Nord correspondent Anna Berg on Monday."
    other = "The board may take the badge of Radio Oslo's correspondent, Karl Holm, on Monday."
    found = [item for item in differences(parser, one, other) if item.kind is Kind.NAME]
    assert [{side.value for side in item.sides} for item in found] == [{"Anna Berg", "Karl Holm"}]
