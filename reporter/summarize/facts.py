"""Clusters -> facts: one sentence each, the best of what was written and what could be cut.

The sentences of a summarizer and those cut from the cluster's own statements (`candidates`) go
through the same gate and the same ranking (`judging`). A written sentence that fails is kept beside
the fact with the reason. Where outlets dispute a value, only a sentence without it may stand.
"""

from __future__ import annotations

import string
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reporter.backends import Rater, SummaryRequest
from reporter.config import SummarySettings
from reporter.progress import Advance
from reporter.prompts import Prompt, fill
from reporter.records import (
    Article,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Kind,
    Origin,
    Statement,
    StatementKind,
)
from reporter.summarize.candidates import MOST_RATED, candidates, generated, rated
from reporter.summarize.duplicates import distinct
from reporter.summarize.faithfulness import Sources, gather_sources, is_tolerable, is_writable
from reporter.summarize.judging import Case, Judged, Verdict, judge
from reporter.summarize.lead import mean_place
from reporter.summarize.rendering import with_comma
from reporter.summarize.support import Support
from reporter.summarize.telling import Telling, Told, attached, tell_anew
from reporter.summarize.writing import Writing
from reporter.text.lexical import content_words, rarity

LIKELY_DISPUTED = 0.5
"""Probability from which a disputed value is told as agreed in no other cluster either."""

_VALUED = frozenset({Kind.NUMBER, Kind.DATE, Kind.NAME})


@dataclass(frozen=True, slots=True)
class _Job:
    """A cluster on its way to a fact; `outlets` and `origins` map its articles to their own.

    `discrepancies` were found in the cluster or dispute a value that is told in it.
    """

    cluster: Cluster
    outlets: Mapping[str, str]
    origins: Mapping[str, str]
    discrepancies: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True)
class _WeighedJob(_Job):
    """A cluster that a sentence is looked for."""

    sources: Sources
    support: Support


def summarize(
    clusters: Sequence[Cluster],
    discrepancies: Sequence[Discrepancy],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    writing: Writing,
    progress: Advance | None = None,
    telling: Telling = tell_anew,
) -> tuple[Fact, ...]:
    """Return a fact for each cluster that enough outlets carry, the best supported first.

    Two articles of one outlet count once. A fact rests on the statements of its cluster that bear
    its sentence out, and what one origin alone says comes last. A cluster in dispute gives a fact
    only where a sentence without the disputed value can be written. Of two clusters that say one
    thing, the better supported gives the fact. `progress` is called with (clusters done, clusters
    in all). `telling` may know what a cluster was told as before. Raises PromptError for a prompt
    that cannot be filled, ModelError when the summarizer or the scorer fails.
    """
    weights = rarity(item.text for cluster in clusters for item in cluster.statements)
    jobs = [
        job
        for cluster in clusters
        if (job := _prepare(cluster, discrepancies, articles, origins, writing.settings))
    ]
    jobs.sort(key=lambda job: job.cluster.id)

    def tell(places: Sequence[int]) -> list[Told]:
        asked = [_weighed(jobs[place], articles, weights) for place in places]
        requests = [_request(job, articles, writing) for job in asked]
        return _tell(asked, requests, writing)

    about = [(job.cluster, job.discrepancies) for job in jobs]
    found: list[tuple[Fact, float]] = []
    for place, told in enumerate(telling(about, weights, tell), start=1):
        if told.fact is not None:
            found.append((told.fact, told.closeness))
        if progress is not None:
            progress(place, len(jobs))
    found.sort(key=lambda pair: (*_strength(pair[0], articles), -pair[1]))
    facts = distinct([fact for fact, _ in found], writing.scorer)
    facts.sort(key=lambda fact: (*_strength(fact, articles), mean_place(fact), fact.cluster.id))
    return tuple(replace(fact, id=f"f{number}") for number, fact in enumerate(facts, start=1))


def _tell(
    jobs: Sequence[_WeighedJob], requests: Sequence[SummaryRequest], writing: Writing
) -> list[Told]:
    """Have sentences written for the jobs, judge all candidates, and return what came of each."""
    summarizer = writing.summarizer
    method = summarizer.description.get("backend", "generated")
    written = summarizer.write(requests)
    cases = [_case(job, texts, method) for job, texts in zip(jobs, written, strict=True)]
    if isinstance(summarizer, Rater):
        cases = _rated(cases, requests, summarizer)
    told = []
    verdicts = judge(cases, writing.parser, writing.scorer, writing.settings)
    for job, case, verdict in zip(jobs, cases, verdicts, strict=True):
        stems = {word for item in (*case.written, *case.cut) for word in content_words(item.text)}
        fact = _fact(job, verdict.chosen, verdict) if verdict.chosen is not None else None
        closeness = job.support.closeness(fact.summary) if fact is not None else 0.0
        told.append(Told(fact, closeness, frozenset(stems)))
    return told


def _prepare(
    cluster: Cluster,
    discrepancies: Sequence[Discrepancy],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    settings: SummarySettings,
) -> _Job | None:
    ids = tuple(dict.fromkeys(item.article_id for item in cluster.statements))
    outlets = {item: articles[item].voice for item in ids}
    bearing = tuple(item for item in discrepancies if _bears_on(item, cluster))
    if len(set(outlets.values())) < settings.min_outlets or not is_writable(bearing):
        return None
    origin_of = {article: origin.id for origin in origins for article in origin.articles}
    groups = {item: origin_of.get(item, item) for item in ids}
    return _Job(cluster, outlets, groups, bearing)


def _bears_on(item: Discrepancy, cluster: Cluster) -> bool:
    """Return whether a difference was found in the cluster, or disputes a value told in it.

    Statements of several clusters may tell a value on which other statements of the story differ;
    what is probably in dispute there is agreed nowhere.
    """
    if item.cluster_id == cluster.id:
        return True
    if item.kind not in _VALUED or not item.changes_meaning or item.confidence < LIKELY_DISPUTED:
        return False
    told = {statement.id for statement in cluster.statements}
    return any(place.statement.id in told for side in item.sides for place in side.evidence)


def _weighed(
    job: _Job, articles: Mapping[str, Article], weights: Mapping[str, float]
) -> _WeighedJob:
    independent = len(set(job.origins.values())) > 1
    groups = job.origins if independent else job.outlets
    return _WeighedJob(
        job.cluster,
        job.outlets,
        job.origins,
        job.discrepancies,
        gather_sources(job.cluster.statements, articles, job.discrepancies),
        Support(job.cluster.statements, groups, weights),
    )


def _case(job: _WeighedJob, written: Sequence[str], method: str) -> Case:
    disputed = _disputed(job.discrepancies)
    return Case(
        outlets=job.outlets,
        sources=job.sources,
        support=job.support,
        written=generated(written, job.support, method),
        cut=candidates(job.cluster.statements, job.support, disputed),
    )


def _rated(cases: Sequence[Case], requests: Sequence[SummaryRequest], rater: Rater) -> list[Case]:
    """Return the cases with what the summarizer makes of each candidate in its score."""
    texts = [[item.text for item in (*each.written, *each.cut[:MOST_RATED])] for each in cases]
    return [
        replace(
            case,
            written=rated(case.written, found[: len(case.written)]),
            cut=rated(case.cut, found[len(case.written) :]),
        )
        for case, found in zip(cases, rater.rate(requests, texts), strict=True)
    ]


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
    outlets = {articles[item].voice for item in fact.articles}
    return (fact.origins < 2, -len(outlets), -fact.origins)


def _request(job: _WeighedJob, articles: Mapping[str, Article], writing: Writing) -> SummaryRequest:
    shown = _shown(job, writing.prompt)
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
        "max_words": writing.settings.max_words,
        "disputed": tuple(dict.fromkeys(value.text for value in job.sources.disputed)),
    }
    texts = tuple(text for _, text in shown)
    return SummaryRequest(fill(writing.prompt, variables), texts, writing.settings.max_words)


def _shown(job: _WeighedJob, prompt: Prompt) -> list[tuple[Statement, str]]:
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


def _fact(job: _WeighedJob, chosen: Judged, verdict: Verdict) -> Fact:
    ids = tuple(dict.fromkeys(item.article_id for item in chosen.statements))
    return Fact(
        id=job.cluster.id,
        summary=with_comma(chosen.candidate.text),
        method=chosen.candidate.method,
        faithful=is_tolerable(chosen.checks),
        faithfulness=round(chosen.faithfulness, 4),
        cluster=_narrowed(job.cluster, chosen.statements),
        articles=ids,
        origins=len({job.origins[item] for item in ids}),
        discrepancies=attached((job.cluster, job.discrepancies)),
        checks=chosen.checks,
        rejected=tuple((item.candidate.text, _why(item)) for item in verdict.refused),
        score=round(chosen.score, 4),
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


def _why(judged: Judged) -> str:
    failed = [check for check in judged.checks if not check.passed]
    return "; ".join(f"{check.name}: {check.detail}" for check in failed)
