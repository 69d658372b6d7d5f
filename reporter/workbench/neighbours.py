"""A statement's neighbours: the nearest of other articles, with what each model says of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reporter.matching.equivalence import Probabilities, equivalence
from reporter.records import Cluster, PairScore, Statement
from reporter.text.lexical import rarity
from reporter.workbench.bench import Bench, Look, StoryLook
from reporter.workbench.changes import members


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statement, the scores of the pair, and the clusters that hold both."""

    statement: Statement
    outlet: str
    score: PairScore
    shared: tuple[Cluster, ...]


def neighbours(
    bench: Bench, look: Look, chosen: StoryLook, statement: Statement, most: int = 12
) -> tuple[Neighbour, ...]:
    """Return the `most` statements of other articles nearest by cosine, most equivalent first.

    The scores are of the two whole statements; matching may join them by a clause as well.
    """
    statements = chosen.brief.statements
    vectors = bench.models.embedder.embed([item.text for item in statements])
    place = next(i for i, item in enumerate(statements) if item.id == statement.id)
    cosines = vectors @ vectors[place]
    others = [i for i, s in enumerate(statements) if s.article_id != statement.article_id]
    nearest = sorted(others, key=lambda i: (-float(cosines[i]), i))[:most]
    texts = [statements[i].text for i in nearest]
    forward = bench.models.scorer.score([(statement.text, text) for text in texts])
    backward = bench.models.scorer.score([(text, statement.text) for text in texts])
    rareness = rarity(item.text for item in statements)
    outlets = {article.id: article.outlet for article in chosen.brief.story.articles}
    found = []
    for row, i in enumerate(nearest):
        other = statements[i]
        similarity = float(np.clip(cosines[i], -1.0, 1.0))
        there, back = _row(forward[row]), _row(backward[row])
        sure = equivalence(
            similarity,
            there,
            back,
            (statement.text, other.text),
            rareness,
            look.settings.matching,
        )
        score = PairScore(statement.id, other.id, similarity, there, back, sure)
        shared = tuple(c for c in chosen.clusters if {statement.id, other.id} <= members(c))
        found.append(Neighbour(other, outlets[other.article_id], score, shared))
    return tuple(sorted(found, key=lambda item: -item.score.equivalent))


def _row(values: np.typing.NDArray[np.float32]) -> Probabilities:
    return float(values[0]), float(values[1]), float(values[2])
