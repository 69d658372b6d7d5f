"""Fits the weights of `reporter/discrepancies/judging.json`.

    python fit.py REPORTS.pickle ... [--planted PLANTED.pickle] [--plot PLOT.svg] --out judging.json

One logistic regression over all kinds: weights that all share, and what each kind adds to the bias
and to each weight. All have a normal prior around 0 (partial pooling; Gelman and Hill 2007),
narrower for what a kind adds: one that was seldom read stays near the common weights.

Planted differences of a kind show what a true one looks like. They count together as `PLANTED`
read ones, and none as more than one, so that they shape the weights but do not set how many are
true.

Prints the figures of a fit on the other stories (five parts, by hash of the story id).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from collect import Place, Report
from labels import Label, Spot, label_of, read
from sklearn.linear_model import LogisticRegression

from reporter.discrepancies import FLOOR
from reporter.discrepancies.judging import group_named

sys.path.append(str(Path(__file__).parent.parent / "slots"))

from reliability import bins, brier, draw

KINDS = (
    "attribution",
    "attribution swapped",
    "certainty",
    "contradiction",
    "contradiction suspected",
    "contradiction swapped",
    "negation",
    "negation suspected",
    "quote",
    "quote turned",
    "wording",
)
EVIDENCE = ("figure", "overlap", "length", "known", "apart", "unlike", "reported", "meaning")
COMMON, BIAS, OWN = 2.0, 1.5, 1.0
PLANTED = 5.0
PARTS = 5
LINES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One report: its kind, evidence, whether it is a true difference, and what it counts."""

    story: str
    kind: str
    values: tuple[float, ...]
    true: bool
    matters: bool
    weight: float = 1.0
    shown: float = 0.0


def part_of(story: str) -> int:
    """Return which part a story belongs to, by a hash of its id."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % PARTS


def design(rows: Sequence[Row]) -> Floats:
    """Return (n, columns), each column times the width of its prior."""
    table = np.array([row.values for row in rows])
    ones = np.ones((len(rows), 1))
    of_kind = np.array([[row.kind == kind for kind in KINDS] for row in rows], dtype=float)
    own = (of_kind[:, :, None] * table[:, None, :]).reshape(len(rows), -1)
    return np.hstack([5 * ones, COMMON * table, BIAS * of_kind, OWN * own])


def fitted(rows: Sequence[Row]) -> Floats:
    """Return the coefficients of the columns of `design`."""
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=5000)
    model.fit(design(rows), [row.true for row in rows], [row.weight for row in rows])
    return model.coef_[0]


def judge(rows: Sequence[Row], weights: Floats) -> Floats:
    """Return the probability of each row."""
    return 1 / (1 + np.exp(-design(rows) @ weights))


def cross_judged(rows: Sequence[Row]) -> Floats:
    """Return the probability of each row by a fit on the other parts."""
    parts = np.array([part_of(row.story) for row in rows])
    found = np.zeros(len(rows))
    for part in range(PARTS):
        others = [row for row, its in zip(rows, parts, strict=True) if its != part]
        mine = [row for row, its in zip(rows, parts, strict=True) if its == part]
        if mine:
            found[parts == part] = judge(mine, fitted(others))
    return found


def shipped(weights: Floats) -> dict[str, dict[str, object]]:
    """Return bias and weights per kind."""
    common = COMMON * weights[1 : 1 + len(EVIDENCE)]
    added = weights[1 + len(EVIDENCE) :]
    own = common + OWN * added[len(KINDS) :].reshape(len(KINDS), len(EVIDENCE))
    made = {}
    for number, kind in enumerate(KINDS):
        bias = 5 * weights[0] + BIAS * added[number]
        mine = zip(EVIDENCE, own[number], strict=True)
        made[kind] = {
            "bias": round(float(bias), 3),
            "weights": {name: round(float(value), 3) for name, value in mine},
        }
    return made


def spot_of(place: Place) -> Spot:
    """Return the place of one side of a report."""
    number = int(place.article.rpartition("/")[2])
    start = max(0, place.start)
    return Spot(number, place.start < 0, start + place.span[0], start + place.span[1])


def labelled(reports: Sequence[Report], labels: Sequence[Label]) -> tuple[list[Row], list[Report]]:
    """Return the reports that were read as rows, and those that were not."""
    by_story: dict[str, list[Label]] = {}
    for label in labels:
        by_story.setdefault(label.story, []).append(label)
    rows, unread = [], []
    for report in reports:
        if group(report) not in KINDS or not report.shown:  # ruled out, not judged
            continue
        mine = by_story.get(report.story, [])
        label = label_of(mine, report.story, report.kind, spot_of(report.a), spot_of(report.b))
        if label is None and report.shown >= FLOOR:
            unread.append(report)
        elif label is not None:
            rows.append(row_of(report, label.true, label.matters))
    return rows, unread


def group(report: Report) -> str:
    """Return what is fitted together, as `judging.group_of` does."""
    return group_named(report.kind, report.subject, report.changes_meaning)


def row_of(report: Report, true: bool, matters: bool, weight: float = 1.0) -> Row:
    """Return the row of a report."""
    values = tuple(report.evidence[name] for name in EVIDENCE)
    return Row(report.story, group(report), values, true, matters, weight, report.shown)


def main() -> None:
    """Fit, print the figures, write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("reports", type=Path, nargs="+")
    arguments.add_argument("--labels", type=Path, default=Path(__file__).with_name("labels.tsv"))
    arguments.add_argument("--planted", type=Path)
    arguments.add_argument("--plot", type=Path)
    arguments.add_argument("--out", type=Path)
    options = arguments.parse_args()
    labels = read(options.labels)
    reports = [report for file in options.reports for report in stored(file)]
    rows, unread = labelled(reports, labels)
    print(f"{len(rows)} reports read, {len(unread)} not")
    for report in unread:
        print("  unread:", report.story, report.kind, spot_of(report.a), spot_of(report.b))
    planted = planted_rows(stored(options.planted)) if options.planted else []
    scores = cross_judged([*rows, *planted])
    print_kinds(rows, scores[: len(rows)])
    print_lines(rows, scores[: len(rows)], planted, scores[len(rows) :])
    found = [(float(p), int(row.true)) for row, p in zip(rows, scores, strict=False)]
    print(f"Brier {brier(found):.4f}", *bins(found), sep="\n")
    if options.plot:
        draw(found, options.plot)
    if options.out:
        weights = shipped(fitted([*rows, *planted]))
        options.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def stored(file: Path) -> list[Report]:
    """Return the reports of a file that `collect.py` wrote."""
    reports: list[Report] = pickle.loads(file.read_bytes())  # noqa: S301
    return reports


def planted_rows(reports: Sequence[Report]) -> list[Row]:
    """Return what was found of planted differences, those of a kind worth `PLANTED` together."""
    counts = Counter(map(group, reports))
    return [
        row_of(report, True, True, min(1.0, PLANTED / counts[group(report)]))
        for report in reports
        if group(report) in KINDS
    ]


def print_kinds(rows: Sequence[Row], scores: Floats) -> None:
    """Print how well each kind is judged."""
    for kind in KINDS:
        mine = [(p, row) for p, row in zip(scores, rows, strict=True) if row.kind == kind]
        if not mine:
            continue
        true = np.mean([row.true for _, row in mine])
        given = brier([(float(p), int(row.true)) for p, row in mine])
        before = brier([(row.shown, int(row.true)) for _, row in mine])
        mean = np.mean([p for p, _ in mine])
        print(
            f"{kind}: {len(mine)} read, {true:.2f} true, mean probability {mean:.2f}, Brier "
            f"{given:.3f} (of the base rate {true * (1 - true):.3f}, as collected {before:.3f})"
        )


def print_lines(rows: Sequence[Row], scores: Floats, plants: Sequence[Row], found: Floats) -> None:
    """Print what each line shows, how much of it is true and worth its place, and what it finds."""
    for line in LINES:
        print(f"line {line}")
        for kind in (*KINDS, "all"):
            over = [
                row
                for row, p in zip(rows, scores, strict=True)
                if p >= line and kind in (row.kind, "all")
            ]
            mine = [p for row, p in zip(plants, found, strict=True) if kind in (row.kind, "all")]
            share = np.mean([p >= line for p in mine]) if mine else 0.0
            true, worth = sum(row.true for row in over), sum(row.matters for row in over)
            lost = sum(row.true and kind in (row.kind, "all") for row in rows) - true
            print(
                f"  {kind}: {len(over)} shown, {true} true, {worth} worth it, {lost} true lost; "
                f"planted {share:.2f} of {len(mine)}"
            )


if __name__ == "__main__":
    main()
