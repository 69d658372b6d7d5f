"""Contradiction: the statements cannot both be so, and no typed value says why.

Claims one in three cases. Words of opposite meaning (rose, fell; confirmed, denied; before, after)
stand in one slot: each is missing from the other statement, the words around them are alike and
neither is negated. Or two names change places ("Berg sued Lund", `roles.py`). Or a trained pair
scorer finds each statement to contradict the other with high probability; this counts only where no
other kind has found anything in the pair, because a scorer calls most differing figures a
contradiction, and it is that kind which says what differs.

Does not claim one for opposites outside one slot ("up to ten", "down the road"), for a scorer that
goes by shared words, or for two events that merely resemble each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, probability, same_stem, shown
from reporter.discrepancies.lexicon import opposites, words
from reporter.discrepancies.roles import WEIGHTS as ROLE_WEIGHTS
from reporter.discrepancies.roles import Swap, swaps
from reporter.lexical import STOP_WORDS, fold
from reporter.records import Kind, Token

WEIGHTS = {
    "bias": -3.0, "context": 1.0, "runs": 0.8, "overlap": 1.2, "order": 0.4, "dep": 1.4, "pos": 0.8,
    "head": 0.8, "suspicion": 0.5,
}  # fmt: skip
_EITHER_WAY = frozenset(words("either_way"))
_PERIODS = frozenset(words("periods"))
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_CONVERSE = frozenset({"trade", "giving"})
_MIN_CONFLICT = 0.97
_MIN_OVERLAP = 0.5


def find(pair: Pair) -> list[Finding]:
    """Return the best pair of opposites, swapped names or what the pair scorer says, if any."""
    found = [
        *(_opposite(pair, i, j) for i, j in _opposites(pair)),
        *(_swapped(pair, swap) for swap in swaps(pair) if not swap.said),
        *_judged(pair),
    ]
    return sorted(found, key=lambda item: (-item.confidence, item.span_a))[:1]


def _opposites(pair: Pair) -> Iterator[tuple[int, int]]:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    for i, token in enumerate(ours):
        sides = _sides(token)
        if not sides or pair.alignment.there[i] >= 0 or _has(theirs, token):
            continue
        for j, other in enumerate(theirs):
            if pair.alignment.back[j] >= 0 or not sides & _other_sides(other):
                continue
            if _has(ours, other) or _is_negated(ours, i) or _is_negated(theirs, j):
                continue
            if _is_one_matter(pair, i, j):
                yield i, j


def _is_one_matter(pair: Pair, i: int, j: int) -> bool:
    """Return whether what the words need to mean anything is the same.

    That is what "before" and "above" stand before, the verb of a particle ("go up", but not "close
    up"), the name behind a title ("Minority Leader Berg", "Majority Leader Lund"), and, in unlike
    statements, the noun of an adjective.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    if _is_when(ours, i) or _is_when(theirs, j) or _are_of_two_parties(pair, i, j):
        return False
    if {ours[i].pos, theirs[j].pos} == {"PROPN"}:
        there = pair.alignment.there[_titled(ours, i)]
        return there >= 0 and there == _titled(theirs, j)
    if "prt" in {ours[i].dep, theirs[j].dep}:
        verb = ours[ours[i].head].lemma.lower()
        return pair.alignment.there[ours[i].head] == theirs[j].head and verb not in _EITHER_WAY
    if ours[i].dep == theirs[j].dep == "amod" and pair.alignment.overlap < _MIN_OVERLAP:
        return pair.alignment.there[ours[i].head] == theirs[j].head
    a, b = _complement(ours, i), _complement(theirs, j)
    return a is b is None or (a is not None and b is not None and pair.alignment.there[a] == b)


def _are_of_two_parties(pair: Pair, i: int, j: int) -> bool:
    """Return whether one verb's named subject stands in the other statement as another party.

    That Berg confirms and Lund denies what is said of Lund are two doings; that one buys and the
    other sells is one.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _doer(ours, i), _doer(theirs, j)
    if any(name in _CONVERSE for name, _ in _sides(ours[i]) & _other_sides(theirs[j])):
        return a is None or b is None or pair.alignment.there[a] != b
    if a is None or b is None or "PRON" in {ours[a].pos, theirs[b].pos}:
        return False
    there, back = pair.alignment.there, pair.alignment.back
    return _plays_another_part(ours[a], there[a], theirs, b, j) or _plays_another_part(
        theirs[b], back[b], ours, a, i
    )


def _plays_another_part(
    name: Token, like: int, tokens: tuple[Token, ...], doer: int, verb: int
) -> bool:
    """Return whether the like of a name is neither the doer nor what it is done to."""
    if name.pos != "PROPN" or like < 0 or like in syntax.arguments(tokens, verb):
        return False
    return not syntax.is_within(tokens, like, doer)


def _doer(tokens: tuple[Token, ...], verb: int) -> int | None:
    """Return the subject of an active verb, that of the verb before for one joined to it."""
    below = syntax.children(tokens, verb)
    subject = next((i for i in below if tokens[i].dep == "nsubj"), None)
    if subject is None and tokens[verb].dep == "conj" and tokens[verb].head != verb:
        return _doer(tokens, tokens[verb].head)
    return subject


def _is_when(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word is that of "last week", which no "first week" is opposed to."""
    noun = tokens[index].head
    below = {tokens[i].dep for i in syntax.children(tokens, noun)}
    return (
        fold(tokens[index].text) == "last"
        and tokens[noun].lemma.lower() in _PERIODS
        and below.isdisjoint({"det", "poss"})
    )


def _titled(tokens: tuple[Token, ...], index: int) -> int:
    while tokens[index].dep in _MODIFIERS and tokens[index].head != index:
        index = tokens[index].head
    return index


def _complement(tokens: tuple[Token, ...], index: int) -> int | None:
    """Return what a preposition or conjunction stands before, None for other words."""
    if tokens[index].dep == "mark":
        return tokens[index].head
    if tokens[index].pos not in {"ADP", "SCONJ"}:
        return None
    below = (i for i in syntax.children(tokens, index) if tokens[i].dep in {"pobj", "pcomp"})
    return next(below, None)


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


def _other_sides(token: Token) -> frozenset[tuple[str, int]]:
    return frozenset((name, 1 - side) for name, side in _sides(token))


def _has(tokens: tuple[Token, ...], word: Token) -> bool:
    return any(same_stem(token.text, word.text) for token in tokens)


def _is_negated(tokens: tuple[Token, ...], index: int) -> bool:
    return any(tokens[i].dep == "neg" for i in syntax.children(tokens, index))


def _opposite(pair: Pair, i: int, j: int) -> Finding:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    at, there = (i, i + 1), (j, j + 1)
    order, _ = pair.alignment.order(at, there)
    above = pair.alignment.there[ours[i].head] == theirs[j].head
    features = {
        "context": pair.alignment.context(at, there),
        "runs": sum(pair.alignment.runs(at, there)) / 10,
        "overlap": pair.alignment.overlap,
        "order": order,
        "dep": float(ours[i].dep == theirs[j].dep),
        "pos": float(ours[i].pos == theirs[j].pos),
        "head": float(above and ours[i].head != i),
        "suspicion": pair.suspicion,
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


def _swapped(pair: Pair, swap: Swap) -> Finding:
    verb, other = pair.a.statement.tokens[swap.verb_a], pair.b.statement.tokens[swap.verb_b]
    return Finding(
        Kind.CONTRADICTION,
        pair.a.statement,
        pair.b.statement,
        (swap.a.start, swap.a.end),
        (swap.b.start, swap.b.end),
        f"{swap.a.text} {verb.text}",
        f"{swap.b.text} {other.text}",
        f"who does it ({verb.lemma.lower()})",
        probability(ROLE_WEIGHTS, swap.features),
        True,
        (f"{swap.a.text!r} and {swap.b.text!r} change places", shown(swap.features)),
        swap.a,
        swap.b,
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
