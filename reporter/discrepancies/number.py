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

from reporter.discrepancies import syntax
from reporter.discrepancies.compare import comparable, numbers_agree
from reporter.discrepancies.event import are_two, rivals, same_noun, two_times
from reporter.discrepancies.finding import Finding, Pair, Sheet, same_stem, shown, value_at
from reporter.discrepancies.identity import same_name
from reporter.discrepancies.slot import Candidate, best, evidence, loose, setting
from reporter.discrepancies.syntax import OUTCOMES
from reporter.discrepancies.typed import Name, Number
from reporter.discrepancies.update import is_update
from reporter.records import Kind, Token

_OUTCOMES = frozenset(name for name, _ in OUTCOMES)
_MEASURES = frozenset({"day", "metre", "kilogram"})
_WHERE = frozenset(
    f"prep:{word}" for word in ("in", "across", "at", "near", "throughout", "around")
)
_NEAR = 45
_OWN_VERB = 2
"""The verb of a figure and the one that it completes: "took 12 seats", "is likely to take 12"."""
_PEOPLE = frozenset({"people", ""})
_COUNTING = frozenset({"nummod", "quantmod", "compound", "nmod", "amod"})
_INCLUSIVE = re.compile(
    r"^[^.;,]{0,30}[,(]? ?\b(?:including|excluding|counting|not including|plus|besides)\b"
)


def find(pair: Pair) -> list[Finding]:
    """Return the differing figures of a pair of statements."""
    return [_finding(pair, found) for found in best(Kind.NUMBER, candidates(pair))]


def candidates(pair: Pair) -> list[Candidate[Number]]:
    """Return the figures that could fill one slot, with the evidence for it."""
    ours, theirs = _unmatched(pair.a, pair.b), _unmatched(pair.b, pair.a)
    common = {**setting(pair), "loose": loose(ours, theirs)} if ours and theirs else {}
    return [
        Candidate(a, b, {**common, **features_of(pair, a, b)})
        for a in ours
        for b in theirs
        if comparable(a, b) and not _other_scope(pair, a, b)
    ]


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
    """Return the figures that the other statement neither has nor adds up to."""
    return [
        number
        for number in sheet.numbers
        if not any(_same_figure(number, theirs) for theirs in other.numbers)
        and not _is_sum(number, other)
    ]


def _same_figure(a: Number, b: Number) -> bool:
    return a.unit == b.unit and numbers_agree(a, b)


def _is_sum(number: Number, other: Sheet) -> bool:
    """Return whether two figures of the other statement add up to this one."""
    parts = [part.low for part in other.numbers if part.unit == number.unit]
    return any(a + b == number.low for a, b in combinations(parts, 2))


def _other_scope(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the figures measure unlike things: in Kyiv, across Ukraine; a 60-day ban."""
    if a.unit in _MEASURES and a.counted and b.counted and not same_stem(a.counted, b.counted):
        return True
    if a.unit == "age" and _are_two(_owner(pair.a, a), _owner(pair.b, b)):
        return True
    if _is_inclusive(pair.a, a) != _is_inclusive(pair.b, b):
        return True
    if a.unit == "percent" and _predicates_clash(pair, a, b):
        return True
    if rivals(pair, a, b, climb=_OWN_VERB) or _whose_clash(pair, a, b) or two_times(pair, a, b):
        return True
    ours, theirs = _where(pair.a, a), _where(pair.b, b)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _whose_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether the things are of two countries or peoples: "Chinese goods", "U.S. goods"."""
    ours, theirs = _whose(pair.a, a), _whose(pair.b, b)
    pairs = [(one, other) for one in ours for other in theirs]
    return bool(pairs) and all(are_two(one, other) for one, other in pairs)


def _whose(sheet: Sheet, number: Number) -> list[Name]:
    """Return the names of places and peoples in the phrase of what is counted."""
    tokens = sheet.statement.tokens
    top = syntax.span_head(tokens, number.first, number.last)
    while tokens[top].dep in _COUNTING and tokens[tokens[top].head].pos in {"NOUN", "SYM", "NUM"}:
        top = tokens[top].head
    return [
        name
        for name in sheet.names
        if name.label in {"place", "people"}
        if _in_phrase(tokens, syntax.span_head(tokens, name.first, name.last), top)
    ]


def _in_phrase(tokens: Sequence[Token], index: int, top: int) -> bool:
    """Return whether a token hangs on `top` without a verb, or a place where, between."""
    while index != top:
        token = tokens[index]
        if token.head == index or token.pos in {"VERB", "AUX"}:
            return False
        if token.pos == "ADP" and token.lemma.lower() != "of":
            return False
        index = token.head
    return True


def _owner(sheet: Sheet, age: Number) -> Name | None:
    """Return the name beside an age: "Berg, 41," or "41-year-old Anna Berg"."""
    near = [n for n in sheet.names if 0 <= age.first - n.last <= 1 or 0 <= n.first - age.last <= 5]
    before = [name for name in near if name.last <= age.first]
    return next(iter(before or near), None)


def _are_two(a: Name | None, b: Name | None) -> bool:
    return a is not None and b is not None and not same_name(a, b)


def _is_inclusive(sheet: Sheet, number: Number) -> bool:
    """Return whether the sentence says who is counted in or left out."""
    return _INCLUSIVE.search(sheet.statement.text[number.end : number.end + _NEAR]) is not None


def _predicates_clash(pair: Pair, a: Number, b: Number) -> bool:
    """Return whether one share is of those who are this, the other of those who are that."""
    ours, theirs = _predicate(pair.a, a), _predicate(pair.b, b)
    return ours >= 0 and theirs >= 0 and pair.alignment.there[ours] != theirs


def _predicate(sheet: Sheet, number: Number) -> int:
    tokens = sheet.statement.tokens
    head = syntax.span_head(tokens, number.first, number.last)
    verb = syntax.governing_verb(tokens, head)
    if verb is None or tokens[verb].lemma.lower() not in {"be", "identify"}:
        return -1
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"attr", "acomp"} and i > head), -1)


def _where(sheet: Sheet, number: Number) -> frozenset[str]:
    """Return the words of the places that stand with what is counted or what happens to it."""
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    # "Bergen, where 12 were arrested"
    told = tokens[verb].head if verb is not None and tokens[verb].dep == "relcl" else -1
    return frozenset(
        word
        for name in sheet.names
        if name.label in {"place", "other"}
        if name.first <= told < name.last
        or (name.role in _WHERE and (name.governor in {*number.scope, number.counted}))
        for word in name.words
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
        _subject(a, b, pair.a.statement.tokens),
        found.score,
        not update,
        tuple(reasons),
    )


def _subject(a: Number, b: Number, tokens: Sequence[Token]) -> str:
    counted = a.counted or b.counted
    plural = (t.text.lower() for t in tokens if t.tag == "NNS" and t.lemma.lower() == counted)
    things = next(plural, counted)
    outcome = next((word for word in (*a.scope, *b.scope) if word in _OUTCOMES), "")
    names = {"percent": "share", "ordinal": "order", "day": "duration", "clock": "time of day"}
    names |= {"metre": "distance", "kilogram": "weight", "age": "age", "score": "result"}
    names |= {"points": "percentage points", "label": "number", "": "number"}
    what = names.get(a.unit, "amount")
    if outcome and a.unit == "":
        return f"number {outcome}" + (f" ({things})" if counted not in {"", outcome} else "")
    return f"{what} of {things}" if counted else what
