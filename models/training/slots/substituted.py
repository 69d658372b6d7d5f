"""Fits the weights of names that stand where another one belongs (`substitution.py`).

    python substituted.py --planted NAMES.jsonl ... --stories REAL.jsonl ... --out slots.json

Rows are the substitutions of whole stories. `--planted` is what `plant_names.py` made: what puts
back the name that stood there is true, all else is not; what else takes the place of a planted name
is left out. In the real `--stories` nothing is true. Planted stories count a quarter, as in the fit
of names, so that one in four holds a plant.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from judged_names import fitted
from labelled import ECHO, plant_of

from reporter.backends import Embedder
from reporter.backends.registry import open_embedder, open_parser
from reporter.config import Settings
from reporter.discrepancies import sheet_of
from reporter.discrepancies.substitution import MODEL, Rival, rivals
from reporter.evaluate.story_rows import story_of
from reporter.pipeline import StoryBrief

SHARE = 0.25
PARTS = 5
PER_STORY = (0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class Row:
    """The evidence for one substitution, whether it undoes a plant, and what its story counts."""

    story: str
    place: tuple[str, int]
    features: Mapping[str, float]
    label: int
    share: float


def main() -> None:
    """Gather the rows, judge each by a fit on the others, write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--planted", type=Path, nargs="+", required=True)
    arguments.add_argument("--stories", type=Path, nargs="+", required=True)
    arguments.add_argument("--out", type=Path, required=True, help="keeps the other weights")
    options = arguments.parse_args()
    settings = Settings()
    parser, embedder = open_parser(settings.models), open_embedder(settings.models)
    rows = [
        row
        for files, share in ((options.planted, SHARE), (options.stories, 1.0))
        for file in files
        for line in file.open(encoding="utf-8")
        for story in (json.loads(line),)
        for row in rows_of(story, story_of(story, parser), embedder, share)
    ]
    weights = fit(rows)
    stored = json.loads(options.out.read_text(encoding="utf-8")) | {MODEL: weights}
    text = json.dumps(stored, indent=1, sort_keys=True)
    options.out.write_text(f"{text}\n", encoding="utf-8")


def rows_of(
    story: Mapping[str, Any], base: StoryBrief, embedder: Embedder, share: float
) -> Iterator[Row]:
    """Yield the substitutions of one story; what lies beside a planted name is left out."""
    articles = {article.id: article for article in base.story.articles}
    sheets = [sheet_of(statement, articles) for statement in base.statements]
    for rival in rivals(sheets, embedder):
        plant = _plant_of(story, rival)
        if plant != ECHO:
            place = rival.sheet.statement.id, rival.name.start
            yield Row(str(story["story_id"]), place, rival.features, int(plant >= 0), share)


def _plant_of(story: Mapping[str, Any], rival: Rival) -> int:
    a, b = rival.sheet.statement, rival.other_sheet.statement
    values = frozenset(name.text.casefold() for name in (rival.name, rival.other))
    found = plant_of(story, "name", a, b, values)
    for plant in story.get("planted", ()):
        here = (a.article_id, a.index) == (str(plant["article_id"]), int(plant["sentence"]))
        if found < 0 and here and rival.name.text.casefold() in plant["value"].casefold():
            return ECHO
    return found


def fit(rows: Sequence[Row]) -> dict[str, Any]:
    """Return bias and weights; print what is found at how many false ones a story."""
    names = sorted(rows[0].features)
    table = np.array([[row.features[each] for each in names] for row in rows])
    labels = np.array([row.label for row in rows])
    shares = np.array([row.share for row in rows])
    stories = sorted({row.story for row in rows})
    parts = np.array([stories.index(row.story) % PARTS for row in rows])
    odds = np.zeros(len(rows))
    for part in range(PARTS):
        others = parts != part
        found = fitted(table[others], np.zeros(others.sum()), labels[others], shares[others])
        odds[~others] = found[0] + table[~others] @ found[1:]
    _show(rows, odds)
    found = fitted(table, np.zeros(len(rows)), labels, shares)
    weights = {each: round(float(weight), 2) for each, weight in zip(names, found[1:], strict=True)}
    return {"bias": round(float(found[0]), 2), "weights": weights}


def _show(rows: Sequence[Row], odds: Sequence[float]) -> None:
    """Print which share of the plants is found, each name once, where so many others are."""
    best: dict[tuple[str, int], tuple[float, Row]] = {}
    for odd, row in zip(odds, rows, strict=True):
        if row.place not in best or odd > best[row.place][0]:
            best[row.place] = odd, row
    plants = sum(row.label for row in rows)
    stories = {
        share: len({row.story for row in rows if row.share == share}) for share in (SHARE, 1)
    }
    print(f"{plants} plants in {stories[SHARE]} stories, {stories[1]} real ones")
    false = sorted((odd for odd, row in best.values() if row.share == 1.0), reverse=True)
    for share in PER_STORY:
        line = false[int(share * stories[1])]
        found = sum(row.label for odd, row in best.values() if odd > line)
        others = sum(odd > line and not row.label for odd, row in best.values() if row.share < 1)
        probability = 1 / (1 + math.exp(-line))
        print(
            f"{share} a real story ({others / max(1, stories[SHARE]):.2f} beside plants):"
            f" {found / plants:.2f} found, line {probability:.3f}"
        )


if __name__ == "__main__":
    main()
