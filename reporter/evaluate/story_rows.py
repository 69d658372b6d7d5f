"""A story as a row of a labelled file has it, opened as the pipeline opens one of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reporter.backends import Parser
from reporter.errors import DataError
from reporter.evaluate import Row, day_of
from reporter.records import Article, Statement, Story, StoryBrief
from reporter.sentences import statements_from_sentences, statements_of


def story_of(row: Row, parser: Parser) -> StoryBrief:
    """Return the articles and statements of a row, not compared yet.

    A row has `story_id` and `articles`, each with `sentences` or `text` and perhaps `article_id`
    (else its number in the story), `outlet`, `date` and `title`. Raises DataError naming what a
    row lacks.
    """
    name = str(row.get("story_id", ""))
    articles: list[Article] = []
    statements: list[Statement] = []
    try:
        for number, raw in enumerate(row["articles"]):
            article = _article(raw, str(raw.get("article_id", f"{name}/{number}")))
            articles.append(article)
            if "sentences" in raw:
                statements += statements_from_sentences(article, raw["sentences"], parser)
            else:
                statements += statements_of((article,), parser)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"story {name or '?'} lacks {error}.",
            "Expected: story_id, articles with article_id, title and sentences or text.",
        ) from None
    return StoryBrief(Story(name, "", tuple(articles)), (), tuple(statements), (), (), (), ())


def _article(raw: Mapping[str, Any], name: str) -> Article:
    outlet = raw.get("outlet")
    return Article(
        id=name,
        path=name,
        outlet=str(outlet or name),
        outlet_known=bool(outlet),
        title=str(raw.get("title") or ""),
        text="\n".join(raw["sentences"]) if "sentences" in raw else raw["text"],
        published=day_of(raw.get("date")),
    )
