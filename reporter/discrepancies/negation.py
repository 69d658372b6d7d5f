"""Negation: one statement affirms what the other denies.

Claims a difference where the same verb stands in both statements with aligned words around it and
is negated in exactly one of them, by "not", "never", "no", or by a verb that turns its complement
round (deny, refuse, stop, avoid, fail). "Denied selling" and "said it did not sell" agree.

Does not claim one for verbs of saying, for conditions and questions, or where the two verbs have
no other aligned word beside them. What the pair scorer says of the whole pair counts as well, but
little: of long sentences that share one fact it says "neutral", whether or not that fact is denied.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies.aliases import plain
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.polarity import (
    Polarity,
    polarities,
    quotation_at,
    stray_negators,
)
from reporter.lexical import fold
from reporter.records import Kind

WEIGHTS = {
    "bias": -1.6, "context": 1.65, "arguments": 0.95, "overlap": 1.0, "turned": -0.8,
    "suspicion": 0.75,
}  # fmt: skip

_NEGATORS = frozenset(words("negators"))
_BESIDE = 5
_REFUTING = frozenset(words("refuting"))


def find(pair: Pair) -> list[Finding]:
    """Return the verbs that one statement negates and the other does not, at most the best one."""
    found = []
    for a, b in turned_verbs(pair):
        if not _is_quoted(pair, a, b):
            features = features_of(pair, a, b)
            found.append(_finding(pair, a, b, probability(WEIGHTS, features), features))
    return sorted(found, key=lambda item: (-item.confidence, item.span_a))[:1]


def turned_verbs(pair: Pair) -> list[tuple[Polarity, Polarity]]:
    """Return the aligned verbs of which exactly one is negated, under the same conditions.

    None where two speakers are named, who may contradict each other, or where an article says that
    what it reports is not so.
    """
    if _two_speakers(pair) or _is_refuted(pair.a) or _is_refuted(pair.b):
        return []
    ours = polarities(pair.a.statement.tokens)
    theirs = polarities(pair.b.statement.tokens)
    there = {polarity.anchor: polarity for polarity in theirs}
    stray = {
        True: stray_negators(pair.a.statement.tokens, ours),
        False: stray_negators(pair.b.statement.tokens, theirs),
    }
    return [
        (a, b)
        for a in ours
        for b in (there.get(pair.alignment.there[a.anchor]),)
        if b is not None and _opposed(pair, a, b) and not stray[b.negated]
    ]


def _two_speakers(pair: Pair) -> bool:
    a, b = pair.a.statement.speaker, pair.b.statement.speaker
    if a is None or b is None:
        return False
    ours, theirs = ({plain(word) for word in speaker.split()} for speaker in (a, b))
    named = any(word[:1].isupper() for word in a.split()) and any(map(str.istitle, b.split()))
    return named and ours.isdisjoint(theirs)


def _is_refuted(sheet: Sheet) -> bool:
    return any(token.text.lower() in _REFUTING for token in sheet.statement.tokens)


def _opposed(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether one verb is negated and the other not, under the same conditions."""
    there, back = pair.alignment.there, pair.alignment.back
    same = all(there[i] in b.conditions for i in a.conditions)
    same = same and all(back[j] in a.conditions for j in b.conditions)
    if a.negated == b.negated or not same:
        return False
    if a.negated:
        return _is_real(pair.a, a, pair.b, b, there)
    return _is_real(pair.b, b, pair.a, a, back)


def _is_real(
    sheet: Sheet, negated: Polarity, other: Sheet, plain_one: Polarity, to: Sequence[int]
) -> bool:
    """Return whether the negation is more than another reading of the same words.

    It is not where the cue has its like beside the other verb, which only the parser tied to
    something else, or where "no" belongs to a noun that the other verb lacks.
    """
    tokens = sheet.statement.tokens
    lemma = tokens[negated.verb].lemma
    if sum(token.lemma == lemma and token.pos == "VERB" for token in tokens) > 1:
        return False  # which of the two the other statement has is anyone's guess
    if any(abs(to[cue] - plain_one.verb) <= _BESIDE for cue in negated.cues if to[cue] >= 0):
        return False
    before = other.statement.tokens[max(0, plain_one.verb - 3) : plain_one.verb]
    if not _NEGATORS.isdisjoint(fold(token.text) for token in before):
        return False
    nouns = [tokens[cue].head for cue in negated.cues if fold(tokens[cue].text) == "no"]
    return all(to[noun] >= 0 for noun in nouns)


def _is_quoted(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether one of the verbs is inside quotation marks: a matter for `quote`."""
    sides = ((pair.a.statement, a), (pair.b.statement, b))
    return any(quotation_at(statement, polarity) for statement, polarity in sides)


def features_of(pair: Pair, a: Polarity, b: Polarity) -> dict[str, float]:
    """Return the evidence that the two verbs say the same of the same, each 0..1."""
    aligned = [pair.alignment.there[i] in b.arguments for i in a.arguments]
    return {
        "context": pair.alignment.context((a.verb, a.verb + 1), (b.verb, b.verb + 1)),
        "arguments": sum(aligned) / max(1, min(len(a.arguments), len(b.arguments))),
        "overlap": pair.alignment.overlap,
        "turned": float(a.turned or b.turned),
        "suspicion": pair.suspicion,
    }


def _finding(
    pair: Pair, a: Polarity, b: Polarity, score: float, features: dict[str, float]
) -> Finding:
    ours, theirs = pair.a.statement, pair.b.statement
    return Finding(
        Kind.NEGATION,
        ours,
        theirs,
        a.span(ours.tokens),
        b.span(theirs.tokens),
        "no" if a.negated else "yes",
        "no" if b.negated else "yes",
        ours.tokens[a.verb].lemma.lower(),
        score,
        True,
        (f"{ours.tokens[a.verb].text!r} is negated on one side only", shown(features)),
    )
