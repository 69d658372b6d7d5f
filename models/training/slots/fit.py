"""Fits the weights of `reporter/discrepancies/evidence/slots.json`.

    python fit.py ROWS PLANTED.jsonl [MORE.jsonl ...] --true true.toml --out slots.json
    python fit.py ROWS NAMES.jsonl MORE.jsonl ... --true true.toml --out slots.json --kinds name
        --planted 0.25 --unseen PLANTED.jsonl --plot names.svg

First a logistic regression on the rows of `rows.py`, on what stands around the values alone. Then,
per kind, a second one on stories in which it is known what differs: it weighs the first, the
weights set by hand (`hand.json`), and what a changed value cannot show: how close the statements
are as a whole, and whether each value stands elsewhere in the other's article. Both are linear, so
their product is one weight per piece of evidence and a calibrated bias.

The shipped weights saw `neus_full_articles_val` and `newswcl50_dev`; those for numbers and dates
saw the planted stories, those for names the ones of `plant_names.py` in their place. A story with
plants can count for less than one (`--planted`), so that they are one in four, as in the fit of
numbers and dates: more of them would make every probability higher.

Prints what is found and what else is reported at each line, every story judged by a fit on the
others (five parts, by hash of its id), and the same of `--unseen` stories by the weights. With
these, the bins hold them and the stories without plants.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from labelled import NAMES, Judged, judged, laid, truths
from reliability import bins, brier, draw
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from reporter.backends.registry import open_embedder, open_parser
from reporter.config import Settings

KINDS = ("number", "date", "name")
WHOLE = ("similarity", "known", "known_both", "magnitude", "gap")
EXTRA = {
    "number": ("similarity", "overlap", "order", "known", "known_both", "magnitude"),
    "date": ("similarity", "overlap", "known", "known_both", "gap"),
    "name": ("similarity", "overlap", "known", "known_both"),
}
PARTS = 5
FREEDOM = 30.0
LINES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7)

Matrix = npt.NDArray[np.float64]
Weights = dict[str, float]


def part_of(story: str, parts: int = PARTS) -> int:
    """Return which part a story belongs to, by a hash of its id."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % parts


def distant(rows: Sequence[tuple[str, str, int, Weights]], kind: str) -> Weights:
    """Return the weights ("bias" among them) learned from outlets that agree."""
    mine = [row for row in rows if row[1] == kind]
    names = [name for name in sorted(mine[0][3]) if name not in WHOLE]
    table = np.array([[row[3][name] for name in names] for row in mine])
    labels = np.array([row[2] for row in mine])
    held = np.array([part_of(row[0]) == 0 for row in mine])
    model = LogisticRegression(max_iter=3000).fit(table[~held], labels[~held])
    scores = model.decision_function(table[held])
    area = roc_auc_score(labels[held], scores)
    print(f"{kind}: {len(mine)} rows, {labels.mean():.2f} positive; held out: AUC {area:.3f}")
    model = LogisticRegression(max_iter=3000).fit(table, labels)
    return {**dict(zip(names, model.coef_[0], strict=True)), "bias": model.intercept_[0]}


def odds(weights: Weights, features: Weights) -> float:
    """Return the log-odds that the weights give to the features."""
    return weights.get("bias", 0.0) + sum(
        weight * features[name] for name, weight in weights.items() if name != "bias"
    )


def table_of(rows: Sequence[Judged], kind: str, models: Sequence[Weights]) -> Matrix:
    """Return (n, k): the log-odds of each model, then the extra evidence."""
    return np.array(
        [
            [*[odds(m, row.features) for m in models], *[row.features[n] for n in EXTRA[kind]]]
            for row in rows
        ]
    )


def regression() -> LogisticRegression:
    """Return a model that is free to use evidence of a narrow range, as cosines are."""
    return LogisticRegression(C=FREEDOM, max_iter=5000)


def weigh(
    rows: Sequence[Judged], kind: str, models: Sequence[Weights], shares: Matrix
) -> LogisticRegression:
    """Return the regression that weighs the models and the extra evidence."""
    labels = [row.label for row in rows]
    return regression().fit(table_of(rows, kind, models), labels, sample_weight=shares)


def collapsed(model: LogisticRegression, kind: str, models: Sequence[Weights]) -> Weights:
    """Return the one set of weights that the regression over linear models comes to."""
    total: defaultdict[str, float] = defaultdict(float)
    shares, extra = model.coef_[0][: len(models)], model.coef_[0][len(models) :]
    for share, weights in zip(shares, models, strict=True):
        for name, weight in weights.items():
            total[name] += share * weight
    for name, weight in zip(EXTRA[kind], extra, strict=True):
        total[name] += weight
    total["bias"] += model.intercept_[0]
    return {name: round(float(total[name]), 3) for name in sorted(total)}


def cross_judged(
    rows: Sequence[Judged], kind: str, models: Sequence[Weights], shares: Matrix
) -> Matrix:
    """Return (n,): the probability of each row by a fit on the other parts."""
    parts = np.array([part_of(row.story) for row in rows])
    table, labels = table_of(rows, kind, models), np.array([row.label for row in rows])
    found = np.zeros(len(rows))
    for part in sorted(set(parts)):
        others = parts != part
        model = regression().fit(table[others], labels[others], sample_weight=shares[others])
        found[parts == part] = model.predict_proba(table[parts == part])[:, 1]
    return found


def best(rows: Sequence[Judged], scores: Matrix) -> list[int]:
    """Return the rows that are the likeliest for both of their values in their pair."""
    taken: set[tuple[tuple[str, str], int, int]] = set()
    kept = []
    for index in np.argsort(-scores, kind="stable"):
        row = rows[index]
        places = {(row.place, side, start) for side, start in enumerate(row.starts)}
        if not taken & places:
            taken |= places
            kept.append(int(index))
    return kept


def curve(kind: str, rows: Sequence[Judged], scores: Matrix, stories: int, plants: int) -> None:
    """Print what each line finds and what else it reports."""
    kept = best(rows, scores)
    labels = np.array([row.label for row in rows])
    print(
        f"{kind}: {len(rows)} pairs of values, {labels.sum()} true; "
        f"AUC {roc_auc_score(labels, scores):.3f} AP {average_precision_score(labels, scores):.3f} "
        f"Brier {brier_score_loss(labels[kept], scores[kept]):.4f}"
    )
    for line in LINES:
        over = [rows[i] for i in kept if scores[i] >= line]
        found = {(row.story, row.plant) for row in over if row.plant >= 0}
        others = {(row.story, row.values) for row in over if not row.label}
        share = len(found) / max(1, plants)
        print(f"  {line:.2f} found {share:.2f} others a story {len(others) / stories:.2f}")


def main() -> None:
    """Fit both steps, print the curves, write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rows", type=Path)
    arguments.add_argument("stories", type=Path, nargs="+")
    arguments.add_argument("--true", type=Path)
    arguments.add_argument("--near", type=float, default=0.6)
    arguments.add_argument("--plot", type=Path)
    arguments.add_argument("--planted", type=float, default=1.0, help="what a planted story counts")
    arguments.add_argument("--unseen", type=Path, nargs="*", default=[])
    arguments.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    arguments.add_argument("--out", type=Path, required=True, help="keeps the kinds not fitted")
    options = arguments.parse_args()
    rows = pickle.loads(options.rows.read_bytes())  # noqa: S301
    hand: dict[str, Weights] = json.loads(Path(__file__).with_name("hand.json").read_text())
    stories, unseen = _stories(options.stories), _stories(options.unseen)
    known, fresh = _judged(stories, options), _judged(unseen, options)
    planted = {str(story["story_id"]) for story in stories if story.get("planted")}
    shipped: dict[str, Any] = {}
    if set(options.kinds) < set(KINDS):
        shipped = json.loads(options.out.read_text(encoding="utf-8"))
    found: list[tuple[float, int]] = []
    for kind in options.kinds:
        models = (hand[kind], distant(rows, kind))
        mine = [row for row in known if row.kind == kind]
        shares = np.array([options.planted if row.story in planted else 1.0 for row in mine])
        scores = cross_judged(mine, kind, models, shares)
        curve(kind, mine, scores, len(stories), _plants(stories, kind))
        model = weigh(mine, kind, models, shares)
        kept = best(mine, scores)
        if unseen:
            kept = [i for i in kept if mine[i].story not in planted]
            others = [row for row in fresh if row.kind == kind]
            said = model.predict_proba(table_of(others, kind, models))[:, 1]
            curve(f"{kind}, unseen", others, said, len(unseen), _plants(unseen, kind))
            found += [(float(said[i]), others[i].label) for i in best(others, said)]
        found += [(float(scores[i]), mine[i].label) for i in kept]
        weights = collapsed(model, kind, models)
        shipped[kind] = {"bias": weights.pop("bias"), "weights": weights}
    print(f"Brier {brier(found):.4f}", *bins(found), sep="\n")
    if options.plot:
        draw(found, options.plot)
    options.out.write_text(json.dumps(shipped, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _stories(files: Sequence[Path]) -> list[Any]:
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


def _plants(stories: Sequence[Any], kind: str) -> int:
    return sum(
        NAMES.get(plant["type"], plant["type"]) == kind
        for story in stories
        for plant in story.get("planted", ())
    )


def _judged(stories: Sequence[Any], options: argparse.Namespace) -> list[Judged]:
    settings = Settings()
    parser, embedder = open_parser(settings.models), open_embedder(settings.models)
    true = truths(options.true)
    return [
        row
        for story in stories
        for row in judged(laid(story, parser, embedder, options.near), true)
    ]


if __name__ == "__main__":
    main()
