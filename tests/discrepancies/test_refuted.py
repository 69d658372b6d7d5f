"""A figure that both articles have is no difference between them."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.records import Article, Cluster, Kind, PairScore
from reporter.sentences import statements_from_sentences

JULY = "The economy added 163,000 jobs, according to the ministry of labour."
MONTHLY = "The economy is adding 151,000 jobs, according to the ministry of labour."
OF_BOTH = "Employers added 163,000 jobs in July, the ministry of labour said."


def figures(parser: Parser, similarity: float) -> set[frozenset[str]]:
    """Return the figures set against each other where the second article has both.

    `similarity` is the cosine between the first article and the agreeing sentence of the second.
    """
    day = date(2031, 8, 1)
    texts = {"a": [JULY], "b": [MONTHLY, OF_BOTH]}
    articles = {
        name: Article(name, f"{name}.txt", name, True, "", "\n".join(lines), published=day)
        for name, lines in texts.items()
    }
    a, b, both = (
        statement
        for name, lines in texts.items()
        for statement in statements_from_sentences(articles[name], lines, parser)
    )
    judged = (0.5, 0.5, 0.0)
    scores = (
        PairScore(a.id, b.id, 0.8, judged, judged, 0.5),
        PairScore(a.id, both.id, similarity, judged, judged, 0.5),
    )
    cluster = Cluster("c1", (a, b, both), a, scores)
    found = find_discrepancies([cluster], articles, (), DiscrepancySettings())
    return {
        frozenset(side.value for side in item.sides) for item in found if item.kind is Kind.NUMBER
    }


@pytest.mark.parametrize(
    ("similarity", "expected"),
    [(0.9, set()), (0.7, {frozenset({"163,000", "151,000"})})],
    ids=["its nearest sentence has the same figure", "its nearest sentence has another figure"],
)
def test_figure_is_held_against_the_nearest_sentence(
    parser: Parser, similarity: float, expected: set[frozenset[str]]
) -> None:
    assert figures(parser, similarity) == expected
