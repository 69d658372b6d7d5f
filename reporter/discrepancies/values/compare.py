"""When two typed values agree, differ, or cannot be compared."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import timedelta

from reporter.discrepancies.lexicon import words
from reporter.discrepancies.syntax import OUTCOMES
from reporter.discrepancies.values.aliases import known_as
from reporter.discrepancies.values.dates import ago
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.ranges import is_range
from reporter.discrepancies.values.typed import Day, Name, Number
from reporter.discrepancies.values.units import UNITS

_OUTCOMES = frozenset(name for name, _ in OUTCOMES)
_SEASONED = 1.35
_ABOUT = 0.15
_CONVERTED = UNITS - {"day"}
_MONEY = re.compile("[A-Z]{3}")
_LARGE = 10_000
# In steps of its last place: a figure this long may be cut off, not rounded (2,352 of 2,352.6).
_LONG = 1000
_MONEY_NOUNS = frozenset(words("money"))


def comparable(a: Number, b: Number) -> bool:
    """Return whether the numbers could measure the same: one unit, no two different outcomes.

    Millions of nothing may be those of a currency whose sign was lost ("a 26 million profit").
    """
    if a.unit != b.unit and not (_is_money_without_sign(a, b) or _is_money_without_sign(b, a)):
        return False
    ours, theirs = _OUTCOMES.intersection(a.scope), _OUTCOMES.intersection(b.scope)
    return not (ours and theirs) or bool(ours & theirs)


def is_money(number: Number) -> bool:
    """Return whether it is an amount of a currency."""
    return _MONEY.fullmatch(number.unit) is not None


def _is_money_without_sign(bare: Number, money: Number) -> bool:
    large = bare.unit == "" and bare.high >= _LARGE
    return large and is_money(money) and bare.counted in _MONEY_NOUNS


def numbers_agree(a: Number, b: Number) -> bool:
    """Return whether one quantity can stand behind both, hedges and rounding understood."""
    if a.unit == b.unit == "score":
        return (a.low, a.high) in {(b.low, b.high), (b.high, b.low)}
    if a.unit.startswith(("ordinal", "label", "clock")):
        return a.low == b.low
    if _scale_left_out(a, b):
        return True
    if is_range(a) and is_range(b):
        return all(
            numbers_agree(replace(a, low=one, high=one), replace(b, low=other, high=other))
            for one, other in ((a.low, b.low), (a.high, b.high))
        )
    low_a, high_a = _bounds(a, b)
    low_b, high_b = _bounds(b, a)
    return low_a <= high_b + 1e-9 and low_b <= high_a + 1e-9


def _scale_left_out(a: Number, b: Number) -> bool:
    """Return whether one is written without the other's "million" ("11M, 22M" and "11, 22M")."""
    small, large = sorted((a.high, b.high))
    return 0 < small < 1000 and large / small in {1e6, 1e9}


def _bounds(number: Number, other: Number) -> tuple[float, float]:
    low, high = number.low, number.high
    slack = _rounding(number, other)
    # Two figures hedged alike are meant alike: together they have the room of one hedge.
    share = 0.5 if number.hedge == other.hedge else 1.0
    if number.hedge == "least":
        return low - slack, max(high * _SEASONED**share, high + slack, _up_to_next(number))
    if number.hedge == "most":
        return low / _SEASONED**share, high + slack
    if number.unit in _CONVERTED:
        slack = max(slack, 0.05 * high)  # 30 miles and 50 km are one distance, each rounded
    if number.hedge == "about":
        return low - max(slack, _ABOUT * share * low), high + max(slack, _ABOUT * share * high)
    return low - slack, high + (2 * slack if high >= _LONG * number.step else slack)


def _up_to_next(number: Number) -> float:
    """Return how far "more than" round years or days may reach: "more than 100 years", 146."""
    written = number.high / number.step
    digit = 10.0 ** math.floor(math.log10(written)) if written >= 10 else 0.0
    if number.unit != "day" or not digit or written % digit:
        return number.high
    return (written + digit - 1) * number.step


def _rounding(number: Number, other: Number) -> float:
    """Return half of the last written place when the other figure is written more precisely."""
    step = _written_step(number)
    finer = _written_step(other) < step
    return step / 2 if finer else 0.0


def _written_step(number: Number) -> float:
    """Return the place a figure is good to: 1,200 may be rounded to hundreds, 120 to nothing."""
    step = number.step
    while number.high >= 1000 and step * 10 < number.high / 5 and number.high % (step * 10) == 0:
        step *= 10
    return step


def number_supports(source: Number, number: Number) -> bool:
    """Return whether a text with `source` bears out `number`."""
    return comparable(source, number) and numbers_agree(source, number)


def days_agree(a: Day, b: Day) -> bool:
    """Return whether both can mean one day or period; the same words always agree."""
    if a.text.lower() == b.text.lower():
        return True
    ours, theirs = ago(a), ago(b)
    if a.earliest is None and b.earliest is None and ours and theirs:
        # "Two years ago" and "three years ago" may be rounded, days are not.
        return ours[1] == theirs[1] and abs(ours[0] - theirs[0]) <= (ours[1] != "day")
    if a.weekday is not None and a.weekday == b.weekday:
        return True
    if _are_of_one_name(a, b):
        return True
    if a.until and b.until and (a.month, a.until) != (b.month, b.until):
        return False
    if a.earliest and a.latest and b.earliest and b.latest:
        slack = timedelta(days=_slack(a) + _slack(b))
        return a.earliest <= b.latest + slack and b.earliest <= a.latest + slack
    pairs = ((a.weekday, b.weekday), (a.month, b.month), (a.day, b.day), (a.year, b.year))
    return all(x is None or y is None or x == y for x, y in pairs)


def _are_of_one_name(a: Day, b: Day) -> bool:
    """Return whether both are one day or month of no year: what year is meant is only guessed."""
    named = a.month is not None and a.year is b.year is None
    return named and (a.month, a.until, a.day) == (b.month, b.until, b.day)


def _slack(day: Day) -> int:
    if not day.vague:
        return 0
    return {"day": 7, "week": 7, "month": 15, "year": 180, "decade": 1000}[day.grain]


def day_supports(source: Day, day: Day) -> bool:
    """Return whether `source` is the same as `day` or more precise."""
    if source.text.lower() == day.text.lower():
        return True
    if day.month is not None and source.until != day.until:
        return False  # no month is a period of months
    if source.earliest and source.latest and day.earliest and day.latest:
        return day.earliest <= source.earliest and source.latest <= day.latest
    said = (
        (source.weekday, day.weekday),
        (source.month, day.month),
        (source.day, day.day),
        (source.year, day.year),
    )
    return all(claimed is None or claimed == known for known, claimed in said) and any(
        claimed is not None for _, claimed in said
    )


def name_supports(source: Name, name: Name) -> bool:
    """Return whether `source` names the same at least as fully."""
    if known_as(source) & known_as(name):
        return True
    return set(name.words) <= set(source.words) or (
        len(source.words) >= len(name.words) and same_name(source, name)
    )
