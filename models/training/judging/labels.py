"""What a reader said of reported differences, and which label is that of a report.

A line of `labels.tsv` has tabs between: story id, kind, the place in one article, the place in the
other, whether the difference is a true one, whether it is worth an editor's time (1 or 0). A place
is `number:start-end`: the article's number in its story, characters of its text, with an `h` before
`start` for its headline. The texts themselves are not in this repository.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HALF = 0.5
_PLACE = re.compile(r"(\d+):(h?)(\d+)-(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Characters `start:end` of an article's text, or of its headline."""

    article: int
    headline: bool
    start: int
    end: int

    def fits(self, other: Spot) -> bool:
        """Return whether both are the same words, or half of what they cover together is both's."""
        if (self.article, self.headline) != (other.article, other.headline):
            return False
        common = min(self.end, other.end) - max(self.start, other.start)
        return common >= HALF * (max(self.end, other.end) - min(self.start, other.start))

    def __str__(self) -> str:
        return f"{self.article}:{'h' * self.headline}{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A difference that was read."""

    story: str
    kind: str
    a: Spot
    b: Spot
    true: bool
    matters: bool


def spot(text: str) -> Spot:
    """Return the place that the text names; ValueError where it names none."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no place; expected number:start-end")
    article, headline, start, end = found.groups()
    return Spot(int(article), bool(headline), int(start), int(end))


def read(file: Path) -> list[Label]:
    """Return the labels of a file."""
    labels = []
    for line in file.read_text(encoding="utf-8").splitlines():
        story, kind, a, b, true, matters = line.split("\t")
        labels.append(Label(story, kind, spot(a), spot(b), true == "1", matters == "1"))
    return labels


def label_of(labels: Sequence[Label], story: str, kind: str, a: Spot, b: Spot) -> Label | None:
    """Return the label of the difference between two places, in whichever order, or None."""
    for label in labels:
        if (label.story, label.kind) != (story, kind):
            continue
        if (label.a.fits(a) and label.b.fits(b)) or (label.a.fits(b) and label.b.fits(a)):
            return label
    return None
