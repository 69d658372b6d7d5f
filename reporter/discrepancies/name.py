"""Names: another person, body or place plays the same part in the same statement.

Claims a difference where a name of each statement is missing from the other, both are of one kind
(person, body, place) and both fill the same slot: like words around them, the same role towards
the same word. Titles, short forms, acronyms, spelling variants, and a country for its people or
its capital are one name.

Does not claim one for datelines, for lists that pick other members, for a place inside the other
place, where a name faces a description ("the president") or something else plays its part, or for
who says it or hears it: that is `attribution`, and every outlet is told things itself.
"""

from __future__ import annotations

import re

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.apart import are_apart, doubts
from reporter.discrepancies.evidence.belonging import (
    belong_to_one,
    listed_with,
    stand_before_one_name,
)
from reporter.discrepancies.evidence.classes import is_misplaced
from reporter.discrepancies.evidence.event import shows_pictures, slot_is_taken
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
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import plain
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.names import is_title
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, Token

JUDGED = "judged name"
"""The model of names in statements that the pair scorer has judged."""
_SAYING = frozenset(words("saying"))
_SAME_WORDS = 4
_JOINING = frozenset({"of", "the", "and", "for", "&"})


def find(pair: Pair) -> list[Finding]:
    """Return the differing names of a pair of statements, none where capitals say nothing."""
    model = JUDGED if pair.is_judged else Kind.NAME
    return [_finding(pair, found) for found in best(model, candidates(pair))]


def candidates(pair: Pair) -> list[Candidate[Name]]:
    """Return the names that could play one part, with the evidence for it."""
    if is_title(pair.a.statement.tokens) or is_title(pair.b.statement.tokens):
        return []
    if shows_pictures(pair):
        return []
    ours, theirs = _unmatched(pair.a, pair.b), _unmatched(pair.b, pair.a)
    common = setting(pair, ours, theirs)
    return [
        Candidate(a, b, {**common, **features})
        for a in pair.a.names
        for b in pair.b.names
        if (a in ours and b in theirs) or ((a in ours or b in theirs) and _in_one_slot(pair, a, b))
        if not are_apart(pair, a, b)
        for features in _weighed(pair, a, b)
    ]


def _weighed(pair: Pair, a: Name, b: Name) -> list[dict[str, float]]:
    """Return the evidence for and against a conflict, nothing where a doubt rules it out.

    It does where nobody knows whether the statements say the same, and in lists that pick other
    members.
    """
    against = doubts(pair, a, b)
    if not pair.is_judged:
        return [] if any(against.values()) else [features_of(pair, a, b)]
    features = features_of(pair, a, b)
    if features["picked"] and any(against.values()):
        return []
    return [{**features, **against, "entailed": pair.entailed}]


def features_of(pair: Pair, a: Name, b: Name) -> dict[str, float]:
    """Return the evidence that two names fill one slot, each 0..1."""
    found = evidence(pair, a, b)
    one = belong_to_one(pair, a, b)
    return {
        **found,
        "role": float(one or a.role == b.role),
        "governor": max(float(one), found["governor"]),
        "same_act": float(same_stem(a.governor, b.governor) and a.governor not in _SAYING),
        "label": float(a.label == b.label),
        **_lists(pair, a, b),
        "taken": float(slot_is_taken(pair, a, b)),
        "titled": float(bool(a.titles) == bool(b.titles)),
        "misplaced": float(is_misplaced(pair, a, b)),
    }


def _unmatched(sheet: Sheet, other: Sheet) -> list[Name]:
    """Return the names that the other statement does not have, not even in part."""
    elsewhere = _words_outside_names(other)
    return [
        name
        for name in sheet.names
        if name.words[-1] not in elsewhere
        and not _is_spelled_out(name, other)
        and not any(
            same_name(name, theirs) and not _is_anothers(name, theirs, sheet)
            for theirs in other.names
        )
    ]


def _is_anothers(name: Name, theirs: Name, sheet: Sheet) -> bool:
    """Return whether what shares no word with the name repeats another one beside it.

    "A hospital in Taipei, Taiwan" is in the capital, and "Taiwan" is not said of it.
    """
    if not set(name.words).isdisjoint(theirs.words):
        return False
    return any(other.words == theirs.words for other in sheet.names)


def _in_one_slot(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether both names play one part towards one word, or nothing differs around them.

    So they differ even where one of them stands elsewhere in the other statement: "the Mexican
    president says that New York will not pay for it", "Mexico will not pay for it".
    """
    if same_name(a, b) or _is_spelled_out(a, pair.b) or _is_spelled_out(b, pair.a):
        return False
    if _says_more_of(pair.b, b, a) or _says_more_of(pair.a, a, b):
        return False
    if _keeps_its_part(a, pair.b) or _keeps_its_part(b, pair.a):
        return False
    if _stand_alike(pair, a, b):
        return True
    before, after = pair.alignment.runs((a.first, a.last), (b.first, b.last))
    one_part = a.role == b.role and same_stem(a.governor, b.governor)
    return one_part and before + after >= _SAME_WORDS


def _keeps_its_part(name: Name, other: Sheet) -> bool:
    """Return whether the other statement has the name in the same part: nothing takes its place."""
    return any(
        same_name(name, theirs)
        and name.role == theirs.role
        and same_stem(name.governor, theirs.governor)
        for theirs in other.names
    )


def _says_more_of(sheet: Sheet, name: Name, other: Name) -> bool:
    """Return whether `name` hangs on `other` in its own statement: "Berg of Oslo" beside "Berg"."""
    tokens = sheet.statement.tokens
    head = syntax.span_head(tokens, name.first, name.last)
    return any(
        same_name(theirs, other)
        and syntax.is_within(tokens, head, syntax.span_head(tokens, theirs.first, theirs.last))
        for theirs in sheet.names
        if theirs is not name
    )


def _stand_alike(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether nothing differs around two names, titles included, or one person follows.

    Of one person only places count: aides of a president are those of his house as well.
    """
    if a.label == b.label == "place" and stand_before_one_name(pair, a, b):
        return True
    after = [
        next((plain(token.text) for token in sheet.statement.tokens[name.last :]), "")
        for sheet, name in ((pair.a, a), (pair.b, b))
    ]
    return is_same_place(pair, a, b) and after[0] == after[1]


def _is_spelled_out(name: Name, other: Sheet) -> bool:
    """Return whether words of the other statement begin with the letters of an acronym."""
    letters = name.text.replace(".", "").replace("&", "")
    if not (letters.isupper() and letters.isalpha() and len(letters) > 1):
        return False
    words = (token.text for token in other.statement.tokens)
    initials = "".join(
        word[0] if word[0].isupper() else " " for word in words if word not in _JOINING
    )
    return re.search(rf"{letters}", initials) is not None


def _words_outside_names(sheet: Sheet) -> frozenset[str]:
    """Return the plain words of a statement that belong to none of its full names."""
    named = {
        index
        for name in sheet.names
        if len(name.words) > 1
        for index in range(name.first, name.last)
    }
    tokens = sheet.statement.tokens
    return frozenset(plain(t.text) for index, t in enumerate(tokens) if index not in named)


def _lists(pair: Pair, a: Name, b: Name) -> dict[str, float]:
    """Return whether the names stand in lists that are the same otherwise, or that are not."""
    ours = _list_around(pair.a.statement.tokens, a)
    theirs = _list_around(pair.b.statement.tokens, b)
    same = 1 < len(ours) == len(theirs) == len(ours & theirs) + 1 or _all_but_one(pair, a, b)
    picked = max(len(ours), len(theirs)) > 1 and not same
    return {"listed": float(same), "picked": float(picked)}


def _all_but_one(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether the names stand in lists of names of which all the others are the same."""
    ours, theirs = listed_with(pair.a, a), listed_with(pair.b, b)
    if not 1 < len(ours) == len(theirs):
        return False
    rest = [name for name in theirs if name is not b]
    return all(any(same_name(x, y) for y in rest) for x in ours if x is not a)


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


def _finding(pair: Pair, found: Candidate[Name]) -> Finding:
    a, b = found.a, found.b
    return Finding(
        Kind.NAME,
        value_at(pair.a.statement, a),
        value_at(pair.b.statement, b),
        subject(a, b),
        found.score,
        True,
        (f"{a.text!r} and {b.text!r} are not one name", shown(found.features)),
    )


def subject(a: Name, b: Name) -> str:
    """Return what differs where one name stands for another: "who (resign)", "where"."""
    what = {"person": "who", "place": "where", "body": "which body", "people": "which people"}
    label = a.label if a.label == b.label else "other"
    question = what.get(label, "which name")
    if a.governor and same_stem(a.governor, b.governor):
        return f"{question} ({a.governor})"
    return question
