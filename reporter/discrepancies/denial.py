"""Denials: what a denial covers.

Two outlets report one denial, but of one it follows that the thing was so before ("no longer
intends to sell"), or it covers a period only ("has not sold any during the strike"), where the
other denies that it ever was ("never sold", "denies ever selling"). Claims a difference of kind
negation where both statements deny one happening that shares a thing or a name, and each says so
in words of its own how far the denial reaches. It changes the meaning where *no longer* stands on
one side.

Does not claim one where a denial says nothing about its reach, for two periods, or inside quotation
marks, for what is quoted most outlets have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.standing import family_of, participants
from reporter.records import Kind, Statement, Token
from reporter.text.lexical import fold

_DENYING = frozenset(words("standing.denying"))
_NOT = frozenset({"not", "n't"})
_SPANS = frozenset({"during", "since", "throughout"})
_ENDED, _EVER, _PERIOD = "no longer", "ever", "for a period"
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.45


@dataclass(frozen=True, slots=True)
class _Denial:
    """What is denied: the families of its verbs, who and what takes part, and how far it reaches.

    `span` are the characters that say how far.
    """

    families: frozenset[str]
    things: frozenset[str]
    names: frozenset[str]
    reach: str
    span: tuple[int, int]
    verb: int


def find(pair: Pair) -> list[Finding]:
    """Return where the statements of a pair deny one happening to another extent."""
    found = [
        _finding(pair, a, b)
        for a in _denials(pair.a.statement)
        for b in _denials(pair.b.statement)
        if a.reach != b.reach and _is_one(a, b)
    ]
    return sorted(found, key=lambda item: (not item.changes_meaning, item.a.span, item.b.span))[:1]


def _is_one(a: _Denial, b: _Denial) -> bool:
    return bool(a.families & b.families) and bool(a.things & b.things or a.names & b.names)


def _denials(statement: Statement) -> Iterator[_Denial]:
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if (
            token.pos == "VERB"
            and not syntax.is_quoted(statement, token.start)
            and (reach := _reach(tokens, index))
        ):
            chain = _chain(tokens, index)
            parts = [participants(tokens, verb, ()) for verb in chain]
            yield _Denial(
                frozenset(filter(None, (family_of(tokens[verb]) for verb in chain))),
                frozenset(thing for things, _ in parts for thing in things),
                frozenset(name for _, names in parts for name in names),
                reach[0],
                (tokens[reach[1][0]].start, tokens[reach[1][1]].end),
                index,
            )


def _chain(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return a verb and the infinitives below it: "intend to sell"."""
    chain = [verb]
    for index in chain:
        below = syntax.children(tokens, index)
        chain += [i for i in below if tokens[i].dep == "xcomp" and tokens[i].pos == "VERB"]
    return chain


def _reach(tokens: Sequence[Token], verb: int) -> tuple[str, tuple[int, int]] | None:
    """Return how far a denial of the verb reaches and the tokens that say so, None if nothing."""
    below = [i for i in range(len(tokens)) if _is_beside(tokens, i, verb)]
    longer = [i for i in below if fold(tokens[i].text) == "longer" and i]
    if longer and fold(tokens[longer[0] - 1].text) == "no":
        return _ENDED, (min(longer[0] - 1, verb), max(longer[0], verb))
    never = [i for i in below if fold(tokens[i].text) == "never"]
    denied = tokens[tokens[verb].head].lemma.lower() in _DENYING and tokens[verb].head != verb
    ever = [i for i in below if fold(tokens[i].text) == "ever"]
    negated = any(fold(tokens[i].text) in _NOT for i in below)
    if never or (ever and (denied or negated)):
        cue = (never or ever)[0]
        return _EVER, (min(cue, verb), max(cue, verb))
    if negated or denied:
        return _period(tokens, below)
    return None


def _is_beside(tokens: Sequence[Token], index: int, verb: int) -> bool:
    """Return whether a word hangs on the verb or on one of its auxiliaries."""
    above = tokens[index].head
    return index != verb and (
        above == verb or (tokens[above].dep == "aux" and tokens[above].head == verb)
    )


def _period(tokens: Sequence[Token], below: Sequence[int]) -> tuple[str, tuple[int, int]] | None:
    for index in below:
        if fold(tokens[index].text) in _SPANS and tokens[index].dep in {"prep", "mark"}:
            held = syntax.subtree(tokens, index)
            if tokens[index].dep == "prep":
                return _PERIOD, (held[0], held[-1])
    return None


def _finding(pair: Pair, a: _Denial, b: _Denial) -> Finding:
    ended = _ENDED in {a.reach, b.reach}
    verb = pair.a.statement.tokens[a.verb].lemma.lower()
    return Finding(
        Kind.NEGATION,
        words_at(pair.a.statement, a.span, a.reach),
        words_at(pair.b.statement, b.span, b.reach),
        f"how far it is denied ({verb})",
        _CONFIDENCE,
        ended,
        (f"the denials reach: {a.reach}, {b.reach}",),
    )
