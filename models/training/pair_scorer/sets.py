"""The labelled pairs that a pair scorer is measured on, none of which it was trained on.

Every loader returns examples in the order of the file. What a set keeps back (a fifth of SICK,
a tenth of the double translations) is chosen by a hash, so that it is the same in every run.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from build import is_held_out, read

from reporter.backends import Embedder
from reporter.text.boundaries import sentence_spans

SAME, OTHER = "same", "other"
UNCHANGED = ("news:neighbour", "news:same_story", "wmt")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Example:
    """An ordered pair with its label.

    The label is entailment, neutral or contradiction, or SAME or OTHER for pairs judged by
    whether they say the same; `group` is the type of the row within its set, or "".
    """

    premise: str
    hypothesis: str
    label: str
    group: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two texts, premise first."""
        return self.premise, self.hypothesis


def inference(file: Path) -> list[Example]:
    """Return rows `premise, hypothesis, label`, grouped by their `type` or `source`, if any."""
    return [
        Example(
            row["premise"].strip(),
            row["hypothesis"].strip(),
            row["label"],
            row.get("type") or row.get("source", ""),
        )
        for row in read(file)
    ]


def kept_fifth(examples: Iterable[Example]) -> list[Example]:
    """Return the examples that training on SICK must leave out: a fifth, by the premise."""
    return [example for example in examples if hash_of(example.premise) % 5 == 0]


def same_or_other(file: Path) -> list[Example]:
    """Return rows `s1, s2, label` (1 = says the same, 0 = not)."""
    return [
        Example(row["s1"].strip(), row["s2"].strip(), SAME if row["label"] else OTHER)
        for row in read(file)
    ]


def event_pairs(file: Path, most: int) -> list[Example]:
    """Return up to `most` cross-document pairs of a topic; SAME if they mention a common event.

    An event in common is a chain of mentions with an action, as in ecbplus_sentence_pairs_dev.
    Others are thinned to four for each pair with an event in common.
    """
    topics = defaultdict(list)
    for row in read(file):
        chains = {m["chain"] for m in row["mentions"] if m["type"].startswith("ACT") and m["chain"]}
        topics[row["topic"]].append((row["doc_id"], row["text"], frozenset(chains)))
    same, other = [], []
    for _, sentences in sorted(topics.items()):
        for (doc, a, ours), (other_doc, b, theirs) in itertools.combinations(sentences, 2):
            if doc != other_doc:
                found = same if ours & theirs else other
                found.append(Example(a, b, SAME if ours & theirs else OTHER))
    return sampled(same, most // 5) + sampled(other, most - most // 5)


def translations(file: Path, embedder: Embedder, most: int) -> list[Example]:
    """Return up to `most` held-out double translations (0: all), each with two other sentences.

    The others are a translation of the sentence before it in the file, and the most similar one
    (by cosine) among those returned.
    """
    rows = [row for row in read(file) if len(row["references"]) > 1]
    kept = [
        (before["references"][1], *row["references"][:2])
        for before, row in zip([rows[-1], *rows], rows, strict=False)
        if is_held_out(row["id"]) and len(row["references"][0].split()) >= 5
    ]
    kept = [row for row in kept if plain(row[1]) != plain(row[2])]
    kept = sorted(kept, key=lambda row: hash_of("\n".join(row)))[: most or None]
    firsts = embedder.embed([first for _, first, _ in kept])
    seconds = embedder.embed([second for _, _, second in kept])
    cosines = firsts @ seconds.T
    np.fill_diagonal(cosines, -1.0)
    nearest = cosines.argmax(axis=1)
    examples = []
    for index, (before_it, first, second) in enumerate(kept):
        examples.append(Example(first, second, SAME))
        examples.append(Example(first, before_it, OTHER, "neighbour"))
        examples.append(Example(first, kept[int(nearest[index])][2], OTHER, "similar"))
    return examples


def premise_sentences(text: str) -> list[str]:
    """Return the sentences of a long premise."""
    return [text[span.start : span.end] for span in sentence_spans(text, ())] or [text]


def unseen(examples: Iterable[Example], trained_on: Collection[str]) -> list[Example]:
    """Return the examples whose texts are not among `trained_on` (as `plain` writes them).

    Of two sentences as they were written, the first counts: their pair is new in any case, and
    without them nothing but changes of one sentence would be left.
    """
    return [
        example
        for example in examples
        if plain(example.premise) not in trained_on
        and (example.group in UNCHANGED or plain(example.hypothesis) not in trained_on)
    ]


def training_texts(pairs: Path) -> frozenset[str]:
    """Return every premise and hypothesis of `train.jsonl`, as `plain` writes them."""
    return frozenset(
        plain(row[key]) for row in read(pairs / "train.jsonl") for key in ("premise", "hypothesis")
    )


def sampled(examples: Sequence[Example], most: int) -> list[Example]:
    """Return `most` examples (all for 0), the same ones whatever their order."""
    if not most or len(examples) <= most:
        return list(examples)
    return sorted(examples, key=lambda example: hash_of("\n".join(example.pair)))[:most]


def by_group(examples: Sequence[Example]) -> Iterator[tuple[str, list[int]]]:
    """Yield each group, in alphabetical order, with the positions of its examples."""
    positions = defaultdict(list)
    for position, example in enumerate(examples):
        positions[example.group].append(position)
    yield from sorted(positions.items())


def plain(text: str) -> str:
    """Return the text in lower case with single spaces."""
    return _SPACE.sub(" ", text).strip().lower()


def hash_of(text: str) -> int:
    """Return a number that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
