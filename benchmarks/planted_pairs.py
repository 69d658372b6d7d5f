"""Compare each planted sentence with the one it differs from: `planted_pairs.py FOLDER`.

FOLDER holds the `planted.jsonl` and `twin.jsonl` that `make_planted.py` wrote. For each kind are
printed: plants, the share reported, the share reported as that kind, and the reports of that kind
at the same place of the untouched twin; then the same of the plants whose untouched sentence has a
cosine of `CLOSE` or more with the other one. What matching loses before comes on top, see
`reporter eval planted`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reporter.backends.registry import open_embedder, open_parser, open_scorer
from reporter.config import Settings
from reporter.discrepancies import find_discrepancies
from reporter.evaluate import day_of
from reporter.evaluate.planted import KINDS
from reporter.records import Article, Cluster, Discrepancy, PairScore, Statement
from reporter.sentences import statements_from_sentences

CLOSE = 0.75
_EQUIVALENT = 0.5
Places = tuple[Statement, Statement, Mapping[str, Article]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    planted, twins = (list(pairs(folder / f"{name}.jsonl")) for name in ("planted", "twin"))
    compared = zip(planted, compare([p for _, p in planted]), strict=True)
    untouched = compare([p for _, p in twins])
    rows = [
        (gold["type"], found, before, cosine)
        for ((gold, _), (found, _)), (before, cosine) in zip(compared, untouched, strict=True)
    ]
    report("all", rows)
    report(f"cosine >= {CLOSE}", [row for row in rows if row[3] >= CLOSE])


def pairs(path: Path) -> Iterator[tuple[Mapping[str, Any], Places]]:
    """Yield each plant with the two statements it is about."""
    backend = open_parser(Settings().models)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        articles, at = {}, {}
        for raw in row["articles"]:
            name, text = raw["article_id"], "\n".join(raw["sentences"])
            published = day_of(raw.get("date"))
            articles[name] = Article(name, name, name, False, "", text, published=published)
            for item in statements_from_sentences(articles[name], raw["sentences"], backend):
                at[name, item.index] = item
        for gold in row["planted"]:
            here = at.get((gold["article_id"], gold["sentence"]))
            there = at.get((gold["other_article_id"], gold["other_sentence"]))
            if here is not None and there is not None:
                yield gold, (here, there, articles)


def compare(places: Sequence[Places]) -> Iterator[tuple[list[Discrepancy], float]]:
    """Yield what is shown of each pair of statements, and their cosine."""
    settings = Settings()
    texts = [(a.text, b.text) for a, b, _ in places]
    vectors = open_embedder(settings.models).embed([text for pair in texts for text in pair])
    scorer = open_scorer(settings.models)
    forward = scorer.score(texts).tolist()
    backward = scorer.score([(b, a) for a, b in texts]).tolist()
    for number, (a, b, articles) in enumerate(places):
        cosine = float(vectors[2 * number] @ vectors[2 * number + 1])
        judged = (tuple(forward[number]), tuple(backward[number]))
        score = PairScore(a.id, b.id, cosine, *judged, _EQUIVALENT)
        cluster = Cluster("c1", (a, b), a, (score,))
        found = find_discrepancies(
            (cluster,), articles, (), settings.discrepancies, (a, b), trust_scorer=True
        )
        bar = settings.discrepancies.min_confidence
        yield [item for item in found if item.confidence >= bar], cosine


def report(
    title: str, rows: Iterable[tuple[str, list[Discrepancy], list[Discrepancy], float]]
) -> None:
    planted: Counter[str] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    for kind, found, before, _ in rows:
        planted[kind] += 1
        counts[kind, "reported"] += bool(found)
        counts[kind, "right"] += any(item.kind in KINDS[kind] for item in found)
        counts[kind, "twin"] += any(item.kind in KINDS[kind] for item in before)
    print(title)
    for kind in sorted(planted):
        reported, right = (counts[kind, what] / planted[kind] for what in ("reported", "right"))
        print(f"{kind:10} {planted[kind]:4} {reported:.2f} {right:.2f} {counts[kind, 'twin']:4}")


if __name__ == "__main__":
    main()
