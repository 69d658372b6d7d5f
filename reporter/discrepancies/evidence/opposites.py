"""Opposites: words of opposite meaning that stand in one slot of two statements.

Left alone are opposites of two matters: with other objects, of other parties, on other nouns;
words that are parts of names ("North Korea") or of set phrases ("at least"), and where one alone
is denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, same_stem
from reporter.discrepancies.lexicon import opposites, words
from reporter.records import Token
from reporter.text.lexical import STOP_WORDS, fold

_EITHER_WAY = frozenset(words("either_way"))
_PERIODS = frozenset(words("periods"))
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_DIRECTIONS = frozenset({"compass", "sunrise"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})
_NEARLY_ONE = 0.7
_CONFLICT = 0.5
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_JOINED = frozenset({"conj", "xcomp"})
_CONVERSE = frozenset({"trade", "giving"})
_MIN_OVERLAP = 0.5


def opposed(pair: Pair) -> Iterator[tuple[int, int]]:
    """Yield the token numbers of words of opposite meaning that fill one slot."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    for i, token in enumerate(ours):
        sides = _sides(token)
        if not sides or not _is_free(ours, i, theirs, pair.alignment.there):
            continue
        if _has(theirs, token, pair.alignment.back):
            continue
        for j, other in enumerate(theirs):
            if not sides & _other_sides(other):
                continue
            if not _is_free(theirs, j, ours, pair.alignment.back):
                continue
            if _has(ours, other, pair.alignment.there):
                continue
            if _is_negated(ours, i) != _is_negated(theirs, j):
                continue
            if _is_one_matter(pair, i, j):
                yield i, j


def _is_free(
    tokens: tuple[Token, ...], index: int, others: tuple[Token, ...], to: Sequence[int]
) -> bool:
    """Return whether a word has no like, or only that of "last week": "for the last time"."""
    return to[index] < 0 or (_is_when(others, to[index]) and not _is_when(tokens, index))


def are_opposed(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Return whether a word of one side is opposite in meaning to one of the other's."""
    return any(_sides(word) & _other_sides(other) for word in ours for other in theirs)


def are_alike(word: Token, other: Token) -> bool:
    """Return whether two words stand on one side of a pair of opposites: "convict", "guilty"."""
    return bool(_sides(word) & _sides(other))


def _is_one_matter(pair: Pair, i: int, j: int) -> bool:
    """Return whether what the words need to mean anything is the same.

    That is what "before" and "above" stand before, the verb of a particle ("go up", but not "close
    up"), the object of a verb, the name behind a title ("Minority Leader Berg", "Majority Leader
    Lund"), and, in unlike statements, the noun of an adjective and the verb of an adverb.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    if _is_when(ours, i) or _is_when(theirs, j) or _are_of_two_parties(pair, i, j):
        return False
    if _is_floor(ours, i) or _is_floor(theirs, j):
        return False
    unlike = pair.alignment.overlap < _MIN_OVERLAP
    if unlike and "advmod" in {ours[i].dep, theirs[j].dep} and not _is_one_head(pair, i, j):
        return False
    if not _have_one_object(pair, i, j):
        return False
    if {ours[i].pos, theirs[j].pos} == {"PROPN"}:
        if _is_of_place(ours[i]):
            return False
        there = pair.alignment.there[_titled(ours, i)]
        return there >= 0 and there == _titled(theirs, j)
    if "prt" in {ours[i].dep, theirs[j].dep}:
        verb = ours[ours[i].head].lemma.lower()
        return _is_one_verb(pair, ours[i].head, theirs[j].head) and verb not in _EITHER_WAY
    if unlike and ours[i].dep == theirs[j].dep == "amod":
        return _is_one_head(pair, i, j)
    a, b = _complement(ours, i), _complement(theirs, j)
    if a is None or b is None:
        return a is b
    return pair.alignment.there[a] == b or _is_one_time(pair, a, b)


def _is_one_verb(pair: Pair, verb: int, other: int) -> bool:
    """Return whether two verbs are one, or two words for what is done to one thing."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _object(ours, verb), _object(theirs, other)
    same = a is not None and b is not None and pair.alignment.there[a] == b
    return same or pair.alignment.there[verb] == other


def _is_one_time(pair: Pair, a: int, b: int) -> bool:
    """Return whether what is before or after may be one thing in two words.

    So it may if it is done by or to the same, or if the scorer sees a conflict and neither thing
    has a like elsewhere.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    there, back, overlap = pair.alignment.there, pair.alignment.back, pair.alignment.overlap
    left, right = {a, *syntax.arguments(ours, a)}, {b, *syntax.arguments(theirs, b)}
    if any(there[at] in right for at in left):
        return True
    if pair.conflict >= _CONFLICT and overlap >= _NEARLY_ONE:
        return True
    free = there[a] < 0 and back[b] < 0
    return free and pair.suspicion >= _CONFLICT and overlap >= _MIN_OVERLAP


def _is_of_place(token: Token) -> bool:
    """Return whether the word is part of a name as in "North Korea": `name` compares those."""
    return any(name in _DIRECTIONS for name, _ in _sides(token))


def _is_floor(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word is that of "at least", to which no "most" is opposed."""
    return index > 0 and fold(tokens[index - 1].text) == "at" and tokens[index].tag in _SUPERLATIVE


def _is_one_head(pair: Pair, i: int, j: int) -> bool:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    return pair.alignment.there[ours[i].head] == theirs[j].head


def _have_one_object(pair: Pair, i: int, j: int) -> bool:
    """Return whether what two verbs are done to is one: a word in common, or a pronoun for it."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    a, b = _object(ours, i), _object(theirs, j)
    if a is None or b is None or pair.alignment.overlap >= _NEARLY_ONE:
        return True
    there, back = pair.alignment.there, pair.alignment.back
    if there[a] in syntax.arguments(theirs, j) or back[b] in syntax.arguments(ours, i):
        return True
    left, right = _below(ours, a), _below(theirs, b)
    pronoun = any(ours[x].pos == "PRON" for x in left) or any(
        theirs[x].pos == "PRON" for x in right
    )
    return pronoun or any(there[x] in right for x in left if fold(ours[x].text) not in STOP_WORDS)


def _below(tokens: tuple[Token, ...], top: int) -> list[int]:
    return [index for index in range(len(tokens)) if syntax.is_within(tokens, index, top)]


def _object(tokens: tuple[Token, ...], verb: int) -> int | None:
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"dobj", "nsubjpass"}), None)


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
    joined = tokens[verb].dep in _JOINED or (
        tokens[verb].dep == "advcl" and tokens[verb].tag == "VB"
    )
    if subject is None and joined and tokens[verb].head != verb:
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


def _has(tokens: tuple[Token, ...], word: Token, to: Sequence[int]) -> bool:
    """Return whether the word stands there too, and stands for no other one of its kind."""
    return any(
        same_stem(token.text, word.text) and other < 0
        for token, other in zip(tokens, to, strict=True)
    )


def _is_negated(tokens: tuple[Token, ...], index: int) -> bool:
    """Return whether the word or what it is said with is denied: "are not likely"."""
    places = {index, tokens[index].head} if tokens[index].dep in _PREDICATES else {index}
    above = tokens[tokens[index].head]
    if tokens[index].dep in _PREDICATES and above.dep in _CLAUSES:
        places.add(above.head)
    return any(token.dep == "neg" and token.head in places for token in tokens)
