"""How well articles are grouped into stories: B-cubed and adjusted Rand index.

B-cubed: Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space
Model", 1998: precision and recall of each article's own group, averaged over the articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

from sklearn.metrics import adjusted_rand_score

from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit
from reporter.records import Article
from reporter.stories import group_stories


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Group rows of `article_id`, `title`, `text` and perhaps `gold_story`.

    Predictions are `article_id` and `pred`, the id of its story, in the order of the rows. Scores
    (0..1, the Rand index -1..1) are empty unless every row has `gold_story`. Raises DataError for
    a row without `article_id` or with neither title nor text, and for an id that occurs twice.
    """
    articles = [_article(row, number) for number, row in enumerate(rows, 1)]
    _refuse_twins(articles)
    stories = group_stories(articles, toolkit.models.embedder, toolkit.settings.stories)
    found = {article.id: story.id for story in stories for article in story.articles}
    predictions = tuple({"article_id": a.id, "pred": found[a.id]} for a in articles)
    gold = [row.get("gold_story") for row in rows]
    if not rows or any(story is None for story in gold):
        return Evaluation(predictions, {})
    predicted = [prediction["pred"] for prediction in predictions]
    precision, recall = b_cubed(gold, predicted)
    scores = {
        "b3_precision": precision,
        "b3_recall": recall,
        "b3_f1": 2 * precision * recall / (precision + recall),
        "ari": float(adjusted_rand_score([str(story) for story in gold], predicted)),
    }
    return Evaluation(predictions, scores)


def b_cubed(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> tuple[float, float]:
    """Return B-cubed precision and recall (0..1) of two labellings of the same items."""
    both = Counter(zip(gold, predicted, strict=True))
    in_gold, in_predicted = Counter(gold), Counter(predicted)
    precision = sum(count**2 / in_predicted[p] for (_, p), count in both.items())
    recall = sum(count**2 / in_gold[g] for (g, _), count in both.items())
    return precision / len(gold), recall / len(gold)


def _article(row: Row, number: int) -> Article:
    identity = row.get("article_id")
    if identity is None:
        raise DataError(f"row {number} has no article_id.")
    if row.get("title") is None and row.get("text") is None:
        raise DataError(f"row {number} ({identity}) has neither title nor text.")
    title, text = _string(row, "title", number), _string(row, "text", number)
    return Article(str(identity), str(identity), "", False, title, text)


def _string(row: Row, field: str, number: int) -> str:
    value: Any = row.get(field)
    if value is not None and not isinstance(value, str):
        raise DataError(f"row {number}: {field} is not text.")
    return value or ""


def _refuse_twins(articles: Sequence[Article]) -> None:
    counts = Counter(article.id for article in articles)
    twins = sorted(identity for identity, count in counts.items() if count > 1)
    if twins:
        raise DataError(f"article_id {twins[0]} occurs more than once.")
