"""Days of one happening in statements too unlike to be matched."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.days import find_days
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

SUNDAY = date(2024, 5, 12)
FILLER = "The harbour office said nothing. The weather stayed fine. Nobody else came.\n" * 12


@pytest.fixture
def differences(parser: Parser):
    def find(*texts: str, days: tuple[date | None, ...] = (SUNDAY, SUNDAY)) -> list[Discrepancy]:
        articles = {
            str(n): Article(str(n), f"{n}.txt", "", False, "", FILLER + text, published=day)
            for n, (text, day) in enumerate(zip(texts, days, strict=True))
        }
        sheets = [sheet_of(each, articles) for each in statements_of([*articles.values()], parser)]
        assert find_days(sheets) == find_days(sheets[::-1])
        return merge(find_days(sheets), {})

    return find


CAPTURED = "Berg was captured on Thursday night inside a boat in a backyard in Porthaven."
CAPTURE = (
    "Neighbours spoke of the shots before his dramatic capture in a boat in a Porthaven "
    "backyard on Friday night."
)


def test_a_verb_and_its_noun_tell_one_happening(differences):
    (found,) = differences(CAPTURED, CAPTURE)
    assert (found.kind, found.changes_meaning) == (Kind.DATE, True)
    assert found.summary.endswith(": Thursday (9 May 2024) or Friday (10 May 2024)")


def test_the_title_is_the_deed_that_the_day_is_of(differences):
    (found,) = differences(CAPTURE, CAPTURED)
    assert found.subject == "when Berg was captured inside a boat"


def test_the_evidence_is_the_day(differences):
    (found,) = differences(CAPTURED, CAPTURE)
    shown = [e.statement.text[e.start : e.end] for side in found.sides for e in side.evidence]
    assert shown == ["Thursday", "Friday"]


def test_verbs_of_one_family_tell_one_happening(differences):
    (found,) = differences(
        "The witness is expected to testify before the harbour committee of the senate on Friday.",
        "The chairman announced a hearing of the senate harbour committee for next Monday.",
    )
    assert len(found.sides) == 2


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("the same day", CAPTURED, CAPTURE.replace("Friday", "Thursday")),
        ("another happening", CAPTURED, "Berg left his boat in a Porthaven backyard on Friday."),
        ("too little in common", CAPTURED, "Lund was captured on Friday."),
        (
            "what every second sentence tells",
            "Berg arrived at the harbour office on Thursday.",
            "Lund arrived on Friday at the harbour office.",
        ),
        (
            "has the other's day too",
            CAPTURED,
            CAPTURE + " Berg hid in the boat in the Porthaven backyard since Thursday night.",
        ),
        (
            "other things",
            "Berg sent a letter on the harbour treaty of Porthaven on Thursday.",
            "Berg sent an envoy on the harbour treaty of Porthaven on Friday.",
        ),
        (
            "one more of its kind",
            "A judge in Porthaven ruled on the harbour treaty on Thursday.",
            "In a separate ruling on Friday a judge in Porthaven stopped the harbour treaty.",
        ),
        (
            "other parties",
            "Berg met with Lund at the harbour summit in Porthaven on Thursday.",
            "Berg met with Holm at the harbour summit in Porthaven on Friday.",
        ),
        (
            "a time zone",
            "The ferry lost contact with harbour control near Porthaven on Thursday, Eastern time.",
            "The ferry lost contact with harbour control near Porthaven on Friday.",
        ),
        (
            "in somebody's words",
            CAPTURED,
            "“He was captured in a boat in a Porthaven backyard on Friday,” she said on Saturday.",
        ),
        (
            "said, not done",
            "Berg spoke on Thursday of the harbour treaty with Porthaven.",
            "Berg spoke of the Porthaven harbour treaty on Friday.",
        ),
    ],
)
def test_no_difference(differences, why, one, other):
    assert differences(one, other) == [], why


def test_what_came_after_the_other_article_is_another_happening(differences):
    texts = (
        "Berg announced a vote on the harbour treaty of Porthaven; the council voted on Thursday.",
        "The council voted on the harbour treaty of Porthaven on Friday.",
    )
    for day, count in ((date(2024, 5, 9), 0), (SUNDAY, 1)):
        assert len(differences(*texts, days=(day, SUNDAY))) == count


def test_articles_without_a_date_have_no_days(differences):
    assert differences(CAPTURED, CAPTURE, days=(None, None)) == []
