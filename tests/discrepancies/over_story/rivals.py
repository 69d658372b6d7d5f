"""What is said of two names, over the articles of one story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.finding import Finding, Sheet
from reporter.records import Article
from reporter.sentences import statements_from_sentences


def named_twice(
    find: Callable[[Sequence[Sheet]], list[Finding]], parser: Parser, *texts: str
) -> list[tuple[str, set[str]]]:
    """Return what is said of whom where each text is an article of its own, sentence by line."""
    sheets: list[Sheet] = []
    for name, text in zip("abcd", texts, strict=False):
        article = Article(name, f"{name}.txt", name, True, "", text)
        told = statements_from_sentences(article, text.split("\n"), parser)
        sheets += [sheet_of(statement, {name: article}) for statement in told]
    return [(finding.subject, {finding.a.said, finding.b.said}) for finding in find(sheets)]
