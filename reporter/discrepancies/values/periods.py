"""Two months that are written as one period: "from January through March", "April-June"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateutil.relativedelta import relativedelta

from reporter.discrepancies.values.typed import Day

_LINK = re.compile(r"\s?[-–—]\s?|\s(?:through|to|until)\s")
_AND = re.compile(r"\sand\s")
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:mov|postpon|delay|push|shift|bring|brought|chang|reschedul)\w*\b",
    re.IGNORECASE,
)
"""After such a word "to" leads to another month than before: "moved the vote from May to June"."""


def joined(days: Sequence[Day], text: str) -> tuple[Day, ...]:
    """Return the dates of `text` in order, the months that are the ends of one period joined."""
    kept: list[Day] = []
    for day in days:
        if kept and _is_one(kept[-1], day, text):
            kept[-1] = _from_to(kept[-1], day, text)
        else:
            kept.append(day)
    return tuple(kept)


def _is_one(a: Day, b: Day, text: str) -> bool:
    if not (a.grain == b.grain == "month" and a.month and b.month) or a.until or a.vague or b.vague:
        return False
    link, before = text[a.end : b.start], text[: a.start]
    if _AND.fullmatch(link):
        return _BETWEEN.search(before) is not None
    if _LINK.fullmatch(link) is None:
        return False
    return link.strip() != "to" or _CHANGE.search(before) is None


def _from_to(a: Day, b: Day, text: str) -> Day:
    """Return the period from one month to another, the first one in the year that fits the last."""
    start = a.earliest
    if start is not None and b.earliest is not None and (a.year is None or b.year == a.year):
        start = start.replace(year=b.earliest.year)
        if start > b.earliest:
            start -= relativedelta(years=1)
    return replace(
        b, start=a.start, text=text[a.start : b.end], first=a.first,
        earliest=start, month=a.month, until=b.month, year=b.year or a.year,
    )  # fmt: skip
