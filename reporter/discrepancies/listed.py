"""Lists: one member of a list of things is another one.

Claims a difference of kind name where two lists of common nouns ("shells and rockets", "shells and
missiles") hang on one and the same word, have as many members, and all but one are the same. Which
of two things it was seldom turns the story, so the meaning is left alone.

Does not claim one inside quotation marks, for persons in general ("a friend", "a person"), for
another spelling or a word of one tone ("lawyer", "attorney"), where a statement has both words, or
for lists of names: those are `name`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, same_stem, words_at
from reporter.discrepancies.lexicon import tones, words
from reporter.discrepancies.values.identity import spelt_alike
from reporter.records import Kind, Statement, Token

_MIN_OVERLAP = 0.5
_PEOPLE = frozenset(words("human"))
_TONES = tuple(frozenset(tone) for _, family in tones("terms") for tone in family)
"""Words that mean the same: "lawyer", "attorney"."""
# Too rare to be fitted on; most of what was read is true, none of it weighs much.
_BASE, _SLOPE = 0.05, 0.2


def find(pair: Pair) -> list[Finding]:
    """Return the members that differ between lists which are the same otherwise."""
    if pair.alignment.overlap < _MIN_OVERLAP:
        return []
    ours, theirs = pair.a.statement, pair.b.statement
    return [
        _finding(pair, one, other, [ours.tokens[i].text for i in members if i != one])
        for members in _lists(ours)
        for others in _lists(theirs)
        for one, other in _odd_ones(pair, members, others)
        if _are_two_things(ours.tokens, one, theirs.tokens, other)
    ]


def _lists(statement: Statement) -> Iterator[list[int]]:
    """Yield the nouns of each list outside quotation marks, in order."""
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        quoted = syntax.is_quoted(statement, token.start)
        if token.pos == "NOUN" and token.dep != "conj" and not quoted:
            members = [index]
            while joined := _joined(tokens, members[-1]):
                members.append(joined[0])
            if len(members) > 1:
                yield members


def _joined(tokens: Sequence[Token], index: int) -> list[int]:
    below = syntax.children(tokens, index)
    return [i for i in below if tokens[i].dep == "conj" and tokens[i].pos in {"NOUN", "PROPN"}]


def _odd_ones(
    pair: Pair, members: Sequence[int], others: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the one member of each list that has no like, where the lists fill one slot."""
    there, back = pair.alignment.there, pair.alignment.back
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    one = [i for i in members if there[i] not in others]
    other = [j for j in others if back[j] not in members]
    if len(members) != len(others) or len(one) != 1 or len(other) != 1:
        return
    above = _above(ours, members[0]), _above(theirs, others[0])
    if there[above[0]] == above[1] and there[one[0]] < 0 and back[other[0]] < 0:
        yield one[0], other[0]


def _above(tokens: Sequence[Token], index: int) -> int:
    """Return the word that a list hangs on, prepositions left out."""
    index = tokens[index].head
    while tokens[index].pos == "ADP" and tokens[index].head != index:
        index = tokens[index].head
    return index


def _are_two_things(tokens: Sequence[Token], one: int, others: Sequence[Token], other: int) -> bool:
    a, b = tokens[one], others[other]
    if {a.pos, b.pos} != {"NOUN"} or {a.lemma.lower(), b.lemma.lower()} & _PEOPLE:
        return False
    known = any(same_stem(token.text, b.text) for token in tokens) or any(
        same_stem(token.text, a.text) for token in others
    )
    # "crewmembers" and "crew members"
    known = known or a.text.endswith(b.text) or b.text.endswith(a.text)
    known = known or any({a.lemma.lower(), b.lemma.lower()} <= tone for tone in _TONES)
    return not (known or spelt_alike(a.text.lower(), b.text.lower()))


def _finding(pair: Pair, one: int, other: int, rest: Sequence[str]) -> Finding:
    a, b = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    beside = ", ".join(rest)
    return Finding(
        Kind.NAME,
        words_at(pair.a.statement, (a.start, a.end)),
        words_at(pair.b.statement, (b.start, b.end)),
        f"what beside {beside}",
        _BASE + _SLOPE * pair.alignment.overlap,
        False,
        (f"one list has {a.text!r} beside {beside}, the other {b.text!r}",),
    )
