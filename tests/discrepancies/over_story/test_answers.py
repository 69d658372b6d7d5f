"""Who answered a claim, and speakers who deny what others quote them with."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.answer import find_answers
from reporter.records import Article, Kind
from reporter.sentences import statements_of
from tests.discrepancies.outlets import differences, sides


def answers(parser: Parser, *texts: str) -> list[tuple[str, set[str]]]:
    articles = [Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate(texts)]
    found = merge(find_answers(statements_of(articles, parser)), {})
    return [(item.subject, {side.value for side in item.sides}) for item in found]


OSLO = "The statement came after Oslo called the Danish report “fake” in May."
ENVOY = "Norway’s envoy, Anna Berg, later dismissed the complaint as “another fake story.”"
NORWAY = "Norway has disputed the charges, asking Denmark for proof."


def test_outlets_have_other_answers_of_one_country(parser: Parser) -> None:
    assert answers(parser, OSLO, ENVOY, NORWAY) == [
        ("who answered for Norway", {"Oslo", "Norway’s envoy", "Norway"})
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Iceland’s envoy later dismissed the complaint as “another fake story.”",
        "Norway’s envoy later dismissed the complaint as “a bad joke.”",
        "Norway’s envoy called the complaint “another fake story.” Norway denied the claim.",
    ],
    ids=["another country", "no word in common", "several answers"],
)
def test_answers_that_may_be_to_other_claims(parser: Parser, other: str) -> None:
    assert answers(parser, OSLO, other) == []


QUOTING = "Anna Berg told reporters that Norway “is buying hundreds of old ferries from Iceland.”"
DENYING = (
    "After telling reporters that Norway “is buying hundreds of old ferries from Iceland,” "
    "Anna Berg {verb} the claim."
)


def test_speaker_who_denies_what_is_quoted(parser: Parser) -> None:
    (found,) = differences(parser, QUOTING, DENYING.format(verb="denied"))
    assert (found.kind, found.changes_meaning) == (Kind.CONTRADICTION, True)
    assert set(sides(found)) == {"told", "denied the claim"}


@pytest.mark.parametrize("verb", ["denied", "repeated"])
def test_both_or_neither_have_the_denial(parser: Parser, verb: str) -> None:
    one = DENYING.format(verb=verb) + " Nobody else spoke."
    other = DENYING.format(verb=verb).replace("the claim", "the claim on Monday")
    assert Kind.CONTRADICTION not in {item.kind for item in differences(parser, one, other)}


def test_denial_in_quotation_marks_is_how_a_report_is_denied(parser: Parser) -> None:
    found = differences(
        parser,
        "Anna Berg said that “we will not sell the old ferry,” calling the report wrong.",
        "Anna Berg, the mayor, denied the claim and told us: “We will not sell the old ferry.”",
    )
    assert Kind.CONTRADICTION not in {item.kind for item in found}
