"""Two people's labels in one file, and how far they agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sklearn.metrics import cohen_kappa_score

from reporter.tuning.labels import Label, PairKey, Verdict, standing


@dataclass(frozen=True, slots=True)
class Merged:
    """All rows of both, and what the two say of the pairs that both have judged.

    `kappa` is Cohen's (1960), from -1 to 1, over same, different and conflict; None where it has no
    value, with no pair in common or one single answer. `disputed` are the pairs judged differently.
    """

    rows: tuple[Label, ...]
    common: int
    agreed: int
    kappa: float | None
    disputed: tuple[tuple[Label, Label], ...]


def merge(one: Sequence[Label], other: Sequence[Label], names: tuple[str, str]) -> Merged:
    """Merge two people's rows; rows without a name get that of their file from `names`.

    Rows that both have, word for word, are kept once. A person who labelled in both files speaks
    with the rows of the second.
    """
    first, second = (_named(rows, name) for rows, name in zip((one, other), names, strict=True))
    rows = tuple(dict.fromkeys((*first, *second)))
    by_pair = (_judged(first), _judged(second))
    both = [(row, by_pair[1][key]) for key, row in by_pair[0].items() if key in by_pair[1]]
    answers = [(a.verdict.value, b.verdict.value) for a, b in both]
    disputed = tuple((a, b) for a, b in both if a.verdict is not b.verdict)
    return Merged(rows, len(both), len(both) - len(disputed), _kappa(answers), disputed)


def _kappa(answers: Sequence[tuple[str, str]]) -> float | None:
    if len({word for pair in answers for word in pair}) < 2:
        return None
    value = float(cohen_kappa_score(*zip(*answers, strict=True)))
    return None if math.isnan(value) else value


def _named(rows: Sequence[Label], name: str) -> tuple[Label, ...]:
    return tuple(row if row.by else replace(row, by=name) for row in rows)


def _judged(rows: Sequence[Label]) -> dict[PairKey, Label]:
    return {key: row for (key, _), row in standing(rows).items() if row.verdict is not Verdict.SKIP}
