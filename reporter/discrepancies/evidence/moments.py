"""Whether two figures of a market, a company or a poll are of two moments.

An index, a price, a yield changes by the minute, a firm's earnings by the quarter. "Rose 11.14, or
1.2 percent, to 931.41" and "gained 10.89 to 931.12 as of 12:01" are both right. Whoever gets one
figure wrong has the others right; where two and more differ, they are those of another moment. So
it is with the shares that two people or more have in a poll.
"""

from __future__ import annotations

from collections import Counter

from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.compare import comparable, is_money, numbers_agree
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Number

_TRADED = frozenset(words("traded"))
_UNITS = frozenset({"", "percent", "points"})
_COUNTED = frozenset({"", "cent", "point"})
_TWO = 2


def are_of_two_moments(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the statements tell of prices, earnings or shares, and two or more differ."""
    if a.unit == b.unit == "percent" and _are_two_polls(pair):
        return True
    if not (_is_price(a) and _is_price(b) and any(map(_is_traded, (pair.a, pair.b)))):
        return False
    ours, theirs = _lone(pair.a, pair.b), _lone(pair.b, pair.a)
    return sum((ours & theirs).values()) >= _TWO


def _are_two_polls(pair: Pair) -> bool:
    """Return whether both give two shares or more, none in common, and name two people or more."""
    ours, theirs = (
        [number for number in sheet.numbers if number.unit == "percent"]
        for sheet in (pair.a, pair.b)
    )
    if min(len(ours), len(theirs)) < _TWO:
        return False
    people = sum(
        one.label == "person" and any(same_name(one, other) for other in pair.b.names)
        for one in pair.a.names
    )
    return people >= _TWO and not any(numbers_agree(one, other) for one in ours for other in theirs)


def _is_price(number: Number) -> bool:
    """Return whether it may be a price, a level or a change of one, and counts nothing."""
    return is_money(number) or (number.unit in _UNITS and number.counted in _COUNTED)


def _is_traded(sheet: Sheet) -> bool:
    return any(token.lemma.lower() in _TRADED for token in sheet.statement.tokens)


def _lone(sheet: Sheet, other: Sheet) -> Counter[str]:
    """Return how many prices of each unit the other statement lacks; points may go unnamed."""
    return Counter(
        number.unit.replace("points", "")
        for number in sheet.numbers
        if _is_price(number)
        if not any(comparable(number, one) and numbers_agree(number, one) for one in other.numbers)
    )
