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

from reporter.backends import Embedder, Float32, PairScorer
from reporter.config import MatchingSettings
from reporter.equivalence import Probabilities, equivalence
from reporter.lexical import rarity
from reporter.linkage import Pair, agglomerate, core, medoid, merge, ordered, overlap
from reporter.proposals import Proposals
from reporter.records import Cluster, PairScore, Statement, StatementKind
from reporter.units import Unit, units_of, whole_units

_EQUAL: Probabilities = (1.0, 0.0, 0.0)


def match(
    statements: Sequence[Statement],
    embedder: Embedder,
    scorer: PairScorer,
    settings: MatchingSettings,
) -> tuple[Cluster, ...]:
    """Return the clusters that at least two articles share, the best supported first.

    Clusters may overlap. Ids are `c1`, `c2`, ...; the result does not depend on the order of
    `statements`. The embedder sees statements and their parts, the scorer pairs of them; both
    are asked in few large batches.
    """
    known = sorted(statements, key=_position)
    units = units_of(known)
    judged = _Judged(units, embedder.embed([unit.text for unit in units]), scorer, settings)
    proposals = _proposals(judged)
    wholes = [number for number, unit in enumerate(units) if unit.whole]
    judged.ask(proposals.nearest(wholes, wholes, settings.neighbours))
    judged.ask(_by_part(judged, proposals))
    judged.ask(_close_triangles(judged))
    scores = judged.values()
    groups = agglomerate(
        scores,
        settings.threshold,
        settings.neighbours,
        partial(_may_join, units, scores, settings.same_article),
    )
    judged.ask(pair for group in groups for pair in _inner_pairs(group, judged))
    best = judged.best()
    values = {pair: score.equivalent for pair, score in best.items()}
    members = overlap(
        {_core_statements(group, judged) for group in groups},
        values,
        settings.threshold,
        settings.second_fact,
        settings.neighbours,
        partial(_may_join, whole_units(known), values, settings.same_article),
    )
    return _clusters(merge(members, values, settings.threshold), known, best)


def _position(statement: Statement) -> tuple[str, bool, int, int, str]:
    headline = statement.kind is StatementKind.HEADLINE
    return statement.article_id, not headline, statement.index, statement.start, statement.id


# --- judging --------------------------------------------------------------------------------------


class _Judged:
    """The scores of pairs of units, smaller index first, growing as pairs are asked for."""

    def __init__(
        self,
        units: Sequence[Unit],
        vectors: Float32,
        scorer: PairScorer,
        settings: MatchingSettings,
    ) -> None:
        self.units = units
        self.vectors = vectors
        self.settings = settings
        self.scores: dict[Pair, PairScore] = {}
        self._scorer = scorer
        self._near: dict[int, list[int]] = defaultdict(list)
        self.rareness = rarity(unit.text for unit in units if unit.whole)

    def ask(self, pairs: Iterable[Pair]) -> None:
        """Judge those of the pairs that are not judged yet, in one batch."""
        fresh = {(a, b) for a, b in pairs if self.units[a].statement != self.units[b].statement}
        wanted = sorted(fresh - self.scores.keys())
        texts = [(self.units[a].text, self.units[b].text) for a, b in wanted]
        # Reprints repeat the same pair of texts many times over; the scorer sees it once, and equal
        # texts never.
        distinct = sorted({*texts, *((b, a) for a, b in texts)} - {(a, a) for a, _ in texts})
        rows: list[list[float]] = self._scorer.score(distinct).tolist() if distinct else []
        by_text = {pair: (row[0], row[1], row[2]) for pair, row in zip(distinct, rows, strict=True)}
        by_text |= {(a, a): _EQUAL for a, b in texts if a == b}
        for (a, b), pair in zip(wanted, texts, strict=True):
            self.scores[a, b] = self._score(a, b, by_text[pair], by_text[pair[::-1]])
            self._near[a].append(b)

    def values(self) -> dict[Pair, float]:
        """Return the equivalence of every judged pair of units."""
        return {pair: score.equivalent for pair, score in self.scores.items()}

    def inside(self, group: Iterable[int]) -> list[Pair]:
        """Return the judged pairs within a group of units."""
        members = {*group}
        return sorted(
            ordered(a, b) for a in members for b in self._near[a] if a < b and b in members
        )

    def best(self) -> dict[Pair, PairScore]:
        """Return for each two statements, by position, the score of their best pair of units."""
        best: dict[Pair, PairScore] = {}
        for (a, b), score in sorted(self.scores.items()):
            pair = (self.units[a].statement, self.units[b].statement)
            if pair not in best or score.equivalent > best[pair].equivalent:
                best[pair] = score
        return best

    def _score(self, a: int, b: int, forward: Probabilities, back: Probabilities) -> PairScore:
        one, other = self.units[a], self.units[b]
        similarity = float(self.vectors[a] @ self.vectors[b])
        texts = (one.text, other.text)
        sure = equivalence(similarity, forward, back, texts, self.rareness, self.settings)
        sure *= min(one.weight, other.weight)
        return PairScore(one.id, other.id, similarity, forward, back, sure)


def _proposals(judged: _Judged) -> Proposals:
    articles = sorted({unit.article for unit in judged.units})
    number = {article: place for place, article in enumerate(articles)}
    return Proposals(
        [unit.text for unit in judged.units],
        [number[unit.article] for unit in judged.units],
        judged.vectors,
        judged.rareness,
        judged.settings,
        [unit.statement for unit in judged.units],
    )


def _by_part(judged: _Judged, proposals: Proposals) -> set[Pair]:
    """Return the pairs of which one is a part, where the whole statements are not equivalent."""
    parts = [number for number, unit in enumerate(judged.units) if not unit.whole]
    everything = range(len(judged.units))
    settled = {
        pair
        for pair, score in judged.best().items()
        if score.equivalent >= judged.settings.threshold
    }
    return {
        (a, b)
        for a, b in proposals.nearest(parts, everything, judged.settings.clause_neighbours)
        if ordered(judged.units[a].statement, judged.units[b].statement) not in settled
    }


def _close_triangles(judged: _Judged) -> set[Pair]:
    """Return the pairs that share an equivalent unit, so that clusters are judged throughout."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), score in judged.scores.items():
        if score.equivalent >= judged.settings.threshold:
            near[a].append((-score.equivalent, b))
            near[b].append((-score.equivalent, a))
    limit = judged.settings.neighbours
    return {
        ordered(a, b)
        for around in near.values()
        for (_, a), (_, b) in combinations(sorted(around)[:limit], 2)
    }


def _inner_pairs(group: Sequence[int], judged: _Judged) -> Iterable[Pair]:
    """Return all pairs of a group, of a large one those with its medoid: two hundred reprints."""
    if len(group) <= 2 * judged.settings.neighbours:
        return combinations(group, 2)
    inside = {pair: judged.scores[pair].equivalent for pair in judged.inside(group)}
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


def _core_statements(group: Sequence[int], judged: _Judged) -> tuple[int, ...]:
    """Return the statements of a group of units that stand the comparison with the others."""
    best: dict[Pair, float] = {}
    for a, b in judged.inside(group):
        pair = (judged.units[a].statement, judged.units[b].statement)
        best[pair] = max(best.get(pair, 0.0), judged.scores[a, b].equivalent)
    members = sorted({judged.units[item].statement for item in group})
    return core(members, best, judged.settings.threshold, judged.settings.neighbours)


def _clusters(
    members: Sequence[tuple[int, ...]],
    statements: Sequence[Statement],
    best: Mapping[Pair, PairScore],
) -> tuple[Cluster, ...]:
    drafts = []
    for group in members:
        chosen = tuple(statements[number] for number in group)
        alone = len({statement.article_id for statement in chosen}) < 2
        if alone:
            continue
        scores = tuple(best[pair] for pair in combinations(group, 2) if pair in best)
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
