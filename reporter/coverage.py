"""Who leaves out what others agree on, and what one origin alone says.

Both are claims of absence, so both ask for more than "in no cluster": nothing in the other articles
may come near the statement. Near means a cosine at or above `CoverageSettings.near`; for omissions,
which accuse, also so many shared rare words that `CoverageSettings.shared` is reached, almost as
much of both in one statement, or almost the cosine and one thing of which both say, or both deny,
that something is done to it ("never recognized the sanctions", "did not accept the sanctions").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from reporter.backends import Float32
from reporter.config import CoverageSettings
from reporter.discrepancies.evidence.asides import asides_of
from reporter.discrepancies.evidence.polarity import polarities
from reporter.records import (
    Article,
    Cluster,
    Fact,
    Omission,
    Origin,
    Statement,
    StatementKind,
    Token,
    Unique,
)
from reporter.text.lexical import rarity, shared_evidence, stem
from reporter.text.readability import needs_sentence_before

# Of both thresholds together: a statement that reaches 0.85 of each is as near as one that reaches
# one of them.
_NEAR_BY_BOTH = 1.7
_NEAR_BY_OBJECT = 0.85
_RARE = 0.5
_LEANING = 4  # as much as two numbers
_QUOTED = re.compile(r"[“\"].*?(?:[”\"]|$)")
_FIRST_PERSON = re.compile(r"\b(?:(?<!War )I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")
_HE_SAID = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ )?(?:said|says|told|tells|added|wrote|tweeted|explained)\b"
)
_VERBS = frozenset({"VERB", "AUX"})
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
    report; a fact of one origin alone is that origin's own, and nobody leaves it out. It leaves
    the fact out when no statement of it comes near those of the fact's cluster, which may hold
    more statements than the fact cites: a doubtful match is no omission.
    """
    rows = _rows_by_article(statements)
    position = {statement.id: row for row, statement in enumerate(statements)}
    rareness = rarity(statement.text for statement in statements)
    whole = {cluster.id: cluster.statements for cluster in clusters}
    found = []
    for fact in facts:
        if fact.origins < 2:
            continue
        related = (*fact.cluster.statements, *whole.get(fact.cluster.id, ()))
        members = [position[item.id] for item in related if item.id in position]
        carriers = {item.article_id for item in related}
        for article in articles.values():
            if article.id in carriers or not _could_carry(article, fact, articles):
                continue
            own = rows.get(article.id, [])
            if len(own) < settings.min_statements or not members:
                continue
            cosines = (vectors[own] @ vectors[members].T).max(axis=1).tolist()
            told = [(statements[row], cosine) for row, cosine in zip(own, cosines, strict=True)]
            if not _comes_near(told, fact, related, rareness, settings):
                found.append(Omission(article.id, fact.id))
    return tuple(found)


def _comes_near(
    told: Sequence[tuple[Statement, float]],
    fact: Fact,
    related: Sequence[Statement],
    rareness: Mapping[str, float],
    settings: CoverageSettings,
) -> bool:
    """Return whether an article may tell the fact after all.

    `told` are its statements, each with its highest cosine to those of the fact, `related`.
    """
    if any(
        _is_near(cosine, shared_evidence(fact.summary, statement.text, rareness), settings)
        for statement, cosine in told
    ):
        return True
    bar = _NEAR_BY_OBJECT * settings.near
    almost = [statement for statement, cosine in told if cosine >= bar]
    return not _objects(almost, rareness).isdisjoint(_objects(related, rareness))


def _is_near(cosine: float, shared: float, settings: CoverageSettings) -> bool:
    both = cosine * settings.shared + shared * settings.near
    return (
        cosine >= settings.near
        or shared >= settings.shared
        or both >= _NEAR_BY_BOTH * settings.near * settings.shared
    )


def _objects(
    statements: Sequence[Statement], rareness: Mapping[str, float]
) -> frozenset[tuple[str, bool]]:
    """Return the rare nouns that are objects of a verb, with whether the verb is negated."""
    return frozenset(
        (root, polarity.negated)
        for statement in statements
        for polarity in polarities(statement.tokens)
        for index in polarity.arguments
        if statement.tokens[index].dep == "dobj" and statement.tokens[index].pos == "NOUN"
        for root in (stem(statement.tokens[index].text),)
        if rareness.get(root, 1.0) >= _RARE
    )


def find_unique(
    statements: Sequence[Statement],
    vectors: Float32,
    clustered: frozenset[str],
    origins: Sequence[Origin],
    settings: CoverageSettings,
) -> tuple[Unique, ...]:
    """Return, for each origin, the statements that no other origin comes near.

    `clustered` holds the ids of statements that match another outlet's. Statements with numbers,
    names and quotations come first, unless they only speak of somebody named before them, then
    those that stand earlier in their article. Left aside is
    what claims nothing: headlines, bullets, questions, lines without a verb (the signature of an
    embedded post), what only leads up to the next sentence and statements shorter than `min_words`
    words.
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
            and _claims(statement)
            and _word_count(statement) >= settings.min_words
            and nearest[row] < settings.near
        ]
        if alone and len(origins) > 1:
            result.append(Unique(origin.id, tuple(sorted(_first_tellings(alone), key=_rank))))
    return tuple(result)


def _could_carry(article: Article, fact: Fact, articles: Mapping[str, Article]) -> bool:
    reported = [articles[item] for item in fact.articles if item in articles]
    days = [item.published for item in reported if item.published is not None]
    if article.published is None or not days or article.published != min(days):
        return article.published is None or not days or article.published > min(days)
    at, first_day = article.published_at, [i for i in reported if i.published == min(days)]
    times = [item.published_at for item in first_day if item.published_at is not None]
    if at is None or len(times) < len(first_day):
        return True
    return _utc(at) >= min(map(_utc, times))


def _utc(at: datetime) -> datetime:
    """Return a time that can be compared; one without a zone counts as UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


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


def _claims(statement: Statement) -> bool:
    """Whether a sentence asserts something itself, and does not only lead up to what follows."""
    return (
        statement.kind is StatementKind.SENTENCE
        and any(token.pos in _VERBS for token in _own_words(statement))
        and not statement.text.rstrip("”’\"' ").endswith(("?", ":"))
    )


def _word_count(statement: Statement) -> int:
    return len(_own_words(statement))


def _own_words(statement: Statement) -> list[Token]:
    """Return the words of a statement but for its dateline or the signature of a post."""
    furniture = asides_of(statement.text)
    return [
        token
        for token in statement.tokens
        if token.pos not in ("PUNCT", "SYM")
        and not any(span.start <= token.start < span.end for span in furniture)
    ]


def _is_unspoken(statement: Statement) -> bool:
    """Whether a quotation has nobody, or only a pronoun, who says it, or "we" no quotation marks.

    Such is a post, or the end of a quotation whose marks the outlet left out.
    """
    own = _QUOTED.sub(" ", statement.text)
    named = any(map(str.isalpha, own)) and not _HE_SAID.search(own)
    return (bool(statement.quotations) and not named) or _FIRST_PERSON.search(own) is not None


def _rank(statement: Statement) -> tuple[int, str, int]:
    numbers = sum(token.pos in _CHECKABLE_POS for token in statement.tokens)
    names = sum(token.opens and token.entity in _NAME_LABELS for token in statement.tokens)
    checkable = min(numbers, 3) * 2 + min(names, 3) + 2 * bool(statement.quotations)
    if needs_sentence_before(statement.text) or _is_unspoken(statement):
        checkable -= _LEANING
    return (-checkable, statement.article_id, statement.start)
