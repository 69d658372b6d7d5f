"""Whether two differing values fill one slot: what speaks for it, and what rules it out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.evidence.slot_model import slot_model
from reporter.discrepancies.finding import Pair
from reporter.records import Cluster, Kind, PairScore
from tests.discrepancies.slots import CANDIDATES, faced, told


def confidence(
    parser: Parser, kind: Kind, *articles: Sequence[str], similarity: float = 0.85
) -> float:
    """Return how sure a difference of this kind is, 0 when there is none."""
    made, statements = told(parser, *articles)
    even = (0.3, 0.4, 0.3)
    score = PairScore(statements[0].id, statements[1].id, similarity, even, even, 0.6)
    together = Cluster("c1", tuple(statements), statements[0], (score,))
    by_id = {one.id: one for one in made}
    found = find_discrepancies([together], by_id, (), DiscrepancySettings())
    return max((item.confidence for item in found if item.kind is kind), default=0.0)


HURT = "Fourteen people were hurt when the ferry hit the pier."
LOOSE = "Four passengers were hurt when a boat hit the quay."
FOUR = "Four people were hurt when the ferry hit the pier."


def test_closer_statements_make_a_difference_likelier(parser: Parser) -> None:
    near = confidence(parser, Kind.NUMBER, [HURT], [LOOSE], similarity=0.95)
    far = confidence(parser, Kind.NUMBER, [HURT], [LOOSE], similarity=0.65)
    assert near > far


@pytest.mark.parametrize("similarity", [0.65, 0.95])
def test_another_figure_in_the_same_words_is_nearly_sure(parser: Parser, similarity: float) -> None:
    assert confidence(parser, Kind.NUMBER, [HURT], [FOUR], similarity=similarity) > 0.95


@pytest.mark.parametrize("similarity", [0.65, 0.95])
def test_another_day_in_the_same_words_is_nearly_sure(parser: Parser, similarity: float) -> None:
    told = "The ferry hit the pier on Tuesday."
    other = told.replace("Tuesday", "Wednesday")
    assert confidence(parser, Kind.DATE, [told], [other], similarity=similarity) > 0.9


def test_value_that_the_other_article_gives_elsewhere_makes_it_less_likely(parser: Parser) -> None:
    plain = confidence(parser, Kind.NUMBER, [HURT], [LOOSE])
    known = confidence(parser, Kind.NUMBER, [HURT], [LOOSE, "Fourteen people were rescued later."])
    assert 0 < known < plain


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "name",
            "The mayor will not resign over the sale of the harbour, her office told Kanal Nord.",
            "The mayor will not resign over the sale of the harbour, her office told Radio Lund.",
        ),
        (
            "name",
            'The letter to Anna Berg says: "The harbour must not be sold."',
            'In the letter Peter Lund wrote: "The harbour must not be sold."',
        ),
        (
            "date",
            "The council voted to let families of victims of the June 4 attacks sue the harbour.",
            "The council voted on Wednesday to let families of victims of the attacks sue.",
        ),
        (
            "name",
            "The harbour was sold to a bank in the Solomons after a long dispute.",
            "The harbour was sold to a bank in the Solomon Islands after a long dispute.",
        ),
        (
            "number",
            "The ministry set tariffs on $40 billion worth of Chinese products.",
            "The ministry set tariffs on $25 billion worth of French products.",
        ),
        (
            "number",
            "The march reached Denver, where 28 people were arrested on Wednesday night.",
            "The march reached Houston, where 31 people were arrested on Wednesday night.",
        ),
        (
            "number",
            "The Berg campaign said that 52 percent of its members are women.",
            "The Lund campaign said that 57 percent of its members are women.",
        ),
        (
            "name",
            "The Reform Party won 156 seats in the new council.",
            "The Harbour Party is projected to win 24 seats in the new council.",
        ),
        (
            "number",
            "Employers added 155,000 jobs in December.",
            "Employers added 161,000 jobs in November.",
        ),
        (
            "date",
            "Employers added 155,000 jobs in December.",
            "In November employers added an estimated 161,000 jobs.",
        ),
        (
            "name",
            "A spokesman of the HI said that 26 harbours are under review.",
            "The Harbour Inspector of Aldan said that 26 harbours are under review.",
        ),
        (
            "name",
            "The mayor said that Middle Eastern banks had bought the harbour.",
            "The mayor said that Middle Easterners had bought the harbour.",
        ),
        (
            "date",
            "The navy used the harbour at least four times over the past year.",
            "The navy used the harbour at least four times in the last year.",
        ),
    ],
    ids=[
        "who was told",
        "who wrote and who was written to",
        "day as a name",
        "short plural",
        "goods of two countries",
        "two places where it happened",
        "two camps",
        "names with a figure each",
        "figures of two months",
        "months of two figures",
        "acronym of plain words",
        "a people and its adjective",
        "the last year is the past year",
    ],
)
def test_is_never_one_slot(parser: Parser, kind: str, one: str, other: str) -> None:
    assert faced(parser, kind, one, other) == set()


def test_figures_of_two_parties_do_not_meet(parser: Parser) -> None:
    one = "The Reform Party is likely to win 24 seats in the new council."
    other = "The Harbour Party won 156 seats in the new council."
    assert faced(parser, "number", one, other) == set()
    assert faced(parser, "number", one, one.replace("24", "31")) == {frozenset({"24", "31"})}


def test_goods_of_one_country_can_differ(parser: Parser) -> None:
    one = "The ministry set tariffs on $40 billion worth of Chinese products."
    assert faced(parser, "number", one, one.replace("40", "25")) != set()


def test_another_name_in_a_list_counts_less_than_one_alone(parser: Parser) -> None:
    told = "Anna Berg opened the new harbour on Monday."
    alone = confidence(parser, Kind.NAME, [told], [told.replace("Anna Berg", "Peter Lund")])
    with_others = told.replace("Anna Berg", "Peter Lund, Carla Moss and Jan Holm")
    assert 0 <= confidence(parser, Kind.NAME, [told], [with_others]) < alone


def test_a_place_inside_another_differs_only_in_somebody_s_words(parser: Parser) -> None:
    told_by_outlets = faced(
        parser,
        "name",
        "The new law will help every family in Ohio, the mayor said on Monday.",
        "The new law will help every family in America, the mayor said on Monday.",
    )
    quoted = faced(
        parser,
        "name",
        'The mayor said: "This law will help every family in Ohio."',
        'The mayor said: "This law will help every family in America."',
    )
    assert told_by_outlets == set()
    assert quoted == {frozenset({"Ohio", "America"})}


def test_years_of_a_day_and_of_a_year_can_differ(parser: Parser) -> None:
    found = faced(
        parser,
        "date",
        "Anna Berg sold the harbour to the bank on Aug. 24, 2010.",
        "Anna Berg sold the harbour to the bank in 2009.",
    )
    assert found == {frozenset({"Aug. 24, 2010", "2009"})}


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Nearly 6,000 drivers joined.", "Nearly 4,500 drivers joined.", True),
        ("Nearly 6,000 drivers joined.", "Nearly 5,700 drivers joined.", False),
        ("More than three drivers joined.", "More than four drivers joined.", True),
        ("More than 1,000 drivers joined.", "More than 1,100 drivers joined.", False),
        ("More than 1,000 drivers joined.", "1,240 drivers joined.", False),
    ],
)
def test_figures_hedged_alike_share_the_room_of_one_hedge(
    parser: Parser, one: str, other: str, differ: bool
) -> None:
    assert bool(faced(parser, "number", one, other)) is differ


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("number", "Mayor Anna Berg sold four ferries to the bank on Monday."),
        ("date", "Mayor Anna Berg sold fourteen ferries to the bank on Tuesday."),
        ("name", "Mayor Peter Lund sold fourteen ferries to the bank on Monday."),
    ],
)
def test_every_weight_has_its_evidence(parser: Parser, kind: str, other: str) -> None:
    one = "Mayor Anna Berg sold fourteen ferries to the bank on Monday."
    made, (a, b) = told(parser, [one], [other])
    by_id = {article.id: article for article in made}
    pair = Pair(sheet_of(a, by_id), sheet_of(b, by_id), align(a.tokens, b.tokens), 0.6)
    features = CANDIDATES[kind](pair)[0].features
    assert set(slot_model(kind).weights) <= set(features)
    assert all(0 <= value <= 1 for value in features.values())


def test_what_is_unlikely_hides_nothing_likelier_of_a_less_specific_kind(parser: Parser) -> None:
    promised = (
        "Aid for the storm's victims was what Mayor Anna Berg promised the fishermen of Holm on a "
        "visit this afternoon with Karl Ash."
    )
    asked = (
        "Eva Sand, who met Mayor Peter Lund with fishermen of Bergen, will ask the council to vote "
        "on aid to victims of the storm."
    )
    by_likeness_alone = confidence(
        parser, Kind.NAME, [promised.replace("Mayor ", "")], [asked], similarity=0.2
    )
    assert by_likeness_alone < 0.1
    assert confidence(parser, Kind.NAME, [promised], [asked], similarity=0.2) > 0.1
