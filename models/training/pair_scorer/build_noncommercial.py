"""Build a small mixture with the non-commercial sets SICK and MSRP, to measure what they add.

    python build_noncommercial.py PAIRS DATA OUT [--rows 12000] [--seed 7]
    python train.py OUT VARIANT --base SHIPPED --rate 3e-5 --steps 600
    python evaluate.py VARIANT/model OUT DATA --only msrp sick

The shipped model is not trained on them. OUT receives `train.jsonl` (four fifths of SICK and of
MSRP, and --rows rows of the shipped mixture, so that the rest is not forgotten) and
`held_out_msrp.jsonl`, the last fifth of MSRP, which evaluate.py takes in place of the whole set.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from build import Row, read, write
from sets import SAME, Example, hash_of, inference, plain, same_or_other


def main() -> None:
    """Write both files."""
    options = arguments()
    rng = random.Random(options.seed)
    usual = read(options.pairs / "train.jsonl")
    train = rng.sample(usual, min(options.rows, len(usual)))
    train += sick(options.data / "sick_train.jsonl")
    rows = read(options.data / "msrp_train.jsonl")
    held = [row for row in rows if is_last_fifth(row["s1"])]
    kept = {plain(row[key]) for row in held for key in ("s1", "s2")}
    train += (
        row
        for example in same_or_other(options.data / "msrp_train.jsonl")
        if not kept & {plain(example.premise), plain(example.hypothesis)}
        for row in both_ways(example)
    )
    rng.shuffle(train)
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "train.jsonl", train)
    write(options.out / "held_out_msrp.jsonl", held)
    print(f"{len(train)} to train on, {len(held)} of MSRP held out")


def sick(file: Path) -> Iterator[Row]:
    """Yield the rows of SICK that evaluate.py does not keep for itself."""
    for example in inference(file):
        if hash_of(example.premise) % 5:
            yield as_row(example.premise, example.hypothesis, example.label, "sick")


def both_ways(example: Example) -> Iterator[Row]:
    """Yield a pair of MSRP in both directions.

    Paraphrases entail each other but for small details; the others are mostly of one event, and
    one says more.
    """
    label = "entailment" if example.label == SAME else "neutral"
    yield as_row(example.premise, example.hypothesis, label, "msrp")
    yield as_row(example.hypothesis, example.premise, label, "msrp")


def as_row(premise: str, hypothesis: str, label: str, source: str) -> Row:
    """Return a row as build.py writes it."""
    return {"premise": premise, "hypothesis": hypothesis, "label": label, "source": source}


def is_last_fifth(text: str) -> bool:
    """Say of a fifth of all texts, always the same, that they are held out."""
    return hash_of(plain(text)) % 5 == 4


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
