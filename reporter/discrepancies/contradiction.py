"""Contradiction: the statements cannot both be so, and no typed value says why.

Claims one in two cases. Words of opposite meaning (rose, fell; confirmed, denied; before, after)
stand in one slot: each is missing from the other statement, the words around them are alike and
neither is negated. Or a trained pair scorer finds each statement to contradict the other with high
probability; this counts only where no other kind has found anything in the pair, because a scorer
calls most differing figures a contradiction, and it is that kind which says what differs.

Does not claim one for opposites outside one slot ("up to ten", "down the road"), for a scorer that
goes by shared words, or for two events that merely resemble each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, probability, same_stem, shown
from reporter.discrepancies.lexicon import opposites
from reporter.lexical import STOP_WORDS, fold
from reporter.records import Kind, Token

WEIGHTS = {
    "bias": -5.4, "context": 4.0, "runs": 2.5, "overlap": 2.0, "order": 1.5, "cover": 1.0,
    "dep": 0.8,
}  # fmt: skip
_MIN_CONFLICT = 0.95
_MIN_OVERLAP = 0.45


def find(pair: Pair) -> list[Finding]:
    """Return the best pair of opposites or what the pair scorer says of the whole, if any."""
    found = [*(_opposite(pair, i, j) for i, j in _opposites(pair)), *_judged(pair)]
    return sorted(found, key=lambda item: (-item.confidence, item.span_a))[:1]


def _opposites(pair: Pair) -> Iterator[tuple[int, int]]:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    for i, token in enumerate(ours):
        sides = _sides(token)
        if not sides or pair.alignment.there[i] >= 0 or _has(theirs, token):
            continue
        for j, other in enumerate(theirs):
            if pair.alignment.back[j] >= 0 or not _faces(sides, _sides(other)):
                continue
            if not (_has(ours, other) or _is_negated(ours, i) or _is_negated(theirs, j)):
                yield i, j


@cache
def _table() -> dict[str, frozenset[tuple[str, int]]]:
    """Return for each word the groups of opposites it stands in, each with its side (0 or 1)."""
    table: dict[str, frozenset[tuple[str, int]]] = {}
    for name, sides in opposites():
        for side, members in enumerate(sides):
            for word in members:
                table[word] = table.get(word, frozenset()) | {(name, side)}
    return table


def _sides(token: Token) -> frozenset[tuple[str, int]]:
    return _table().get(fold(token.text), frozenset()) | _table().get(
        token.lemma.lower(), frozenset()
    )


def _faces(a: frozenset[tuple[str, int]], b: frozenset[tuple[str, int]]) -> bool:
    return any((name, 1 - side) in b for name, side in a)


def _has(tokens: tuple[Token, ...], word: Token) -> bool:
    return any(same_stem(token.text, word.text) for token in tokens)


def _is_negated(tokens: tuple[Token, ...], index: int) -> bool:
    return any(tokens[i].dep == "neg" for i in syntax.children(tokens, index))


def _opposite(pair: Pair, i: int, j: int) -> Finding:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    at, there = (i, i + 1), (j, j + 1)
    order, cover = pair.alignment.order(at, there)
    features = {
        "context": pair.alignment.context(at, there),
        "runs": sum(pair.alignment.runs(at, there)) / 10,
        "overlap": pair.alignment.overlap,
        "order": order,
        "cover": cover,
        "dep": float(ours[i].dep == theirs[j].dep),
    }
    return Finding(
        Kind.CONTRADICTION,
        pair.a.statement,
        pair.b.statement,
        (ours[i].start, ours[i].end),
        (theirs[j].start, theirs[j].end),
        ours[i].text,
        theirs[j].text,
        f"{ours[i].text.lower()} or {theirs[j].text.lower()}",
        probability(WEIGHTS, features),
        True,
        (f"{ours[i].text!r} and {theirs[j].text!r} are opposites", shown(features)),
        key_a=fold(ours[i].lemma),
        key_b=fold(theirs[j].lemma),
    )


def _judged(pair: Pair) -> list[Finding]:
    """Return the whole statements where the scorer finds a contradiction both ways."""
    if pair.conflict < _MIN_CONFLICT or pair.alignment.overlap < _MIN_OVERLAP:
        return []
    span_a = _unlike(pair.a.statement.tokens, pair.alignment.there)
    span_b = _unlike(pair.b.statement.tokens, pair.alignment.back)
    if span_a is None or span_b is None:
        return []
    ours, theirs = pair.a.statement, pair.b.statement
    return [
        Finding(
            Kind.CONTRADICTION,
            ours,
            theirs,
            span_a,
            span_b,
            ours.text[slice(*span_a)],
            theirs.text[slice(*span_b)],
            "what happened",
            pair.conflict * (1 + pair.alignment.overlap) / 2,
            True,
            (f"the scorer gives contradiction {pair.conflict:.2f} or more both ways",),
            key_a="one",
            key_b="other",
        )
    ]


def _unlike(tokens: tuple[Token, ...], to: tuple[int, ...]) -> tuple[int, int] | None:
    """Return the characters from the first to the last word of meaning that has no like."""
    alone = [
        token
        for token, other in zip(tokens, to, strict=True)
        if other < 0 and syntax.is_word(token) and fold(token.text) not in STOP_WORDS
    ]
    return (alone[0].start, alone[-1].end) if alone else None
