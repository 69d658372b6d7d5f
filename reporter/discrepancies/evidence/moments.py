"""Whether two figures of a market or a company are of two moments.

An index, a price, a yield changes by the minute, a firm's earnings by the quarter. "Rose 11.14, or
1.2 percent, to 931.41" and "gained 10.89 to 931.12 as of 12:01" are both right. Whoever gets one
figure wrong has the others right; where two and more differ, they are those of another moment.
"""

from __future__ import annotations

from collections import Counter

from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.compare import comparable, is_money, numbers_agree
from reporter.discrepancies.values.typed import Number

_TRADED = frozenset(words("traded"))
_UNITS = frozenset({"", "percent", "points"})
_COUNTED = frozenset({"", "cent", "point"})
_TWO = 2


def are_of_two_moments(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the statements tell of prices or earnings, and two figures or more differ."""
    if not (_is_price(a) and _is_price(b) and any(map(_is_traded, (pair.a, pair.b)))):
        return False
    ours, theirs = _lone(pair.a, pair.b), _lone(pair.b, pair.a)
    return sum((ours & theirs).values()) >= _TWO


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
