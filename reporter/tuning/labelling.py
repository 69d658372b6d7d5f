"""A labelling session: which pair is shown next, and what its answers and undoing do.

It draws nothing and reads no keys: the terminal and the browser each put a face on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from reporter.records import Kind
from reporter.tuning.labels import (
    Label,
    LabelLog,
    PairKey,
    Source,
    Verdict,
    pair_key,
    settled,
    standing,
)
from reporter.tuning.thresholds import Floats, calibrate, usefulness

MIX: Mapping[str, float] = {"useful": 0.7, "disagree": 0.1, "contested": 0.1, "random": 0.1}
"""Why a pair is shown, and how often: its label says most about the threshold, embedder and scorer
disagree on it, a difference was found in it, or for no reason, so that nothing is never shown."""


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two statements and every figure (0..1) that a threshold is set on.

    `equivalent` is matching's, `similarity` the cosine of the embeddings, `agree` what the pair
    scorer says, `evidence` the rare words shared, `confidence` that of the surest difference which
    changes the meaning, 0 where none was found.
    """

    s1: str
    s2: str
    equivalent: float
    similarity: float
    agree: float
    evidence: float
    confidence: float = 0.0
    sources: tuple[Source, Source] | None = None

    @property
    def key(self) -> PairKey:
        """The pair whatever its order and white space."""
        return pair_key(self.s1, self.s2)


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair of the pool that is shown, and the weight that its label gets."""

    pair: ScoredPair
    weight: float


def next_pair(pool: Sequence[ScoredPair], rows: Sequence[Label], by: str = "") -> Shown | None:
    """Return the pair that `by` is shown after these rows, None when all of the pool is labelled.

    It is drawn by chance, the most informative most often (`MIX`), and reproducibly: pool and rows
    decide. The weight makes up for the unequal chances (importance weighting, as in Marchant and
    Rubinstein 2017), so that weighted figures hold for the whole pool.
    """
    done = {key for key, name in standing(rows) if name == by}
    left = [number for number, pair in enumerate(pool) if pair.key not in done]
    if not left:
        return None
    chances = _chances(pool, left, settled(rows)[0])
    draw = np.random.default_rng([len(rows), len(pool)])
    place = int(draw.choice(len(left), p=chances))
    return Shown(pool[left[place]], float(1 / (chances[place] * len(left))))


def _chances(pool: Sequence[ScoredPair], left: Sequence[int], labels: Sequence[Label]) -> Floats:
    """Return (left,) the chance of each pair that is left."""
    scores = np.array([pair.equivalent for pair in pool])
    known = {pair.key: pair.equivalent for pair in pool}
    here = [label for label in labels if label.key in known]
    truth = np.array([float(label.verdict is not Verdict.DIFFERENT) for label in here])
    fit = calibrate(np.array([known[label.key] for label in here]), truth)
    apart = np.abs(_ranks([pair.similarity for pair in pool]) - _ranks([p.agree for p in pool]))
    # A confidence that is neither near 0 nor near 1 is what a label can move.
    contested = np.array([pair.confidence * (1 - pair.confidence) for pair in pool])
    reasons = {
        "useful": usefulness(fit, scores),
        "disagree": apart,
        "contested": contested,
        "random": np.ones(len(pool)),
    }
    chances: Floats = np.zeros(len(left))
    for name, reason in reasons.items():
        total = float(reason[left].sum())
        if total > 0:
            chances += MIX[name] * reason[left] / total
    chances /= chances.sum()
    return chances


def _ranks(values: Sequence[float]) -> Floats:
    """Return the share (0..1) of values below each."""
    array = np.array(values)
    below: Floats = np.searchsorted(np.sort(array), array, side="left") / max(1, len(array))
    return below


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Session:
    """One person's way through a pool, on top of a log.

    Every answer is on the disk when the method returns. A session that was ended, in whatever way,
    goes on where it was when it is opened anew on the same file.
    """

    def __init__(
        self,
        pool: Sequence[ScoredPair],
        log: LabelLog,
        by: str = "",
        now: Callable[[], str] = _now,
    ) -> None:
        # Equal texts need no judgement, and a pair that stands in several stories needs only one.
        distinct = {pair.key: pair for pair in reversed(pool) if len(pair.key) == 2}
        self._pool = sorted(distinct.values(), key=lambda pair: (pair.s1, pair.s2))
        self._log = log
        self._by = by
        self._now = now
        self._shown = next_pair(self._pool, log.rows, by)

    @property
    def current(self) -> ScoredPair | None:
        """The pair to judge, or None when there is none left."""
        return self._shown.pair if self._shown else None

    @property
    def labelled(self) -> int:
        """How many pairs this person has judged, skipped ones not counted."""
        return sum(row.verdict is not Verdict.SKIP for row in self._mine())

    @property
    def left(self) -> int:
        """How many pairs of the pool this person has neither judged nor skipped."""
        done = {row.key for row in self._mine()}
        return sum(pair.key not in done for pair in self._pool)

    def answer(self, verdict: Verdict, kind: Kind | None = None) -> Label:
        """Write what was said of the current pair and go on to the next.

        `kind` is that of a conflict. Raises DataError when the file cannot be written, ValueError
        when there is no current pair.
        """
        if self._shown is None:
            raise ValueError("there is no pair to judge")
        pair = self._shown.pair
        label = Label(
            s1=pair.s1,
            s2=pair.s2,
            verdict=verdict,
            kind=kind if verdict is Verdict.CONFLICT else None,
            by=self._by,
            at=self._now(),
            weight=self._shown.weight,
            evidence=pair.evidence,
            sources=pair.sources,
        )
        self._log.append(label)
        self._shown = next_pair(self._pool, self._log.rows, self._by)
        return label

    def undo(self) -> Label | None:
        """Take back this person's last answer and show its pair again; None if there is none."""
        mine = self._mine()
        if not mine:
            return None
        last = mine[-1]
        self._log.append(replace(last, verdict=Verdict.UNDO, kind=None, at=self._now()))
        pair = next((pair for pair in self._pool if pair.key == last.key), None)
        self._shown = (
            Shown(pair, last.weight) if pair else next_pair(self._pool, self._log.rows, self._by)
        )
        return last

    def _mine(self) -> list[Label]:
        """Return what this person says by now, the latest answer last."""
        last: dict[PairKey, Label] = {}
        for row in self._log.rows:
            if row.by == self._by:
                last.pop(row.key, None)
                last[row.key] = row
        return [row for row in last.values() if row.verdict is not Verdict.UNDO]
