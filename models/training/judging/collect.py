"""Collects the differences that are reported on stories, to be read and labelled.

    python collect.py STORIES.jsonl ... --count N --seed S --out REPORTS.pickle [--cache FOLDER]

Rows are stories: `story_id` and `articles` with `text` or `sentences`, `outlet` and `date`. Of each
report the finding that carries it is kept, with what its module says of it, before calibration.
Needs the texts, which are not in this repository; `labels.tsv` names places in them.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporter import discrepancies
from reporter.config import Settings
from reporter.discrepancies import FLOOR, judging
from reporter.discrepancies.finding import Finding, Mark, Pair
from reporter.evaluate.story_rows import story_of
from reporter.pipeline import Models, differ, open_models
from reporter.progress import Stages, ignore
from reporter.records import StoryBrief

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a finding: a sentence of an article, the characters in it, what is around it.

    `start` counts from the start of the article's text, -1 for its headline; `span` from there.
    """

    article: str
    start: int
    sentence: str
    span: Span
    around: tuple[str, ...]
    published: str


@dataclass(frozen=True, slots=True)
class Report:
    """A finding that is reported: `shown` is its probability, `figure` what its module says."""

    story: str
    kind: str
    subject: str
    changes_meaning: bool
    shown: float
    figure: float
    evidence: dict[str, float]
    reasons: tuple[str, ...]
    a: Place
    b: Place


@dataclass(frozen=True, slots=True)
class Carrier:
    """A finding before and after it was judged, and the pair of statements that it is of."""

    before: Finding
    after: Finding
    pair: Pair


def read(row: Mapping[str, Any], models: Models) -> StoryBrief:
    """Return the articles and statements of a row; labels name an article by its number."""
    articles = [
        {name: value for name, value in article.items() if name != "article_id"}
        for article in row["articles"]
    ]
    return story_of({**row, "articles": articles}, models.parser)


def reports(base: StoryBrief, models: Models, settings: Settings) -> Iterator[Report]:
    """Yield the reports of a story, each with the finding that carries it."""
    carriers: list[Carrier] = []
    with listening(carriers):
        found = differ(base, models, settings, Stages(ignore))[2]
    for item in found:
        places = {
            (e.statement.id, (e.start, e.end)): number
            for number, side in enumerate(item.sides)
            for e in side.evidence
        }
        fitting = [
            carrier
            for carrier in carriers
            if carrier.after.kind == item.kind
            and _key(carrier.after.a) in places
            and _key(carrier.after.b) in places
            and places[_key(carrier.after.a)] != places[_key(carrier.after.b)]
        ]
        if fitting:
            yield report_of(base, item.confidence, max(fitting, key=strength))
    for carrier in unlikely(carriers):
        yield report_of(base, carrier.after.confidence, carrier)


def unlikely(carriers: Sequence[Carrier]) -> list[Carrier]:
    """Return what is too unlikely to be reported, once for each two places.

    A label of such a finding counts as much as others, whatever an earlier calibration made of it.
    """
    kept: list[Carrier] = []
    for carrier in sorted(carriers, key=strength, reverse=True):
        if carrier.after.confidence < FLOOR and not any(_same(carrier, other) for other in kept):
            kept.append(carrier)
    return kept


def _same(one: Carrier, other: Carrier) -> bool:
    """Return whether two findings of one kind are about the same words on both sides."""
    a, b = one.before, other.before
    return a.kind == b.kind and all(
        mine.statement.id == theirs.statement.id
        and mine.span[0] < theirs.span[1]
        and theirs.span[0] < mine.span[1]
        for mine, theirs in ((a.a, b.a), (a.b, b.b))
    )


@contextmanager
def listening(carriers: list[Carrier]) -> Iterator[None]:
    """Gather what is judged meanwhile."""

    def judged(finding: Finding, pair: Pair) -> Finding:
        after = judging.judged(finding, pair)
        carriers.append(Carrier(finding, after, pair))
        return after

    discrepancies.judged = judged
    try:
        yield
    finally:
        discrepancies.judged = judging.judged


def strength(carrier: Carrier) -> tuple[float, tuple[str, Span]]:
    """Return by what the likeliest finding is chosen."""
    return carrier.after.confidence, _key(carrier.after.a)


def _key(mark: Mark) -> tuple[str, Span]:
    return mark.statement.id, mark.span


def report_of(base: StoryBrief, probability: float, carrier: Carrier) -> Report:
    """Return the report of a finding that is shown with this probability."""
    finding = carrier.before
    return Report(
        base.story.id,
        finding.kind.value,
        finding.subject,
        finding.changes_meaning,
        probability,
        finding.confidence,
        judging.evidence(finding, carrier.pair),
        finding.reasons,
        _place(base, finding.a),
        _place(base, finding.b),
    )


def _place(base: StoryBrief, mark: Mark) -> Place:
    statement = mark.statement
    home = [s for s in base.statements if s.article_id == statement.article_id]
    at = next(i for i, s in enumerate(home) if s.id == statement.id)
    article = next(a for a in base.story.articles if a.id == statement.article_id)
    headline = statement.start == statement.end
    return Place(
        statement.article_id,
        -1 if headline else statement.start,
        statement.text,
        mark.span,
        tuple(s.text for s in home[max(0, at - 2) : at + 3]),
        str(article.published),
    )


def main() -> None:
    """Draw stories, compare them, keep what is reported."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stories", type=Path, nargs="+")
    arguments.add_argument("--count", type=int, default=60)
    arguments.add_argument("--skip", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    rows = [json.loads(line) for file in options.stories for line in file.open(encoding="utf-8")]
    random.Random(options.seed).shuffle(rows)
    settings = Settings.model_validate({"cache": {"folder": str(options.cache)}})
    models = open_models(settings)
    kept: list[Report] = []
    began = time.monotonic()
    drawn = rows[options.skip : options.skip + options.count]
    for number, row in enumerate(drawn, start=1):
        kept += reports(read(row, models), models, settings)
        if number % 5 == 0 or number == len(drawn):
            options.out.write_bytes(pickle.dumps(kept))
            print(
                f"{number} stories, {len(kept)} reports, {time.monotonic() - began:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
