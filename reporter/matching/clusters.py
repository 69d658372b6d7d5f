"""From the statements of one story to clusters of equivalent statements.

Embeddings propose pairs across articles, the pair scorer judges them in both directions, and
`linkage` makes clusters of the judgements. What is compared is a whole statement or a part of it
(`units`), so that a statement which carries two facts can sit in two clusters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations

from reporter.backends import Embedder, PairScorer
from reporter.config import MatchingSettings
from reporter.matching.ground import Judged, Known
from reporter.matching.linkage import Pair, agglomerate, core, medoid, merge, ordered, overlap
from reporter.matching.units import Unit, whole_units
from reporter.records import Cluster, PairScore, Statement, StatementKind

AROUND = 0.03
"""How far beside the threshold a changed one most often is."""


def match(
    statements: Sequence[Statement],
    embedder: Embedder,
    scorer: PairScorer,
    settings: MatchingSettings,
    known: Known | None = None,
) -> tuple[Cluster, ...]:
    """Return the clusters that at least two articles share, the best supported first.

    Clusters may overlap. Ids are `c1`, `c2`, ...; the result does not depend on the order of
    `statements`. The embedder sees statements and their parts, the scorer pairs of them; both
    are asked in few large batches. `known` is what earlier calls found for the same statements,
    models and settings, `ground.THRESHOLDS` aside, and is added to.
    """
    ranked = sorted(statements, key=_position)
    judged = Judged(ranked, embedder, scorer, settings, known if known is not None else Known())
    judged.ask(judged.ground.wholes)
    judged.ask(_by_part(judged))
    judged.ask(_close_triangles(judged))
    scores = judged.values()
    groups = agglomerate(
        scores,
        settings.threshold,
        settings.neighbours,
        partial(_may_join, judged.units, scores, settings.same_article),
    )
    judged.ask(pair for group in groups for pair in _inner_pairs(group, judged))
    best = judged.best()
    values = {pair: judged.scores[units][-1] for pair, units in best.items()}
    members = overlap(
        {_core_statements(group, judged) for group in groups},
        values,
        settings.threshold,
        settings.second_fact,
        settings.neighbours,
        partial(_may_join, whole_units(ranked), values, settings.same_article),
    )
    return _clusters(merge(members, values, settings.threshold), ranked, best, judged)


def ask_around(
    statements: Sequence[Statement],
    embedder: Embedder,
    scorer: PairScorer,
    settings: MatchingSettings,
    known: Known,
) -> None:
    """Have `known` grow by the pairs that a threshold somewhat lower or higher would ask for."""
    for value in (settings.threshold - AROUND, settings.threshold + AROUND):
        moved = settings.model_copy(update={"threshold": min(max(value, 0.0), 1.0)})
        match(statements, embedder, scorer, moved, known)


def _position(statement: Statement) -> tuple[str, bool, int, int, str]:
    headline = statement.kind is StatementKind.HEADLINE
    return statement.article_id, not headline, statement.index, statement.start, statement.id


# --- pairs to judge -------------------------------------------------------------------------------


def _by_part(judged: Judged) -> set[Pair]:
    """Return the pairs of which one is a part, where the whole statements are not equivalent."""
    settled = {
        pair
        for pair, units in judged.best().items()
        if judged.scores[units][-1] >= judged.settings.threshold
    }
    return {
        (a, b)
        for a, b in judged.ground.parts
        if ordered(judged.units[a].statement, judged.units[b].statement) not in settled
    }


def _close_triangles(judged: Judged) -> set[Pair]:
    """Return the pairs that share an equivalent unit, so that clusters are judged throughout."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), value in judged.values().items():
        if value >= judged.settings.threshold:
            near[a].append((-value, b))
            near[b].append((-value, a))
    limit = judged.settings.neighbours
    return {
        ordered(a, b)
        for around in near.values()
        for (_, a), (_, b) in combinations(sorted(around)[:limit], 2)
    }


def _inner_pairs(group: Sequence[int], judged: Judged) -> Iterable[Pair]:
    """Return all pairs of a group, of a large one those with its medoid: two hundred reprints."""
    if len(group) <= 2 * judged.settings.neighbours:
        return combinations(group, 2)
    inside = {pair: judged.scores[pair][-1] for pair in judged.inside(group)}
    middle = medoid(group, inside)
    return {ordered(item, middle) for item in group if item != middle}


# --- clusters -------------------------------------------------------------------------------------


def _may_join(
    units: Sequence[Unit],
    scores: Mapping[Pair, float],
    bar: float,
    one: Iterable[int],
    other: Iterable[int],
) -> bool:
    """Whether two groups hold no two statements of one article, but for clear repetitions."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for item in one:
        by_article[units[item].article].append(item)
    return all(
        units[a].statement == units[b].statement or scores.get(ordered(a, b), 0.0) >= bar
        for b in other
        for a in by_article.get(units[b].article, ())
    )


def _core_statements(group: Sequence[int], judged: Judged) -> tuple[int, ...]:
    """Return the statements of a group of units that stand the comparison with the others."""
    best: dict[Pair, float] = {}
    for a, b in judged.inside(group):
        pair = (judged.units[a].statement, judged.units[b].statement)
        best[pair] = max(best.get(pair, 0.0), judged.scores[a, b][-1])
    members = sorted({judged.units[item].statement for item in group})
    return core(members, best, judged.settings.threshold, judged.settings.neighbours)


def _clusters(
    members: Sequence[tuple[int, ...]],
    statements: Sequence[Statement],
    best: Mapping[Pair, Pair],
    judged: Judged,
) -> tuple[Cluster, ...]:
    drafts = []
    for group in members:
        chosen = tuple(statements[number] for number in group)
        alone = len({statement.article_id for statement in chosen}) < 2
        if alone:
            continue
        pairs = (best[pair] for pair in combinations(group, 2) if pair in best)
        scores = tuple(judged.pair_score(pair) for pair in pairs)
        drafts.append(Cluster("", chosen, _medoid(chosen, scores), scores))
    return tuple(
        Cluster(f"c{number}", draft.statements, draft.medoid, draft.scores)
        for number, draft in enumerate(sorted(drafts, key=_rank), start=1)
    )


def _rank(cluster: Cluster) -> tuple[int, int, tuple[str, ...]]:
    articles = len({statement.article_id for statement in cluster.statements})
    earliest = min(statement.index for statement in cluster.statements)
    return -articles, earliest, tuple(statement.id for statement in cluster.statements)


def _medoid(statements: Sequence[Statement], scores: Sequence[PairScore]) -> Statement:
    """Return the statement closest to all others; a headline only if there is nothing else."""
    totals: dict[str, float] = defaultdict(float)
    for score in scores:
        totals[score.a] += score.equivalent
        totals[score.b] += score.equivalent
    return min(
        statements,
        key=lambda s: (s.kind is StatementKind.HEADLINE, -round(totals[s.id], 6), _position(s)),
    )
