"""Holders: a thing that both statements speak of belongs to another party.

Claims a difference of kind name where a noun stands in both statements, the words after it are the
same ("the right to export arms") and it belongs to two different names: by a genitive ("Norway's
right") or as what a name has, keeps or lacks ("Norway maintains the right"). `name` does not see
it where both names stand in both statements, one of them in another part. It changes the meaning.

Does not claim one where having is denied, for a place inside the other one, or for a noun with
nothing of its own after it: two men may well have an attorney each.
"""

from __future__ import annotations

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, Sheet, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.gazetteer import lies_in
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind

_HAVING = frozenset(words("having"))
_MIN_RUN = 2
# Too rare to be fitted on: of statements that are otherwise alike, one in two or three.
_BASE, _SLOPE = 0.15, 0.25


def find(pair: Pair) -> list[Finding]:
    """Return the things that another name holds in the other statement."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    found = []
    for i, j in enumerate(pair.alignment.there):
        if j < 0 or {ours[i].pos, theirs[j].pos} != {"NOUN"}:
            continue
        if pair.alignment.runs((i, i + 1), (j, j + 1))[1] < _MIN_RUN:
            continue
        a, b = _holder(pair.a, i), _holder(pair.b, j)
        if a is not None and b is not None and _are_two(a, b):
            found.append(_finding(pair, a, b, ours[i].text))
    return found


def _holder(sheet: Sheet, noun: int) -> Name | None:
    """Return the name that the noun belongs to, if one does."""
    tokens = sheet.statement.tokens
    holders = [i for i in syntax.children(tokens, noun) if tokens[i].dep == "poss"]
    verb = tokens[noun].head
    if not holders and tokens[noun].dep == "dobj" and tokens[verb].lemma.lower() in _HAVING:
        below = syntax.children(tokens, verb)
        if not any(tokens[i].dep == "neg" for i in below):
            holders = [i for i in below if tokens[i].dep == "nsubj"]
    named = (name for i in holders for name in sheet.names if name.first <= i < name.last)
    return next(named, None)


def _are_two(a: Name, b: Name) -> bool:
    # What a ruler does, his country does: "Berg's use of mines", "Norway's use of mines".
    if {a.label, b.label} == {"person", "place"}:
        return False
    return not (same_name(a, b) or lies_in(a, b) or lies_in(b, a))


def _finding(pair: Pair, a: Name, b: Name, noun: str) -> Finding:
    return Finding(
        Kind.NAME,
        value_at(pair.a.statement, a),
        value_at(pair.b.statement, b),
        f"whose {noun}",
        _BASE + _SLOPE * pair.alignment.overlap,
        True,
        (f"{noun!r} is that of {a.text!r} and of {b.text!r}",),
    )
