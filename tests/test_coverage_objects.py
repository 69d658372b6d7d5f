"""An article that says the same of the same thing leaves nothing out, whatever its words."""

from __future__ import annotations

import numpy as np
import pytest

from reporter.backends import Parser
from reporter.config import CoverageSettings
from reporter.coverage import find_omissions
from reporter.records import Article, Cluster, Fact
from reporter.sentences import statements_of

SETTINGS = CoverageSettings(near=0.6, min_statements=1)


@pytest.mark.parametrize(
    ("text", "leaves_out"),
    [
        ("While the town did not accept the tolls of the union, it paid.", False),
        ("While the town did accept the tolls of the union, it paid.", True),
        ("While the town did not accept the ferries of the union, it paid.", True),
    ],
    ids=["the same denied of the same", "not denied", "another thing"],
)
def test_what_is_said_of_the_same_thing_is_no_omission(
    parser: Parser, text: str, leaves_out: bool
) -> None:
    told = "Porthaven has never recognized the “shabby” tolls."
    articles = [Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate((told, text))]
    said, other = statements_of(articles, parser)
    fact = Fact("f1", told, "extractive", True, 1.0, Cluster("c1", (said,), said), ("0",), 2)
    vectors = np.array([[1.0, 0.0], [0.55, np.sqrt(1 - 0.55**2)]], dtype=np.float32)
    found = find_omissions(
        [fact],
        [fact.cluster],
        (said, other),
        vectors,
        {article.id: article for article in articles},
        SETTINGS,
    )
    assert bool(found) is leaves_out
