"""The training stories, read and parsed once: for single sentences and for real clusters."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reporter.backends import Parser
from reporter.records import Article, Statement
from reporter.sentences import statements_of


@dataclass(frozen=True, slots=True)
class Told:
    """The articles of a story and the statements of all of them."""

    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]


def parsed_stories(
    rows: Iterable[Mapping[str, Any]], count: int, parser: Parser, cache: Path | None
) -> list[Told]:
    """Return `count` stories drawn from `rows`; `cache` keeps them between runs."""
    if cache and cache.is_file():
        known: list[Told] = pickle.loads(cache.read_bytes())  # noqa: S301
        if len(known) >= count:
            return known[:count]
    every = list(rows)
    random.Random(1).shuffle(every)
    found = [_told(row, parser) for row in every[:count]]
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def _told(row: Mapping[str, Any], parser: Parser) -> Told:
    articles = tuple(_articles(row))
    return Told(articles, statements_of(articles, parser))


def _articles(row: Mapping[str, Any]) -> Iterator[Article]:
    for place, item in enumerate(row["articles"]):
        yield Article(
            id=f"{row['story_id']}-{place}",
            path=item["article_id"],
            outlet=item["outlet"] or item["article_id"],
            outlet_known=bool(item["outlet"]),
            title=item["title"] or "",
            text=item["text"],
            published=date.fromisoformat(item["date"][:10]) if item["date"] else None,
        )
