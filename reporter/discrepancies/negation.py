"""Negation: one statement affirms what the other denies.

Claims a difference where the same verb, or one with two of the same arguments, stands in both
statements with aligned words around it and is negated in exactly one of them, by "not", "never",
"no", or by a verb that turns its complement round (deny, refuse, stop, avoid, fail). "Denied
selling" and "said it did not sell" agree.

Does not claim one for verbs of saying, for conditions and questions, or where the two verbs have
no other aligned word beside them. What the pair scorer says of the whole pair counts as well, but
little: of long sentences that share one fact it says "neutral", whether or not that fact is denied.
Where it finds a contradiction and one statement alone has a word of negation, among words that the
other has as well, that word is reported even if no two verbs could be laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reporter.discrepancies import syntax
from reporter.discrepancies.alignment import names_shared
from reporter.discrepancies.finding import Finding, Mark, Pair, probability, shown, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.polarity import INSTEAD, Polarity
from reporter.discrepancies.turned import (
    asks,
    has_opposite,
    is_narrow,
    is_one_utterance,
    person_of,
    turned_verbs,
)
from reporter.records import Kind, Token
from reporter.text.lexical import STOP_WORDS, fold

WEIGHTS = {
    "bias": -3.65, "context": 2.0, "arguments": 0.7, "overlap": 2.1, "order": 2.1, "names": 0.75,
    "main": 1.75, "turned": -1.8, "suspicion": 0.9, "other": -1.65,
}  # fmt: skip

SUSPECTED = "what is denied"
"""The subject where only a word of negation tells what is denied."""
_NEGATORS = frozenset(words("negators"))
_SUPPOSING = frozenset(words("supposing"))
_TURNERS = frozenset(words("turners"))
_MIN_SUSPICION = 0.85
_MIN_CONFLICT = 0.5
_MIN_OVERLAP = 0.4
_NEARLY_ONE = 0.85
_BESIDE = 4
_STRETCHES = frozenset({",", ":", ";", "—", "–", "--"})
_MIN_BESIDE = 0.5


def find(pair: Pair) -> list[Finding]:
    """Return the verbs that one statement negates and the other does not, at most the best one."""
    found = []
    for a, b in turned_verbs(pair):
        if not is_one_utterance(pair, a, b):
            features = features_of(pair, a, b)
            found.append(_finding(pair, a, b, probability(WEIGHTS, features), features))
    found = found or _suspected(pair)
    return sorted(found, key=lambda item: (-item.confidence, item.a.span))[:1]


def _suspected(pair: Pair) -> list[Finding]:
    """Return the word of negation on one side alone, where the scorer sees a conflict."""
    ours, theirs = pair.a.statement, pair.b.statement
    words_a, words_b = _negators(ours.tokens), _negators(theirs.tokens)
    if bool(words_a) == bool(words_b) or asks(pair.a) or asks(pair.b) or not _is_suspected(pair):
        return []
    tokens, cue, others, to = (
        (ours.tokens, words_a[0], theirs.tokens, pair.alignment.there)
        if words_a
        else (theirs.tokens, words_b[0], ours.tokens, pair.alignment.back)
    )
    if _known_beside(tokens, cue, to) < _MIN_BESIDE:
        return []
    if to[tokens[cue].head] < 0 and not _is_conflict(pair):
        return []
    if _is_turned_elsewhere(tokens, cue, others) or _is_of_another(tokens, cue, others):
        return []
    if words_a:
        span_a = _around(ours.tokens, words_a[0])
        span_b = _counterpart(theirs.tokens, ours.tokens[words_a[0]].head, pair.alignment.there)
    else:
        span_b = _around(theirs.tokens, words_b[0])
        span_a = _counterpart(ours.tokens, theirs.tokens[words_b[0]].head, pair.alignment.back)
    a = words_at(ours, span_a, "no" if words_a else "yes")
    b = words_at(theirs, span_b, "no" if words_b else "yes")
    return [
        Finding(
            Kind.NEGATION,
            a,
            b,
            SUSPECTED,
            _sure(pair),
            True,
            (
                f"{(a if words_a else b).said!r} stands on one side only and the scorer gives "
                f"contradiction {pair.conflict:.2f} and {pair.suspicion:.2f}",
            ),
        )
    ]


def _sure(pair: Pair) -> float:
    """Return how sure a word of negation alone makes it: half as sure among words that differ."""
    overlap = pair.alignment.overlap
    sure = max(pair.suspicion, overlap) * (1 + overlap) / 2
    return sure if overlap >= _NEARLY_ONE else sure / 2


def _is_suspected(pair: Pair) -> bool:
    """Return whether the scorer sees a conflict, or nothing beside the word of negation differs."""
    sides = (pair.a.statement.tokens, pair.b.statement.tokens)
    ours, theirs = ({fold(token.text) for token in tokens} & _SUPPOSING for tokens in sides)
    return _is_conflict(pair) or (pair.alignment.overlap >= _NEARLY_ONE and ours == theirs)


def _is_conflict(pair: Pair) -> bool:
    """Return whether the scorer sees a conflict one way for sure, or both ways rather than not."""
    sees = pair.suspicion >= _MIN_SUSPICION or pair.conflict >= _MIN_CONFLICT
    return sees and pair.alignment.overlap >= _MIN_OVERLAP


def _negators(tokens: Sequence[Token]) -> list[int]:
    return [
        i
        for i, token in enumerate(tokens)
        if fold(token.text) in _NEGATORS and not _is_phrase(tokens, i)
    ]


def _is_phrase(tokens: Sequence[Token], index: int) -> bool:
    """Return whether it is that of "No. 1" or denies only a time or reason: "not until Friday"."""
    after = [token.text for token in tokens[index + 1 : index + 3]]
    numbered = fold(tokens[index].text) == "no" and any(text[:1].isdigit() for text in after)
    return numbered or is_narrow(tokens, tokens[index].head, (index,))


def _is_of_another(tokens: Sequence[Token], cue: int, others: Sequence[Token]) -> bool:
    """Return whether one side denies of himself what the other tells of whom he speaks to."""
    person = person_of(tokens, tokens[cue].head)
    theirs = {person_of(others, index) for index in range(len(others))}
    return person > 0 and 3 - person in theirs and person not in theirs


def _is_turned_elsewhere(tokens: Sequence[Token], cue: int, others: Sequence[Token]) -> bool:
    """Return whether the other one denies in its own way: "failed", "undisputed", "rather than"."""
    lemmas = [token.lemma.lower() for token in others]
    turned = not _TURNERS.isdisjoint(lemmas) or not INSTEAD.isdisjoint(pairwise(lemmas))
    return turned or has_opposite(tokens[tokens[cue].head], others)


def _known_beside(tokens: Sequence[Token], cue: int, to: Sequence[int]) -> float:
    """Return the share (0..1) of the words of meaning close to a cue that the other one has.

    Close is what stands in the cue's own stretch between commas.
    """
    marks = [i for i, token in enumerate(tokens) if token.text in _STRETCHES]
    first = max([cue - _BESIDE, *(i for i in marks if i < cue)])
    last = min([cue + _BESIDE, *(i for i in marks if i > cue)])
    near = [
        i
        for i in range(max(0, first), min(len(tokens), last + 1))
        if i != cue and syntax.is_word(tokens[i]) and fold(tokens[i].text) not in STOP_WORDS
    ]
    return sum(to[i] >= 0 for i in near) / max(1, len(near))


def _around(tokens: Sequence[Token], cue: int) -> tuple[int, int]:
    """Return the characters from a word of negation to the word that it belongs to."""
    both = tokens[cue], tokens[tokens[cue].head]
    return min(token.start for token in both), max(token.end for token in both)


def _counterpart(tokens: Sequence[Token], head: int, to: Sequence[int]) -> tuple[int, int]:
    """Return the characters of the word aligned with the negated one, else of the main verb."""
    root = next((i for i, token in enumerate(tokens) if token.dep == "ROOT"), 0)
    at = to[head] if to[head] >= 0 else root
    return tokens[at].start, tokens[at].end


def features_of(pair: Pair, a: Polarity, b: Polarity) -> dict[str, float]:
    """Return the evidence that the two verbs say the same of the same, each 0..1.

    `order` is the share of the shorter statement's other words that are the longer one's, in order,
    `names` that of the names, `main` how many of the verbs are the main one.
    """
    aligned = [pair.alignment.there[i] in b.arguments for i in a.arguments]
    one = pair.alignment.there[a.anchor] == b.anchor
    spans = (a.verb, a.verb + 1), (b.verb, b.verb + 1)
    main = [sheet.statement.tokens[p.verb].dep == "ROOT" for sheet, p in ((pair.a, a), (pair.b, b))]
    return {
        "context": pair.alignment.context(*spans),
        "arguments": sum(aligned) / max(1, min(len(a.arguments), len(b.arguments))),
        "overlap": pair.alignment.overlap,
        "order": pair.alignment.order(*spans)[1],
        "names": names_shared(pair.alignment),
        "main": sum(main) / len(main),
        "turned": float(a.turned or b.turned),
        "suspicion": pair.suspicion,
        "other": float(not one),
    }


def _finding(
    pair: Pair, a: Polarity, b: Polarity, score: float, features: dict[str, float]
) -> Finding:
    ours, theirs = pair.a.statement, pair.b.statement
    return Finding(
        Kind.NEGATION,
        Mark(ours, a.span(ours.tokens), "no" if a.negated else "yes"),
        Mark(theirs, b.span(theirs.tokens), "no" if b.negated else "yes"),
        ours.tokens[a.verb].lemma.lower(),
        score,
        True,
        (f"{ours.tokens[a.verb].text!r} is negated on one side only", shown(features)),
    )
