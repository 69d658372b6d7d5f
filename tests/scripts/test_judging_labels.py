"""Labels of differences that were read: which one is that of a report, also after rules moved."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import ROOT

FOLDER = ROOT / "models/training/judging"
LINE = "ferry-1\tquote\t0:100-120\t2:h5-30\t1\t0\n"


@pytest.fixture(scope="module")
def labels() -> Iterator[ModuleType]:
    sys.path.insert(0, str(FOLDER))
    import labels

    yield labels
    sys.path.remove(str(FOLDER))
    del sys.modules["labels"]


def test_a_line_names_two_places_and_two_verdicts(labels: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "labels.tsv"
    file.write_text(LINE, encoding="utf-8")
    (label,) = labels.read(file)
    assert (label.story, label.kind, label.true, label.matters) == ("ferry-1", "quote", True, False)
    assert (str(label.a), str(label.b)) == ("0:100-120", "2:h5-30")


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("0:100-120", "2:h5-30", True),
        ("2:h5-30", "0:100-120", True),
        ("0:104-122", "2:h5-30", True),
        ("0:118-140", "2:h5-30", False),
        ("1:100-120", "2:h5-30", False),
        ("0:100-120", "2:5-30", False),
    ],
)
def test_label_outlives_a_rule_that_moves_the_edges(
    labels: ModuleType, tmp_path: Path, a: str, b: str, found: bool
) -> None:
    file = tmp_path / "labels.tsv"
    file.write_text(LINE, encoding="utf-8")
    known = labels.read(file)
    label = labels.label_of(known, "ferry-1", "quote", labels.spot(a), labels.spot(b))
    assert (label is not None) == found
    assert labels.label_of(known, "ferry-1", "wording", labels.spot(a), labels.spot(b)) is None


@given(st.integers(0, 99), st.booleans(), st.integers(0, 9999), st.integers(1, 999))
def test_a_place_reads_back_as_written(
    labels: ModuleType, article: int, headline: bool, start: int, length: int
) -> None:
    place = labels.Spot(article, headline, start, start + length)
    assert labels.spot(str(place)) == place


def test_what_is_no_place_is_refused(labels: ModuleType) -> None:
    with pytest.raises(ValueError, match="is no place"):
        labels.spot("the ferry")


def test_committed_labels_can_all_be_read(labels: ModuleType) -> None:
    read = labels.read(FOLDER / "labels.tsv")
    assert read
    assert all(label.true or not label.matters for label in read)
