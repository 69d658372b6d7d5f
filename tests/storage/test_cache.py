"""The store: same answers as without it, whatever happens to its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.backends import Float32
from reporter.storage.cache import CachedEmbedder, CachedScorer
from reporter.storage.store import Store, cache_key


class CountingEmbedder:
    """Embeds a text as (its length, 1), and remembers what it was asked."""

    def __init__(self, name: str = "counting") -> None:
        self.asked: list[str] = []
        self.description: Mapping[str, str] = {"backend": "fake", "name": name}

    def embed(self, texts: Sequence[str]) -> Float32:
        self.asked.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


class CountingScorer:
    """Scores a pair by the lengths of its texts, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.description: Mapping[str, str] = {"backend": "fake", "name": "counting"}

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.asked.extend(pairs)
        return np.array([[len(a), len(b), 0.0] for a, b in pairs], dtype=np.float32).reshape(-1, 3)


def test_a_text_is_embedded_once_and_rows_stay_in_order(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    first, second = CountingEmbedder(), CountingEmbedder()
    CachedEmbedder(first, store).embed(["a", "bb", "a"])
    rows = CachedEmbedder(second, store).embed(["bb", "ccc", "a"])
    assert first.asked == ["a", "bb"]
    assert second.asked == ["ccc"]
    assert rows[:, 0].tolist() == [2, 3, 1]


def test_another_model_never_gets_the_rows_of_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    CachedEmbedder(CountingEmbedder("one"), store).embed(["a"])
    other = CountingEmbedder("two")
    CachedEmbedder(other, store).embed(["a"])
    assert other.asked == ["a"]


@pytest.mark.parametrize("changed", ["backends", "text"])
def test_other_code_of_the_backends_or_of_what_reads_texts_for_them_asks_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    store = Store(tmp_path / "s.sqlite")
    monkeypatch.setattr("reporter.storage.cache.code", lambda part: part)
    CachedEmbedder(CountingEmbedder(), store).embed(["a"])
    monkeypatch.setattr("reporter.storage.cache.code", lambda part: part.replace(changed, "other"))
    later = CountingEmbedder()
    CachedEmbedder(later, store).embed(["a"])
    assert later.asked == ["a"]


def test_the_order_within_a_pair_matters(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    scorer = CountingScorer()
    cached = CachedScorer(scorer, store)
    cached.score([("a", "bb")])
    assert cached.score([("bb", "a")])[0].tolist() == [2, 1, 0]
    assert scorer.asked == [("a", "bb"), ("bb", "a")]


def test_nothing_to_do_keeps_the_shape(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    assert CachedEmbedder(CountingEmbedder(), store).embed([]).shape == (0, 2)
    assert CachedScorer(CountingScorer(), store).score([]).shape == (0, 3)


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    file.write_bytes(b"this is no database" * 100)
    CachedEmbedder(CountingEmbedder(), Store(file)).embed(["a"])
    again = CountingEmbedder()
    CachedEmbedder(again, Store(file)).embed(["a"])
    assert again.asked == []


def test_a_folder_that_cannot_be_made_turns_the_store_off(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    embedder = CountingEmbedder()
    cached = CachedEmbedder(embedder, Store(blocked / "s.sqlite"))
    assert cached.embed(["a"])[0].tolist() == [1, 1]
    assert cached.embed(["a"])[0].tolist() == [1, 1]


def test_what_was_computed_before_an_interruption_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"

    class Interrupted(CountingEmbedder):
        def embed(self, texts: Sequence[str]) -> Float32:
            if self.asked:
                raise KeyboardInterrupt
            return super().embed(texts)

    texts = [f"text {number}" for number in range(600)]
    with pytest.raises(KeyboardInterrupt):
        CachedEmbedder(Interrupted(), Store(file)).embed(texts)
    after = CountingEmbedder()
    CachedEmbedder(after, Store(file)).embed(texts)
    assert 0 < len(after.asked) < 600


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_keys_tell_any_two_lists_of_parts_apart(left: list[str], right: list[str]) -> None:
    assert (cache_key(*left) == cache_key(*right)) == (left == right)
