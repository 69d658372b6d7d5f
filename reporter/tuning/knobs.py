"""Thresholds from labelled pairs: the curve of each, the choice for an aim, and what it is worth.

`tune` gives one `Tuned` per threshold that the labels inform. `plots` draws it, `effect` shows what
it changes on a folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from sklearn.metrics import roc_auc_score

from reporter.config import Settings
from reporter.tuning.estimate import Sample, curve_of, slope_of
from reporter.tuning.labelling import ScoredPair
from reporter.tuning.labels import Label, Verdict
from reporter.tuning.resampling import Held, cross_validate, resampled
from reporter.tuning.thresholds import GRID, Aim, Curve, Floats, choose

MIN_LABELS = 30
MIN_OF_A_KIND = 8
"""Fewer labels than these are warned of; of fewer than a third nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Knob:
    """A threshold that labels inform: the figure that it cuts, and which labels are above it.

    `follows` are settings that keep their distance to it. `aim` stands where the user's aim would
    be out of place. `chosen_by` is whether pairs are chosen for labelling by this very figure:
    then the labels need no weights to say how probable a score makes it.
    """

    key: str
    figure: Literal["equivalent", "confidence", "similarity"]
    positives: frozenset[Verdict]
    follows: tuple[str, ...] = ()
    aim: Aim | None = None
    chosen_by: bool = False


_SAME = frozenset({Verdict.SAME, Verdict.CONFLICT})
KNOBS = (
    Knob(
        "matching.threshold",
        "equivalent",
        _SAME,
        follows=("matching.second_fact", "matching.same_article"),
        chosen_by=True,
    ),
    Knob("discrepancies.min_confidence", "confidence", frozenset({Verdict.CONFLICT})),
    # Below it an outlet is said to leave a fact out, so what matters is not to miss a statement.
    Knob("coverage.near", "similarity", _SAME, aim=Aim("recall", 0.95)),
)


@dataclass(frozen=True, slots=True)
class Tuned:
    """What the labels say of one threshold.

    `curve` is expected of the population, `low` and `high` bound it in 95 of 100 resamplings of
    the labels, `range` does so for the choice. `held` compares choice and current value on labels
    that the choice had not seen; None where there are too few. `changes` are the settings to
    write, empty when nothing is to change.
    """

    key: str
    aim: Aim
    current: float
    chosen: float | None
    labels: int
    positives: int
    curve: Curve
    low: Curve
    high: Curve
    range: tuple[float, float] | None
    held: Held | None
    changes: Mapping[str, float]
    warnings: tuple[str, ...] = ()


def tune(
    labels: Sequence[Label],
    pairs: Sequence[ScoredPair],
    settings: Settings,
    aim: Aim,
    population: Sequence[ScoredPair] = (),
    knobs: Sequence[Knob] = KNOBS,
) -> tuple[Tuned, ...]:
    """Return what `labels` say of each threshold; `pairs` are their figures, in the same order.

    `population` are all pairs of the folder, labelled or not; without it the labels stand for it,
    by their weights. Labels must be settled (`labels.settled`). The result does not depend on
    their order.
    """
    order = sorted(range(len(labels)), key=lambda place: (labels[place].s1, labels[place].s2))
    labels, pairs = [labels[place] for place in order], [pairs[place] for place in order]
    return tuple(_tune(knob, labels, pairs, settings, aim, population) for knob in knobs)


def _tune(
    knob: Knob,
    labels: Sequence[Label],
    pairs: Sequence[ScoredPair],
    settings: Settings,
    aim: Aim,
    population: Sequence[ScoredPair],
) -> Tuned:
    aim = knob.aim or aim
    sample = _sample(knob, labels, pairs, population)
    current = _setting(settings, knob.key)
    beta = aim.value if aim.measure == "f" else 1.0
    curve = curve_of(sample, beta)
    low, high, cuts = resampled(sample, aim, beta)
    problem = _problem(sample)
    chosen = None if problem else choose(curve, aim)
    if chosen is None and not problem:
        problem = f"no threshold reaches {aim}; the best is {_best(curve, aim)}"
    held = None if problem else cross_validate(sample, aim, beta, current)
    tuned = Tuned(
        key=knob.key,
        aim=aim,
        current=current,
        chosen=chosen,
        labels=len(sample.scores),
        positives=int(sample.truth.sum()),
        curve=curve,
        low=low,
        high=high,
        range=cuts,
        held=held,
        changes=_changes(knob, settings, current, chosen),
    )
    return replace(tuned, warnings=(problem,) if problem else tuple(_doubts(tuned)))


def _sample(
    knob: Knob,
    labels: Sequence[Label],
    pairs: Sequence[ScoredPair],
    population: Sequence[ScoredPair],
) -> Sample:
    weights = np.array([label.weight for label in labels], dtype=np.float64)
    scores = np.array([getattr(pair, knob.figure) for pair in pairs], dtype=np.float64)
    everyone = np.array([getattr(pair, knob.figure) for pair in population], dtype=np.float64)
    return Sample(
        scores=scores,
        truth=np.array([float(label.verdict in knob.positives) for label in labels]),
        weights=weights,
        fit_weights=np.ones(len(labels)) if knob.chosen_by else weights,
        population=everyone if population else scores,
        counts=np.ones(len(everyone)) if population else weights,
    )


def _problem(sample: Sample) -> str:
    """Return why nothing can be chosen, or ""."""
    positives, count = int(sample.truth.sum()), len(sample.truth)
    fewest = min(positives, count - positives)
    if count < MIN_LABELS // 3 or fewest < MIN_OF_A_KIND // 3:
        return (
            f"too few labels: {positives} for it and {count - positives} against; "
            f"{MIN_LABELS} with {MIN_OF_A_KIND} of each are a beginning"
        )
    if np.ptp(sample.scores) < 1e-6:
        return "all pairs have the same score, so no threshold can part them"
    if slope_of(sample) <= 0 or roc_auc_score(sample.truth, sample.scores) <= 0.5:
        return "the scores do not tell the labels apart: higher ones are not more often right"
    return ""


def _doubts(tuned: Tuned) -> Iterator[str]:
    """Yield what makes a choice doubtful."""
    against = tuned.labels - tuned.positives
    if tuned.labels < MIN_LABELS or min(tuned.positives, against) < MIN_OF_A_KIND:
        yield f"few labels ({tuned.positives} for it, {against} against): label more to be surer"
    if tuned.chosen in (GRID[0], GRID[-1]):
        yield "the choice is at the end of the scale: the labels may be of one sort only"
    if tuned.range and tuned.range[1] - tuned.range[0] > 0.2:
        yield "the choice is unsure: other labels might move it by more than 0.1"
    if tuned.held is None:
        yield "too few labels to check the choice on some that it had not seen"
    elif tuned.changes and tuned.aim.measure == "f" and tuned.held.gain_range[0] <= 0:
        yield "on labels that it had not seen the choice is not surely better than what is set"


def _best(curve: Curve, aim: Aim) -> str:
    values: Floats = curve.precision if aim.measure == "precision" else curve.recall
    shown = values[curve.recall > 0]
    return f"{shown.max():.2f}" if len(shown) else "nothing"


def _setting(settings: Settings, key: str) -> float:
    section, _, name = key.partition(".")
    return float(getattr(getattr(settings, section), name))


def _changes(
    knob: Knob, settings: Settings, current: float, chosen: float | None
) -> dict[str, float]:
    if chosen is None or abs(chosen - current) < 0.005:
        return {}
    moved = {key: _setting(settings, key) + chosen - current for key in knob.follows}
    kept = {key: round(min(1.0, max(0.0, value)), 2) for key, value in moved.items()}
    return {knob.key: chosen, **kept}
