"""How well the lead of a brief covers a story: ROUGE against a human summary.

ROUGE: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004; F1 with stemming. The
lead is the brief's own. A story whose articles share too few facts for three sentences is filled
up with the statements that have most words in common with the other articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit, day_of
from reporter.evaluate.rouge import rouge
from reporter.pipeline import brief_story
from reporter.progress import Stages
from reporter.prompts import load_prompt
from reporter.records import Article, StatementKind, Story, StoryBrief
from reporter.sentences import statements_of
from reporter.summarize.candidates import candidates
from reporter.summarize.support import Support
from reporter.text.lexical import content_words, numbers

SENTENCES = 3
TOO_ALIKE = 0.6


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Write one text for each row of `story_id` and `articles` (each with `title` and `text`).

    Predictions are `story_id` and `text`. Scores are the mean ROUGE F1 (0..1) against `summary`,
    preceded by `summary_title` where a row has one; the mean number of words; and the share (0..1)
    of the numbers written that stand in an article of the story. ROUGE is left out unless every
    row has a `summary`. Raises DataError for a row without articles or an article without text.
    """
    stories = [_story(row, number) for number, row in enumerate(rows, start=1)]
    texts = [lead(_compare(story, toolkit), toolkit) for story in stories]
    predictions = tuple(
        {"story_id": story.id, "text": text} for story, text in zip(stories, texts, strict=True)
    )
    if not rows:
        return Evaluation(predictions, {})
    scores = {
        "words": sum(len(text.split()) for text in texts) / len(texts),
        "numbers_sourced": _numbers_sourced(stories, texts),
    }
    if all(row.get("summary") for row in rows):
        scores |= rouge([_reference(row) for row in rows], texts)
    return Evaluation(predictions, scores)


def lead(brief: StoryBrief, toolkit: Toolkit) -> str:
    """Return up to three sentences on a story: its lead, and where it is short, what comes next."""
    by_id = {fact.id: fact.summary for fact in brief.facts}
    sentences = [by_id[item] for item in brief.lead]
    _extend(sentences, [fact.summary for fact in brief.facts])
    if len(sentences) < SENTENCES:
        articles = brief.story.articles
        statements = brief.statements or statements_of(articles, toolkit.models.parser)
        body = [item for item in statements if item.kind is StatementKind.SENTENCE]
        groups = {article.id: article.outlet for article in articles}
        found = candidates(body or statements, Support(statements, groups))
        _extend(sentences, [candidate.text for candidate in found])
    return " ".join(sentences)


def _extend(sentences: list[str], more: Sequence[str]) -> None:
    for text in more:
        if len(sentences) < SENTENCES and not _told(text, sentences):
            sentences.append(text)


def _told(text: str, sentences: Sequence[str]) -> bool:
    words = set(content_words(text))
    told = {word for sentence in sentences for word in content_words(sentence)}
    return len(words & told) >= TOO_ALIKE * len(words)


def _compare(story: Story, toolkit: Toolkit) -> StoryBrief:
    prompt = load_prompt(
        toolkit.settings.summary.prompt, backend=toolkit.models.summarizer.description["backend"]
    )
    return brief_story(story, toolkit.models, prompt, toolkit.settings, Stages())


def _story(row: Row, number: int) -> Story:
    identity = str(row.get("story_id", number))
    articles = row.get("articles")
    if not isinstance(articles, list) or not articles:
        raise DataError(f"row {number} has no articles.")
    return Story(
        identity,
        "",
        tuple(_article(item, identity, place, number) for place, item in enumerate(articles)),
    )


def _article(item: Any, story: str, place: int, number: int) -> Article:
    text = item.get("text") if isinstance(item, dict) else None
    if not isinstance(text, str):
        raise DataError(f"row {number}: article {place + 1} has no text.")
    identity = str(item.get("article_id") or f"{story}-{place}")
    outlet = str(item.get("outlet") or item.get("side") or identity)
    return Article(
        id=identity,
        path=identity,
        outlet=outlet,
        outlet_known=bool(item.get("outlet")),
        title=str(item.get("title") or ""),
        text=text,
        published=day_of(item.get("date")),
    )


def _reference(row: Row) -> str:
    title = row.get("summary_title")
    return f"{title}. {row['summary']}" if title else str(row["summary"])


def _numbers_sourced(stories: Sequence[Story], texts: Sequence[str]) -> float:
    written = sourced = 0
    for story, text in zip(stories, texts, strict=True):
        known = {
            value for item in story.articles for value in numbers(f"{item.title}\n{item.text}")
        }
        values = numbers(text)
        written += len(values)
        sourced += sum(value in known for value in values)
    return sourced / written if written else 1.0
