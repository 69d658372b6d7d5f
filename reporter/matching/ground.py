"""What matching starts from whatever its thresholds, and the scores of pairs as they are asked for.

Parts of statements, the pairs worth a judge and their scores hang on the statements, the models and
the weights. A threshold only chooses among them and asks for some more. So they are kept apart from
what a threshold makes of them, and grow.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from reporter.backends import Embedder, Float32, PairScorer
from reporter.config import MatchingSettings
from reporter.matching.equivalence import Probabilities, equivalence
from reporter.matching.linkage import Pair, ordered
from reporter.matching.proposals import Proposals
from reporter.matching.units import Part, Unit, parts_of, units_of
from reporter.records import PairScore, Statement
from reporter.storage.memo import Kept, Memo
from reporter.text.lexical import rarity

THRESHOLDS = frozenset({"threshold", "second_fact", "same_article"})
"""The settings of matching that only choose among what is judged."""

Score = tuple[float, Probabilities, Probabilities, float]
"""Of two units: the cosine, the scorer's answers in both directions, and the equivalence."""

_EQUAL: Probabilities = (1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ground:
    """The parts of each statement, and the pairs of units that are worth a judge.

    `wholes` are pairs of whole statements, `parts` those of which at least one is a part.
    """

    parts_of: tuple[tuple[Part, ...], ...]
    wholes: tuple[Pair, ...]
    parts: tuple[Pair, ...]


@dataclass(slots=True)
class Known:
    """What is known of the statements of a story; it grows as they are matched."""

    ground: Ground | None = None
    scores: dict[Pair, Score] = field(default_factory=dict)


_Rows = tuple[tuple[int, int, Score], ...]
_GROUND: Kept[Ground] = Kept("ground", Ground)
_SCORES: Kept[_Rows] = Kept("scores", _Rows)


@contextmanager
def known_in(memo: Memo, asked: Callable[[], tuple[object, ...]]) -> Iterator[Known]:
    """Give what `memo` knows of a story, and keep there what was found out meanwhile.

    `asked` names all that it hangs on: the story, the models, and the settings of matching but
    `THRESHOLDS`.
    """
    ground_key, scores_key = memo.key(_GROUND, asked), memo.key(_SCORES, asked)
    ground = memo.known(_GROUND, ground_key)
    rows = memo.known(_SCORES, scores_key) or ()
    known = Known(ground, {(a, b): score for a, b, score in rows})
    yield known
    # A model that had to be opened may say something else of itself.
    if ground_key is None or ground_key != memo.key(_GROUND, asked):
        return
    if ground is None and known.ground is not None:
        memo.keep(ground_key, known.ground)
    if scores_key is not None and len(known.scores) > len(rows):
        memo.keep(scores_key, [(*pair, score) for pair, score in sorted(known.scores.items())])


class Judged:
    """The scores of pairs of units, smaller index first, growing as pairs are asked for.

    A scorer may leave a pair open (not a number): it counts as not asked for.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        embedder: Embedder,
        scorer: PairScorer,
        settings: MatchingSettings,
        known: Known,
    ) -> None:
        self.settings = settings
        self.scores: dict[Pair, Score] = {}
        self._embedder = embedder
        self._scorer = scorer
        self._known = known
        self._near: dict[int, list[int]] = defaultdict(list)
        parts = known.ground.parts_of if known.ground else parts_of(statements)
        self.units: list[Unit] = units_of(statements, parts)
        self.ground = known.ground = known.ground or self._ground(parts)

    @cached_property
    def _vectors(self) -> Float32:
        return self._embedder.embed([unit.text for unit in self.units])

    @cached_property
    def _rareness(self) -> dict[str, float]:
        return dict(rarity(unit.text for unit in self.units if unit.whole))

    def _ground(self, parts: tuple[tuple[Part, ...], ...]) -> Ground:
        articles = sorted({unit.article for unit in self.units})
        number = {article: place for place, article in enumerate(articles)}
        proposals = Proposals(
            [unit.text for unit in self.units],
            [number[unit.article] for unit in self.units],
            self._vectors,
            self._rareness,
            self.settings,
            [unit.statement for unit in self.units],
        )
        wholes = [number for number, unit in enumerate(self.units) if unit.whole]
        pieces = [number for number, unit in enumerate(self.units) if not unit.whole]
        whole_pairs = proposals.nearest(wholes, wholes, self.settings.neighbours)
        part_pairs = proposals.nearest(
            pieces, range(len(self.units)), self.settings.clause_neighbours
        )
        return Ground(parts, tuple(sorted(whole_pairs)), tuple(sorted(part_pairs)))

    def ask(self, pairs: Iterable[Pair]) -> None:
        """Judge those of the pairs that are not judged yet, in one batch."""
        fresh = {(a, b) for a, b in pairs if self.units[a].statement != self.units[b].statement}
        wanted = sorted(fresh - self.scores.keys())
        self._judge([pair for pair in wanted if pair not in self._known.scores])
        for a, b in wanted:
            score = self._known.scores.get((a, b))
            if score is not None:
                self.scores[a, b] = score
                self._near[a].append(b)

    def _judge(self, wanted: Sequence[Pair]) -> None:
        texts = [(self.units[a].text, self.units[b].text) for a, b in wanted]
        # Reprints repeat the same pair of texts many times over; the scorer sees it once, and equal
        # texts never.
        distinct = sorted({*texts, *((b, a) for a, b in texts)} - {(a, a) for a, _ in texts})
        rows: list[list[float]] = self._scorer.score(distinct).tolist() if distinct else []
        by_text = {
            pair: (row[0], row[1], row[2])
            for pair, row in zip(distinct, rows, strict=True)
            if not math.isnan(row[0])
        }
        by_text |= {(a, a): _EQUAL for a, b in texts if a == b}
        for (a, b), pair in zip(wanted, texts, strict=True):
            forward, back = by_text.get(pair), by_text.get(pair[::-1])
            if forward is not None and back is not None:
                self._known.scores[a, b] = self._score(a, b, forward, back)

    def values(self) -> dict[Pair, float]:
        """Return the equivalence of every judged pair of units."""
        return {pair: score[-1] for pair, score in self.scores.items()}

    def inside(self, group: Iterable[int]) -> list[Pair]:
        """Return the judged pairs within a group of units."""
        members = {*group}
        return sorted(
            ordered(a, b) for a in members for b in self._near[a] if a < b and b in members
        )

    def best(self) -> dict[Pair, Pair]:
        """Return for each two statements, by position, the best of their judged pairs of units."""
        best: dict[Pair, Pair] = {}
        for a, b in sorted(self.scores):
            pair = (self.units[a].statement, self.units[b].statement)
            if pair not in best or self.scores[a, b][-1] > self.scores[best[pair]][-1]:
                best[pair] = (a, b)
        return best

    def pair_score(self, pair: Pair) -> PairScore:
        """Return the score of a judged pair of units, under the ids of their statements."""
        a, b = pair
        return PairScore(self.units[a].id, self.units[b].id, *self.scores[pair])

    def _score(self, a: int, b: int, forward: Probabilities, back: Probabilities) -> Score:
        one, other = self.units[a], self.units[b]
        similarity = float(self._vectors[a] @ self._vectors[b])
        texts = (one.text, other.text)
        sure = equivalence(similarity, forward, back, texts, self._rareness, self.settings)
        return similarity, forward, back, sure * min(one.weight, other.weight)
