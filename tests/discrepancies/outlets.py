"""Texts of outlets laid side by side, and what is found to differ between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reporter.backends import Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.records import Article, Cluster, Discrepancy, Kind, Origin
from reporter.sentences import statements_from_sentences

THURSDAY = date(2031, 3, 13)


def article(number: int, text: str, published: date = THURSDAY) -> Article:
    name = "abcdefgh"[number]
    return Article(name, f"{name}.txt", f"Outlet {name}", True, "", text, published=published)


def cluster(parser: Parser, articles: Sequence[Article], name: str = "c1") -> Cluster:
    statements = tuple(statements_from_sentences(one, [one.text], parser)[0] for one in articles)
    return Cluster(name, statements, statements[0])


def differences(
    parser: Parser, *texts: str, days: Sequence[date] = (), origins: Sequence[Origin] = ()
) -> tuple[Discrepancy, ...]:
    """Return what is shown by default for one cluster of the texts, one outlet each."""
    published = days or [THURSDAY] * len(texts)
    articles = [article(n, text, day) for n, (text, day) in enumerate(zip(texts, published))]  # noqa: B905
    found = find_discrepancies(
        [cluster(parser, articles)],
        {one.id: one for one in articles},
        origins,
        DiscrepancySettings(),
    )
    return tuple(item for item in found if item.confidence >= DiscrepancySettings().min_confidence)


def sides(item: Discrepancy) -> dict[str, tuple[str, ...]]:
    return {side.value: side.articles for side in item.sides}


def shown(clusters: Sequence[Cluster], articles: Sequence) -> list[Discrepancy]:  # type: ignore[type-arg]
    settings = DiscrepancySettings()
    found = find_discrepancies(
        clusters, {one.id: one for one in articles}, (), settings, trust_scorer=True
    )
    return [item for item in found if item.confidence >= settings.min_confidence]


REPORTED = [
    (
        Kind.NUMBER,
        "Fourteen people were injured when the ferry hit the pier.",
        "Four people were injured when the ferry hit the pier.",
    ),
    (
        Kind.NUMBER,
        "The council will spend $2.5 million on the new bridge.",
        "The council will spend $3.1 million on the new bridge.",
    ),
    (
        Kind.DATE,
        "The ministry denied the sale on Wednesday in a statement.",
        "The ministry denied the sale on Tuesday in a statement.",
    ),
    (
        Kind.DATE,
        "The bridge was opened in 2019 after a long delay.",
        "The bridge was opened in 2017 after a long delay.",
    ),
    (
        Kind.NAME,
        "Mayor Anna Berg opened the new bridge over the harbour on Monday.",
        "Mayor Peter Lund opened the new bridge over the harbour on Monday.",
    ),
    (
        Kind.ATTRIBUTION,
        "Mayor Anna Berg told the council that the bridge was safe.",
        "Mayor Peter Lund told the council that the bridge was safe.",
    ),
    (
        Kind.CONTRADICTION,
        "The council approved the sale of the old ferry on Monday.",
        "The council rejected the sale of the old ferry on Monday.",
    ),
    (
        Kind.CERTAINTY,
        "The captain allegedly sold the ship's fuel to a fishing crew.",
        "The captain sold the ship's fuel to a fishing crew.",
    ),
    (
        Kind.NAME,
        "The ferry was bought from a shipyard in Norway last year.",
        "The ferry was bought from a shipyard in Poland last year.",
    ),
    (
        Kind.NEGATION,
        "The captain had left the channel before the ferry ran aground.",
        "The captain had not left the channel before the ferry ran aground.",
    ),
    (
        Kind.QUOTE,
        "The official told the ministry to stop making “reckless remarks” about the harbour.",
        "The official urged the ministry to “make reckless remarks” about the harbour.",
    ),
]
