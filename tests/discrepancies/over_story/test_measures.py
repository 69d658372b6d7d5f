"""Shares, lengths of time and counts in statements that share rare words."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.measures import find_measures
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

DAY = date(2024, 5, 6)
FILLER = "The harbour office said nothing. The weather stayed fine. Nobody else came.\n" * 12


@pytest.fixture
def differences(parser: Parser):
    def find(*texts: str) -> list[Discrepancy]:
        articles = {
            str(n): Article(str(n), f"{n}.txt", "", False, "", FILLER + text, published=DAY)
            for n, text in enumerate(texts)
        }
        sheets = [sheet_of(each, articles) for each in statements_of([*articles.values()], parser)]
        assert find_measures(sheets) == find_measures(sheets[::-1])
        return merge(find_measures(sheets), {})

    return find


VIDEO = "In the 17-minute video the leader of the rebels says that the crew was freed."
OTHER = "The rebels' leader is seen on a 27-minute video, obtained by an agency, freeing the crew."


def test_the_length_of_one_thing(differences):
    (found,) = differences(VIDEO, OTHER)
    assert (found.kind, found.changes_meaning) == (Kind.NUMBER, True)
    assert found.summary == "Length of video: 17-minute or 27-minute"


def test_hours_of_something_are_its_length(differences):
    (found,) = differences(
        "The council passed the harbour treaty after eight hours of heated debate.",
        "After nearly 12 hours of debate on the treaty the council voted for it at the harbour.",
    )
    assert found.subject == "length of debate"


def test_shares_of_one_thing_lie_close_to_each_other(differences):
    (found,) = differences(
        "Norway accounted for some 20 percent of the budget of the whaling agency.",
        "Larger gifts of Norway in all amount to about 15 percent of the whaling agency's budget.",
    )
    assert found.summary.endswith(": 20 percent or 15 percent")


def test_the_time_of_day_of_one_happening(differences):
    (found,) = differences(
        "The guests will be landing at Porthaven harbour base with the envoy at 2 a.m.",
        "With the envoy the guests landed at the base in Porthaven harbour at 2:42 a.m.",
    )
    assert found.summary.endswith(": 2 a.m. or 2:42 a.m.")


def test_counts_of_one_thing(differences):
    (found,) = differences(
        "The night train was carrying eight crew members and sleeping passengers to Porthaven.",
        "Carrying nine crew members and passengers, the night train to Porthaven hit a crane.",
    )
    assert found.summary == "Number of members: eight or nine"


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("too little in common", VIDEO, "A 27-minute video of the ferry was shown."),
        ("the length of another thing", VIDEO, OTHER.replace("video", "film")),
        ("far apart", VIDEO, OTHER.replace("27", "47")),
        ("round", VIDEO.replace("17-minute", "307-year"), OTHER.replace("27-minute", "300-year")),
        ("has the other's too", VIDEO, OTHER + " The short cut is a 17-minute film."),
        (
            "other shares",
            "Norway accounted for some 20 percent of the budget of the whaling agency.",
            "Larger gifts of Norway in all amount to 40 percent of the whaling agency's budget.",
        ),
        (
            "half of a round figure",
            "Some 42 percent of the whaling agency of Norway live in its harbours.",
            "Nearly half billion people live in the harbours of the whaling agency of Norway.",
        ),
        (
            "some minutes apart",
            "The guests will be landing at Porthaven harbour base with the envoy at 2:38 a.m.",
            "With the envoy the guests landed at the base in Porthaven harbour at 2:42 a.m.",
        ),
        (
            "the times of two happenings",
            "The guests will be landing at Porthaven harbour base with the envoy at 2 a.m.",
            "With the envoy the guests dined at the base in Porthaven harbour at 2:42 a.m.",
        ),
        (
            "several shares of a poll",
            "In the harbour poll Norway had the support of 11 percent of whaling towns.",
            "In the harbour poll 12 percent of whaling towns support Norway, 14 percent Porthaven.",
        ),
        (
            "an amount",
            "The ferry treaty of Norway with the whaling agency provided $25 million for harbours.",
            "In the ferry treaty of Norway and the whaling agency are $20 million for harbours.",
        ),
        (
            "which of them",
            "Berg won the vote of the 435 whaling agency members who cast ballots in Porthaven.",
            "The 447 members of the whaling agency elected Berg in a vote in Porthaven.",
        ),
        (
            "of another subject of the sentence",
            "Shares on the main harbour index jumped sharply while the fish index added 0.9 "
            "percent.",
            "The main harbour index was down 1.1 percent after sharply falling shares.",
        ),
    ],
)
def test_no_difference(differences, why, one, other):
    assert differences(one, other) == [], why
