"""Which figures surely are of one happening: told in one tense, at the top of their articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.discrepancies.evidence.one_happening import Time, time_told
from reporter.discrepancies.judging import Tier, tier_of
from reporter.records import Discrepancy, Evidence, Kind, Side
from tests.discrepancies.outlets import article, cluster, differences

SURE = 0.99
ARRESTED = "Police arrested 21 people at the harbour on Monday."


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Police arrested 21 people at the harbour.", Time.OVER),
        ("Some 21 people were arrested at the harbour.", Time.OVER),
        ("The ferry sank with 40 people, killing 21 of them.", Time.OVER),
        ("Anna Berg said that 21 people had drowned.", Time.OVER),
        ("The agency is testing 21 boats.", Time.NOW),
        ("The agency has tested 21 boats.", Time.NOW),
        ("The agency says 21 boats sank.", Time.OVER),
        ("The yard employs 21 people.", Time.NOW),
        ("The yard will employ 21 people.", Time.AHEAD),
        ("The plan would cost 21 million crowns.", Time.AHEAD),
        ("The yard plans to employ 21 people.", Time.NOW),
        ("21 people on board.", None),
    ],
)
def test_tense_tells_when_it_holds(parser: Parser, text: str, time: Time | None) -> None:
    statement = cluster(parser, [article(1, text)]).statements[0]
    start = text.index("21")
    assert time_told(Evidence(statement, start, start + 2)) is time


@pytest.mark.parametrize(
    ("one", "other", "tier"),
    [
        ("Police arrested 21 people at the harbour on Monday.",
         "Police arrested 15 people at the harbour on Monday.", Tier.WARNING),
        ("The yard will employ 120 people at the harbour.",
         "The yard will employ 150 people at the harbour.", Tier.WARNING),
        ("The agency has collected 120 samples at the harbour.",
         "The agency has collected 150 samples at the harbour.", Tier.DOUBTFUL),
        ("The agency collected 120 samples at the harbour.",
         "The agency has collected 150 samples at the harbour.", Tier.DOUBTFUL),
        ("The yard employed 120 people at the harbour.",
         "The yard will employ 150 people at the harbour.", Tier.DOUBTFUL),
    ],
)  # fmt: skip
def test_only_figures_told_in_one_tense_are_sure(
    parser: Parser, one: str, other: str, tier: Tier
) -> None:
    assert tier_of(figures(parser, one, other)) is tier


@pytest.mark.parametrize(
    ("probability", "index", "tier"),
    [
        (0.99, 3, Tier.WARNING),
        (0.99, 30, Tier.WARNING),
        (0.85, 3, Tier.WARNING),
        (0.85, 30, Tier.DOUBTFUL),
        (0.75, 3, Tier.DOUBTFUL),
    ],
)
def test_figures_at_the_top_of_two_articles_need_less_to_be_sure(
    parser: Parser, probability: float, index: int, tier: Tier
) -> None:
    found = figures(parser, ARRESTED, "Police arrested 15 people at the harbour on Monday.")
    sides = (*found.sides[:-1], at(found.sides[-1], index))
    assert tier_of(replace(found, sides=sides, confidence=probability)) is tier


def at(side: Side, index: int) -> Side:
    told = (replace(each.statement, index=index) for each in side.evidence)
    moved = (replace(each, statement=one) for each, one in zip(side.evidence, told, strict=True))
    return replace(side, evidence=tuple(moved))


def test_an_outlet_in_the_present_tense_takes_nothing_from_the_others(parser: Parser) -> None:
    found = figures(
        parser,
        ARRESTED,
        "Police have arrested 21 people at the harbour on Monday.",
        "Police arrested 15 people at the harbour on Monday.",
    )
    assert tier_of(found) is Tier.WARNING


def figures(parser: Parser, *texts: str) -> Discrepancy:
    """Return the other figure of the texts, as likely as can be."""
    (found,) = (item for item in differences(parser, *texts) if item.kind is Kind.NUMBER)
    return replace(found, confidence=SURE)
