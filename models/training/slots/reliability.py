"""How often differences of a given probability are true ones, as a table and a picture."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot

EDGES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Differences of a probability in `low..high`: how many, their mean, and how many are true."""

    low: float
    high: float
    count: int
    mean: float
    true: int


def bins(found: Sequence[tuple[float, int]]) -> list[Bin]:
    """Return the bins that hold some of the (probability, 1 if true)."""
    made = []
    for low, high in itertools.pairwise(EDGES):
        inside = [(p, label) for p, label in found if low <= p < high or p == high == 1.0]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            made.append(Bin(low, high, len(inside), mean, sum(label for _, label in inside)))
    return made


def brier(found: Sequence[tuple[float, int]]) -> float:
    """Return the mean squared error of the probabilities (Brier 1950)."""
    return sum((p - label) ** 2 for p, label in found) / len(found)


def draw(found: Sequence[tuple[float, int]], file: Path) -> None:
    """Write the reliability plot as SVG, the same bytes for the same figures."""
    mpl.rcParams["svg.hashsalt"] = "slots"
    grey, blue = "#808080", "#3b7dd8"
    figure, axes = pyplot.subplots(figsize=(4.6, 4.2))
    axes.plot([0, 1], [0, 1], color=grey, linestyle=":")
    made = bins(found)
    axes.plot([b.mean for b in made], [b.true / b.count for b in made], color=blue, marker="o")
    for item in made:
        axes.annotate(
            str(item.count),
            (item.mean, item.true / item.count),
            xytext=(6, -10),
            textcoords="offset points",
            color=grey,
            fontsize=8,
        )
    axes.set_xlabel("probability given", color=grey)
    axes.set_ylabel("share that is true", color=grey)
    axes.tick_params(colors=grey)
    for spine in axes.spines.values():
        spine.set_color(grey)
    figure.tight_layout()
    figure.savefig(file, transparent=True, metadata={"Date": None})
    pyplot.close(figure)
