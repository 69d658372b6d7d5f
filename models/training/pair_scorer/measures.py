"""What the probabilities of a pair scorer are worth: figures of arrays, without any model.

Probabilities are float arrays (n, 3) in the order entailment, neutral, contradiction.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Floats = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
BINS = 15


def auc(values: Floats, truth: Truth) -> float:
    """Return the area under the ROC curve, nan where `truth` has one class only."""
    if truth.all() or not truth.any():
        return float("nan")
    return float(roc_auc_score(truth, values))


def best_threshold(values: Floats, truth: Truth) -> float:
    """Return the cut with the highest accuracy for `values >= cut`, the lowest of equals."""
    order = np.argsort(values, kind="stable")
    ranked, positive = values[order], truth[order]
    # right[i]: how many are judged rightly when the i lowest are called negative.
    right = positive.sum() + np.concatenate([[0], np.cumsum(np.where(positive, -1, 1))])
    distinct = np.concatenate([[True], ranked[1:] != ranked[:-1], [True]])
    cut = int(np.flatnonzero(distinct)[right[distinct].argmax()])
    return float(ranked[cut]) if cut < len(ranked) else float(np.inf)


def cross_validated(features: Floats, truth: Truth, folds: int = 5) -> tuple[float, float]:
    """Return accuracy and F1 of `features` (n, k), everything chosen on the other folds.

    One column gets a threshold; several get a logistic model and a threshold on its output.
    """
    guess = np.zeros(len(truth), dtype=bool)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(features, truth):
        values = combine(features[train], truth[train], features)
        guess[test] = values[test] >= best_threshold(values[train], truth[train])
    return float((guess == truth).mean()), float(f1_score(truth, guess))


def combine(train: Floats, truth: Truth, features: Floats) -> Floats:
    """Return the output for `features` of a logistic model of `train`, or its only column."""
    if features.shape[1] == 1:
        return features[:, 0]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(train, truth)
    return np.asarray(model.decision_function(features), dtype=np.float64)


def pair_features(forward: Floats, backward: Floats, *others: Floats) -> Floats:
    """Return what an unordered pair is judged by: log-odds of both directions, and `others`.

    The lower and the higher of both directions, so that the order of the texts does not matter.
    """
    odds = [log_odds(scores[:, column]) for column in range(3) for scores in (forward, backward)]
    columns = []
    for first, second in zip(odds[::2], odds[1::2], strict=True):
        columns += [np.minimum(first, second), np.maximum(first, second)]
    return np.column_stack([*columns, *others])


def log_odds(probability: Floats) -> Floats:
    """Return log(p / (1 - p)), kept within +-7 so that certainty does not drown the rest."""
    clipped = np.clip(probability, 1e-3, 1 - 1e-3)
    return np.asarray(np.log(clipped) - np.log1p(-clipped))


def tempered(scores: Floats, temperature: float) -> Floats:
    """Return the probabilities with their logits divided by `temperature`."""
    logits = np.log(np.maximum(scores, 1e-30)) / temperature
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def best_temperature(scores: Floats, gold: npt.NDArray[np.int64], weights: Floats) -> float:
    """Return the temperature of least weighted log loss (Guo et al., 2017), 0.2 to 10."""

    def loss(log_temperature: float) -> float:
        chosen = tempered(scores, float(np.exp(log_temperature)))[np.arange(len(gold)), gold]
        return float(-(weights * np.log(np.maximum(chosen, 1e-30))).sum() / weights.sum())

    found = minimize_scalar(loss, bounds=(np.log(0.2), np.log(10)), method="bounded")
    return float(np.exp(found.x))


def reliability(scores: Floats, gold: npt.NDArray[np.int64]) -> list[tuple[float, float, int]]:
    """Return (mean confidence, accuracy, count) of each of BINS bins that is not empty."""
    confidence, right = scores.max(axis=1), scores.argmax(axis=1) == gold
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        (
            float(confidence[bins == b].mean()),
            float(right[bins == b].mean()),
            int((bins == b).sum()),
        )
        for b in np.unique(bins)
    ]


def calibration_error(scores: Floats, gold: npt.NDArray[np.int64]) -> float:
    """Return the expected calibration error of the likeliest class, 0 to 1."""
    rows = reliability(scores, gold)
    return sum(abs(sure - right) * count for sure, right, count in rows) / len(gold)


def brier(scores: Floats, gold: npt.NDArray[np.int64]) -> float:
    """Return the Brier score over the three classes, 0 (best) to 2."""
    return float(((scores - np.eye(3)[gold]) ** 2).sum(axis=1).mean())
