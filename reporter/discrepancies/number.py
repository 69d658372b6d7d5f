"""Numbers: two statements give different figures for the same thing.

Claims a difference only between figures of one unit that have no agreeing figure in the other
statement and stand in the same slot: like words around them, the same thing counted, the same
happening to it. Hedges, ranges, rounding and convertible units are understood (see `compare`).

Does not claim a difference between figures of unlike things (12 killed, 12 arrested), nor
arithmetic between sentences, nor a conflict where a later article has a larger toll: see `update`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations

from reporter.discrepancies.evidence.event import same_noun, shows_pictures
from reporter.discrepancies.evidence.scope import other_scope
from reporter.discrepancies.evidence.slot import Candidate, best, evidence, setting
from reporter.discrepancies.finding import (
    Finding,
    Pair,
    Sheet,
    is_same_place,
    same_stem,
    shown,
    value_at,
)
from reporter.discrepancies.syntax import OUTCOMES, is_word
from reporter.discrepancies.update import is_update
from reporter.discrepancies.values.compare import comparable, numbers_agree
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Number
from reporter.records import Kind, Token

_OUTCOMES = frozenset(name for name, _ in OUTCOMES)
_OF = re.compile(r"\bof (?:(?:the|its|their|all|some|about) )*$")
_PEOPLE = frozenset({"people", ""})
_BARE = frozenset({"", "label", "age"})
_NAMED = frozenset({"person", "body"})
_OLDEST = 120
_SHARES = {"percent", "points"}


def find(pair: Pair) -> list[Finding]:
    """Return the differing figures of a pair of statements."""
    return [_finding(pair, found) for found in best(Kind.NUMBER, candidates(pair))]


def candidates(pair: Pair) -> list[Candidate[Number]]:
    """Return the figures that could fill one slot, with the evidence for it."""
    if shows_pictures(pair):
        return []
    ours, theirs = _unmatched(pair.a, pair.b), _unmatched(pair.b, pair.a)
    common = setting(pair, ours, theirs)
    return [
        Candidate(a, b, {**common, **features_of(pair, a, b)})
        for a in pair.a.numbers
        for b in pair.b.numbers
        if _comparable(pair, a, b) and not numbers_agree(a, b)
        if _is_open(pair, a, b, a in ours, b in theirs)
        if not other_scope(pair, a, b)
    ]


def _comparable(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the figures could measure the same.

    "Percent" may be said for points, and an age without a word for it ("aged 60 to 69"). The number
    of a thing may stand where something else seems to be counted: "Form 10", "the Form 12 papers".
    """
    units = {a.unit, b.unit}
    if units == {"", "label"}:
        return _is_one_title(pair, a, b)
    if units == {"", "age"}:
        return _may_be_age(pair.a, a) and _may_be_age(pair.b, b)
    return comparable(a, b) or (units == _SHARES and is_same_place(pair, a, b))


def _is_one_title(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether one and the same name stands right before both figures."""
    before, other = _before(pair.a, a), _before(pair.b, b)
    if before is None or other is None:
        return False
    return "PROPN" in {before.pos, other.pos} and before.text == other.text


def _before(sheet: Sheet, number: Number) -> Token | None:
    """Return the word before a figure: "No" in "No. 12"."""
    above = reversed(sheet.statement.tokens[: number.first])
    return next((token for token in above if is_word(token)), None)


def _may_be_age(sheet: Sheet, number: Number) -> bool:
    """Return whether it counts nothing, not even without saying so: "a mother of three"."""
    above = _before(sheet, number)
    of = number.unit == "" and above is not None and above.lemma.lower() == "of"
    return not (number.counted or of) and number.high <= _OLDEST


def _is_open(pair: Pair, a: Number, b: Number, ours: bool, theirs: bool) -> bool:
    """Return whether neither figure has its own elsewhere, or one has but stands in this place.

    Its place is also that before the noun which no other figure of the two statements counts.
    """
    if not ours and not theirs:
        return False
    return (ours and theirs) or is_same_place(pair, a, b) or _is_only_count(pair, a, b)


def _is_only_count(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether either statement counts a thing once, and both the same thing."""
    if not same_stem(a.counted, b.counted) or a.unit or b.unit:
        return False
    return all(
        sum(same_stem(number.counted, a.counted) for number in sheet.numbers) == 1
        for sheet in (pair.a, pair.b)
    )


def features_of(pair: Pair, a: Number, b: Number) -> dict[str, float]:
    """Return the evidence that two figures measure the same thing, each 0..1."""
    features = evidence(pair, a, b)
    return {
        **features,
        "event": max(features["event"], float(same_noun(pair, a, b))),
        "weak": float(_is_weak(a) or _is_weak(b)),
        "clash": float(_outcomes_clash(a, b)),
        "counted": _counted(a, b),
        "magnitude": _magnitudes(a, b),
    }


def _magnitudes(a: Number, b: Number) -> float:
    """Return how far apart two figures are: 0 for equal ones, 1 for a hundredfold or more."""
    small, large = sorted((max(abs(a.high), 1e-9), max(abs(b.high), 1e-9)))
    return min(2.0, math.log10(large / small)) / 2


def _unmatched(sheet: Sheet, other: Sheet) -> list[Number]:
    """Return the figures that the other statement neither has nor adds up to.

    Equal figures meet first, so that 12.6 is not taken for a 13 that both have.
    """
    ours = [number for number in sheet.numbers if not _has_equal(number, sheet, other)]
    theirs = [number for number in other.numbers if not _has_equal(number, other, sheet)]
    return [
        number
        for number in ours
        if not any(_same_figure(number, one) for one in theirs)
        and not _is_sum(number, sheet, other)
    ]


def _has_equal(number: Number, sheet: Sheet, other: Sheet) -> bool:
    """Return whether the other statement has the same figure, as often as it counts other things.

    "Two triple and two double executions" has one "two" more than "five triple and two double".
    """
    alike = {one.counted for one in sheet.numbers if _is_equal(one, number)}
    return min(len(alike), 2) <= sum(_is_equal(one, number) for one in other.numbers)


def _is_equal(a: Number, b: Number) -> bool:
    return (a.unit, a.low, a.high) == (b.unit, b.low, b.high)


def _same_figure(a: Number, b: Number) -> bool:
    return (a.unit == b.unit or comparable(a, b)) and numbers_agree(a, b)


def _is_sum(number: Number, sheet: Sheet, other: Sheet) -> bool:
    """Return whether two figures that only the other statement has add up to this one."""
    parts = [part for part in other.numbers if part.unit == number.unit]
    parts = [part for part in parts if not any(_is_equal(part, own) for own in sheet.numbers)]
    return any(
        a.low + b.low == number.low and not _OF.search(other.statement.text[a.end : b.start])
        for a, b in combinations(parts, 2)
    )


def _outcomes_clash(a: Number, b: Number) -> bool:
    """Return whether people are counted to whom one statement says that something else happened."""
    return {a.counted, b.counted} <= _PEOPLE and _outcome(a) != _outcome(b)


def _outcome(number: Number) -> str:
    return next((word for word in number.scope if word in _OUTCOMES), "")


def _counted(a: Number, b: Number) -> float:
    """Return whether one noun is counted (1), two are (0), or one sentence names none (0.5)."""
    if not a.counted or not b.counted:
        return 0.5
    return float(same_stem(a.counted, b.counted))


def _is_weak(number: Number) -> bool:
    """Return whether it counts little: "one", "first", "two" as in "two sides"."""
    return number.unit == "ordinal" or number.text.lower() in {"one", "first", "half"}


def _finding(pair: Pair, found: Candidate[Number]) -> Finding:
    a, b = found.a, found.b
    update = is_update(pair, a, b)
    reasons = [f"numbers {a.text!r} and {b.text!r} do not agree", shown(found.features)]
    if update:
        reasons.append("the later article has the larger toll")
    return Finding(
        Kind.UPDATE if update else Kind.NUMBER,
        value_at(pair.a.statement, a),
        value_at(pair.b.statement, b),
        _subject(a, b, pair.a.statement.tokens) or _bare_subject(pair, a, b),
        found.score,
        not update,
        tuple(reasons),
    )


def _subject(a: Number, b: Number, tokens: Sequence[Token]) -> str:
    """Return what is counted or measured, "" where neither statement says."""
    counted = a.counted or b.counted
    plural = (t.text.lower() for t in tokens if t.tag == "NNS" and t.lemma.lower() == counted)
    things = next(plural, counted)
    outcome = next((word for word in (*a.scope, *b.scope) if word in _OUTCOMES), "")
    names = {"percent": "share", "ordinal": "order", "day": "duration", "clock": "time of day"}
    names |= {
        "speed": "speed",
        "hectare": "area",
        "metre": "distance",
        "kilogram": "weight",
        "age": "age",
        "score": "result",
    }
    names |= {"points": "percentage points", "label": "number", "": "number"}
    what = names.get(a.unit, "amount")
    if not (counted or outcome) and a.unit in _BARE:
        return ""
    if outcome and a.unit == "":
        return f"number {outcome}" + (f" ({things})" if counted not in {"", outcome} else "")
    return f"{what} of {things}" if counted else what


def _bare_subject(pair: Pair, a: Number, b: Number) -> str:
    """Return "age" or "number" with whom both statements name, the nearest to the figure."""
    what = "age" if "age" in {a.unit, b.unit} else "number"
    common = [
        ours
        for ours in pair.a.names
        if ours.label in _NAMED and any(same_name(ours, theirs) for theirs in pair.b.names)
    ]
    nearest = min(common, key=lambda name: (abs(name.start - a.start), name.start), default=None)
    return f"{what} ({nearest.text})" if nearest else what
