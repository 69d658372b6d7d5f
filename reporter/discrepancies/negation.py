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

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.aliases import country_in, plain
from reporter.discrepancies.finding import Finding, Mark, Pair, Sheet, probability, shown, words_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.polarity import (
    Polarity,
    is_determiner,
    polarities,
    quotation_at,
    stray_negators,
)
from reporter.lexical import STOP_WORDS, fold
from reporter.records import Kind, Token

WEIGHTS = {
    "bias": -2.75, "context": 2.9, "arguments": 1.2, "overlap": 3.2, "turned": -2.0,
    "suspicion": 0.9, "other": -1.9,
}  # fmt: skip

_NEGATORS = frozenset(words("negators"))
_TURNERS = frozenset(words("turners"))
_NARROWING = frozenset(words("narrowing"))
_ASKING = frozenset(words("saying") + words("speaking"))
_SUPPOSING = frozenset(words("supposing"))
_FACTUAL = frozenset({"by", "after", "in", "for", "while", "since"})
_FUTURE = frozenset(words("future"))
_HANGING = frozenset({"xcomp", "pcomp", "acl"})
_MIN_ARGUMENTS = 2
_MIN_SUSPICION = 0.85
_MIN_OVERLAP = 0.4
_BESIDE = 4
_STRETCHES = frozenset({",", ":", ";", "—", "–", "--"})
_MIN_BESIDE = 0.5
_PREFIX = 4
_REFUTING = frozenset(words("refuting"))


def find(pair: Pair) -> list[Finding]:
    """Return the verbs that one statement negates and the other does not, at most the best one."""
    found = []
    for a, b in turned_verbs(pair):
        if not _is_quoted(pair, a, b):
            features = features_of(pair, a, b)
            found.append(_finding(pair, a, b, probability(WEIGHTS, features), features))
    found = found or _suspected(pair)
    return sorted(found, key=lambda item: (-item.confidence, item.a.span))[:1]


def _suspected(pair: Pair) -> list[Finding]:
    """Return the word of negation on one side alone, where the scorer sees a conflict."""
    ours, theirs = pair.a.statement, pair.b.statement
    words_a, words_b = _negators(ours.tokens), _negators(theirs.tokens)
    if bool(words_a) == bool(words_b) or not _is_suspected(pair):
        return []
    tokens, cue, others, to = (
        (ours.tokens, words_a[0], theirs.tokens, pair.alignment.there)
        if words_a
        else (theirs.tokens, words_b[0], ours.tokens, pair.alignment.back)
    )
    if _is_turned_elsewhere(tokens, cue, others) or _known_beside(tokens, cue, to) < _MIN_BESIDE:
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
            "what is denied",
            pair.suspicion * (1 + pair.alignment.overlap) / 2,
            True,
            (
                f"{(a if words_a else b).said!r} stands on one side only and the scorer gives "
                f"contradiction {pair.conflict:.2f} and {pair.suspicion:.2f}",
            ),
        )
    ]


def _is_suspected(pair: Pair) -> bool:
    return pair.suspicion >= _MIN_SUSPICION and pair.alignment.overlap >= _MIN_OVERLAP


def _negators(tokens: Sequence[Token]) -> list[int]:
    return [
        i
        for i, token in enumerate(tokens)
        if fold(token.text) in _NEGATORS and not _is_of_number(tokens, i)
    ]


def _is_of_number(tokens: Sequence[Token], index: int) -> bool:
    """Return whether it is that of "No. 1"."""
    after = [token.text for token in tokens[index + 1 : index + 3]]
    return fold(tokens[index].text) == "no" and any(text[:1].isdigit() for text in after)


def _is_turned_elsewhere(tokens: Sequence[Token], cue: int, others: Sequence[Token]) -> bool:
    """Return whether the other statement denies in its own way: "failed", "undisputed"."""
    turned = any(token.lemma.lower() in _TURNERS for token in others)
    return turned or _has_opposite(tokens[tokens[cue].head], others)


def _has_opposite(word: Token, others: Sequence[Token]) -> bool:
    """Return whether one of the tokens is the word with "un-" or "in-" before it."""
    denied = word.text.lower()
    return any(token.text.lower() in {f"un{denied}", f"in{denied}"} for token in others)


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


def turned_verbs(pair: Pair) -> list[tuple[Polarity, Polarity]]:
    """Return the aligned verbs of which exactly one is negated, under the same conditions.

    None where two speakers are named, who may contradict each other, or where an article says that
    what it reports is not so.
    """
    if _two_speakers(pair) or _is_refuted(pair.a) or _is_refuted(pair.b):
        return []
    ours = polarities(pair.a.statement.tokens)
    theirs = polarities(pair.b.statement.tokens)
    stray = {
        True: stray_negators(pair.a.statement.tokens, ours),
        False: stray_negators(pair.b.statement.tokens, theirs),
    }
    return [
        (a, b)
        for a, b in _counterparts(pair, ours, theirs)
        if _opposed(pair, a, b) and not stray[b.negated]
    ]


def _counterparts(
    pair: Pair, ours: Sequence[Polarity], theirs: Sequence[Polarity]
) -> Iterator[tuple[Polarity, Polarity]]:
    """Yield aligned verbs, and verbs without a like that share two arguments."""
    there, back = pair.alignment.there, pair.alignment.back
    by_anchor = {polarity.anchor: polarity for polarity in theirs}
    for a in ours:
        if there[a.anchor] in by_anchor:
            yield a, by_anchor[there[a.anchor]]
        elif there[a.anchor] < 0:
            yield from (
                (a, b)
                for b in theirs
                if back[b.anchor] < 0
                and sum(there[i] in b.arguments for i in a.arguments) >= _MIN_ARGUMENTS
            )


def _two_speakers(pair: Pair) -> bool:
    a, b = pair.a.statement.speaker, pair.b.statement.speaker
    if a is None or b is None:
        return False
    ours, theirs = ([plain(word) for word in speaker.split()] for speaker in (a, b))
    if country_in(ours) and country_in(ours) == country_in(theirs):
        return False
    named = any(word[:1].isupper() for word in a.split()) and any(map(str.istitle, b.split()))
    return named and not {*ours} & {*theirs}


def _is_refuted(sheet: Sheet) -> bool:
    return any(token.text.lower() in _REFUTING for token in sheet.statement.tokens)


def _opposed(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether one verb is negated and the other not, under the same conditions."""
    there, back = pair.alignment.there, pair.alignment.back
    same = all(there[i] in b.conditions for i in a.conditions)
    same = same and all(back[j] in a.conditions for j in b.conditions)
    if a.negated == b.negated or not same:
        return False
    if _is_supposed(pair.a, a) != _is_supposed(pair.b, b):
        return False
    if a.negated:
        return _is_real(pair.a, a, pair.b, b, there)
    return _is_real(pair.b, b, pair.a, a, back)


def _is_supposed(sheet: Sheet, polarity: Polarity) -> bool:
    """Return whether it is told as what would or could be: no fact denies that, nor is denied."""
    tokens = sheet.statement.tokens
    return any(fold(tokens[i].text) in _SUPPOSING for i in _helpers(tokens, polarity.verb))


def _is_real(
    sheet: Sheet, negated: Polarity, other: Sheet, plain_one: Polarity, to: Sequence[int]
) -> bool:
    """Return whether the negation is more than another reading of the same words.

    It is not where the cue has its like in the other statement, which only the parser tied to
    something else, or where "no" belongs to a noun that the other verb lacks.
    """
    tokens = sheet.statement.tokens
    lemma = tokens[negated.verb].lemma
    if sum(token.lemma == lemma and token.pos == "VERB" for token in tokens) > 1:
        return False  # which of the two the other statement has is anyone's guess
    if any(to[cue] >= 0 or _has_like(tokens[cue], other) for cue in negated.cues):
        return False
    if _has_opposite(tokens[negated.verb], other.statement.tokens):
        return False
    before = other.statement.tokens[max(0, plain_one.verb - 3) : plain_one.verb]
    if not _NEGATORS.isdisjoint(fold(token.text) for token in before):
        return False
    if _is_narrow(tokens, negated) or not _is_asserted_alike(sheet, negated, other, plain_one, to):
        return False
    nouns = [tokens[cue].head for cue in negated.cues if is_determiner(tokens[cue])]
    return all(to[noun] >= 0 for noun in nouns)


def _is_narrow(tokens: Sequence[Token], negated: Polarity) -> bool:
    """Return whether only a reason or a degree is denied: "is not leaving because of the rain"."""
    below = syntax.children(tokens, negated.verb)
    return any(fold(tokens[i].text) in _NARROWING for i in below if i not in negated.cues)


def _is_asserted_alike(
    sheet: Sheet, negated: Polarity, other: Sheet, plain_one: Polarity, to: Sequence[int]
) -> bool:
    """Return whether what the plain verb hangs on is no other verb than in the negated statement.

    "Could resume testing" is not opposed to "stopped testing", nor "free to sail" to "unable to".
    """
    tokens, others = sheet.statement.tokens, other.statement.tokens
    verb = others[plain_one.verb]
    above = others[verb.head].lemma.lower()
    if verb.dep not in _HANGING or above in _ASKING or (verb.dep == "pcomp" and above in _FACTUAL):
        return True
    if above in _FUTURE:
        return any(tokens[i].lemma.lower() in _FUTURE for i in _helpers(tokens, negated.verb))
    back = [i for i, j in enumerate(to) if j == verb.head]
    return any(i != negated.verb and tokens[i].pos in {"VERB", "AUX", "NOUN", "ADJ"} for i in back)


def _helpers(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep == "aux"]


def _has_like(cue: Token, other: Sheet) -> bool:
    """Return whether a verb that ends or denies stands there as another part of speech."""
    start = cue.text.lower()[:_PREFIX]
    return len(start) == _PREFIX and any(
        token.text.lower().startswith(start) for token in other.statement.tokens
    )


def _is_quoted(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether one of the verbs is inside quotation marks: a matter for `quote`."""
    sides = ((pair.a.statement, a), (pair.b.statement, b))
    return any(quotation_at(statement, polarity) for statement, polarity in sides)


def features_of(pair: Pair, a: Polarity, b: Polarity) -> dict[str, float]:
    """Return the evidence that the two verbs say the same of the same, each 0..1."""
    aligned = [pair.alignment.there[i] in b.arguments for i in a.arguments]
    one = pair.alignment.there[a.anchor] == b.anchor
    return {
        "context": pair.alignment.context((a.verb, a.verb + 1), (b.verb, b.verb + 1)),
        "arguments": sum(aligned) / max(1, min(len(a.arguments), len(b.arguments))),
        "overlap": pair.alignment.overlap,
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
