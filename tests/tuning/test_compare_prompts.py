"""Which clusters are compared, and how sure a difference between two prompts is."""

from __future__ import annotations

from typing import Any

from reporter.tuning.compare_prompts import Outcome, Row, differences, spread


def test_cases_are_spread_over_the_folder() -> None:
    cases: Any = list(range(10))

    assert spread(cases, 5) == (0, 2, 4, 6, 8)
    assert spread(cases, 99) == tuple(range(10))


def row(*words: float) -> Row:
    case: Any = None
    return Row(case, tuple(Outcome(str(n), 1.0, 2.0, n, 0.0, 0.1, ()) for n in words))


def test_a_paired_difference_has_an_interval_that_holds_it() -> None:
    found = differences([row(10.0 + n % 3, 14.0 + n % 5) for n in range(30)])[1]["words"]

    assert found.low < found.change < found.high
    assert found.low > 0
    same = differences([row(10.0, 12.0)] * 5)[1]["words"]
    assert (same.low, same.change, same.high) == (2.0, 2.0, 2.0)
