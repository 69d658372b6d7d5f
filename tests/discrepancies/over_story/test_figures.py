"""Figures of one happening in statements too unlike to be matched."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.figures import find_figures
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

FIRST, NEXT = date(2024, 5, 6), date(2024, 5, 7)
FILLER = "The harbour office said nothing on Monday.\n" * 6


@pytest.fixture
def differences(parser: Parser):
    def find(*texts: str, days: tuple[date | None, ...] = (FIRST, FIRST)) -> list[Discrepancy]:
        articles = {
            str(n): Article(str(n), f"{n}.txt", "", False, "", text, published=day)
            for n, (text, day) in enumerate(zip(texts, days, strict=True))
        }
        sheets = [sheet_of(each, articles) for each in statements_of([*articles.values()], parser)]
        assert find_figures(sheets) == find_figures(sheets[::-1])
        return merge(find_figures(sheets), {})

    return find


def test_figures_close_to_each_other_that_count_one_thing_differ(differences):
    (found,) = differences(
        FILLER + "Churches stepped in while the district opened nine of its 578 schools for the "
        "strike.",
        FILLER + "The strike plan of the city is to open nine of its 675 schools in the mornings.",
    )
    assert (found.kind, found.changes_meaning) == (Kind.NUMBER, True)
    assert found.summary == "Number of schools: 578 or 675"


def test_a_name_may_tell_which_things_are_counted(differences):
    (found,) = differences(
        FILLER + "Prosecutor Berg will share only parts of the 400-page report on the wreck.",
        FILLER + "The full 300-page report on the wreck is on its way, Berg wrote on Monday.",
    )
    assert [side.value for side in found.sides] == ["400", "300"]


def test_figures_of_one_statement_may_add_up_to_that_of_the_other(differences):
    every = "Berg won all {} delegates of the northern islands on Saturday."
    some = "Berg won 30 of the 37 delegates of the northern islands, along with four delegates."
    assert differences(FILLER + every.format(34), FILLER + some) == []
    assert differences(FILLER + every.format(36), FILLER + some) != []


def test_one_happening_is_known_by_its_verb_and_who_takes_part(differences):
    (found,) = differences(
        FILLER + "The thieves stole guns and $50,000 from the captain, a prosecutor said.",
        FILLER + "Lund said that a gang stole $80,000, ammunition and guns from the captain.",
    )
    assert [side.value for side in found.sides] == ["$50,000", "$80,000"]


def test_a_toll_at_the_top_of_both_articles_is_that_of_the_happening(differences):
    (found,) = differences(
        "Eight people were hurt on the quay.",
        "At least eleven people were hospitalized after the blast, doctors said.",
    )
    assert found.summary == "Number hurt: eight or eleven"


def test_further_down_a_toll_may_be_of_something_else(differences):
    assert not differences(
        "Eight people were hurt on the quay.",
        FILLER + "At least eleven people were hospitalized after the blast, doctors said.",
    )


def test_a_larger_toll_of_a_later_article_is_an_update(differences):
    (found,) = differences(
        "Gunmen killed three shoppers in the market hall.",
        "Gunmen killed five shoppers in the market hall.",
        days=(FIRST, NEXT),
    )
    assert (found.kind, found.changes_meaning) == (Kind.UPDATE, False)


def test_three_articles_make_two_sides(differences):
    (found,) = differences(
        FILLER + "Lund's gunmen killed 58 dockers.",
        FILLER + "In all, 59 dockers were killed by Lund's gunmen.",
        FILLER + "The 58 dockers whom Lund's gunmen killed were buried on Monday.",
        days=(FIRST, FIRST, FIRST),
    )
    assert {side.value: side.articles for side in found.sides} == {"58": ("0", "2"), "59": ("1",)}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(
            "Gunmen killed 17 people in three days, 12 of them in the market hall.",
            "Gunmen killed 12 people in the market hall.",
            id="the other article has the figure too",
        ),
        pytest.param(
            FILLER + "In May, divers found 40 crates of tea.",
            FILLER + "The council found 43 crates of stolen maps.",
            id="nothing in common but the verb",
        ),
        pytest.param(
            FILLER + "France sold 40 trains last year.",
            FILLER + "Lund said that 25 trains were sold to France.",
            id="only a country in common",
        ),
        pytest.param(
            "Gunmen killed more than a dozen people in the market hall.",
            "Gunmen killed 21 people in the market hall.",
            id="room in what is hedged",
        ),
        pytest.param(
            "Berg's party won enough for the 272-seat majority that it needed.",
            "Berg's party won 275 seats.",
            id="a majority of seats is no seats",
        ),
        pytest.param(
            "Prosecutors charged Berg with two counts over the stolen crates.",
            "Prosecutors charged Berg with one count over the crates and one count of fraud.",
            id="parts that add up",
        ),
        pytest.param(
            FILLER + "The settlement with Berg Steel binds 48 states and two islands.",
            FILLER + "The settlement with Berg Steel binds 50 states and territories.",
            id="something else is counted with them",
        ),
        pytest.param(
            FILLER + "Divers counted 435 boats that were built of oak for Anna Berg.",
            FILLER + "Divers counted 447 boats for Anna Berg.",
            id="a clause says which of them",
        ),
        pytest.param(
            FILLER + "Ten senators will vote with Anna Berg against the harbour treaty.",
            FILLER + "A dozen senators have not made up their minds on Anna Berg's harbour treaty.",
            id="two groups of people",
        ),
        pytest.param(
            FILLER + "The council sanctioned 189 dockers under the harbour law.",
            FILLER + "Under the harbour law 38 dockers are sanctioned this week.",
            id="too far apart for one happening",
        ),
        pytest.param(
            "Berg led Lund among dockers with 42 percent in the poll.",
            "Berg led Lund among dockers with 47 percent in the poll.",
            id="shares are of many groups",
        ),
    ],
)
def test_no_difference(differences, ours, theirs):
    assert differences(ours, theirs) == []
