"""Names: another person, body or place plays the same part in the same statement.

Claims a difference where a name of each statement is missing from the other, both are of one kind
(person, body, place) and both fill the same slot: like words around them, the same role towards
the same word. Titles, short forms, acronyms, spelling variants, and a country for its people or
its capital are one name.

Does not claim one for datelines, for lists that pick other members, for a place inside the other
place, or where a name faces a description ("the president").
"""

from __future__ import annotations

import re

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import (
    Finding,
    Pair,
    Sheet,
    mutual_best,
    probability,
    same_stem,
    shown,
    slot_features,
)
from reporter.discrepancies.names import plain, same_name, section_of
from reporter.discrepancies.typed import Name
from reporter.records import Kind, Token

WEIGHTS = {
    "bias": -4.52, "context": 2.78, "neighbours": 0.55, "overlap": 1.78, "role": 1.39,
    "governor": 0.59, "label": 2.0, "title": 1.31, "listed": 1.44, "loose": -2.77,
}  # fmt: skip
_COUNTRY, _BODY, _STATE = 0, 1, 2
_UNITED_STATES = frozenset({("us",), ("usa",), ("america",), ("united", "states")})
_SAME_TEXT = 0.85
_DATELINE = re.compile(r"^\W*(?:[A-Z][\w.’' ]+,? ?){1,4}(?:\([^)]{2,20}\))?\s?(?:—|–|―|--|-)\s")


def find(pair: Pair) -> list[Finding]:
    """Return the differing names of a pair of statements."""
    ours, theirs = _unmatched(pair.a, pair.b), _unmatched(pair.b, pair.a)
    loose = min(3, max(len(ours), len(theirs)) - 1) / 3
    scored = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            if _comparable(pair, a, b):
                features = {**features_of(pair, a, b), "loose": loose}
                scored.append((probability(WEIGHTS, features), i, j))
    return [_finding(pair, ours[i], theirs[j], score, loose) for score, i, j in mutual_best(scored)]


def features_of(pair: Pair, a: Name, b: Name) -> dict[str, float]:
    """Return the evidence that two names fill one slot, each 0..1."""
    return {
        **slot_features(pair, a, b),
        "role": float(a.role == b.role),
        "governor": float(same_stem(a.governor, b.governor)),
        "label": float(a.label == b.label),
        "title": float(bool(set(a.titles) & set(b.titles))),
        "listed": float(_is_listed(pair, a, b)),
    }


def _unmatched(sheet: Sheet, other: Sheet) -> list[Name]:
    """Return the names that the other statement does not have, not even in part."""
    present = {plain(token.text) for token in other.statement.tokens}
    dateline = _DATELINE.match(sheet.statement.text)
    begin = dateline.end() if dateline else 0
    return [
        name
        for name in sheet.names
        if name.start >= begin
        and name.words[-1] not in present
        and not any(same_name(name, theirs) for theirs in other.names)
    ]


def _comparable(pair: Pair, a: Name, b: Name) -> bool:
    if {a.label, b.label} in ({"person", "place"}, {"person", "people"}, {"body", "people"}):
        return False
    if _sections_clash(pair, a, b) or _is_one(pair, a, b) or _is_one(pair, b, a):
        return False
    ours = _list_around(pair.a.statement.tokens, a)
    theirs = _list_around(pair.b.statement.tokens, b)
    return max(len(ours), len(theirs)) <= 1 or _is_listed(pair, a, b)


def _is_listed(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether the names stand in lists that are the same otherwise."""
    ours = _list_around(pair.a.statement.tokens, a)
    theirs = _list_around(pair.b.statement.tokens, b)
    return 1 < len(ours) == len(theirs) == len(ours & theirs) + 1


def _sections_clash(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether a known body faces a place or person, or a state the United States."""
    sections = {section_of(a), section_of(b)}
    if _BODY in sections and (_COUNTRY in sections or _STATE in sections):
        return True
    if _BODY in sections and "person" in {a.label, b.label}:
        return True
    american = any(name.words in _UNITED_STATES for name in (a, b))
    return sections == {_COUNTRY, _STATE} and american and pair.alignment.overlap < _SAME_TEXT


def _is_one(pair: Pair, part: Name, whole: Name) -> bool:
    """Return whether an article joins both: "Dayton, Ohio", "Saddam Hussein", "A Body (AB)"."""
    pattern = re.compile(rf"{re.escape(part.text)}(?:,? | \(|, in ){re.escape(whole.text)}\b")
    return any(pattern.search(text) for text in (pair.a.article, pair.b.article))


def _list_around(tokens: tuple[Token, ...], name: Name) -> frozenset[str]:
    """Return the last words of the names that are listed together with `name`, itself included."""
    top = syntax.span_head(tokens, name.first, name.last)
    while tokens[top].dep in {"conj"} and tokens[top].head != top:
        top = tokens[top].head
    members = {top}
    grown = True
    while grown:
        new = {
            child
            for member in members
            for child in syntax.children(tokens, member)
            if tokens[child].dep == "conj"
        }
        grown = not new <= members
        members |= new
    return frozenset(plain(tokens[member].text) for member in members)


def _finding(pair: Pair, a: Name, b: Name, score: float, loose: float) -> Finding:
    features = {**features_of(pair, a, b), "loose": loose}
    return Finding(
        Kind.NAME,
        pair.a.statement,
        pair.b.statement,
        (a.start, a.end),
        (b.start, b.end),
        a.text,
        b.text,
        _subject(a, b),
        score,
        True,
        (f"{a.text!r} and {b.text!r} are not one name", shown(features)),
        a,
        b,
    )


def _subject(a: Name, b: Name) -> str:
    what = {"person": "who", "place": "where", "body": "which body", "people": "which people"}
    label = a.label if a.label == b.label else "other"
    question = what.get(label, "which name")
    if a.governor and same_stem(a.governor, b.governor):
        return f"{question} ({a.governor})"
    return question
