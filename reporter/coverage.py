"""Who leaves out what others agree on, and what one origin alone says.

Both are claims of absence, so both ask for more than "in no cluster": nothing in the other articles
may come near the statement. Near means a cosine at or above `CoverageSettings.near`; for omissions,
which accuse, also so many shared rare words that `CoverageSettings.shared` is reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reporter.backends import Float32
from reporter.config import CoverageSettings
from reporter.lexical import rarity, shared_evidence
from reporter.records import (
    Article,
    Cluster,
    Fact,
    Omission,
    Origin,
    Statement,
    StatementKind,
    Unique,
)

_CHECKABLE_POS = frozenset({"NUM"})
_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "EVENT", "LAW", "PRODUCT"})


def find_omissions(
    facts: Sequence[Fact],
    clusters: Sequence[Cluster],
    statements: Sequence[Statement],
    vectors: Float32,
    articles: Mapping[str, Article],
    settings: CoverageSettings,
) -> tuple[Omission, ...]:
    """Return the facts that articles of the story leave out though they could have carried them.

    `vectors` (n, dim) are the unit vectors of `statements`. An article could have carried a fact
    when it has at least `min_statements` statements and did not appear before the fact's first
    report. It leaves the fact out when no statement of it comes near those of the fact's cluster,
    which may hold more statements than the fact cites: a doubtful match is no omission.
    """
    rows = _rows_by_article(statements)
    position = {statement.id: row for row, statement in enumerate(statements)}
    rareness = rarity(statement.text for statement in statements)
    whole = {cluster.id: cluster.statements for cluster in clusters}
    found = []
    for fact in facts:
        related = (*fact.cluster.statements, *whole.get(fact.cluster.id, ()))
        members = [position[item.id] for item in related if item.id in position]
        carriers = {item.article_id for item in related}
        for article in articles.values():
            if article.id in carriers or not _could_carry(article, fact, articles):
                continue
            own = rows.get(article.id, [])
            if len(own) < settings.min_statements or not members:
                continue
            nearest = float((vectors[own] @ vectors[members].T).max())
            if nearest < settings.near and not any(
                shared_evidence(fact.summary, statements[row].text, rareness) >= settings.shared
                for row in own
            ):
                found.append(Omission(article.id, fact.id))
    return tuple(found)


def find_unique(
    statements: Sequence[Statement],
    vectors: Float32,
    clustered: frozenset[str],
    origins: Sequence[Origin],
    settings: CoverageSettings,
) -> tuple[Unique, ...]:
    """Return, for each origin, the statements that no other origin comes near.

    `clustered` holds the ids of statements that match another outlet's. Statements with numbers,
    names and quotations come first, then those that stand earlier in their article. Headlines,
    bullets and statements shorter than `min_words` words are left aside.
    """
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    of_row = [origin_of.get(statement.article_id, "") for statement in statements]
    nearest = _nearest_elsewhere(vectors, of_row)
    result = []
    for origin in origins:
        alone = [
            statement
            for row, statement in enumerate(statements)
            if of_row[row] == origin.id
            and statement.id not in clustered
            and statement.kind is StatementKind.SENTENCE
            and _word_count(statement) >= settings.min_words
            and nearest[row] < settings.near
        ]
        if alone and len(origins) > 1:
            result.append(Unique(origin.id, tuple(sorted(_first_tellings(alone), key=_rank))))
    return tuple(result)


def _could_carry(article: Article, fact: Fact, articles: Mapping[str, Article]) -> bool:
    reported = [articles[item].published for item in fact.articles if item in articles]
    known = [day for day in reported if day is not None]
    return article.published is None or not known or article.published >= min(known)


def _rows_by_article(statements: Sequence[Statement]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, statement in enumerate(statements):
        rows.setdefault(statement.article_id, []).append(row)
    return rows


def _nearest_elsewhere(vectors: Float32, groups: Sequence[str]) -> Float32:
    """Return for each row the highest cosine to a row of another group, -1 where there is none."""
    nearest = np.full(len(groups), -1.0, dtype=np.float32)
    names = np.asarray(groups)
    for group in sorted(set(groups)):
        own = names == group
        if own.all():
            continue
        nearest[own] = (vectors[own] @ vectors[~own].T).max(axis=1)
    return nearest


def _first_tellings(statements: Sequence[Statement]) -> list[Statement]:
    """Keep one of several statements in the same words (copies of one agency text)."""
    seen: dict[str, Statement] = {}
    for statement in statements:
        seen.setdefault(" ".join(statement.text.lower().split()), statement)
    return list(seen.values())


def _word_count(statement: Statement) -> int:
    return sum(token.pos not in ("PUNCT", "SYM") for token in statement.tokens)


def _rank(statement: Statement) -> tuple[int, str, int]:
    numbers = sum(token.pos in _CHECKABLE_POS for token in statement.tokens)
    names = sum(token.opens and token.entity in _NAME_LABELS for token in statement.tokens)
    checkable = min(numbers, 3) * 2 + min(names, 3) + 2 * bool(statement.quotations)
    return (-checkable, statement.article_id, statement.start)
