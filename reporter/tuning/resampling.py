"""How sure a choice is: bootstrap intervals (Efron 1979) and cross-validation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedKFold

from reporter.tuning.estimate import Places, Sample, curve_of
from reporter.tuning.thresholds import Aim, Curve, choose

Booleans = npt.NDArray[np.bool_]

DRAWS = 300
FOLDS = 5
_SEED = 7
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F, 0..1."""

    precision: float
    recall: float
    f: float


@dataclass(frozen=True, slots=True)
class Held:
    """The choice and the current threshold on labels that the choice had not seen.

    Each label is judged by a choice made from the other folds. `gain` is the F of the choices less
    that of the current value, `gain_range` its 95 % interval.
    """

    chosen: Figures
    current: Figures
    gain: float
    gain_range: tuple[float, float]


def resampled(
    sample: Sample, aim: Aim, beta: float
) -> tuple[Curve, Curve, tuple[float, float] | None]:
    """Return the lower and the upper end of the curve's 95 % interval, and that of the choice.

    The interval of the choice is None where most draws of the labels allow none.
    """
    draw = np.random.default_rng(_SEED)
    count = len(sample.scores)
    curves, cuts = [], []
    for _ in range(DRAWS):
        curve = curve_of(sample.taken(draw.integers(0, max(count, 1), count)), beta)
        curves.append(curve)
        cut = choose(curve, aim)
        cuts += [] if cut is None else [cut]
    bounds = [
        np.percentile([getattr(curve, name) for curve in curves], _TAILS, axis=0)
        for name in ("precision", "recall", "f")
    ]
    low, high = (Curve(*(bound[side] for bound in bounds)) for side in (0, 1))
    if len(cuts) < DRAWS / 2:
        return low, high, None
    ends = np.percentile(cuts, _TAILS)
    return low, high, (float(ends[0]), float(ends[1]))


def cross_validate(sample: Sample, aim: Aim, beta: float, current: float) -> Held | None:
    """Return how choices do on labels they had not seen, None with too few labels to part."""
    fewest = int(min(sample.truth.sum(), len(sample.truth) - sample.truth.sum()))
    if fewest < 2:
        return None
    said: Booleans = np.zeros(len(sample.truth), dtype=np.bool_)
    folds = StratifiedKFold(min(FOLDS, fewest), shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(sample.scores, sample.truth):
        cut = choose(curve_of(sample.taken(seen), beta), aim)
        said[unseen] = sample.scores[unseen] >= (current if cut is None else cut) - 1e-9
    before: Booleans = sample.scores >= current - 1e-9
    draw = np.random.default_rng(_SEED)
    gains = []
    for _ in range(DRAWS):
        places = draw.integers(0, len(said), len(said))
        gains.append(
            figures(sample, said, beta, places).f - figures(sample, before, beta, places).f
        )
    everything = np.arange(len(said))
    chosen, now = (figures(sample, guess, beta, everything) for guess in (said, before))
    ends = np.percentile(gains, _TAILS)
    return Held(chosen, now, chosen.f - now.f, (float(ends[0]), float(ends[1])))


def figures(sample: Sample, said: Booleans, beta: float, places: Places) -> Figures:
    """Return the weighted figures of a guess (n,) on the labels at `places`."""
    weights, truth, guess = sample.weights[places], sample.truth[places], said[places]
    hits = float((weights * truth * guess).sum())
    shown, true = float((weights * guess).sum()), float((weights * truth).sum())
    both = shown + beta**2 * true
    return Figures(
        precision=hits / shown if shown else 1.0,
        recall=hits / true if true else 0.0,
        f=(1 + beta**2) * hits / both if both else 0.0,
    )
