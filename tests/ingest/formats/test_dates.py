"""Dates are read in the usual forms, and an uncertain one stays unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ingest.formats.dates import parse_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-14", date(2031, 3, 14)),
        ("20310314", date(2031, 3, 14)),
        ("2031-03-14T07:10:00Z", datetime(2031, 3, 14, 7, 10, tzinfo=UTC)),
        ("Fri, 14 Mar 2031 07:10:00 +0000", datetime(2031, 3, 14, 7, 10, tzinfo=UTC)),
        ("March 14, 2031", date(2031, 3, 14)),
        ("14 Mar 2031 7:10 am", datetime(2031, 3, 14, 7, 10)),
        ("March 14, 2031 7:10 am IST", datetime(2031, 3, 14, 7, 10)),
        ("March 14, 2031 7:10 UTC", datetime(2031, 3, 14, 7, 10, tzinfo=UTC)),
        ("14/03/2031", date(2031, 3, 14)),
        (1_900_000_000, datetime(2030, 3, 17, 17, 46, 40, tzinfo=UTC)),
        (1_900_000_000_000, datetime(2030, 3, 17, 17, 46, 40, tzinfo=UTC)),
    ],
)
def test_dates_are_read_in_the_usual_forms(value: object, expected: object) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", ["03/04/2031", "March 2031", "Monday", "soon", "", None, 7, True])
def test_an_uncertain_date_stays_unknown(value: object) -> None:
    assert parse_date(value) is None


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_no_value_breaks_the_reading_of_dates(value: object) -> None:
    assert parse_date(value) is None or isinstance(parse_date(value), date)
