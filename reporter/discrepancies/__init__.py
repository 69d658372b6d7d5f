"""Where equivalent statements differ: values, one module per kind, and sides over a cluster.

`find_discrepancies` lays the statements of each cluster side by side, asks one module per kind what
differs, and merges the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import combinations

from reporter.backends import Embedder, PairScorer
from reporter.config import DiscrepancySettings
from reporter.discrepancies import (
    attribution,
    certainty,
    contradiction,
    date,
    denial,
    described,
    disowned,
    fragment,
    holder,
    listed,
    marked,
    name,
    negation,
    number,
    quote,
    scale,
    wording,
)
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.evidence.asides import asides_of, is_caption, is_link
from reporter.discrepancies.finding import Finding, Pair, Sheet, position
from reporter.discrepancies.judging import judged, tier_of, worth
from reporter.discrepancies.keeping import Everywhere, Findings, OverStory, Scores, all_anew, anew
from reporter.discrepancies.merging import merge, seconds, without_repeats
from reporter.discrepancies.nearby import are_loose, is_judged
from reporter.discrepancies.over_story.answer import find_answers
from reporter.discrepancies.over_story.days import find_days
from reporter.discrepancies.over_story.figures import find_figures
from reporter.discrepancies.over_story.forms import find_forms
from reporter.discrepancies.over_story.ladder import find_ladders
from reporter.discrepancies.over_story.measures import find_measures
from reporter.discrepancies.over_story.office import find_officeholders
from reporter.discrepancies.over_story.plans import find_plans
from reporter.discrepancies.over_story.quotations import quoting_pairs
from reporter.discrepancies.over_story.relation import find_relations
from reporter.discrepancies.over_story.sources import find_sources
from reporter.discrepancies.over_story.terms import find_terms, without_parts
from reporter.discrepancies.over_story.utterance import dated_utterances, find_utterances
from reporter.discrepancies.refuted import without_refuted
from reporter.discrepancies.same_sense import weighed_by_sense
from reporter.discrepancies.substitution import find_substitutes
from reporter.discrepancies.values import Name, values_in
from reporter.discrepancies.values.people import as_person
from reporter.records import Article, Cluster, Discrepancy, Kind, Origin, Statement

__all__ = ["find_discrepancies", "sheet_of"]

_MILD = frozenset({Kind.QUOTE, Kind.NAME})
"""Kinds that, where they do not change the meaning, hide none of a kind that does."""
FLOOR = 0.05
"""Differences less likely than this are not worth a line in `reporter explain`."""
_HIDING_FROM = 0.1
"""What is less likely hides nothing likelier of a less specific kind."""
_VOICES_FROM = 0.002
"""Less likely ones still give a sure side one more outlet: see `merging.seconds`."""
_MAX_STATEMENTS = 40
_UNKNOWN = 0.7
"""The usual cosine of two statements of a cluster, for pairs that nobody has measured."""
_Compared = tuple[Statement, Statement, Scores, bool]
"""Two statements, what is known of them, and whether they are only loosely alike."""
_UNJUDGED: Scores = (0.0, 0.0, 0.0, 0.0, -1.0)
"""Those of statements that only their quotations bring together: no others have such a cosine."""
_KINDS: tuple[Callable[[Pair], list[Finding]], ...] = (
    scale.find,
    number.find,
    date.find,
    attribution.find,
    name.find,
    holder.find,
    listed.find,
    described.find,
    negation.find,
    denial.find,
    disowned.find,
    quote.find,
    fragment.find,
    marked.find,
    certainty.find,
    contradiction.find,
    wording.find,
)
_QUOTED = (quote.find, fragment.find)
_OVER_STORY: tuple[Callable[[Sequence[Statement]], list[Finding]], ...] = (
    find_ladders,
    find_sources,
    find_answers,
    find_terms,
    find_forms,
)
_OVER_STORY_IN_VALUES: tuple[Callable[[Sequence[Sheet]], list[Finding]], ...] = (
    find_plans,
    find_figures,
    find_measures,
    find_days,
    find_officeholders,
    find_relations,
)


def find_discrepancies(
    clusters: Sequence[Cluster],
    articles: Mapping[str, Article],
    origins: Sequence[Origin],
    settings: DiscrepancySettings,
    statements: Sequence[Statement] = (),
    trust_scorer: bool = False,
    findings_of: Findings = anew,
    over_story: OverStory = all_anew,
    scorer: PairScorer | None = None,
    embedder: Embedder | None = None,
) -> tuple[Discrepancy, ...]:
    """Return the differences inside the clusters, those with a probability of at least `FLOOR`.

    `articles` maps ids to articles, for their dates. `statements` are those of the whole story, in
    and out of clusters; among them is looked for the day of what the clusters quote, for how firmly
    and by whom one happening is told, whether it is planned or done, what figures and day it has,
    who answers a claim, and what things are called. With `trust_scorer` a pair that the scorer
    calls contradictory both ways is a difference even where nothing else explains it; a scorer that
    goes by shared words is not to be trusted so far. `findings_of` may know what was found in a
    pair before, `over_story` what was found in the whole story. `scorer` is asked whether
    quotations in other words say the same, `embedder` whether statements do with another name.

    The order is that of the brief: by `judging.tier_of`, then by `judging.worth`, then by position.
    Ids are d1, d2, ... in that order. The result does not depend on the order of what comes in.
    """
    agency = {
        article: origin.id
        for origin in origins
        if len(origin.articles) > 1
        for article in origin.articles
    }
    sheet = cache(partial(sheet_of, articles=articles))
    pairs = [pair for cluster in clusters for pair in _pairs(cluster, trust_scorer, settings.near)]
    findings = [
        finding
        for a, b, scores, loose in pairs
        for finding in findings_of(a, b, scores, partial(_findings, _KINDS, sheet))
        if finding.kind is Kind.NAME or not loose
    ]
    findings += [
        finding
        for a, b in _quoting_elsewhere(pairs, statements)
        for finding in findings_of(a, b, _UNJUDGED, partial(_findings, _QUOTED, sheet))
    ]
    findings = without_refuted(findings, clusters, sheet)
    everywhere = over_story(partial(_everywhere, statements, sheet, embedder))
    findings += find_utterances(clusters, everywhere.utterances)
    findings = without_parts([*findings, *_untold(everywhere.findings, findings)])
    # Apart, so that a doubtful finding adds no side to a sure one.
    sure = [item for item in findings if item.confidence >= settings.min_confidence]
    rest = [item for item in findings if item.confidence < settings.min_confidence]
    voices = [item for item in rest if seconds(item, sure)]
    rest = [item for item in rest if item not in voices and item.confidence >= FLOOR]
    sure += voices
    merged = (*merge(sure, agency), *merge(rest, agency))
    found = [_at_home(item, clusters) for item in merged if len(item.sides) > 1]
    if scorer is not None:
        found = weighed_by_sense(found, scorer)
    kept = without_repeats(sorted(found, key=_rank))
    return tuple(replace(item, id=f"d{index}") for index, item in enumerate(kept, start=1))


def _quoting_elsewhere(
    pairs: Sequence[_Compared], statements: Sequence[Statement]
) -> Iterator[tuple[Statement, Statement]]:
    """Yield the statements with quotations to compare that are not laid side by side anyway."""
    compared = {frozenset((a.id, b.id)) for a, b, _, loose in pairs if not loose}
    for a, b in quoting_pairs(statements):
        if frozenset((a.id, b.id)) not in compared:
            yield a, b


def _everywhere(
    statements: Sequence[Statement],
    sheet: Callable[[Statement], Sheet],
    embedder: Embedder | None,
) -> Everywhere:
    """Return what is found among the statements of a story whatever clusters they are in."""
    sheets = [sheet(statement) for statement in statements]
    findings = [
        *(find_substitutes(sheets, embedder) if embedder else ()),
        *(finding for find in _OVER_STORY_IN_VALUES for finding in find(sheets)),
        *(finding for find in _OVER_STORY for finding in find(statements)),
    ]
    return Everywhere(tuple(findings), dated_utterances(sheets))


def _untold(found: Sequence[Finding], told: Sequence[Finding]) -> list[Finding]:
    """Return what is found over a story, without names that two statements have as speakers."""
    said = [
        item for item in told if item.kind is Kind.ATTRIBUTION and item.confidence >= _HIDING_FROM
    ]
    return [
        item
        for item in found
        if item.kind is not Kind.NAME
        or not any(item.is_of_pair(other) and item.lies_over(other) for other in said)
    ]


def _at_home(item: Discrepancy, clusters: Sequence[Cluster]) -> Discrepancy:
    """Return the discrepancy with the id of the cluster that holds most of its evidence.

    "" where none holds two of its statements: they are not what the cluster is about.
    """
    cited = {evidence.statement.id for side in item.sides for evidence in side.evidence}
    held = {
        cluster.id: len(cited & {statement.id for statement in cluster.statements})
        for cluster in clusters
    }
    home = min(held, key=lambda name: (-held[name], len(name), name), default="")
    return replace(item, cluster_id=home if held.get(home, 0) > 1 else "")


def _rank(item: Discrepancy) -> tuple[int, float, str, int, tuple[str, ...]]:
    first = min(
        (e.statement.article_id, e.statement.start + e.start)
        for side in item.sides
        for e in side.evidence
    )
    return tier_of(item), -worth(item), *first, (item.kind, item.cluster_id)


def _findings(
    kinds: Sequence[Callable[[Pair], list[Finding]]],
    sheet: Callable[[Statement], Sheet],
    a: Statement,
    b: Statement,
    scores: Scores,
) -> list[Finding]:
    if is_link(a.text) or is_link(b.text):
        return []
    pair = Pair(sheet(a), sheet(b), align(a.tokens, b.tokens), *scores)
    findings = [judged(finding, pair) for find in kinds for finding in find(pair)]
    found = _distinct(findings)
    return [finding for finding in found if finding.confidence >= _VOICES_FROM]


def _pairs(cluster: Cluster, trust_scorer: bool, near: float) -> Iterator[_Compared]:
    """Yield the pairs of statements of different articles, in a fixed order."""
    known = {frozenset((score.a, score.b)): score for score in cluster.scores}
    ordered = sorted(_chosen(cluster), key=position)
    for a, b in combinations(ordered, 2):
        if a.article_id == b.article_id or a.text == b.text:
            continue
        score = known.get(frozenset((a.id, b.id)))
        equivalent = score.equivalent if score else 0.5
        conflicts, entailed = (0.0, 0.0), -1.0
        if score and trust_scorer and is_judged(score):
            conflicts = score.forward[2], score.backward[2]
            entailed = min(score.forward[0], score.backward[0])
        similarity = score.similarity if score else _UNKNOWN
        scores = equivalent, min(conflicts), similarity, max(conflicts), entailed
        yield a, b, scores, are_loose(a, b, score, near)


def _chosen(cluster: Cluster) -> list[Statement]:
    """Return the statements to compare: one of each text and article, so copies cost nothing."""
    distinct = {(s.article_id, s.text): s for s in cluster.statements}
    return [distinct[key] for key in sorted(distinct)][:_MAX_STATEMENTS]


def sheet_of(statement: Statement, articles: Mapping[str, Article]) -> Sheet:
    """Return a statement with its values, those of datelines and the like left out."""
    article = articles.get(statement.article_id)
    published = article.published if article else None
    text = article.text if article else statement.text
    asides = asides_of(statement.text)
    values = tuple(
        as_person(value, text) if isinstance(value, Name) else value
        for value in values_in(statement, published)
        if not any(aside.start < value.end and value.start < aside.end for aside in asides)
    )
    return Sheet(statement, published, text, values, is_caption(statement))


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a pair without those that lie over a more specific one."""
    kept: list[Finding] = []
    for finding in findings:
        least = max(FLOOR, min(_HIDING_FROM, finding.confidence))
        covered = any(
            finding.lies_over(other)
            for other in kept
            if other.confidence >= least and not _turns(finding, other)
        )
        if not covered:
            kept.append(finding)
    return kept


def _turns(finding: Finding, other: Finding) -> bool:
    """Return whether the meaning turns: more specific than a value inside it, or other words."""
    if not finding.changes_meaning:
        return False
    turned = finding.kind is Kind.QUOTE and other.kind is not Kind.QUOTE
    return turned or (other.kind in _MILD and not other.changes_meaning)
