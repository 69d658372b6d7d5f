"""Accuracy of a pair scorer on held-out and foreign sets.

    python evaluate.py MODEL PAIRS DATA [--rows 1200]

MODEL is a folder or hub name, PAIRS what build.py wrote, DATA the folder of labelled sets. On sets
without neutral rows the likelier of entailment and contradiction is taken.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

from reporter.backends import PairScorer
from reporter.backends.registry import open_scorer
from reporter.config import load_settings

LABELS = ("entailment", "neutral", "contradiction")
FOREIGN = (
    "snli_test", "conjnli_dev", "fever_symmetric_dev", "dnc_function_words_dev", "sick_train",
)  # fmt: skip


def main() -> None:
    """Print a line per set, and one per phenomenon of the changed news sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=1200)
    options = parser.parse_args()
    settings = load_settings(None, [f"models.scorer=cross-encoder:{options.model}"])
    scorer = open_scorer(settings.models)
    files = sorted(options.pairs.glob("held_out_*.jsonl"))
    for file in (*files, *(options.data / f"{name}.jsonl" for name in FOREIGN)):
        for name, (share, count) in accuracy(file, scorer, options.rows).items():
            print(f"{name:<28} {share:.3f}  of {count}", flush=True)


def accuracy(file: Path, scorer: PairScorer, most: int) -> dict[str, tuple[float, int]]:
    """Return the share judged rightly and the number of rows, in all and by phenomenon."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(1).shuffle(rows)
    rows = rows[:most]
    known = [label for label in LABELS if any(row["label"] == label for row in rows)]
    columns = [LABELS.index(label) for label in known]
    scores = scorer.score([(row["premise"], row["hypothesis"]) for row in rows])
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        hit = known[int(score[columns].argmax())] == row["label"]
        hits[file.stem].append(hit)
        if ":" in row.get("source", ""):
            hits[row["source"]].append(hit)
    return {name: (sum(found) / len(found), len(found)) for name, found in hits.items()}


if __name__ == "__main__":
    main()
