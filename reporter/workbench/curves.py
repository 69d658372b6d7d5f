"""How many pairs, differences and statements lie where on the scale of a threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from reporter.matching.equivalence import equivalence
from reporter.text.lexical import rarity
from reporter.tuning.knobs import Tuned
from reporter.tuning.thresholds import GRID, Floats
from reporter.workbench.bench import Bench, Look, Material

BINS = 50
"""Bars between 0 and 1."""

HEIGHT = 12
"""Of the picture, in its own units; a bar is 1 wide."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from 0 to 1: `heights` are shares (0..1) of the highest, `what` says what is counted."""

    what: str
    heights: tuple[float, ...]
    total: int


def histograms(bench: Bench, look: Look) -> Mapping[str, Histogram]:
    """Return a histogram for each setting, by key, whose scale is that of a score."""
    materials = bench.materials(look.settings)
    pairs = _histogram("judged pairs of statements", _equivalences(bench, look, materials))
    sure = _histogram(
        "differences found",
        (found.confidence for item in look.stories for found in item.brief.discrepancies),
    )
    cosines = _histogram("pairs of statements", _cosines(materials))
    return {
        "matching.threshold": pairs,
        "matching.second_fact": pairs,
        "matching.same_article": pairs,
        "discrepancies.min_confidence": sure,
        "discrepancies.near": cosines,
    }


def _equivalences(bench: Bench, look: Look, materials: Iterable[Material]) -> Iterator[float]:
    """Yield the equivalence of all whole statements that the scorer has judged both ways."""
    known = bench.scorer.known()
    for material in materials:
        statements = material.base.statements
        rareness = rarity(item.text for item in statements)
        for i, j in combinations(range(len(statements)), 2):
            a, b = statements[i], statements[j]
            if a.article_id == b.article_id:
                continue
            there, back = known.get((a.text, b.text)), known.get((b.text, a.text))
            if there is None or back is None:
                continue
            yield equivalence(
                float(material.vectors[i] @ material.vectors[j]),
                (float(there[0]), float(there[1]), float(there[2])),
                (float(back[0]), float(back[1]), float(back[2])),
                (a.text, b.text),
                rareness,
                look.settings.matching,
            )


def _cosines(materials: Iterable[Material]) -> Iterator[float]:
    for material in materials:
        articles = np.array([item.article_id for item in material.base.statements])
        similar = material.vectors @ material.vectors.T
        apart = np.triu(articles[:, None] != articles[None, :], k=1)
        yield from similar[apart].tolist()


def _histogram(what: str, values: Iterable[float]) -> Histogram:
    found = np.fromiter(values, dtype=np.float64)
    counted, _ = np.histogram(np.clip(found, 0.0, 1.0), bins=BINS, range=(0.0, 1.0))
    # Most pairs are far apart; square roots keep the few near ones visible beside them.
    heights = np.sqrt(counted / max(1, int(counted.max(initial=0))))
    return Histogram(what, tuple(round(float(h), 3) for h in heights), len(found))


@dataclass(frozen=True, slots=True)
class Line:
    """Precision and recall of a threshold by the labels, as SVG points, and what holds at it."""

    tuned: Tuned
    precision: str
    recall: str

    def at(self, value: float) -> tuple[float, float]:
        """Return precision and recall (0..1) with the threshold at `value`."""
        place = int(np.argmin(np.abs(GRID - value)))
        return float(self.tuned.curve.precision[place]), float(self.tuned.curve.recall[place])


def lines(tuned: Iterable[Tuned]) -> Mapping[str, Line]:
    """Return the curves of each threshold that labels speak of, by key, to lie over the bars."""
    return {
        item.key: Line(item, _points(item.curve.precision), _points(item.curve.recall))
        for item in tuned
    }


def _points(values: Floats) -> str:
    places = zip((GRID * BINS).tolist(), (HEIGHT * (1 - values)).tolist(), strict=True)
    return " ".join(f"{x:.1f},{y:.2f}" for x, y in places)
