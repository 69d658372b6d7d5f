"""From a sample of labels to the curve that it makes expect of a population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reporter.tuning.thresholds import Curve, Floats, calibrate, expected_curve

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Labels with a score, and the scores of all that they stand for.

    Of each label: `scores` (0..1), `truth` (0 or 1), `weights` (how many it stands for) and
    `fit_weights` (how much it counts in saying what a score means), all (n,). Of the population:
    `population` (its scores) and `counts`, both (m,).
    """

    scores: Floats
    truth: Floats
    weights: Floats
    fit_weights: Floats
    population: Floats
    counts: Floats

    def taken(self, places: Places) -> Sample:
        """Return the sample of the labels at these places, for the same population.

        Where the labels are the population, it stays that of all of them: their scores are known
        even when what was said of them is not.
        """
        return Sample(
            self.scores[places],
            self.truth[places],
            self.weights[places],
            self.fit_weights[places],
            self.population,
            self.counts,
        )


def curve_of(sample: Sample, beta: float) -> Curve:
    """Return precision, recall and F (weight of recall `beta`) expected of the population.

    A score of 0 means that nothing was found, whatever the threshold: such labels say how many
    true ones are out of reach.
    """
    found = sample.scores > 0
    within = sample.population > 0
    known = calibrate(sample.scores[found], sample.truth[found], sample.fit_weights[found])
    unfound = float(sample.weights[~found].sum())
    share = float((sample.weights * sample.truth)[~found].sum()) / unfound if unfound else 0.0
    return expected_curve(
        known(sample.population[within]),
        sample.population[within],
        sample.counts[within],
        beta,
        missed=share * float(sample.counts[~within].sum()),
    )


def slope_of(sample: Sample) -> float:
    """Return by how much a score speaks for being true; not above 0 if it does not."""
    found = sample.scores > 0
    known = calibrate(sample.scores[found], sample.truth[found], sample.fit_weights[found])
    return float(known.weights[1])
