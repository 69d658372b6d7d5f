"""Collects what is found of planted differences, as `collect.py` does of those of real stories.

    python planted.py PLANTED.jsonl --out PLANTED.pickle --cache FOLDER

Rows are those that `benchmarks/make_planted.py` writes. Each changed sentence is laid beside the
one it was made to differ from; of what is found there the likeliest finding of a fitting kind is
kept. Prints how many of each type have one.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from collect import Carrier, Report, listening, read, report_of, strength

from reporter.config import Settings
from reporter.discrepancies import find_discrepancies
from reporter.pipeline import Models, open_models
from reporter.records import Cluster, PairScore, Statement, StatementKind, StoryBrief

FITTING = {
    "quote": {"quote"},
    "negation": {"negation", "quote"},
    "antonym": {"contradiction", "negation", "quote"},
    "speaker": {"attribution"},
    "source": {"attribution"},
    "hedge": {"certainty"},
    "role": {"contradiction", "attribution", "quote"},
}
EQUIVALENT = 0.5
Plant = Mapping[str, Any]


def found(row: Mapping[str, Any], models: Models, settings: Settings) -> Iterator[Report]:
    """Yield the likeliest fitting finding of each planted difference that has one."""
    base = read(row, models)
    articles = {article.id: article for article in base.story.articles}
    for plant in row["planted"]:
        cluster = laid(base, row, plant, models)
        carriers: list[Carrier] = []
        with listening(carriers):
            find_discrepancies((cluster,), articles, (), settings.discrepancies, (), True)
        fitting = [
            carrier for carrier in carriers if carrier.before.kind in FITTING.get(plant["type"], ())
        ]
        if fitting:
            best = max(fitting, key=strength)
            yield report_of(base, best.after.confidence, best)


def laid(base: StoryBrief, row: Mapping[str, Any], plant: Plant, models: Models) -> Cluster:
    """Return the two sentences of a plant as a cluster, scored as matching would."""
    numbers = {str(raw["article_id"]): n for n, raw in enumerate(row["articles"])}
    by_place = {
        (statement.article_id, statement.index): statement
        for statement in base.statements
        if statement.kind is not StatementKind.HEADLINE
    }

    def at(article: str, sentence: int) -> Statement:
        return by_place[f"{base.story.id}/{numbers[article]}", sentence]

    a = at(str(plant["article_id"]), plant["sentence"])
    b = at(str(plant["other_article_id"]), plant["other_sentence"])
    one, other = models.embedder.embed([a.text, b.text])
    forward, backward = models.scorer.score([(a.text, b.text), (b.text, a.text)]).tolist()
    score = PairScore(a.id, b.id, float(one @ other), tuple(forward), tuple(backward), EQUIVALENT)
    return Cluster("c1", (a, b), a, (score,))


def main() -> None:
    """Read the stories, keep what is found."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stories", type=Path)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    settings = Settings.model_validate({"cache": {"folder": str(options.cache)}})
    models = open_models(settings)
    rows = [json.loads(line) for line in options.stories.open(encoding="utf-8")]
    kept = [report for row in rows for report in found(row, models, settings)]
    options.out.write_bytes(pickle.dumps(kept))
    print(Counter(plant["type"] for row in rows for plant in row["planted"]))
    print(Counter(report.kind for report in kept))


if __name__ == "__main__":
    main()
