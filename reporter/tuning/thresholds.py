"""Choosing a threshold from few labels: how probable a score makes it, and what follows.

A count of right and wrong among 50 labels says little about each of 100 possible thresholds. So the
labels are first turned into a curve of probability by score (logistic; Platt 1999), and precision,
recall and F are what this curve expects of a population of scores, labelled or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from reporter.errors import SettingsError

Floats = npt.NDArray[np.float64]

GRID: Floats = np.round(np.arange(0.0, 1.0001, 0.01), 2)
"""The thresholds that are tried."""

# Scores are 0..1; ten times that keeps bias and slope of one size, which Newton's method likes.
_SCALE = 10.0
# Before any label: even odds at 0.5, tenfold odds within 0.23; four labels outweigh it.
_PRIOR = np.array([0.0, 1.0])
_PRIOR_PRECISION = np.diag([0.05, 0.05])
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Aim:
    """What a threshold shall do: `f` (weight of recall in `value`), or at least `value` (0..1)."""

    measure: Literal["f", "precision", "recall"] = "f"
    value: float = 1.0

    def __str__(self) -> str:
        return f"f{self.value:g}" if self.measure == "f" else f"{self.measure}={self.value:g}"


def parse_aim(text: str) -> Aim:
    """Return the aim of `f1`, `f0.5`, `precision=0.95`, `recall=0.9`; SettingsError for another."""
    name, _, number = text.strip().lower().partition("=")
    if not number and name.startswith("f"):
        name, number = "f", name[1:]
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if name == "f" and 0.1 <= value <= 10:
        return Aim("f", value)
    if name in ("precision", "recall") and 0 < value < 1:
        return Aim("precision" if name == "precision" else "recall", value)
    raise SettingsError(
        f"--aim {text!r} is not known.", "Write f1, f0.5, precision=0.95 or recall=0.9."
    )


@dataclass(frozen=True, slots=True)
class Calibration:
    """P(true | score) = logistic(weights . (1, 10 (score - 0.5))).

    `weights` (2,) are the bias and slope, `covariance` (2, 2) how unsure they are (Laplace).
    """

    weights: Floats
    covariance: Floats

    def __call__(self, scores: Floats) -> Floats:
        """Return the probability of each score."""
        return _logistic(_design(scores) @ self.weights)


def calibrate(scores: Floats, truth: Floats, weights: Floats | None = None) -> Calibration:
    """Fit the probability by score to labels: `scores` (n,) 0..1, `truth` (n,) 0 or 1.

    `weights` (n,), if given, count by their proportion. A weak prior keeps few labels, or labels
    that a score separates entirely, from overstating. Labels may be picked by their score: what is
    fitted is the probability given the score.
    """
    each = np.ones(len(scores))
    if weights is not None and len(weights):
        each = weights / weights.mean()
    design = _design(scores)
    at = _PRIOR.copy()
    for _ in range(50):
        sure = _logistic(design @ at)
        slope = design.T @ (each * (truth - sure)) - _PRIOR_PRECISION @ (at - _PRIOR)
        step = np.linalg.solve(_information(design, sure, each), slope)
        before = _loss(at, design, truth, each)
        # A Newton step overshoots where the curve is flat.
        while _loss(at + step, design, truth, each) > before and np.abs(step).max() > 1e-9:
            step = step / 2
        at = at + step
        if np.abs(step).max() < 1e-8:
            break
    information = _information(design, _logistic(design @ at), each)
    return Calibration(at, np.asarray(np.linalg.inv(information), dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision, recall and F at each threshold of `GRID`; arrays of its shape, 0..1."""

    precision: Floats
    recall: Floats
    f: Floats


def expected_curve(
    sure: Floats, scores: Floats, weights: Floats, beta: float = 1.0, missed: float = 0.0
) -> Curve:
    """Return the curve expected of a population, of which only probabilities are known.

    `sure` (n,) is the probability that each is true (0 or 1 where it is known), `weights` (n,) how
    many it stands for. `missed` true ones, in the unit of `weights`, have no score at all.
    """
    order = np.argsort(scores, kind="stable")
    ranked = scores[order]
    true = np.concatenate([[0.0], np.cumsum((sure * weights)[order])])
    total = np.concatenate([[0.0], np.cumsum(weights[order])])
    below = np.searchsorted(ranked, GRID - 1e-9, side="left")
    hits, shown = true[-1] - true[below], total[-1] - total[below]
    positives = true[-1] + missed
    # Nothing shown is nothing wrong.
    precision = np.where(shown > 0, hits / np.where(shown > 0, shown, 1.0), 1.0)
    recall = hits / positives if positives > 0 else np.zeros_like(hits)
    both = shown + beta**2 * positives
    f = np.where(both > 0, (1 + beta**2) * hits / np.where(both > 0, both, 1.0), 0.0)
    return Curve(precision, recall, f)


def choose(curve: Curve, aim: Aim) -> float | None:
    """Return the threshold for the aim, None if none reaches it.

    For a precision, the lowest from which on it holds (with anything still shown); for a recall,
    the highest at which it holds.
    """
    if aim.measure == "f":
        best = np.flatnonzero(curve.f >= curve.f.max() - 1e-9)
        return float(GRID[best[len(best) // 2]]) if curve.f.max() > 0 else None
    if aim.measure == "recall":
        enough = np.flatnonzero(curve.recall >= aim.value)
        return float(GRID[enough[-1]]) if len(enough) else None
    short = np.flatnonzero((curve.precision < aim.value) & (curve.recall > 0))
    first = short[-1] + 1 if len(short) else 0
    reached = first < len(GRID) and curve.recall[first] > 0
    return float(GRID[first]) if reached else None


def usefulness(known: Calibration, scores: Floats) -> Floats:
    """Return (n,): by how much the label of each would make the threshold for F1 surer.

    The drop in the variance of that threshold, by the delta method: the sequential c-optimal
    design for logistic models (Chaloner and Larntz 1989). `scores` are the population as well.
    """
    ranked = np.sort(scores)[::-1]
    slope = np.array([_best_cut(known.weights + step, ranked) for step in _STEP * np.eye(2)])
    slope = (slope - _best_cut(known.weights, ranked)) / _STEP
    design = _design(scores)
    sure = _logistic(design @ known.weights)
    spread = sure * (1 - sure)
    reach = np.einsum("ij,jk,ik->i", design, known.covariance, design)
    drop: Floats = spread * (design @ known.covariance @ slope) ** 2 / (1 + spread * reach)
    return drop


def _best_cut(weights: Floats, ranked: Floats) -> float:
    """Return the score at which F1 is best: where the probability is half of it."""
    sure = _logistic(_design(ranked) @ weights)
    hits = np.cumsum(sure)
    best = float((2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])).max())
    half = min(max(best / 2, 1e-6), 1 - 1e-6)
    return float((np.log(half / (1 - half)) - weights[0]) / max(float(weights[1]), 0.05))


def _design(scores: Floats) -> Floats:
    return np.column_stack([np.ones(len(scores)), _SCALE * (scores - 0.5)])


def _logistic(odds: Floats) -> Floats:
    bounded: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return bounded


def _loss(weights: Floats, design: Floats, truth: Floats, each: Floats) -> float:
    """Return the negative log posterior, less a constant."""
    odds = design @ weights
    off = weights - _PRIOR
    fit = float((each * (np.logaddexp(0, odds) - truth * odds)).sum())
    return fit + float(off @ _PRIOR_PRECISION @ off) / 2


def _information(design: Floats, sure: Floats, weights: Floats) -> Floats:
    spread = weights * sure * (1 - sure)
    found: Floats = (design.T * spread) @ design + _PRIOR_PRECISION
    return found
