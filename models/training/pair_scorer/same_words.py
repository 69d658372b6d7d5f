"""Add pairs of nearly equal texts, for a last round of training after hard_pairs.py.

    python same_words.py PAIRS OUT [--seed 7]
    python train.py OUT VARIANT --base CHECKPOINT --rate 5e-5 --steps 280

In the mixtures of build.py and hard_pairs.py no text meets itself, and nearly all pairs that differ
in one or two characters or words are conflicts: a model trained on them calls two thirds of equal
texts a contradiction. OUT/train.jsonl has texts with themselves, with changes that change nothing
(a stop, a comma, quotation marks, *said* for *stated*, *US* for *U.S.*, *didn't* for *did not*),
as many conflicts of one changed word, and as many other rows.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from pathlib import Path

from build import Row, read, write

EACH = 500
Edit = Callable[[str], str]


def swap(*pairs: tuple[str, str]) -> Edit:
    """Return an edit that puts the second of each pair for the first."""

    def edit(text: str) -> str:
        for old, new in pairs:
            text = re.sub(old, new, text)
        return text

    return edit


EDITS: tuple[Edit, ...] = (
    lambda text: text,
    lambda text: text.rstrip("."),
    lambda text: text.replace(",", ""),
    lambda text: re.sub(r" the ", " ", text, count=1),
    lambda text: text.translate(str.maketrans("“”’", '""\'')),
    lambda text: text.translate(str.maketrans("", "", '“”"')),
    swap((r"\bsaid\b", "stated")),
    swap((r"\bsaid\b", "told reporters"), (r"\bAnd\b", "Also")),
    swap((r"\bU\.S\.", "US"), (r"\bU\.N\.", "UN"), (r" percent\b", "%")),
    swap((r"\bUnited States\b", "U.S."), (r"\bUnited Nations\b", "UN")),
    swap((r"\bdid not\b", "didn't"), (r"\bis not\b", "isn't"), (r"\bhas not\b", "hasn't")),
    swap((r"n't\b", " not"), (r"\bca not\b", "cannot"), (r"\bwo not\b", "will not")),
    swap((r"\bhowever, ?", ""), (r"\balso ", ""), (r"\bthat ", "")),
    swap(
        (r"\bmore than\b", "over"),
        (r"\babout (?=\d)", "around "),
        (r"\bofficials\b", "authorities"),
    ),
    swap((r"\bSen\.", "Senator"), (r"\bGov\.", "Governor"), (r"\bRep\.", "Representative")),
    swap((r"\btwo\b", "2"), (r"\bthree\b", "3"), (r"\bfour\b", "4"), (r"\bfive\b", "5")),
)


def main() -> None:
    """Write OUT/train.jsonl."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    usual = read(options.pairs / "train.jsonl")
    rng.shuffle(usual)
    same = same_words(usual, rng)
    changed = [row for row in usual if is_one_change(row)][: len(same)]
    others = [row for row in usual if not is_one_change(row)][: len(same)]
    rows = [*same, *changed, *others]
    rng.shuffle(rows)
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "train.jsonl", rows)
    print(len(same), "nearly equal,", len(changed), "changed,", len(others), "others")


def same_words(rows: list[Row], rng: random.Random) -> list[Row]:
    """Return up to EACH pairs of a text with each of its EDITS, in either direction."""
    texts = sorted(
        {row["premise"] for row in rows if row["source"].startswith(("news", "wmt", "litl"))}
    )
    made: list[Row] = []
    for edit in EDITS:
        rng.shuffle(texts)
        found = [(text, edit(text)) for text in texts[:8000]]
        plain = EDITS[0] is edit
        found = [pair for pair in found if plain or pair[0] != pair[1]][:EACH]
        for pair in found:
            first, second = pair if rng.random() < 0.5 else pair[::-1]
            made.append(
                {"premise": first, "hypothesis": second, "label": "entailment", "source": "same"}
            )
    return made


def is_one_change(row: Row) -> bool:
    """Say whether a row is a conflict made by one change of a news sentence."""
    return bool(row["source"].startswith("news:") and row["label"] == "contradiction")


if __name__ == "__main__":
    main()
