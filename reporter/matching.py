"""From the statements of one story to clusters of equivalent statements.

Embeddings propose pairs across articles, the pair scorer judges them in both directions, sparse
average linkage joins them, and every member must then stand the comparison with the medoid and
with most of the others, so that a chain of half-alike statements does not become one fact.

The unit of comparison is a whole statement or one of its clauses: a statement that carries two
facts can so sit in two clusters.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reporter.backends import Embedder, Float32, PairScorer
from reporter.config import MatchingSettings
from reporter.lexical import content_words, rarity, shared_evidence
from reporter.records import Cluster, PairScore, Statement, StatementKind

_MIN_CLAUSE_WORDS = 4
_BLOCK = 1024
Pair = tuple[int, int]
Probabilities = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A statement (its position in the sorted statements) or one clause of it."""

    statement: int
    article: str
    text: str
    whole: bool


def match(
    statements: Sequence[Statement],
    embedder: Embedder,
    scorer: PairScorer,
    settings: MatchingSettings,
) -> tuple[Cluster, ...]:
    """Return the clusters that at least two articles share, the best supported first.

    Clusters may overlap. Ids are `c1`, `c2`, ...; the result does not depend on the order of
    `statements`.
    """
    ordered = sorted(statements, key=_position)
    units = _units(ordered)
    judged = _Judged(units, embedder.embed([unit.text for unit in units]), scorer, settings)
    judged.ask(_propose(units, judged.vectors, settings))
    judged.ask(_close_triangles(judged))
    groups = _agglomerate(judged)
    judged.ask((min(a, b), max(a, b)) for group in groups for a in group for b in group if a != b)
    members = {_statements_of(group, judged) for group in groups}
    return _clusters(sorted(members), ordered, judged)


def equivalence(
    similarity: float,
    forward: Probabilities,
    backward: Probabilities,
    texts: tuple[str, str],
    rareness: Mapping[str, float],
    settings: MatchingSettings,
) -> float:
    """Return how sure it is (0..1) that two statements assert the same thing, details aside.

    The weighted mean of four measures, each 0..1: `1 - neutral` averaged over both directions;
    `1 - neutral` from the longer to the shorter text (a long sentence that contains the short
    one); the cosine `similarity`, negative counted as 0; and the evidence of the rare words that
    both share (`lexical.shared_evidence` under `rareness`). Contradiction counts like entailment:
    statements that differ in a detail are still about the same thing. `forward` and `backward`
    are the scorer's probabilities for first -> second and back.
    """
    longer, other = (forward, backward) if len(texts[0]) >= len(texts[1]) else (backward, forward)
    parts = (
        (settings.weight_agree, 1 - (longer[1] + other[1]) / 2),
        (settings.weight_contain, 1 - longer[1]),
        (settings.weight_similarity, max(0.0, similarity)),
        (settings.weight_evidence, shared_evidence(*texts, rareness)),
    )
    total = sum(weight for weight, _ in parts) or 1.0
    return sum(weight * part for weight, part in parts) / total


class _Judged:
    """The scores of pairs of units, growing as pairs are asked for."""

    def __init__(
        self,
        units: Sequence[_Unit],
        vectors: Float32,
        scorer: PairScorer,
        settings: MatchingSettings,
    ) -> None:
        self.units = units
        self.vectors = vectors
        self.settings = settings
        self.scores: dict[Pair, PairScore] = {}
        self.near: dict[int, set[int]] = defaultdict(set)
        self._scorer = scorer
        self._rareness = rarity(unit.text for unit in units if unit.whole)

    def ask(self, pairs: Iterable[Pair]) -> None:
        """Judge the pairs (smaller index first) that are not judged yet, in one batch."""
        wanted = sorted({pair for pair in pairs if self._comparable(pair)} - self.scores.keys())
        texts = [(self.units[a].text, self.units[b].text) for a, b in wanted]
        # Reprints repeat the same pair of texts many times over; the scorer sees it once.
        distinct = sorted({*texts, *((b, a) for a, b in texts)})
        judged = dict(zip(distinct, self._scorer.score(distinct).tolist(), strict=True))
        for (a, b), (first, second) in zip(wanted, texts, strict=True):
            self.scores[a, b] = self._score(a, b, judged[first, second], judged[second, first])
            self.near[a].add(b)
            self.near[b].add(a)

    def value(self, a: int, b: int) -> float | None:
        """Return the equivalence of two units, None where the pair was not judged."""
        score = self.scores.get((min(a, b), max(a, b)))
        return None if score is None else score.equivalent

    def _comparable(self, pair: Pair) -> bool:
        return self.units[pair[0]].statement != self.units[pair[1]].statement

    def _score(self, a: int, b: int, forward: list[float], backward: list[float]) -> PairScore:
        one, other = self.units[a], self.units[b]
        similarity = float(self.vectors[a] @ self.vectors[b])
        there, back = _three(forward), _three(backward)
        texts = (one.text, other.text)
        sure = equivalence(similarity, there, back, texts, self._rareness, self.settings)
        return PairScore(str(one.statement), str(other.statement), similarity, there, back, sure)


def _three(values: Sequence[float]) -> Probabilities:
    return (values[0], values[1], values[2])


def _position(statement: Statement) -> tuple[str, bool, int, int, str]:
    headline = statement.kind is StatementKind.HEADLINE
    return statement.article_id, not headline, statement.index, statement.start, statement.id


def _units(statements: Sequence[Statement]) -> list[_Unit]:
    units = []
    for number, statement in enumerate(statements):
        units.append(_Unit(number, statement.article_id, statement.text, True))
        if len(statement.clauses) < 2:
            continue
        for clause in statement.clauses:
            text = statement.text[clause.start : clause.end]
            if len(content_words(text)) >= _MIN_CLAUSE_WORDS:
                units.append(_Unit(number, statement.article_id, text, False))
    return units


# --- proposing ------------------------------------------------------------------------------------


def _propose(units: Sequence[_Unit], vectors: Float32, settings: MatchingSettings) -> set[Pair]:
    """Return for each unit its nearest units of other articles above the cosine floor."""
    names = sorted({unit.article for unit in units})
    articles = np.array([names.index(unit.article) for unit in units], dtype=np.int64)
    pairs: set[Pair] = set()
    for begin in range(0, len(units), _BLOCK):
        block = vectors[begin : begin + _BLOCK] @ vectors.T
        block[articles[begin : begin + _BLOCK, None] == articles[None, :]] = -1.0
        # A stable sort makes the choice among equals depend on their order alone.
        nearest = np.argsort(-block, axis=1, kind="stable")[:, : settings.neighbours]
        for row, columns in enumerate(nearest.tolist()):
            for column in columns:
                if block[row, column] >= max(settings.min_similarity, 0.0):
                    pairs.add((min(begin + row, column), max(begin + row, column)))
    return pairs


def _close_triangles(judged: _Judged) -> set[Pair]:
    """Return the pairs that share an equivalent unit, so that clusters are judged throughout."""
    bar = judged.settings.threshold
    good: dict[int, list[int]] = defaultdict(list)
    for (a, b), score in sorted(judged.scores.items()):
        if score.equivalent >= bar:
            good[a].append(b)
            good[b].append(a)
    return {
        (min(a, b), max(a, b))
        for around in good.values()
        for a in around[: judged.settings.neighbours]
        for b in around[: judged.settings.neighbours]
        if a != b
    }


# --- clustering -----------------------------------------------------------------------------------


def _agglomerate(judged: _Judged) -> list[list[int]]:
    """Join units by average linkage over the judged pairs until no pair reaches the threshold.

    Pairs that were not judged count as 0 as far as the number of neighbours would have let them be
    judged. Two statements of one article come together only if they clearly say the same.
    """
    groups = {unit: [unit] for unit in range(len(judged.units))}
    links: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    for (a, b), score in sorted(judged.scores.items()):
        links[a][b] = links[b][a] = (score.equivalent, 1)
    heap = [(-score.equivalent, a, b) for (a, b), score in judged.scores.items()]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if -negative < judged.settings.threshold:
            break
        if a not in groups or b not in groups or not _may_join(groups[a], groups[b], judged):
            continue
        if -negative != _linkage(links[a][b], groups[a], groups[b], judged.settings):
            continue
        groups[a] += groups.pop(b)
        _move_links(links, a, b)
        for other in sorted(links[a]):
            strength = _linkage(links[a][other], groups[a], groups[other], judged.settings)
            heapq.heappush(heap, (-strength, min(a, other), max(a, other)))
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _linkage(
    link: tuple[float, int], one: Sequence[int], other: Sequence[int], settings: MatchingSettings
) -> float:
    total, count = link
    possible = min(len(one) * len(other), settings.neighbours * min(len(one), len(other)))
    return total / max(count, possible)


def _move_links(links: dict[int, dict[int, tuple[float, int]]], kept: int, gone: int) -> None:
    links[kept].pop(gone, None)
    for other, (total, count) in sorted(links.pop(gone).items()):
        if other == kept:
            continue
        before = links[kept].get(other, (0.0, 0))
        links[kept][other] = links[other][kept] = (before[0] + total, before[1] + count)
        del links[other][gone]


def _may_join(one: Sequence[int], other: Sequence[int], judged: _Judged) -> bool:
    by_article: dict[str, list[int]] = defaultdict(list)
    for unit in one:
        by_article[judged.units[unit].article].append(unit)
    pairs = [(a, b) for b in other for a in by_article.get(judged.units[b].article, ())]
    judged.ask((min(pair), max(pair)) for pair in pairs)
    values = (judged.value(a, b) for a, b in pairs)
    return all(value is None or value >= judged.settings.same_article for value in values)


def _statements_of(group: Sequence[int], judged: _Judged) -> tuple[int, ...]:
    """Return the statements of `group` that stand the comparison with the medoid and with most."""
    best = _best_scores(group, judged)
    members = sorted({judged.units[unit].statement for unit in group})
    bar = judged.settings.threshold
    while len(members) > 1:
        totals = {m: sum(best.get(_pair(m, o), 0.0) for o in members if o != m) for m in members}
        medoid = max(members, key=lambda m: (totals[m], -m))
        weak = [
            m
            for m in members
            if m != medoid
            and (
                best.get(_pair(m, medoid), 0.0) < bar
                or 2 * sum(best.get(_pair(m, o), 0.0) >= bar for o in members if o != m)
                < len(members) - 1
            )
        ]
        if not weak:
            break
        members.remove(min(weak, key=lambda m: (totals[m], m)))
    return tuple(members)


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _best_scores(group: Sequence[int], judged: _Judged) -> Mapping[Pair, float]:
    """Return for each two statements the equivalence of their best pair of units in `group`."""
    best: dict[Pair, float] = {}
    for position, a in enumerate(group):
        for b in group[position + 1 :]:
            value = judged.value(a, b)
            if value is not None:
                pair = _pair(judged.units[a].statement, judged.units[b].statement)
                best[pair] = max(best.get(pair, 0.0), value)
    return best


# --- results --------------------------------------------------------------------------------------


def _clusters(
    members: Sequence[tuple[int, ...]], statements: Sequence[Statement], judged: _Judged
) -> tuple[Cluster, ...]:
    by_pair = _scores_by_statement(judged, statements)
    sets = [frozenset(group) for group in members]
    drafts = []
    for group, own in zip(members, sets, strict=True):
        chosen = tuple(statements[number] for number in group)
        if len({statement.article_id for statement in chosen}) < 2:
            continue
        if any(own < other for other in sets):
            continue
        scores = tuple(
            by_pair[pair]
            for i, a in enumerate(group)
            for b in group[i + 1 :]
            if (pair := (a, b)) in by_pair
        )
        drafts.append(Cluster("", chosen, _medoid(chosen, scores), scores))
    drafts.sort(key=_rank)
    return tuple(
        Cluster(f"c{number}", draft.statements, draft.medoid, draft.scores)
        for number, draft in enumerate(drafts, start=1)
    )


def _rank(cluster: Cluster) -> tuple[int, int, str]:
    articles = len({statement.article_id for statement in cluster.statements})
    earliest = min(statement.index for statement in cluster.statements)
    return -articles, earliest, min(statement.id for statement in cluster.statements)


def _scores_by_statement(
    judged: _Judged, statements: Sequence[Statement]
) -> Mapping[Pair, PairScore]:
    """Return for each two statements the score of their best pair of units, by statement id."""
    best: dict[Pair, PairScore] = {}
    for (a, b), score in sorted(judged.scores.items()):
        pair = (judged.units[a].statement, judged.units[b].statement)
        if pair not in best or score.equivalent > best[pair].equivalent:
            best[pair] = PairScore(
                statements[pair[0]].id,
                statements[pair[1]].id,
                score.similarity,
                score.forward,
                score.backward,
                score.equivalent,
            )
    return best


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
