"""Fits the weights of `reporter/summarize/witnesses.py`.

    python fit.py [LABELS.tsv]

Prints the weights of one logistic regression over all lots, and what each line would let through
and cost: of rows that a fit on the others has not seen (ten parts), and of the later lots by a fit
on the first. `labels.tsv` holds the signs and verdicts of the sheets that `collect.py` wrote,
without the sentences, which are the outlets'.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

SIGNS = ("order", "nearest", "words")
LINES = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)

Floats = npt.NDArray[np.float64]


def main(path: Path) -> None:
    """Print the weights and what each line costs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    signs = np.array([[float(row[name]) for name in SIGNS] for row in rows])
    says = np.array([int(row["says"]) for row in rows])
    first = np.array([row["lot"] == "1" for row in rows])
    fitted = _model().fit(signs, says)
    named = zip(SIGNS, fitted.coef_[0], strict=True)
    print(*(f"{name} {weight:.1f}" for name, weight in named), f"bias {fitted.intercept_[0]:.1f}")
    parts = StratifiedKFold(10, shuffle=True, random_state=1)
    unseen = cross_val_predict(_model(), signs, says, cv=parts, method="predict_proba")[:, 1]
    _print("all, ten parts", unseen, says)
    later = _model().fit(signs[first], says[first]).predict_proba(signs[~first])[:, 1]
    _print("the later lots by the first", later, says[~first])


def _model() -> LogisticRegression:
    return LogisticRegression(C=30, max_iter=1000)


def _print(title: str, probability: Floats, says: npt.NDArray[np.int_]) -> None:
    area, brier = roc_auc_score(says, probability), brier_score_loss(says, probability)
    print(f"\n{title}: {len(says)} rows, {np.sum(says == 0)} say something else")
    print(f"area under the curve {area:.2f}, Brier score {brier:.3f}")
    print("line  false left of all above it  right ones below it")
    for line in LINES:
        above = probability >= line
        false = np.sum(above & (says == 0))
        print(f"{line:.2f}  {false} of {above.sum()}  {np.mean(~above[says == 1]):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "labels.tsv")
