"""Which facts are one, so that a brief says it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reporter.backends import Float32
from reporter.records import Cluster, Fact, Statement, StatementKind
from reporter.summarize.duplicates import distinct


@dataclass(frozen=True, slots=True)
class Following:
    """A pair scorer to which one text follows from another only where it was told so."""

    pairs: frozenset[tuple[str, str]] = frozenset()

    @property
    def description(self) -> Mapping[str, str]:
        return {}

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        rows = [[0.9, 0.1, 0.0] if pair in self.pairs else [0.0, 1.0, 0.0] for pair in pairs]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


def statement(identity: str) -> Statement:
    return Statement(identity, identity, 0, 1, identity, 1)


def fact(identity: str, summary: str, *sources: Statement) -> Fact:
    cluster = Cluster(identity, sources, sources[0])
    return Fact(identity, summary, "extractive", True, 1.0, cluster, ("a0", "a1"), 2)


def left(*facts: Fact, scorer: Following | None = None) -> list[str]:
    return [item.id for item in distinct(facts, scorer or Following())]


ONE, OTHER = statement("a"), statement("b")


def test_one_quotation_with_two_attributions_is_one_fact() -> None:
    assert left(
        fact("f1", "“We have never sold tar to the southern towns,” said the mayor.", ONE),
        fact("f2", "“We have never sold tar to southern towns,” a clerk of the port wrote.", OTHER),
    ) == ["f1"]


def test_less_is_enough_where_both_rest_on_one_statement() -> None:
    said = "Aldan denies that it sold tar to Eskil."
    denied = "Aldan on Monday denied that tar was sold, the port said."

    assert left(fact("f1", said, ONE), fact("f2", denied, OTHER)) == ["f1", "f2"]
    assert left(fact("f1", said, ONE), fact("f2", denied, ONE)) == ["f1"]


def test_least_is_enough_where_one_of_these_also_rests_on_a_headline() -> None:
    headline = replace(OTHER, kind=StatementKind.HEADLINE)
    told = "Officials told the Herald that Anna Berg had suffered a long serious illness."
    short = "Harbour gunner suffered a serious illness before the fire."

    assert left(fact("f1", told, ONE), fact("f2", short, ONE)) == ["f1", "f2"]
    assert left(fact("f1", told, ONE), fact("f2", short, ONE, headline)) == ["f1"]


def test_a_fact_that_follows_from_another_in_like_words_is_not_told_again() -> None:
    long = "The council recommended that Anna Berg be cited for contempt on Friday."
    short = "A council recommends a citation for contempt against Anna Berg."
    known = Following(frozenset({(long, short)}))

    assert left(fact("f1", long, ONE), fact("f2", short, OTHER)) == ["f1", "f2"]
    assert left(fact("f1", long, ONE), fact("f2", short, OTHER), scorer=known) == ["f1"]
    assert left(fact("f1", short, ONE), fact("f2", long, OTHER), scorer=known) == ["f1", "f2"]


def test_what_is_told_once_keeps_the_differences_of_both() -> None:
    first = replace(fact("f1", "Aldan sold tar.", ONE), discrepancies=("d1", "d2"))
    second = replace(fact("f2", "Aldan sold tar.", OTHER), discrepancies=("d2", "d3"))

    (kept,) = distinct((first, second), Following())
    assert (kept.id, kept.discrepancies) == ("f1", ("d1", "d2", "d3"))
