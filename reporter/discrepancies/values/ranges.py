"""Two figures that are written as one: a range ("15 to 25 inches") or a score ("52-48").

The unit and the scale of the second one are the first one's too where that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reporter.discrepancies.values.typed import Number

_DASHES = frozenset({"-", "–", "—"})
_CHANGE = re.compile(
    r"(?<!ranging )(?<!ranged )(?<!ranges )(?<!range )(?<!anywhere )from$|"
    r"\b(?:by|up|down|rose|fell|gained|lost|dropped|slipped|declined|climbed|jumped|tumbled|plunged|"
    r"slid|surged|added|shed|advanced|increased|decreased|grew|soared|sank|eased|edged|rallied|"
    r"rising|falling|gaining|losing|dropping|rise|fall|gain|lose|drop)$"
)
"""Before a figure that says by how much something changed, "to" leads to what it changed to."""
_VOTED = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|failed|passed|approved|rejected|defeated|confirmed)(?: by| of| was)?$"
)
_VOTE = re.compile(r"[- ](?:party-line )?(?:vote|margin|majority|decision|ruling)\b")
"""Around the result of a vote, whichever side is named first: "failed 49-51"."""
_APART = ("clock", "ordinal", "label")
_PLACES = re.compile(r"\d\.(\d+)")
_LINK = re.compile(r"\s(?:to|and)\s|[-–—]")
_SMALL = 1000


def is_range(number: Number) -> bool:
    """Return whether both ends are written ("10 to 15"), as those of "dozens" are not."""
    return number.low < number.high and _LINK.search(number.text) is not None


def joined(numbers: Iterable[tuple[Number, Number]], text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` in order, those that make one range or score joined.

    Each comes as it is written and as it is meant: with its unit, converted.
    """
    kept: list[tuple[Number, Number]] = []
    for written, number in numbers:
        merged = _joined(*kept[-1], written, number, text) if kept else None
        if merged:
            kept[-1] = written, merged
        else:
            kept.append((written, number))
    return tuple(number for _, number in kept)


def _joined(written: Number, a: Number, other: Number, b: Number, text: str) -> Number | None:
    link, before = text[a.end : b.start].lower().strip(), text[: a.start].lower().rstrip()
    if a.low != a.high or not _one_unit(a.unit, b.unit):
        return None
    whole = _whole(written, a, other, b, text)
    if link == "and" and before.endswith("between"):
        low, high = sorted((whole.low, whole.high))
        return replace(whole, low=low, high=high)
    if link == "to":
        # "From 12 to 15" may tell of a change, "rose 12 to 15" does.
        return None if _CHANGE.search(before) or whole.low >= whole.high else whole
    scored = a.high > b.low or _VOTED.search(before) or _VOTE.match(text[b.end :].lower())
    if link in _DASHES and a.unit == b.unit == "" and scored:
        return replace(whole, low=a.low, high=b.high, unit="score", hedge="")
    return whole if link in _DASHES and whole.low < whole.high else None


def _one_unit(unit: str, other: str) -> bool:
    """Return whether the units are one, or one figure leaves it to the other: "2 to 3 miles"."""
    return unit == other or ("" in {unit, other} and not (unit or other).startswith(_APART))


def _whole(written: Number, a: Number, other: Number, b: Number, text: str) -> Number:
    """Return the range from `a` to `b`, both in the unit and the scale that either is given in."""
    low, high = a.low, b.high
    if a.unit != b.unit and a.unit and written.low:
        high *= a.low / written.low
    elif a.unit != b.unit and other.high:
        low *= b.high / other.high
    scale = _scale(other)
    if scale > 1 == _scale(written) and written.low < _SMALL:
        low *= scale
    return replace(
        a if a.unit else b,
        start=a.start, end=b.end, text=text[a.start : b.end], first=a.first, last=b.last,
        low=low, high=high, step=b.step, hedge=a.hedge or b.hedge,
    )  # fmt: skip


def _scale(written: Number) -> float:
    """Return what the figure is multiplied by: 1,000,000 in "2.5 million", 1 in "2.5"."""
    places = _PLACES.search(written.text)
    return float(round(written.step * 10 ** (len(places[1]) if places else 0)))
