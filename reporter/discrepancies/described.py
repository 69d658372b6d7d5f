"""Descriptions that change places: "the pilot Berg met the mayor Lund", "the pilot Lund met Berg".

Both statements have two people, and the noun by which one of them describes the first person, the
other has for the second. It tells a swap where the verb does not, as "met".

Left alone are descriptions that many bear at once or one after the other ("President", "Senator",
"former"), kinship, and a noun that a statement has for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.identity import same_name
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.typed import Name
from reporter.lexical import fold
from reporter.records import Token

WEIGHTS = {
    "bias": -3.0, "words": 1.0, "both": 2.0, "overlap": 5.0,
}  # fmt: skip
_BEFORE = frozenset({"compound", "amod", "nmod"})
_SHARED_BY_MANY = frozenset(words("common_titles"))
_PASSING = frozenset(words("passing"))
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Described:
    """The people `a` and `b` whom the statements of a pair describe by the same `words`."""

    a: Name
    b: Name
    words: tuple[str, ...]
    features: dict[str, float]


def exchanged(pair: Pair) -> Iterator[Described]:
    """Yield the people whom one noun describes, another one in each statement."""
    for a in _people(pair.a):
        for b in _people(pair.b):
            there, here = _named(pair.b, a), _named(pair.a, b)
            if same_name(a, b) or there is None or here is None:
                continue
            ours, theirs = _description(pair.a, a), _description(pair.b, b)
            nouns = (_nouns(pair.a, a) & _nouns(pair.b, b)) - _SHARED_BY_MANY
            others = _description(pair.a, here), _description(pair.b, there)
            if not nouns or nouns & (others[0] | others[1]) or _PASSING & (ours | theirs):
                continue
            shared = (ours & theirs) - _SHARED_BY_MANY
            features = {
                "words": min(1.0, (len(shared) - 1) / _ENOUGH),
                "both": float(bool((others[0] & others[1]) - _SHARED_BY_MANY)),
                "overlap": pair.alignment.overlap,
            }
            yield Described(a, b, tuple(sorted(shared)), features)


def _people(sheet: Sheet) -> list[Name]:
    return [name for name in sheet.names if name.label == "person"]


def _named(sheet: Sheet, name: Name) -> Name | None:
    return next((other for other in _people(sheet) if same_name(name, other)), None)


def _nouns(sheet: Sheet, name: Name) -> frozenset[str]:
    """Return the nouns that describe a name: the one before it, and those in apposition."""
    tokens = sheet.statement.tokens
    at = [i for i in (name.first - 1,) if i >= 0 and tokens[i].dep in _BEFORE]
    at += _beside(tokens, syntax.span_head(tokens, name.first, name.last))
    nouns = (tokens[i].text for i in at if tokens[i].entity != "PERSON")
    return _folded([*name.titles[-1:], *nouns])


def _description(sheet: Sheet, name: Name) -> frozenset[str]:
    """Return the nouns that describe a name with the words that belong to them."""
    tokens = sheet.statement.tokens
    found, first = list(name.titles), name.first
    while first and tokens[first - 1].dep in _BEFORE:
        first -= 1
        found.append(tokens[first].text)
    for noun in _beside(tokens, syntax.span_head(tokens, name.first, name.last)):
        below = [i for i in syntax.children(tokens, noun) if tokens[i].dep in _BEFORE]
        found += (tokens[i].text for i in (noun, *below))
    return _folded(found)


def _beside(tokens: Sequence[Token], head: int) -> list[int]:
    """Return the nouns in apposition to a name, or to which it is one."""
    found = [i for i in syntax.children(tokens, head) if tokens[i].dep == "appos"]
    return [*found, tokens[head].head] if tokens[head].dep == "appos" else found


def _folded(found: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word).rstrip(".") for word in found if len(word.rstrip(".")) > 1)
