"""Two values of two statements, and whether they are considered for one slot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reporter.backends import Parser
from reporter.discrepancies import date as dates
from reporter.discrepancies import name, number, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences

THURSDAY = date(2031, 3, 13)
CANDIDATES = {
    "number": number.candidates,
    "date": dates.candidates,
    "name": name.candidates,
}


def told(parser: Parser, *articles: Sequence[str]) -> tuple[list[Article], list[Statement]]:
    """Return the articles and the first statement of each."""
    made = [
        Article(key, key, key, True, "", "\n".join(sentences), published=THURSDAY)
        for key, sentences in zip("ab", articles, strict=True)
    ]
    first = [
        statements_from_sentences(one, sentences, parser)[0]
        for one, sentences in zip(made, articles, strict=True)
    ]
    return made, first


def faced(parser: Parser, kind: str, one: str, other: str) -> set[frozenset[str]]:
    """Return the values of two sentences that are considered for one slot."""
    made, (a, b) = told(parser, [one], [other])
    by_id = {article.id: article for article in made}
    pair = Pair(sheet_of(a, by_id), sheet_of(b, by_id), align(a.tokens, b.tokens), 0.6)
    return {frozenset({found.a.text, found.b.text}) for found in CANDIDATES[kind](pair)}
