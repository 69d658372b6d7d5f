"""Contradiction: the statements cannot both be so, and no typed value says why.

Claims one in three cases. Words of opposite meaning (rose, fell; confirmed, denied; before, after)
stand in one slot: each is missing from the other statement, the words around them are alike and
neither is negated. Or two names change places ("Berg sued Lund", `roles.py`; "the pilot Berg",
`described.py`). Or a trained pair
scorer finds each statement to contradict the other with high probability; this counts only where no
other kind has found anything in the pair, because a scorer calls most differing figures a
contradiction, and it is that kind which says what differs.

Does not claim one for opposites outside one slot ("up to ten", "down the road"), for a scorer that
goes by shared words, or for two events that merely resemble each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.described import WEIGHTS as DESCRIBED_WEIGHTS
from reporter.discrepancies.described import Described, exchanged
from reporter.discrepancies.evidence.asides import asides_of
from reporter.discrepancies.evidence.opposites import opposed
from reporter.discrepancies.finding import Finding, Pair, probability, shown, value_at, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.roles import WEIGHTS as ROLE_WEIGHTS
from reporter.discrepancies.roles import Swap, swaps
from reporter.records import Kind, Statement, Token
from reporter.text.lexical import STOP_WORDS, fold

WEIGHTS = {
    "bias": -6.35, "context": 1.8, "overlap": 2.0, "order": 3.6, "dep": 0.8, "pos": 1.85,
    "head": 0.75, "arguments": 1.7, "neighbours": 1.7, "conflict": 1.4,
}  # fmt: skip
"""Fitted on opposites planted in paraphrases and in real stories, against those of real stories."""
WHOLE = "what happened"
"""The subject of a conflict that the pair scorer alone sees."""
_MIN_CONFLICT = 0.97
_ALONE = 0.3  # nothing but the scorer says so, and of the two that were read neither was true
_MIN_OVERLAP = 0.5
_MANY = 2
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_SAYING = frozenset(words("uttering") + words("announcing"))


def find(pair: Pair) -> list[Finding]:
    """Return the best pair of opposites, swapped names or what the pair scorer says, if any."""
    found = [
        *(_opposite(pair, i, j) for i, j in opposed(pair)),
        *(_swapped(pair, swap) for swap in swaps(pair) if not swap.said),
        *(_exchanged(pair, item) for item in exchanged(pair)),
        *_judged(pair),
    ]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span))[:1]


def _opposite(pair: Pair, i: int, j: int) -> Finding:
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    features = features_of(pair, i, j)
    return Finding(
        Kind.CONTRADICTION,
        words_at(pair.a.statement, (ours[i].start, ours[i].end), fold(ours[i].lemma)),
        words_at(pair.b.statement, (theirs[j].start, theirs[j].end), fold(theirs[j].lemma)),
        f"{ours[i].text.lower()} or {theirs[j].text.lower()}",
        probability(WEIGHTS, features),
        True,
        (f"{ours[i].text!r} and {theirs[j].text!r} are opposites", shown(features)),
    )


def features_of(pair: Pair, i: int, j: int) -> dict[str, float]:
    """Return the evidence that two words of opposite meaning fill one slot, each 0..1."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    at, there = (i, i + 1), (j, j + 1)
    order, _ = pair.alignment.order(at, there)
    above = pair.alignment.there[ours[i].head] == theirs[j].head
    one, other = _part(ours, i), _part(theirs, j)
    return {
        "context": pair.alignment.context(at, there),
        "overlap": pair.alignment.overlap,
        "order": order,
        "dep": float(one[0] == other[0]),
        "pos": float(one[1] == other[1]),
        "head": float(above and ours[i].head != i),
        "arguments": _shared(pair, i, j) / _MANY,
        "neighbours": pair.alignment.neighbours(at, there),
        "conflict": pair.conflict,
    }


def _part(tokens: Sequence[Token], index: int) -> tuple[str, str]:
    """Return the dependency and the part of speech of a word, as its clause would have them alone.

    What somebody says is a main clause, and "before the vote" stands as "before they voted".
    """
    token = tokens[index]
    if token.pos in {"ADP", "SCONJ"}:
        return "prep" if token.dep in {"prep", "mark"} else token.dep, "ADP"
    said = token.dep == "ccomp" and tokens[token.head].lemma.lower() in _SAYING
    return "ROOT" if said else token.dep, token.pos


def _shared(pair: Pair, i: int, j: int) -> int:
    """Return how many arguments of the verbs above two words are aligned, at most `_MANY`.

    Two pronouns of one kind for the subject are one.
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    verb, other = syntax.governing_verb(ours, i), syntax.governing_verb(theirs, j)
    if verb is None or other is None:
        return 0
    below = {*syntax.arguments(theirs, other)}
    met = sum(pair.alignment.there[at] in below for at in syntax.arguments(ours, verb))
    return min(
        _MANY, met + (not met and _pronouns(ours, verb) == _pronouns(theirs, other) != set())
    )


def _pronouns(tokens: Sequence[Token], verb: int) -> set[str]:
    """Return the pronoun that is the subject of a verb, in lower case."""
    below = syntax.children(tokens, verb)
    subjects = (tokens[i] for i in below if tokens[i].dep in {"nsubj", "nsubjpass"})
    return {token.text.lower() for token in subjects if token.tag == "PRP"}


def _swapped(pair: Pair, swap: Swap) -> Finding:
    verb, other = pair.a.statement.tokens[swap.verb_a], pair.b.statement.tokens[swap.verb_b]
    return Finding(
        Kind.CONTRADICTION,
        value_at(pair.a.statement, swap.a, f"{swap.a.text} {verb.text}"),
        value_at(pair.b.statement, swap.b, f"{swap.b.text} {other.text}"),
        f"who does it ({verb.lemma.lower()})",
        probability(ROLE_WEIGHTS, swap.features),
        True,
        (f"{swap.a.text!r} and {swap.b.text!r} change places", shown(swap.features)),
    )


def _exchanged(pair: Pair, item: Described) -> Finding:
    return Finding(
        Kind.CONTRADICTION,
        value_at(pair.a.statement, item.a),
        value_at(pair.b.statement, item.b),
        f"who is called {' '.join(item.words)}",
        probability(DESCRIBED_WEIGHTS, item.features),
        True,
        (f"one description of {item.a.text!r} and {item.b.text!r}", shown(item.features)),
    )


def _judged(pair: Pair) -> list[Finding]:
    """Return the whole statements where the scorer finds a contradiction both ways."""
    if pair.conflict < _MIN_CONFLICT or pair.alignment.overlap < _MIN_OVERLAP:
        return []
    span_a = _unlike(pair.a.statement, pair.alignment.there)
    span_b = _unlike(pair.b.statement, pair.alignment.back)
    if span_a is None or span_b is None:
        return []
    return [
        Finding(
            Kind.CONTRADICTION,
            words_at(pair.a.statement, span_a, "one"),
            words_at(pair.b.statement, span_b, "other"),
            WHOLE,
            _ALONE * pair.conflict * (1 + pair.alignment.overlap) / 2,
            True,
            (f"the scorer gives contradiction {pair.conflict:.2f} or more both ways",),
        )
    ]


def _unlike(statement: Statement, to: tuple[int, ...]) -> tuple[int, int] | None:
    """Return the characters from the first to the last word of meaning that has no like.

    None where only names and figures have none: what they differ in is another kind's to say.
    """
    asides = asides_of(statement.text)
    alone = [
        token
        for token, other in zip(statement.tokens, to, strict=True)
        if other < 0 and syntax.is_word(token) and fold(token.text) not in STOP_WORDS
        if not any(aside.start <= token.start < aside.end for aside in asides)
    ]
    said = any(token.pos in _TELLING for token in alone)
    return (alone[0].start, alone[-1].end) if said else None
