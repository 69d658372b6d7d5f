"""Sweep the settings of story grouping over labelled files and print B-cubed F1 for each.

usage: tune_stories.py FILE.jsonl... [--threshold .5 .56 .6] [--size-penalty .2 .3] [--stories 5]

A file holds articles (`article_id`, `title`, `text`, `gold_story`) or stories (`story_id`,
`articles` of `title`, `text` and perhaps `date`). With `--stories N` each file is dealt into
folders of N stories, to see how small folders fare; the mean over the folders is printed.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

from reporter.backends import Embedder, Float32
from reporter.backends.registry import open_embedder
from reporter.config import Settings, StorySettings
from reporter.evaluate.stories import b_cubed
from reporter.records import Article
from reporter.stories import group_stories

Labelled = tuple[Article, str]


class Remembering:
    """An embedder that embeds each text once, however many settings are tried."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Float32] = {}

    @property
    def description(self) -> Mapping[str, str]:
        return self._embedder.description

    def embed(self, texts: Sequence[str]) -> Float32:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors.update(zip(new, self._embedder.embed(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])


def read(path: Path) -> list[Labelled]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        (_article(f"{number:05}-{place}", row), row.get("gold_story") or line["story_id"])
        for number, line in enumerate(rows)
        for place, row in enumerate(line.get("articles", [line]))
    ]


def _article(name: str, row: Mapping[str, str | None]) -> Article:
    day = row.get("date")
    published = date.fromisoformat(day[:10]) if day else None
    return Article(
        name, name, "", False, row["title"] or "", row["text"] or "", published=published
    )


def folders(labelled: Sequence[Labelled], stories: int | None) -> Iterator[list[Labelled]]:
    if stories is None:
        yield list(labelled)
        return
    groups: defaultdict[str, list[Labelled]] = defaultdict(list)
    for article, story in labelled:
        groups[story].append((article, story))
    order = sorted(groups, key=lambda story: (zlib.crc32(story.encode()), story))
    for start in range(0, len(order), stories):
        yield [pair for story in order[start : start + stories] for pair in groups[story]]


def f1(folder: Sequence[Labelled], embedder: Embedder, settings: StorySettings) -> float:
    found = group_stories([article for article, _ in folder], embedder, settings)
    predicted = {article.id: story.id for story in found for article in story.articles}
    precision, recall = b_cubed(
        [story for _, story in folder], [predicted[article.id] for article, _ in folder]
    )
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    defaults = Settings()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--threshold", type=float, nargs="+", default=[defaults.stories.threshold])
    parser.add_argument(
        "--size-penalty", type=float, nargs="+", default=[defaults.stories.size_penalty]
    )
    parser.add_argument("--stories", type=int, help="deal each file into folders of so many")
    given = parser.parse_args()
    embedder = Remembering(open_embedder(defaults.models))
    data = {path.stem: list(folders(read(path), given.stories)) for path in given.files}
    print("threshold penalty  " + "  ".join(data) + "  seconds")
    for threshold, penalty in product(given.threshold, given.size_penalty):
        changes = {"threshold": threshold, "size_penalty": penalty}
        settings = defaults.stories.model_copy(update=changes)
        start = time.perf_counter()
        scores = [
            np.mean([f1(folder, embedder, settings) for folder in dealt]) for dealt in data.values()
        ]
        figures = "  ".join(f"{s:{len(name)}.3f}" for s, name in zip(scores, data, strict=True))
        print(f"{threshold:9} {penalty:7}  {figures}  {time.perf_counter() - start:7.1f}")


if __name__ == "__main__":
    main()
