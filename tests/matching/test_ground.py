"""What is kept of a story whatever its thresholds: nothing is asked twice, and nothing changes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.backends import Float32
from reporter.config import MatchingSettings
from reporter.matching.clusters import AROUND, ask_around, match
from reporter.matching.ground import Known, known_in
from reporter.records import Cluster, Span, Statement
from reporter.storage.memo import Memo
from reporter.storage.store import Store

WORDS = [
    "ferry",
    "reef",
    "captain",
    "storm",
    "harbour",
    "island",
    "inquiry",
    "rescue",
    "engine",
    "winter",
    "signal",
    "anchor",
]


def number_of(*parts: str) -> float:
    """Return a number in 0..1 that hangs on the texts alone."""
    return int(hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8], 16) / 16**8


def statement(article: str, index: int) -> Statement:
    """Return a statement of twelve words, in two clauses."""
    chosen = sorted(WORDS, key=lambda word: number_of(article, str(index // 2), word))
    first, second = " ".join(chosen[:6]), " ".join([article, *chosen[3:8]])
    text = f"{first} and {second}"
    clauses = (Span(0, len(first)), Span(len(first) + 5, len(text)))
    return Statement(f"{article}{index}", article, 0, len(text), text, index, clauses=clauses)


STORY = [statement(article, index) for article in "abcd" for index in range(6)]


class Embedder:
    """Puts texts that share words close together."""

    description: Mapping[str, str] = {"backend": "words"}

    def embed(self, texts: Sequence[str]) -> Float32:
        rows = np.array([[1 + (word in text) for word in WORDS] for text in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


class Scorer:
    """Says of each pair something of its own, and nothing of those to be left `open`."""

    description: Mapping[str, str] = {"backend": "oracle"}

    def __init__(self, leave_open: float = 0.0) -> None:
        self.asked: list[tuple[str, str]] = []
        self.leave_open = leave_open

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.asked += pairs
        rows = [[number_of(*sorted(pair)), 0.0, 0.0] for pair in pairs]
        found = np.array(rows, dtype=np.float32)
        found[[number_of("open", *pair) < self.leave_open for pair in pairs]] = np.nan
        return found


def at(threshold: float) -> MatchingSettings:
    return MatchingSettings(threshold=threshold, min_likeness=0.2, neighbours=4)


def clusters(threshold: float, scorer: Scorer, known: Known | None = None) -> tuple[Cluster, ...]:
    return match(STORY, Embedder(), scorer, at(threshold), known)


@cache
def alone(threshold: float) -> tuple[Cluster, ...]:
    """Return the clusters of a threshold that is tried without what others made known."""
    return clusters(threshold, Scorer())


@given(st.lists(st.sampled_from([0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8]), min_size=1, max_size=5))
def test_thresholds_tried_in_turn_give_what_each_gives_alone(thresholds: list[float]) -> None:
    known, scorer = Known(), Scorer()
    for threshold in thresholds:
        assert clusters(threshold, scorer, known) == alone(threshold)
    assert len(scorer.asked) == len(set(scorer.asked))


def test_thresholds_differ_in_what_they_ask_for() -> None:
    asked = {frozenset(once(threshold)) for threshold in (0.5, 0.65, 0.8)}
    assert len(asked) == 3


def once(threshold: float) -> list[tuple[str, str]]:
    scorer = Scorer()
    assert clusters(threshold, scorer)
    return scorer.asked


def test_a_threshold_nearby_asks_for_nothing_more_once_that_was_looked_after() -> None:
    known, scorer = Known(), Scorer()
    before = clusters(0.6, scorer, known)
    ask_around(STORY, Embedder(), scorer, at(0.6), known)
    count = len(scorer.asked)

    for threshold in (0.6 - AROUND, 0.6 + AROUND):
        clusters(threshold, scorer, known)
    assert len(scorer.asked) == count > len(once(0.6))
    assert clusters(0.6, scorer, known) == before


def test_a_pair_that_is_left_open_counts_as_not_asked_for_and_is_asked_again() -> None:
    known = Known()
    partly, whole = Scorer(leave_open=0.5), Scorer()
    clusters(0.6, partly, known)

    assert clusters(0.6, whole, known) == clusters(0.6, Scorer())
    assert whole.asked
    assert len(whole.asked) < len(partly.asked)


# --- in the store ---------------------------------------------------------------------------------


def kept(store: Store, scorer: Scorer, *asked: object) -> tuple[Cluster, ...]:
    with known_in(Memo(store), lambda: ("story", *asked)) as known:
        return clusters(0.6, scorer, known)


def test_what_was_judged_is_kept_for_the_same_models_and_weights(tmp_path: Path) -> None:
    store, again, other = Store(tmp_path / "s.sqlite"), Scorer(), Scorer()
    first = kept(store, Scorer())

    assert kept(Store(tmp_path / "s.sqlite"), again) == first
    assert again.asked == []
    assert kept(store, other, "another model") == first
    assert other.asked


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x93\x01"])
def test_damaged_rows_are_judged_anew(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "s.sqlite"
    first = kept(Store(file), Scorer())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE results SET value = ?", (damage,))

    scorer = Scorer()
    assert kept(Store(file), scorer) == first
    assert scorer.asked


def test_a_full_disk_keeps_nothing_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    store = Store(file)
    store._connection.execute("PRAGMA max_page_count = 1")  # type: ignore[union-attr]

    assert kept(store, Scorer()) == clusters(0.6, Scorer())
    scorer = Scorer()
    kept(Store(file), scorer)
    assert scorer.asked
