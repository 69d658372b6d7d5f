"""Clusters -> facts: one sentence each, generated where it passes the gate, else extracted.

The sentences of a summarizer and those cut from the cluster's own statements (`candidates`) go
through the same gate (`faithfulness`). A generated sentence that fails is kept beside the fact with
the reason. Where outlets dispute a value, only a sentence without it may stand.
"""

from __future__ import annotations

import string
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reporter.backends import Parser, Summarizer, SummaryRequest
from reporter.candidates import Candidate, candidates, score_generated
from reporter.config import SummarySettings
from reporter.duplicates import add_fact
from reporter.faithfulness import (
    Sources,
    check_sentence,
    faithfulness,
    gather_sources,
    is_tolerable,
    is_writable,
)
from reporter.lexical import rarity
from reporter.progress import Advance
from reporter.prompts import Prompt, fill
from reporter.records import (
    Article,
    Check,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Origin,
    Statement,
    StatementKind,
    Token,
)
from reporter.rendering import render
from reporter.support import Support

CHECKED_AT_ONCE = 4
"""Extractive candidates of a cluster parsed and checked before the next are looked at."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A cluster on its way to a fact; `outlets` and `origins` map its articles to their own."""

    cluster: Cluster
    outlets: Mapping[str, str]
    origins: Mapping[str, str]
    discrepancies: tuple[Discrepancy, ...]
    sources: Sources
    support: Support
    cut: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that was checked, and the statements that bear it out."""

    text: str
    statements: tuple[Statement, ...]
    checks: tuple[Check, ...]
    faithfulness: float
    score: float

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)


def summarize(
    clusters: Sequence[Cluster],
    discrepancies: Sequence[Discrepancy],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    summarizer: Summarizer,
    parser: Parser,
    prompt: Prompt,
    settings: SummarySettings,
    progress: Advance | None = None,
) -> tuple[Fact, ...]:
    """Return a fact for each cluster that enough outlets carry, the best supported first.

    Two articles of one outlet count once. A fact rests on the statements of its cluster that bear
    its sentence out, and what one origin alone says comes last. A cluster in dispute gives a fact
    only where a sentence without the disputed value can be written. Of two clusters that say one
    thing, the better supported gives the fact. `progress` is called with (clusters done, clusters
    in all). Raises PromptError for a prompt that cannot be filled, ModelError when the summarizer
    fails.
    """
    weights = rarity(item.text for cluster in clusters for item in cluster.statements)
    jobs = [
        job
        for cluster in clusters
        if (job := _prepare(cluster, discrepancies, articles, origins, weights, settings))
    ]
    jobs.sort(key=lambda job: job.cluster.id)
    method = summarizer.description.get("backend", "generated")
    written = summarizer.write([_request(job, articles, prompt, settings) for job in jobs])
    generated = _check_generated(jobs, written, parser, settings)
    extracted = _extract(jobs, generated, parser, settings)
    found: list[tuple[Fact, float]] = []
    for place, job in enumerate(jobs):
        fact = _fact(job, generated[place], extracted[place], method)
        if fact is not None:
            found.append((fact, job.support.closeness(fact.summary)))
        if progress is not None:
            progress(place + 1, len(jobs))
    facts: list[Fact] = []
    for fact, _ in sorted(found, key=lambda pair: (*_strength(pair[0], articles), -pair[1])):
        add_fact(facts, fact)
    facts.sort(key=lambda fact: (*_strength(fact, articles), _place(fact), fact.cluster.id))
    return tuple(replace(fact, id=f"f{place}") for place, fact in enumerate(facts, start=1))


def _prepare(
    cluster: Cluster,
    discrepancies: Sequence[Discrepancy],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    weights: Mapping[str, float],
    settings: SummarySettings,
) -> _Job | None:
    ids = tuple(dict.fromkeys(item.article_id for item in cluster.statements))
    outlets = {item: _outlet(articles[item]) for item in ids}
    attached = tuple(item for item in discrepancies if item.cluster_id == cluster.id)
    if len(set(outlets.values())) < settings.min_outlets or not is_writable(attached):
        return None
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    groups = {item: origin_of.get(item, item) for item in ids}
    independent = len(set(groups.values())) > 1
    support = Support(cluster.statements, groups if independent else outlets, weights)
    return _Job(
        cluster=cluster,
        outlets=outlets,
        origins=groups,
        discrepancies=attached,
        sources=gather_sources(cluster.statements, articles, attached),
        support=support,
        cut=candidates(cluster.statements, support, _disputed(attached)),
    )


def _outlet(article: Article) -> str:
    """Two articles of unknown outlets are not taken for one outlet's."""
    return article.outlet.casefold() if article.outlet_known else article.id


def _disputed(discrepancies: Sequence[Discrepancy]) -> tuple[Evidence, ...]:
    return tuple(
        evidence
        for item in discrepancies
        if item.changes_meaning
        for side in item.sides
        for evidence in side.evidence
    )


def _strength(fact: Fact, articles: Mapping[str, Article]) -> tuple[bool, int, int]:
    """Return what orders facts by support: one origin alone last, then most outlets first."""
    outlets = {_outlet(articles[item]) for item in fact.articles}
    return (fact.origins < 2, -len(outlets), -fact.origins)


def _place(fact: Fact) -> float:
    body = [item for item in fact.cluster.statements if item.kind is StatementKind.SENTENCE]
    places = [item.index for item in body or fact.cluster.statements]
    return sum(places) / len(places)


def _request(
    job: _Job, articles: Mapping[str, Article], prompt: Prompt, settings: SummarySettings
) -> SummaryRequest:
    shown = _shown(job, prompt)
    variables = {
        "statements": [
            {
                "label": string.ascii_uppercase[place % 26],
                "text": text,
                "outlet": articles[item.article_id].outlet,
                "published": str(articles[item.article_id].published or ""),
            }
            for place, (item, text) in enumerate(shown)
        ],
        "max_words": settings.max_words,
        "disputed": tuple(dict.fromkeys(value.text for value in job.sources.disputed)),
    }
    texts = tuple(text for _, text in shown)
    return SummaryRequest(fill(prompt, variables), texts, settings.max_words)


def _shown(job: _Job, prompt: Prompt) -> list[tuple[Statement, str]]:
    """Choose the statements a model sees: distinct, sentences first, one of each article first.

    Each is cut where all of them together would fill more than half of the prompt.
    """
    limits = prompt.header.limits
    room = max(limits.characters // (2 * limits.statements), 80)
    seen: set[str] = set()
    firsts: list[tuple[Statement, str]] = []
    others: list[tuple[Statement, str]] = []
    carried: set[str] = set()
    medoid = job.cluster.medoid
    ordered = sorted(
        job.cluster.statements,
        key=lambda item: (item.kind is not StatementKind.SENTENCE, item.id != medoid.id, item.id),
    )
    for item in ordered:
        text = textwrap.shorten(item.text, room, placeholder=" …")
        if text in seen:
            continue
        seen.add(text)
        (others if item.article_id in carried else firsts).append((item, text))
        carried.add(item.article_id)
    return (firsts + others)[: limits.statements]


def _check_generated(
    jobs: Sequence[_Job],
    written: Sequence[tuple[str, ...]],
    parser: Parser,
    settings: SummarySettings,
) -> list[list[_Sentence]]:
    """Return the checked sentences of each job, in the order of the summarizer."""
    texts = [[_one_line(text) for text in texts] for texts in written]
    return _checked_groups(jobs, texts, parser, settings)


def _extract(
    jobs: Sequence[_Job],
    generated: Sequence[Sequence[_Sentence]],
    parser: Parser,
    settings: SummarySettings,
) -> list[_Sentence | None]:
    """Return the best extractive sentence of each job that no generated sentence serves.

    Candidates are checked a few at a time, best first, until one passes; where none does, the best
    that keeps to the sources stands, and where none keeps to them, there is no sentence.
    """
    best: list[_Sentence | None] = [None] * len(jobs)
    pending = [
        place for place, found in enumerate(generated) if not any(each.passed for each in found)
    ]
    start = 0
    while pending:
        chunks = [
            [each.text for each in jobs[place].cut[start : start + CHECKED_AT_ONCE]]
            for place in pending
        ]
        checked = _checked_groups([jobs[place] for place in pending], chunks, parser, settings)
        for place, found in zip(pending, checked, strict=True):
            for sentence in found:
                best[place] = _better(best[place], sentence)
        start += CHECKED_AT_ONCE
        pending = [
            place
            for place in pending
            if len(jobs[place].cut) > start and not _has_passed(best[place])
        ]
    return best


def _has_passed(sentence: _Sentence | None) -> bool:
    return sentence is not None and sentence.passed


def _better(known: _Sentence | None, new: _Sentence) -> _Sentence | None:
    if _has_passed(known):
        return known
    if new.passed or (known is None and is_tolerable(new.checks)):
        return new
    return known


def _checked_groups(
    jobs: Sequence[_Job],
    groups: Sequence[Sequence[str]],
    parser: Parser,
    settings: SummarySettings,
) -> list[list[_Sentence]]:
    """Parse all sentences at once and check each against the sources of its job."""
    parsed = iter(parser.parse([text for group in groups for text in group]))
    return [
        [_checked(text, next(parsed), job, settings) for text in group]
        for job, group in zip(jobs, groups, strict=True)
    ]


def _checked(
    text: str, tokens: tuple[Token, ...], job: _Job, settings: SummarySettings
) -> _Sentence:
    statements = job.support.bearing_out(text)
    outlets = {job.outlets[item.article_id] for item in statements}
    borne = len(outlets) >= settings.min_outlets
    return _Sentence(
        text=text,
        statements=statements,
        checks=(
            *check_sentence(text, tokens, job.sources, settings.max_words),
            Check("said by enough outlets", borne, "" if borne else f"by {len(outlets)}"),
        ),
        faithfulness=faithfulness(text, tokens, job.sources),
        score=score_generated(text, job.support),
    )


def _one_line(text: str) -> str:
    return render(" ".join(text.split())) if text.strip() else ""


def _fact(
    job: _Job, generated: Sequence[_Sentence], extracted: _Sentence | None, method: str
) -> Fact | None:
    passing = [sentence for sentence in generated if sentence.passed]
    # `max` keeps the first of equals: the one the summarizer itself put first.
    chosen = max(passing, key=lambda sentence: sentence.score) if passing else extracted
    if chosen is None:
        return None
    ids = tuple(dict.fromkeys(item.article_id for item in chosen.statements))
    return Fact(
        id=job.cluster.id,
        summary=chosen.text,
        method=method if passing else "extractive",
        faithful=is_tolerable(chosen.checks),
        faithfulness=round(chosen.faithfulness, 4),
        cluster=_narrowed(job.cluster, chosen.statements),
        articles=ids,
        origins=len({job.origins[item] for item in ids}),
        discrepancies=tuple(item.id for item in job.discrepancies),
        checks=chosen.checks,
        rejected=tuple(
            (sentence.text, _why(sentence)) for sentence in generated if not sentence.passed
        ),
    )


def _narrowed(cluster: Cluster, statements: tuple[Statement, ...]) -> Cluster:
    """Return the cluster with those statements alone, for a fact cites only what bears it out."""
    kept = {item.id for item in statements}
    return replace(
        cluster,
        statements=statements,
        medoid=cluster.medoid if cluster.medoid.id in kept else statements[0],
        scores=tuple(score for score in cluster.scores if {score.a, score.b} <= kept),
    )


def _why(sentence: _Sentence) -> str:
    failed = [check for check in sentence.checks if not check.passed]
    return "; ".join(f"{check.name}: {check.detail}" for check in failed)
