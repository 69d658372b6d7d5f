"""How much of an article's body, and how little else, is taken from a web page.

Precision, recall and F1 over the words of a page as multisets, as in CleanEval (Baroni et al.,
"CleanEval: a Competition for Cleaning Web Pages", 2008, without its penalty for order), averaged
over the pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit
from reporter.ingest.cleaning import clean_document
from reporter.ingest.formats.base import Source, UnreadableError
from reporter.ingest.formats.html import read_html

_WORD = re.compile(r"\w+")


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Take the bodies out of rows of `id`, `html` and perhaps `text`, the true body.

    Predictions are `id` and `text`, "" where no article is found. Scores (0..1) are empty unless
    every row has `text`. Raises DataError for a row without `id` or whose `html` is not text.
    """
    limit = toolkit.settings.ingest.max_characters
    predictions = tuple(_predict(row, number, limit) for number, row in enumerate(rows, 1))
    gold = [row.get("text") for row in rows]
    if not rows or not all(isinstance(text, str) for text in gold):
        return Evaluation(predictions, {})
    pages = [score(p["text"], str(g)) for p, g in zip(predictions, gold, strict=True)]
    names = ("precision", "recall", "f1")
    averages = (sum(column) / len(pages) for column in zip(*pages, strict=True))
    return Evaluation(predictions, dict(zip(names, averages, strict=True)))


def score(predicted: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 (0..1) of the words of `predicted` against `gold`.

    Two empty texts agree fully.
    """
    found, wanted = _words(predicted), _words(gold)
    if not found and not wanted:
        return 1.0, 1.0, 1.0
    both = (found & wanted).total()
    precision = both / found.total() if found else 0.0
    recall = both / wanted.total() if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return precision, recall, f1


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _predict(row: Row, number: int, max_characters: int) -> dict[str, str]:
    identity, html = row.get("id"), row.get("html")
    if identity is None:
        raise DataError(f"row {number} has no id.")
    if not isinstance(html, str):
        raise DataError(f"row {number} ({identity}) has no html.")
    # The mark of order says UTF-8, whatever character set the page declares.
    data = html.encode("utf-8-sig", errors="replace")
    try:
        reading = read_html(Source(str(identity), data, max_characters))
    except UnreadableError:
        return {"id": str(identity), "text": ""}
    body = (line.text for page in reading.documents for line in clean_document(page).lines)
    return {"id": str(identity), "text": "\n".join(body)}
