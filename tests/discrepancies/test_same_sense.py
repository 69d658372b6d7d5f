"""Quotations in other words of which the pair scorer says that they say the same, or do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from reporter.backends import Float32, Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.judging import Tier, tier_of
from reporter.records import Discrepancy
from tests.discrepancies.outlets import article, cluster

COUNTRY = "“It was wrong to ask a foreign country to look into the harbour,” Berg said."
GOVERNMENT = "“It was wrong to ask a foreign government to look into the harbour,” Berg said."


class Scorer:
    """Says how surely the first of two texts entails the second, and notes what it is asked."""

    description: Mapping[str, str] = {"backend": "cross-encoder", "name": "test"}

    def __init__(self, *entailed: float) -> None:
        self.entailed = entailed
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.asked += pairs
        rows = [(each, 1 - each, 0.0) for each in self.entailed]
        return np.array(rows[: len(pairs)], dtype=np.float32)


def first(parser: Parser, scorer: Scorer | None, *texts: str) -> Discrepancy:
    articles = [article(number, text) for number, text in enumerate(texts)]
    by_id = {one.id: one for one in articles}
    return find_discrepancies(
        [cluster(parser, articles)], by_id, (), DiscrepancySettings(), scorer=scorer
    )[0]


def test_what_says_the_same_in_other_words_is_small(parser: Parser) -> None:
    assert tier_of(first(parser, None, COUNTRY, GOVERNMENT)) is Tier.NOTED
    scorer = Scorer(0.99, 0.98)
    found = first(parser, scorer, COUNTRY, GOVERNMENT)
    assert tier_of(found) is Tier.SMALL
    assert found.reasons[-1] == "importance 0.20: other words in a quotation that say the same"
    assert ["country" in one for one, _ in scorer.asked] == [True, False]
    assert all("Berg" not in text for pair in scorer.asked for text in pair)


@pytest.mark.parametrize("entailed", [(0.99, 0.3), (0.3, 0.99), (float("nan"), float("nan"))])
def test_what_says_more_stays_on_top(parser: Parser, entailed: tuple[float, float]) -> None:
    found = first(parser, Scorer(*entailed), COUNTRY, GOVERNMENT)
    assert tier_of(found) is Tier.NOTED
    assert found == first(parser, None, COUNTRY, GOVERNMENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "“This bridge offers an opportunity to bring both shores of the fjord together,” Anna "
            "Berg said.",
            "“This bridge opens an opportunity to bring both shores of the fjord together,” Anna "
            "Berg said.",
        ),
        (
            "“We should never sell the ferry to the harbour company,” Anna Berg said.",
            "“We should sell the ferry to the harbour company,” Anna Berg said.",
        ),
        (
            "The fire in the harbour killed 12 people on Monday.",
            "The fire in the harbour killed 15 people on Monday.",
        ),
    ],
)
def test_of_what_is_small_turned_or_no_quotation_nothing_is_asked(
    parser: Parser, one: str, other: str
) -> None:
    scorer = Scorer(0.99, 0.99)
    assert first(parser, scorer, one, other) == first(parser, None, one, other)
    assert scorer.asked == []
