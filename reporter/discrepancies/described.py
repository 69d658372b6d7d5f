"""Descriptions of people: one that changes places, and one office with two holders.

Both statements may have two people, and the noun by which one of them describes the first person,
the other has for the second: "the pilot Berg met the mayor Lund", "the pilot Lund met Berg". It
tells a swap where the verb does not, as "met". Or each gives one office, of which there is one, to
another person: a difference of kind name.

Left alone are descriptions that many bear at once or one after the other ("President", "Senator",
"former"), kinship, a noun that a statement has for both, and offices of two places or bodies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.names import is_title
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind, Token
from reporter.text.lexical import fold

WEIGHTS = {
    "bias": -3.0, "words": 1.0, "both": 2.0, "overlap": 5.0,
}  # fmt: skip
_BEFORE = frozenset({"compound", "amod", "nmod"})
_SHARED_BY_MANY = frozenset(words("common_titles"))
_PASSING = frozenset(words("passing"))
_OFFICES = frozenset(words("offices"))
_LONE = frozenset(words("lone_offices"))
_LESSER = frozenset(words("not_in_office"))
_ENOUGH = 2
_PLURAL = frozenset({"NNS", "NNPS"})

OFFICE_WEIGHTS = {
    "bias": -3.7, "words": 1.0, "overlap": 5.0, "known": -1.5,
}  # fmt: skip


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


def find(pair: Pair) -> list[Finding]:
    """Return the best supported office that the statements give to two people, if any.

    None where capitals say nothing: "Attorney General Berg Names Prosecutors".
    """
    if is_title(pair.a.statement.tokens) or is_title(pair.b.statement.tokens):
        return []
    found = [
        _finding(pair, a, b, shared)
        for a in _people(pair.a)
        for b in _people(pair.b)
        if not (_named(pair.b, a) or _named(pair.a, b))
        for shared in (_office(pair, a, b),)
        if shared
    ]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))[:1]


def _office(pair: Pair, a: Name, b: Name) -> frozenset[str]:
    """Return the words of the one office that two people are said to hold, none for two.

    Most offices are of something that both name ("harbour director"); a mayor needs no place.
    """
    ours, theirs = _description(pair.a, a), _description(pair.b, b)
    if same_name(a, b) or _PASSING & (ours | theirs) or (ours - theirs and theirs - ours):
        return frozenset()
    if _LESSER & (ours ^ theirs):
        return frozenset()  # the deputy's is another one
    office = _nouns(pair.a, a) & _nouns(pair.b, b) & _OFFICES
    told = len(ours & theirs) >= _ENOUGH or office & _LONE
    return ours & theirs if office and told else frozenset()


def _finding(pair: Pair, a: Name, b: Name, shared: frozenset[str]) -> Finding:
    written = [fold(token.text) for token in pair.a.statement.tokens] + sorted(shared)
    elsewhere = (_is_in(a, pair.b.article), _is_in(b, pair.a.article))
    features = {
        "words": min(1.0, (len(shared) - 1) / _ENOUGH),
        "overlap": pair.alignment.overlap,
        "known": float(all(elsewhere)),
    }
    return Finding(
        Kind.NAME,
        value_at(pair.a.statement, a),
        value_at(pair.b.statement, b),
        f"who is {' '.join(sorted(shared, key=written.index))}",
        probability(OFFICE_WEIGHTS, features),
        True,
        (f"one office of {a.text!r} and {b.text!r}", shown(features)),
    )


def _is_in(name: Name, article: str) -> bool:
    return fold(name.words[-1]) in fold(article)


def _people(sheet: Sheet) -> list[Name]:
    return [name for name in sheet.names if name.label == "person" and name.words]


def _named(sheet: Sheet, name: Name) -> Name | None:
    return next((other for other in _people(sheet) if same_name(name, other)), None)


def _nouns(sheet: Sheet, name: Name) -> frozenset[str]:
    """Return the nouns that describe a name: the one before it, and those in apposition."""
    tokens = sheet.statement.tokens
    at = [i for i in (name.first - 1,) if i >= 0 and tokens[i].dep in _BEFORE]
    at += _beside(tokens, syntax.span_head(tokens, name.first, name.last))
    # One of several "members" is not the one whom the other statement calls a member.
    of_one = (i for i in at if tokens[i].entity != "PERSON" and tokens[i].tag not in _PLURAL)
    titles = (title for title in name.titles[-1:] if not title.endswith("s"))
    return _folded([*titles, *(tokens[i].text for i in of_one)])


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
