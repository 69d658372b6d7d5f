"""The JSON report `reporter/1`: the contract that other programs read.

Lists whose order means nothing are sorted, floats have four decimals, keys stand in a fixed order:
the same brief gives the same bytes, but for `generated_at`. `schema.json` beside this file
describes every field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib import resources
from typing import Any

import msgspec

from reporter.records import (
    Article,
    Brief,
    Check,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Headline,
    Origin,
    PairScore,
    Side,
    Statement,
    StatementKind,
    StoryBrief,
    Unique,
)
from reporter.report.agreement import Agreement, agreements
from reporter.report.differences import sort_differences
from reporter.report.escape import encodable, natural

SCHEMA_NAME = "reporter/1"

Json = dict[str, Any]


def to_json(brief: Brief, min_confidence: float, max_differences: int) -> str:
    """Return the report as JSON text with a final newline.

    `min_confidence` (0..1) and `max_differences` decide, as in `to_markdown`, what is shown.
    A lone surrogate, as in a file name that is not UTF-8, becomes U+FFFD: offsets stay right.
    """
    plain = report(brief, min_confidence, max_differences)
    # Indented afterwards: `json` writes indented text in Python, several times slower.
    text = encodable(json.dumps(plain, ensure_ascii=False, allow_nan=False))
    return msgspec.json.format(text, indent=1) + "\n"


def schema() -> Json:
    """Return the JSON Schema (draft 2020-12) that every report fulfils."""
    file = resources.files("reporter.report").joinpath("schema.json")
    loaded: Json = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def report(brief: Brief, min_confidence: float, max_differences: int) -> Json:
    """Return the report as plain lists, mappings, strings and numbers."""
    counted = agreements(brief.stories, min_confidence, max_differences)
    origins = {a: o.id for item in brief.stories for o in item.origins for a in o.articles}
    texts = {article.id: article for article in brief.articles}
    return {
        "schema": SCHEMA_NAME,
        "generated_at": brief.generated_at.isoformat(),
        "folder": brief.folder,
        "incomplete": brief.incomplete,
        "draft": asdict(brief.draft) if brief.draft else None,
        "settings": _plain(brief.settings),
        "models": _plain(brief.models),
        "articles": [
            _article(article, origins.get(article.id))
            for article in sorted(brief.articles, key=lambda a: (a.path, natural(a.id)))
        ],
        "skipped": [
            {"path": path, "reason": reason}
            for path, reason in sorted((item.path, item.reason) for item in brief.skipped)
        ],
        "stories": [
            _story(item, texts, _places(item, min_confidence, max_differences))
            for item in brief.stories
        ],
        "agreement": [_agreement(pair) for pair in counted],
    }


def _places(item: StoryBrief, min_confidence: float, most: int) -> Mapping[str, str]:
    """Return what became of each difference in the brief, by id."""
    found = sort_differences(item, min_confidence, most)
    return (
        {each.id: "shown" for each in (*found.shown, *found.updates)}
        | {each.id: "no room" for each in found.left_out}
        | {each.id: "below the line" for each in found.below}
    )


def _agreement(pair: Agreement) -> Json:
    return {
        "a": pair.a,
        "b": pair.b,
        "share": _round(pair.share),
        "agree": pair.agree,
        "differ": pair.differ,
        "alone": pair.alone,
        "stories": pair.stories,
    }


def _article(article: Article, origin: str | None) -> Json:
    return {
        "id": article.id,
        "path": article.path,
        "outlet": article.outlet,
        "outlet_known": article.outlet_known,
        "title": article.title,
        "title_line": article.title_line,
        "published": _iso(article.published),
        "published_at": _iso(article.published_at),
        "wire": article.wire,
        "origin": origin or article.id,
        "language": article.language,
        "url": article.url,
        "text": article.text,
        "dropped": [
            {"line": line.line, "text": line.text, "reason": line.reason}
            for line in sorted(article.dropped, key=lambda d: (d.line, d.reason, d.text))
        ],
    }


def _story(item: StoryBrief, texts: Mapping[str, Article], places: Mapping[str, str]) -> Json:
    return {
        "id": item.story.id,
        "title": item.story.title,
        "articles": [article.id for article in item.story.articles],
        "statements": len(item.statements),
        "headline": _headline(item.headline, texts) if item.headline else None,
        "lead": list(item.lead),
        "origins": [_origin(origin) for origin in sorted(item.origins, key=_by_id)],
        "facts": [_fact(fact, texts) for fact in sorted(item.facts, key=_by_id)],
        "discrepancies": [
            _discrepancy(found, texts, _pairs_of(found.cluster_id, item.clusters))
            | {"in_brief": places[found.id]}
            for found in sorted(item.discrepancies, key=_by_id)
        ],
        "omissions": [
            {"article": omission.article_id, "fact": omission.fact_id}
            for omission in sorted(
                item.omissions, key=lambda o: (natural(o.article_id), natural(o.fact_id))
            )
        ],
        "unique": [
            {"origin": unique.origin_id, "statements": [_ref(s, texts) for s in unique.statements]}
            for unique in sorted(item.unique, key=_by_origin)
        ],
    }


def _origin(origin: Origin) -> Json:
    return {
        "id": origin.id,
        "articles": sorted(origin.articles, key=natural),
        "why": origin.why,
        "agency": origin.agency,
        "copies": [
            {
                "article": copy.article_id,
                "of": copy.of,
                "containment": _round(copy.containment),
                "rewrite": copy.rewrite,
            }
            for copy in sorted(origin.copies, key=lambda c: (natural(c.article_id), c.of))
        ],
    }


def _fact(fact: Fact, texts: Mapping[str, Article]) -> Json:
    return {
        "id": fact.id,
        "summary": fact.summary,
        "method": fact.method,
        "score": _round(fact.score),
        "faithful": fact.faithful,
        "faithfulness": _round(fact.faithfulness),
        "confidence": _round(fact.confidence),
        "outlets": sorted(fact.articles, key=natural),
        "origins": fact.origins,
        "statements": [_ref(s, texts) for s in _sorted(fact.cluster.statements)],
        "discrepancies": sorted(fact.discrepancies, key=natural),
        "cluster": fact.cluster.id,
        "medoid": fact.cluster.medoid.id,
        "pairs": _pairs(fact.cluster),
        "checks": _checks(fact.checks),
        "rejected": [{"text": text, "reason": reason} for text, reason in fact.rejected],
    }


def _headline(headline: Headline, texts: Mapping[str, Article]) -> Json:
    return {
        "text": headline.text,
        "method": headline.method,
        "score": _round(headline.score),
        "outlets": sorted(headline.articles, key=natural),
        "origins": headline.origins,
        "statements": [_ref(s, texts) for s in _sorted(headline.statements)],
        "checks": _checks(headline.checks),
    }


def _checks(checks: Iterable[Check]) -> list[Json]:
    return [
        {"name": check.name, "passed": check.passed, "detail": check.detail} for check in checks
    ]


def _pairs_of(cluster_id: str, clusters: Sequence[Cluster]) -> list[Json]:
    return next((_pairs(cluster) for cluster in clusters if cluster.id == cluster_id), [])


def _pairs(cluster: Cluster) -> list[Json]:
    return [_pair(pair) for pair in sorted(cluster.scores, key=lambda p: (p.a, p.b))]


def _pair(pair: PairScore) -> Json:
    return {
        "a": pair.a,
        "b": pair.b,
        "similarity": _round(pair.similarity),
        "forward": [_round(value) for value in pair.forward],
        "backward": [_round(value) for value in pair.backward],
        "equivalent": _round(pair.equivalent),
    }


def _discrepancy(found: Discrepancy, texts: Mapping[str, Article], pairs: list[Json]) -> Json:
    return {
        "id": found.id,
        "kind": found.kind.value,
        "subject": found.subject,
        "summary": found.summary,
        "confidence": _round(found.confidence),
        "importance": _round(found.importance),
        "changes_meaning": found.changes_meaning,
        "sides": [_side(side, texts) for side in found.sides],
        "cluster": found.cluster_id,
        "pairs": pairs,
        "reasons": list(found.reasons),
    }


def _side(side: Side, texts: Mapping[str, Article]) -> Json:
    evidence: dict[str, list[Evidence]] = {}
    for item in side.evidence:
        evidence.setdefault(item.statement.id, []).append(item)
    statements = _sorted(item.statement for item in side.evidence)
    return {
        "value": side.value,
        "outlets": sorted(side.articles, key=natural),
        "statements": [
            _ref(statement, texts) | {"evidence": _spans(evidence[statement.id])}
            for statement in statements
        ],
    }


def _spans(evidence: list[Evidence]) -> list[Json]:
    """Return where the value stands, in characters of the article's text (a headline: of it)."""
    spans = sorted({(item.start, item.end) for item in evidence})
    statement = evidence[0].statement
    offset = 0 if _is_title(statement) else statement.start
    return [
        {"start": offset + start, "end": offset + end, "text": statement.text[start:end]}
        for start, end in spans
    ]


def _ref(statement: Statement, texts: Mapping[str, Article]) -> Json:
    """Return where a statement stands; `text` is exactly those characters of the article."""
    article = texts.get(statement.article_id)
    text = article.text[statement.start : statement.end] if article else statement.text
    ref: Json = {
        "id": statement.id,
        "article": statement.article_id,
        "start": statement.start,
        "end": statement.end,
        "text": text,
        "line": statement.line,
        "kind": statement.kind.value,
    }
    if _is_title(statement):
        ref |= {"headline": True, "title": statement.text}
    if statement.speaker is not None:
        ref["speaker"] = statement.speaker
    return ref


def _is_title(statement: Statement) -> bool:
    return statement.kind is StatementKind.HEADLINE and statement.end == 0


def _sorted(statements: Iterable[Statement]) -> list[Statement]:
    unique = {statement.id: statement for statement in statements}
    return sorted(unique.values(), key=lambda s: (natural(s.article_id), s.start, s.end, s.id))


def _by_id(item: Origin | Fact | Discrepancy) -> tuple[tuple[int, str], ...]:
    return natural(item.id)


def _by_origin(item: Unique) -> tuple[tuple[int, str], ...]:
    return natural(item.origin_id)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _round(value: float) -> float:
    return round(float(value), 4)


def _plain(value: Any) -> Any:
    """Return settings as JSON has them: keys sorted, tuples as lists, floats rounded."""
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return _round(value)
    return value if isinstance(value, str | int | bool | None) else str(value)
