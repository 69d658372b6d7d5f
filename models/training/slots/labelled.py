"""Labelled pairs of values from stories in which it is known what differs.

Rows are stories as `reporter eval planted` reads them. `planted` differences are true (kind, both
sentences and both values must fit); `--true` names a TOML file with what a reader found true beside
them: `[stories]`, story id = [["value", "value"], ...]. All else is not, but a planted value beside
the original one in a third sentence is left out: whether both tell one thing nobody knows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rows import KINDS

from reporter.backends import Embedder, Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from reporter.discrepancies.nearby import near_pairs
from reporter.evaluate import day_of
from reporter.records import Article, Cluster, Statement
from reporter.sentences import statements_from_sentences, statements_of

Values = frozenset[str]
NAMES = {"entity": "name"}
ECHO = -2


@dataclass(frozen=True, slots=True)
class Judged:
    """Evidence about two values, whether they truly differ (1) or not (0), and for which plant.

    `place` tells pairs of statements apart; `starts` are the first characters of the values.
    """

    story: str
    kind: str
    label: int
    features: dict[str, float]
    place: tuple[str, str]
    starts: tuple[int, int]
    values: Values
    plant: int = -1


@dataclass(frozen=True, slots=True)
class Laid:
    """A story as the file has it, read, with its pairs of close statements."""

    row: Mapping[str, Any]
    articles: Mapping[str, Article]
    statements: tuple[Statement, ...]
    near: tuple[Cluster, ...]


def truths(file: Path | None) -> Mapping[str, list[Values]]:
    """Return the pairs of values that are true differences, by story id."""
    if file is None:
        return {}
    stories = tomllib.loads(file.read_text(encoding="utf-8"))["stories"]
    return {
        story: [frozenset(value.casefold() for value in pair) for pair in pairs]
        for story, pairs in stories.items()
    }


def laid(row: Mapping[str, Any], parser: Parser, embedder: Embedder, near: float) -> Laid:
    """Read a story and find its close statements."""
    articles, statements = _read(str(row["story_id"]), row["articles"], parser)
    vectors = embedder.embed([statement.text for statement in statements])
    return Laid(row, articles, statements, near_pairs(statements, vectors, (), near))


def judged(story: Laid, true: Mapping[str, list[Values]]) -> Iterator[Judged]:
    """Yield every pair of values of close statements of one story."""
    name = str(story.row["story_id"])
    sheets = {
        statement.id: sheet_of(statement, story.articles)
        for cluster in story.near
        for statement in cluster.statements
    }
    for cluster in story.near:
        a, b = (sheets[statement.id] for statement in cluster.statements)
        similarity = cluster.scores[0].similarity
        alignment = align(a.statement.tokens, b.statement.tokens)
        pair = Pair(a, b, alignment, 0.0, 0.0, similarity)
        for kind, (candidates, _) in KINDS.items():
            for found in candidates(pair):
                values = frozenset({found.a.text.casefold(), found.b.text.casefold()})
                plant = plant_of(story.row, kind, a.statement, b.statement, values)
                if plant == ECHO:
                    continue
                yield Judged(
                    name,
                    kind,
                    int(plant >= 0 or values in true.get(name, ())),
                    dict(found.features),
                    (a.statement.id, b.statement.id),
                    (found.a.start, found.b.start),
                    values,
                    plant,
                )


def _read(
    story: str, raw: list[Mapping[str, Any]], parser: Parser
) -> tuple[dict[str, Article], tuple[Statement, ...]]:
    articles: dict[str, Article] = {}
    statements: list[Statement] = []
    for place, item in enumerate(raw):
        name = str(item.get("article_id") or f"{story}-{place}")
        sentences = item.get("sentences")
        articles[name] = Article(
            id=name,
            path=name,
            outlet=str(item.get("outlet") or name),
            outlet_known=True,
            title=str(item.get("title") or ""),
            text=item["text"] if sentences is None else "\n".join(sentences),
            published=day_of(item.get("date")),
        )
        if sentences is None:
            statements += statements_of((articles[name],), parser)
        else:
            statements += statements_from_sentences(articles[name], sentences, parser)
    return articles, tuple(statements)


def plant_of(row: Mapping[str, Any], kind: str, a: Statement, b: Statement, values: Values) -> int:
    """Return which planted difference of the row the two values are, -1 for none, or `ECHO`."""
    here = {(a.article_id, a.index), (b.article_id, b.index)}
    found = -1
    for number, plant in enumerate(row.get("planted", ())):
        planted = (str(plant["article_id"]), int(plant["sentence"]))
        other = (str(plant["other_article_id"]), int(plant["other_sentence"]))
        wanted = (str(plant["value"]).casefold(), str(plant["other_value"]).casefold())
        fits = all(any(want in value or value in want for value in values) for want in wanted)
        if fits and NAMES.get(plant["type"], plant["type"]) == kind and planted in here:
            if other in here:
                return number
            found = ECHO
    return found
