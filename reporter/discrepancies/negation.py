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

from reporter.discrepancies.evidence.alignment import names_shared
from reporter.discrepancies.evidence.opposites import opposed
from reporter.discrepancies.evidence.polarity import Polarity
from reporter.discrepancies.evidence.suspected import suspected
from reporter.discrepancies.evidence.turned import is_one_utterance, turned_verbs
from reporter.discrepancies.finding import Finding, Mark, Pair, probability, shown
from reporter.records import Kind

WEIGHTS = {
    "bias": -3.65, "context": 2.0, "arguments": 0.7, "overlap": 2.1, "order": 2.1, "names": 0.75,
    "main": 1.75, "turned": -1.8, "suspicion": 0.9, "other": -1.65,
}  # fmt: skip

SUSPECTED = "what is denied"
"""The subject where only a word of negation tells what is denied."""
_DOUBTFUL = 0.4


def find(pair: Pair) -> list[Finding]:
    """Return the verbs that one statement negates and the other does not, at most the best one."""
    found = []
    opposites = {word for two in opposed(pair) for word in enumerate(two)}
    for a, b in turned_verbs(pair):
        if not is_one_utterance(pair, a, b):
            features = features_of(pair, a, b)
            sure = probability(WEIGHTS, features)
            # "Denied a request to close it" beside "granted": the opposite tells more.
            cues = {*((0, cue) for cue in a.cues), *((1, cue) for cue in b.cues)}
            if sure >= _DOUBTFUL or opposites.isdisjoint(cues):
                found.append(_finding(pair, a, b, sure, features))
    if all(item.confidence < _DOUBTFUL for item in found):
        found = _suspected(pair) or found
    return sorted(found, key=lambda item: (-item.confidence, item.a.span))[:1]


def _suspected(pair: Pair) -> list[Finding]:
    found = suspected(pair)
    return (
        [Finding(Kind.NEGATION, *found.marks, SUSPECTED, found.sure, True, (found.reason,))]
        if found
        else []
    )


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
