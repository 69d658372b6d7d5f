"""Update: a figure that grew with publication time is a newer figure, not a conflict.

Claims one where two articles were published on different days, what is counted can only grow (a
toll, or a count "so far" or "as of" a day), and the later article has the larger figure. Sides in
order of publication are a timeline.

Does not claim one for a figure that shrank, between articles of one day, for shares and amounts of
money, where a date is missing, or as of one past year in both: those stay differences of kind
number.
"""

from __future__ import annotations

import re

from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.values.typed import Number

_TOLL = frozenset({"dead", "hurt", "missing", "displaced", "held", "rescued", "infected"})
_SO_FAR = re.compile(
    r"\b(?:so far|as of|to date|thus far|until now|up to now|already|"
    r"has (?:risen|grown|climbed) to|"
    r"rose to|rises to|climbed to|climbs to|now stands? at)\b",
    re.IGNORECASE,
)


def is_update(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether a count that can only grow is larger in the later article."""
    if pair.a.published is None or pair.b.published is None:
        return False
    if pair.a.published == pair.b.published or not _grows(pair, a, b):
        return False
    if _closed_years(pair.a) & _closed_years(pair.b):
        return False
    early, late = (a, b) if pair.a.published < pair.b.published else (b, a)
    return late.low > early.high


def _closed_years(sheet: Sheet) -> set[int]:
    """Return the years before that of publication that a statement names: "by 2008"."""
    now = sheet.published.year if sheet.published else 0
    return {day.year for day in sheet.days if day.year is not None and day.year < now}


def _grows(pair: Pair, a: Number, b: Number) -> bool:
    if _TOLL.intersection(a.scope) or _TOLL.intersection(b.scope):
        return a.unit == ""
    return a.unit == "" and (_is_running(pair.a) or _is_running(pair.b))


def _is_running(sheet: Sheet) -> bool:
    return _SO_FAR.search(sheet.statement.text) is not None
