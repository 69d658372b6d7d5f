"""What one outlet tells as planned and another as done."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.plans import find_plans
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

FIRST, NEXT = date(2024, 5, 6), date(2024, 5, 7)


@pytest.fixture
def differences(parser: Parser):
    def find(*texts: str, days: tuple[date | None, ...] = (FIRST, FIRST)) -> list[Discrepancy]:
        articles = {
            str(n): Article(str(n), f"{n}.txt", "", False, "", text, published=day)
            for n, (text, day) in enumerate(zip(texts, days, strict=True))
        }
        statements = statements_of(list(articles.values()), parser)
        sheets = [sheet_of(statement, articles) for statement in statements]
        assert find_plans(sheets) == find_plans(sheets[::-1])
        return merge(find_plans(sheets), {})

    return find


PLAN = "The mayor is expected to sign the harbour treaty in Porthaven."
DONE = "Mayor Anna Berg signed a treaty on the harbour."


def test_a_plan_in_one_article_is_done_in_another_of_that_day(differences):
    (found,) = differences(PLAN, DONE)
    assert (found.kind, found.changes_meaning) == (Kind.CERTAINTY, False)
    assert found.summary == "Planned or done (sign treaty): planned or done"
    assert {side.value: side.articles for side in found.sides} == {
        "planned": ("0",),
        "done": ("1",),
    }


def test_the_evidence_is_the_verb_with_its_helpers(differences):
    (found,) = differences(PLAN, DONE)
    shown = [e.statement.text[e.start : e.end] for side in found.sides for e in side.evidence]
    assert shown == ["expected to sign", "signed"]


def test_an_outcome_in_a_later_article_is_an_update(differences):
    (found,) = differences(PLAN, DONE, days=(FIRST, NEXT))
    assert found.kind is Kind.UPDATE


def test_an_outcome_of_the_same_day_as_well_is_a_difference_for_all(differences):
    (found,) = differences(PLAN, DONE, DONE, days=(FIRST, FIRST, NEXT))
    assert found.kind is Kind.CERTAINTY
    assert [side.articles for side in found.sides] == [("1", "2"), ("0",)]


def test_who_tells_the_outcome_as_well_is_not_on_the_side_of_the_plan(differences):
    assert differences(PLAN + " On Sunday she signed the treaty.", DONE) == []


@pytest.mark.parametrize(
    "plan",
    [
        "The mayor will sign the harbour treaty.",
        "The council said that the mayor would sign the harbour treaty.",
        "The mayor plans to sign the harbour treaty.",
        "The harbour treaty is due to be signed.",
        "The mayor is signing the harbour treaty on Monday.",
    ],
)
def test_what_is_a_plan(differences, plan):
    assert len(differences(plan, DONE)) == 1


@pytest.mark.parametrize(
    ("why", "plan", "done"),
    [
        ("only wanted", "The mayor wants to sign the harbour treaty.", DONE),
        ("conditional", "The mayor would sign the harbour treaty.", DONE),
        ("not planned", "The mayor does not plan to sign the harbour treaty.", DONE),
        ("was preparing", "As she was preparing to sign the harbour treaty, Berg fell ill.", DONE),
        ("another thing", "The mayor will sign the harbour budget.", DONE),
        ("another party", "The harbour union will sign the harbour treaty.", DONE),
        ("told by the way", PLAN, "She spoke after she signed the harbour treaty."),
        ("another day", PLAN[:-1] + " on Friday.", DONE[:-1] + " on Monday."),
        (
            "another count",
            "Norway will expel 12 Danish envoys.",
            "Norway expelled 40 Danish envoys.",
        ),
        ("a day that was still to come", PLAN[:-1] + " on May 14.", DONE),
        ("long ago", PLAN, DONE[:-1] + " in 2019."),
        (
            "it lasts",
            "The strike will keep pupils from school.",
            "The strike kept pupils from school.",
        ),
    ],
)
def test_no_difference(differences, why, plan, done):
    assert differences(plan, done) == [], why


def test_what_is_planned_days_after_the_outcome_is_another_thing(differences):
    assert differences(PLAN, DONE, days=(date(2024, 5, 9), FIRST)) == []


def test_of_what_befalls_nothing_else_the_subject_says_what_it_is(differences):
    (found,) = differences(
        "The Harbour Act will expire tonight.", "Parts of the Harbour Act expired at midnight."
    )
    assert found.subject == "planned or done (expire)"


def test_articles_without_a_date_are_compared_as_of_one_day(differences):
    (found,) = differences(PLAN, DONE, days=(None, None))
    assert found.kind is Kind.CERTAINTY


def test_verbs_of_one_family_may_tell_one_event(differences):
    (found,) = differences(
        "The president will nominate Anna Berg as the next director of the harbour bank.",
        "The president has picked Anna Berg to be director of the harbour bank.",
    )
    assert found.summary == "Planned or done (pick Berg): planned or done"


def test_two_verbs_are_asked_for_more_in_common(differences):
    assert not differences(
        "The council will present the bill with Anna Lund.", "Berg announced the bill in Lund."
    )


def test_a_pronoun_stands_for_who_says_what_it_will_do(differences):
    rise = "The ministry of Norway raised tariffs on goods of the Danish harbour union."
    for party, count in (("Norway's ministry", 1), ("Sweden", 0)):
        plan = f"{party} said that it will increase tariffs on goods of the Danish harbour union."
        assert len(differences(plan, rise)) == count, party
