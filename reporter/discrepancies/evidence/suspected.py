"""A word of negation on one side alone, where the pair scorer sees a conflict.

That is how a denial shows whose two verbs cannot be laid side by side: "will be front and center",
"will not be prevalent". The scorer alone is not asked, for it calls most differing figures a
conflict. Left alone are words that deny only a reason, degree or time, and statements of which the
other one denies in its own way ("not hurt", "unharmed").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.polarity import INSTEAD, is_conditional, is_determiner
from reporter.discrepancies.evidence.turned import asks, has_opposite, is_narrow, person_of
from reporter.discrepancies.finding import Mark, Pair, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.identity import same_name
from reporter.records import Token
from reporter.text.lexical import STOP_WORDS, fold

_NEGATORS = frozenset(words("negators"))
_SUPPOSING = frozenset(words("supposing"))
_DENYING = frozenset(words("turners") + words("denying_things"))
_UN = re.compile(r"un(?!der|it|iv|ion|iq|til|less|cle)[a-z]{4}")
_MIN_SUSPICION = 0.8
_MIN_CONFLICT = 0.5
_SURE_CONFLICT = 0.75
_MIN_OVERLAP = 0.4
_NEARLY_ONE = 0.85
_REACH = 4
_STRETCHES = frozenset({",", ":", ";", "—", "–", "--", ".", "!", "?"})
_MIN_BESIDE = 0.5
_MOST = 0.55
_KNOWING = frozenset({"know", "remember", "recall", "understand", "see"})


@dataclass(frozen=True, slots=True)
class Suspected:
    """What one statement denies and the other affirms, how sure (0..1) that is, and why."""

    marks: tuple[Mark, Mark]
    sure: float
    reason: str


def suspected(pair: Pair) -> Suspected | None:
    """Return the word of negation on one side alone, where the scorer sees a conflict."""
    ours, theirs = pair.a.statement, pair.b.statement
    there, back = pair.alignment.there, pair.alignment.back
    words_a = _alone(ours.tokens, theirs.tokens, there)
    words_b = _alone(theirs.tokens, ours.tokens, back)
    if bool(words_a) == bool(words_b) or asks(pair.a) or asks(pair.b) or not _is_seen(pair):
        return None
    if words_a:
        cue, tokens, others, to = words_a[0], ours.tokens, theirs.tokens, there
    else:
        cue, tokens, others, to = words_b[0], theirs.tokens, ours.tokens, back
    if is_narrow(tokens, tokens[cue].head, (cue,), to, others) or not _is_known(
        pair, tokens, cue, to
    ):
        return None
    if _is_turned_elsewhere(tokens, cue, others, to) or _is_of_another(tokens, cue, others):
        return None
    denied, affirmed = _around(tokens, cue), _counterpart(others, tokens[cue].head, to)
    spans = (denied, affirmed) if words_a else (affirmed, denied)
    a = words_at(ours, spans[0], "no" if words_a else "yes")
    b = words_at(theirs, spans[1], "no" if words_b else "yes")
    reason = (
        f"{(a if words_a else b).said!r} stands on one side only and the scorer gives "
        f"contradiction {pair.conflict:.2f} and {pair.suspicion:.2f}"
    )
    return Suspected((a, b), _sure(pair), reason)


def _alone(tokens: Sequence[Token], others: Sequence[Token], to: Sequence[int]) -> list[int]:
    """Return the words of negation that have no like in the other statement."""
    return [
        i
        for i, token in enumerate(tokens)
        if fold(token.text) in _NEGATORS and not _is_counted(tokens, i)
        if to[i] < 0 or fold(others[to[i]].text) not in _NEGATORS
    ]


def _is_counted(tokens: Sequence[Token], index: int) -> bool:
    """Return whether it is that of "No. 1" or of "three no votes"."""
    counts = index > 0 and tokens[index - 1].pos in {"NUM", "DET"}
    after = tokens[index + 1 : index + 3]
    numbered = counts or any(token.text[:1].isdigit() for token in after)
    return fold(tokens[index].text) == "no" and numbered


def _sure(pair: Pair) -> float:
    """Return how sure a word of negation alone makes it: half as sure among words that differ."""
    overlap = pair.alignment.overlap
    sure = max(pair.suspicion, overlap) * (1 + overlap) / 2
    return sure if overlap >= _NEARLY_ONE else sure / 2


def _is_seen(pair: Pair) -> bool:
    """Return whether the scorer sees a conflict, or nothing beside the word of negation differs."""
    sides = (pair.a.statement.tokens, pair.b.statement.tokens)
    ours, theirs = ({fold(token.text) for token in tokens} & _SUPPOSING for tokens in sides)
    return _is_conflict(pair) or (pair.alignment.overlap >= _NEARLY_ONE and ours == theirs)


def _is_conflict(pair: Pair) -> bool:
    """Return whether the scorer sees a conflict one way for sure, or both ways rather than not."""
    sees = pair.suspicion >= _MIN_SUSPICION or pair.conflict >= _MIN_CONFLICT
    return (sees and pair.alignment.overlap >= _MIN_OVERLAP) or pair.conflict >= _SURE_CONFLICT


def _is_known(pair: Pair, tokens: Sequence[Token], cue: int, to: Sequence[int]) -> bool:
    """Return whether the other statement has what stands close to a word of negation.

    Where the scorer is sure both ways, one word of the same stretch is enough.
    """
    head = tokens[cue].head
    if is_determiner(tokens[cue]):
        verb = syntax.governing_verb(tokens, head)
        head = head if verb is None else verb
    if is_conditional(tokens, head) or _has_twin(tokens, head, to):
        return False
    if pair.conflict >= _SURE_CONFLICT:
        return any(to[i] >= 0 for i in _near(tokens, cue, len(tokens)))
    if _is_conflict(pair) and not _have_two_casts(pair) and _is_told(tokens, head, to):
        return True
    near = _near(tokens, cue, _REACH)
    if sum(to[i] >= 0 for i in near) < _MIN_BESIDE * max(1, len(near)):
        return False
    return to[head] >= 0 or _is_conflict(pair)


def _is_told(tokens: Sequence[Token], verb: int, to: Sequence[int]) -> bool:
    """Return whether most of what is said with the denied verb is in the other statement.

    "Is not holding them up until they agree to a ferry for Bergen", "is blocking them until ...".
    Not of what one knows, nor of what one says of himself.
    """
    if tokens[verb].lemma.lower() in _KNOWING or person_of(tokens, verb):
        return False
    said = [
        i
        for i in range(verb + 1, len(tokens))
        if syntax.is_within(tokens, i, verb) and syntax.is_word(tokens[i])
        if fold(tokens[i].text) not in STOP_WORDS and fold(tokens[i].text) not in _NEGATORS
    ]
    return len(said) >= _REACH and sum(to[i] >= 0 for i in said) >= _MOST * len(said)


def _have_two_casts(pair: Pair) -> bool:
    """Return whether either statement names somebody or something that the other does not."""
    both = ((pair.a, pair.b), (pair.b, pair.a))
    return all(
        any(not any(same_name(name, theirs) for theirs in other.names) for name in sheet.names)
        for sheet, other in both
    )


def _has_twin(tokens: Sequence[Token], index: int, to: Sequence[int]) -> bool:
    """Return whether the word stands twice, and one of the two in the other statement."""
    twins = [
        i
        for i, token in enumerate(tokens)
        if token.lemma == tokens[index].lemma and token.pos == "VERB"
    ]
    return index in twins and len(twins) > 1 and any(to[i] >= 0 for i in twins)


def _near(tokens: Sequence[Token], cue: int, reach: int) -> list[int]:
    """Return the words of meaning close to a cue, in its own stretch between commas."""
    marks = [i for i, token in enumerate(tokens) if token.text in _STRETCHES]
    first = max([cue - reach, *(i for i in marks if i < cue)])
    last = min([cue + reach, *(i for i in marks if i > cue)])
    return [
        i
        for i in range(max(0, first), min(len(tokens), last + 1))
        if i != cue and syntax.is_word(tokens[i]) and fold(tokens[i].text) not in STOP_WORDS
    ]


def _is_of_another(tokens: Sequence[Token], cue: int, others: Sequence[Token]) -> bool:
    """Return whether one side denies of himself what the other tells of whom he speaks to."""
    person = person_of(tokens, tokens[cue].head)
    theirs = {person_of(others, index) for index in range(len(others))}
    return person > 0 and 3 - person in theirs and person not in theirs


def _is_turned_elsewhere(
    tokens: Sequence[Token], cue: int, others: Sequence[Token], to: Sequence[int]
) -> bool:
    """Return whether the other one denies in its own way: "failed", "unharmed", "rather than".

    So it does with the highest degree where no higher one is said to be, and so does the statement
    itself where it denies a denial ("not ruled out").
    """
    lemmas = [token.lemma.lower() for token in others]
    if not INSTEAD.isdisjoint(pairwise(lemmas)) or has_opposite(tokens[tokens[cue].head], others):
        return True
    head = tokens[cue].head
    if tokens[head].lemma.lower() in _DENYING and to[head] < 0:
        return True
    return any(_denies(token) for j, token in enumerate(others) if j not in to)


def _denies(token: Token) -> bool:
    """Return whether a word denies; no noun ("the ban"), nor what only tells which one is meant."""
    word = token.lemma.lower()
    prefixed = token.tag[:2] in {"JJ", "RB", "VB"} and _UN.match(word) is not None
    said = token.pos != "NOUN" and word in _DENYING
    ranked = token.tag in {"JJS", "RBS"} or is_determiner(token)
    return said or (prefixed and token.dep != "amod") or ranked


def _around(tokens: Sequence[Token], cue: int) -> tuple[int, int]:
    """Return the characters from a word of negation to the word that it belongs to."""
    both = tokens[cue], tokens[tokens[cue].head]
    return min(token.start for token in both), max(token.end for token in both)


def _counterpart(tokens: Sequence[Token], head: int, to: Sequence[int]) -> tuple[int, int]:
    """Return the characters of the word aligned with the negated one, else of the main verb."""
    root = next((i for i, token in enumerate(tokens) if token.dep == "ROOT"), 0)
    at = to[head] if to[head] >= 0 else root
    return tokens[at].start, tokens[at].end
