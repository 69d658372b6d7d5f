"""What stands beside a statement and is none of it: datelines above all, found in no time."""

from __future__ import annotations

import time

import pytest

from reporter.discrepancies.evidence.asides import asides_of


@pytest.mark.parametrize(
    "dateline", ["PORT ALDAN, Norland (AP) — ", "PORT ALDAN, Norland — ", "Port Aldan (NW) - "]
)
def test_a_dateline_is_an_aside(dateline: str) -> None:
    asides = asides_of(f"{dateline}The ferry Marit ran aground on Wednesday.")
    assert max(aside.end for aside in asides) == len(dateline)


@pytest.mark.parametrize("unit", ["A", "A.", "A ", "AB, ", "Aa ", "(", "— "])
def test_no_run_of_one_mark_takes_long(unit: str) -> None:
    began = time.perf_counter()
    assert asides_of(f"{unit * 2000} was closed.") == ()
    assert time.perf_counter() - began < 2
