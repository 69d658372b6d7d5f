"""Floors: a score under its floor is named, and moving a floor down is a deliberate act."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.errors import DataError
from reporter.evaluate.floors import below, read_floors, update


def test_scores_are_held_against_floors_and_ceilings(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text('[stories]\n"b_cubed_f1" = 0.9\n"max_joined" = 0.1\n')
    assert below(file, "stories", {"b_cubed_f1": 0.91, "joined": 0.05}) == ()
    assert len(below(file, "stories", {"b_cubed_f1": 0.89, "joined": 0.2})) == 2
    assert "not measured" in below(file, "stories", {"joined": 0.0})[0]


def test_a_floor_rises_by_itself_and_falls_only_when_told(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text('[stories]\n"b_cubed_f1" = 0.9\n"max_joined" = 0.1\n')
    update(file, "stories", {"b_cubed_f1": 0.95, "joined": 0.2}, lower=False)
    assert read_floors(file)["stories"] == {"b_cubed_f1": 0.945, "max_joined": 0.1}
    update(file, "stories", {"b_cubed_f1": 0.85, "joined": 0.2}, lower=True)
    assert read_floors(file)["stories"] == {"b_cubed_f1": 0.845, "max_joined": 0.205}


def test_a_gate_without_floors_is_no_gate(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    with pytest.raises(DataError, match="cannot be read as floors: No such file"):
        below(file, "stories", {"b_cubed_f1": 0.9})
    file.write_text("[pairs]\nauc = 0.9\n")
    with pytest.raises(DataError, match=r"no floor for 'stories'\. Tasks that it has: pairs"):
        below(file, "stories", {"b_cubed_f1": 0.9})
