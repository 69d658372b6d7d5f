"""Disowned words: somebody denies in one statement what he says in the other.

Claims a contradiction where both statements quote one utterance of one speaker, and one of them
goes on to have the speaker deny, reject or dispute the claim. It changes the meaning.

Does not claim one where both have the denial, where somebody else denies, or where the utterance
is itself a denial or stands after it: then it is how the claim of others is denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Pair, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.utterance import share_of
from reporter.records import Kind, Quotation, Statement, Token
from reporter.text.lexical import fold, profile

_DENYING = frozenset(words("standing.denying"))
_CLAIMS = frozenset(words("standing.own_claims"))
_SAYING = frozenset(words("saying") + words("standing.saying"))
_MIN_SHARE = 0.6
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class _Stance:
    """A quotation, what its speaker is told to have done, and the characters that say so."""

    quotation: Quotation
    said: str
    span: tuple[int, int]


def find(pair: Pair) -> list[Finding]:
    """Return where one statement has a speaker deny what both quote."""
    for a in _stances(pair.a.statement):
        for b in _stances(pair.b.statement):
            if a.said != b.said and _is_one(a.quotation, b.quotation):
                return [_finding(pair, a, b)]
    return []


def _is_one(one: Quotation, other: Quotation) -> bool:
    """Return whether both are of one speaker and share most words."""
    return _last(one) == _last(other) and share_of(one.text, other.text) >= _MIN_SHARE


def _stances(statement: Statement) -> Iterator[_Stance]:
    for quotation in statement.quotations:
        if speaker := _last(quotation):
            denied, said = _denial(statement, speaker), _saying(statement, quotation)
            if denied and denied[0] > quotation.end and not profile(quotation.text).negations:
                yield _Stance(quotation, "denied", denied)
            elif said and not denied:
                yield _Stance(quotation, "said", said)


def _saying(statement: Statement, quotation: Quotation) -> tuple[int, int] | None:
    """Return the verb of saying nearest to a quotation, None where there is none."""
    spoken = [
        token
        for token in statement.tokens
        if token.lemma.lower() in _SAYING
        and token.pos == "VERB"
        and not quotation.start <= token.start < quotation.end
    ]
    near = min(spoken, key=lambda token: abs(token.start - quotation.start), default=None)
    return (near.start, near.end) if near else None


def _last(quotation: Quotation) -> str:
    return next(iter(fold(quotation.speaker or "").split()[-1:]), "")


def _denial(statement: Statement, speaker: str) -> tuple[int, int] | None:
    """Return the characters of "denied the claim" where the speaker does so."""
    tokens = statement.tokens
    for verb, token in enumerate(tokens):
        if token.pos == "VERB" and token.lemma.lower() in _DENYING:
            subject = [i for i in syntax.children(tokens, verb) if tokens[i].dep == "nsubj"]
            claims = list(_claims(tokens, verb))
            if claims and any(fold(tokens[i].text) == speaker for i in subject):
                return token.start, tokens[claims[0]].end
    return None


def _claims(tokens: Sequence[Token], verb: int) -> Iterator[int]:
    for i in syntax.children(tokens, verb):
        if tokens[i].dep == "dobj" and tokens[i].lemma.lower() in _CLAIMS:
            yield i


def _finding(pair: Pair, a: _Stance, b: _Stance) -> Finding:
    speaker = a.quotation.speaker
    return Finding(
        Kind.CONTRADICTION,
        words_at(pair.a.statement, a.span, a.said),
        words_at(pair.b.statement, b.span, b.said),
        f"what {speaker} did",
        _CONFIDENCE,
        True,
        (f"one statement has {speaker} deny what both quote",),
    )
