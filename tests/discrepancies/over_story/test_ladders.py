"""How firmly the outlets of a story tell one happening, over the whole story."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.ladder import find_ladders
from reporter.records import Article, Kind
from reporter.sentences import statements_of


@pytest.fixture
def ladders(parser: Parser):
    """Return what differs between articles: {value: the articles (0, 1, ...) that tell it so}."""

    def find(*texts: str) -> list[dict[str, list[str]]]:
        articles = [Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate(texts)]
        found = merge(find_ladders(statements_of(articles, parser)), {})
        return [{side.value: sorted(side.articles) for side in item.sides} for item in found]

    return find


def test_bought_said_to_be_bought_and_accused_of_selling_are_rungs_of_one_ladder(ladders):
    assert ladders(
        "In May, Ruritania bought ferries from Sylvania that leaked.",
        "The palace said that Ruritania was buying ferries from Sylvania.",
        "Borduria has accused Sylvania of selling ferries to Ruritania.",
    ) == [{"told as fact": ["0"], "said": ["1"], "alleged": ["2"]}]


def test_no_sign_of_a_purchase_is_a_rung_of_its_own(ladders):
    assert ladders(
        "Officials confirmed that Sylvania was buying ferries with Bordurian engines.",
        "The ministry saw no sign of a purchase of Bordurian ferries by Sylvania, it said.",
    ) == [{"confirmed": ["0"], "no sign of it": ["1"]}]


def test_a_bare_possible_purchase_is_that_of_the_sentence_before_it(ladders):
    assert ladders(
        "Officials confirmed that Sylvania was buying ferries from Borduria.",
        "The palace told reporters that Sylvania was buying ferries from Borduria. "
        "Later it spoke of a possible purchase.",
    ) == [{"confirmed": ["0"], "possible": ["1"]}]


def test_a_verb_of_no_list_is_one_happening_with_itself(ladders):
    assert ladders(
        "A teenager opened fire at a school in Porthaven on Friday.",
        "The student allegedly opened fire at the school in Porthaven.",
    ) == [{"told as fact": ["0"], "alleged": ["1"]}]


@pytest.mark.parametrize(
    "other",
    [
        "The palace said that Ruritania bought ferries from Sylvania.",
        "Ruritania bought ferries from Sylvania.",
        "Ruritania may buy ferries from Sylvania if the price falls.",
        "Borduria has accused Sylvania of selling cannons to Ruritania.",
    ],
    ids=["somebody's word", "fact", "a plan", "another thing"],
)
def test_no_ladder_has_one_rung_or_rungs_of_two_happenings(ladders, other):
    assert ladders("In May, Ruritania bought ferries from Sylvania.", other) == []


KILLED = "Berg was killed in a police raid on the harbour."


@pytest.mark.parametrize(
    ("why", "firm", "doubtful"),
    [
        (
            "who does it in one is done it in the other",
            KILLED,
            "Berg allegedly killed a police officer at the harbour.",
        ),
        (
            "denied is another thing than what it hangs on",
            "The palace confirmed that Sylvania had bought ferries from Borduria.",
            "Lund denied any wrongdoing related to Sylvania's purchase of Bordurian ferries.",
        ),
        (
            "two things were tried",
            "Berg tried to sell ferries at the election in Porthaven.",
            "Berg allegedly tried to burn ferries at the election in Porthaven.",
        ),
        (
            "told by the way, with the day until when",
            "Lund removed Berg from the ferry inquiry last summer.",
            "Berg claimed his views — told to Holm, a pilot, who never lied — "
            "(until Lund removed him from the ferry inquiry last summer).",
        ),
        (
            "the words of a speaker",
            "You have sold the ferries of Porthaven to Borduria.",
            "The letter accused Lund of selling the ferries of Porthaven to Borduria.",
        ),
    ],
)
def test_no_ladder_stands_on(ladders, why, firm, doubtful):
    assert ladders(firm, doubtful) == [], why


def test_what_is_alleged_of_a_killing_is_told_of_who_was_killed(ladders):
    assert ladders(KILLED, "Police allegedly killed Berg in the raid on the harbour.") == [
        {"told as fact": ["0"], "alleged": ["1"]}
    ]


def test_who_is_in_the_process_of_buying_is_said_to_buy(ladders):
    assert ladders(
        "Officials confirmed that Sylvania was in the process of buying ferries from Borduria.",
        "Lund denied that Sylvania had bought ferries from Borduria.",
    ) == [{"confirmed": ["0"], "denied": ["1"]}]


def test_a_denied_report_denies_what_it_reports(ladders):
    assert ladders(
        "Officials confirmed that Sylvania was buying ferries from Borduria.",
        "Lund denied parts of a report that Sylvania was buying ferries from Borduria.",
    ) == [{"confirmed": ["0"], "denied": ["1"]}]


def test_an_article_that_holds_a_doubt_as_well_is_not_on_the_firm_side(ladders):
    assert (
        ladders(
            "Ruritania bought ferries from Sylvania. "
            "Ruritania denied that it had bought ferries from Sylvania.",
            "Borduria has accused Sylvania of selling ferries to Ruritania.",
        )
        == []
    )


def test_story_without_clusters_still_has_its_ladder(parser: Parser) -> None:
    texts = (
        "In May, Ruritania bought ferries from Sylvania that leaked.",
        "Borduria has accused Sylvania of selling ferries to Ruritania.",
    )
    articles = [Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate(texts)]
    (found,) = find_discrepancies(
        (),
        {article.id: article for article in articles},
        (),
        DiscrepancySettings(),
        statements_of(articles, parser),
    )
    assert (found.kind, found.changes_meaning, found.cluster_id) == (Kind.CERTAINTY, True, "")
