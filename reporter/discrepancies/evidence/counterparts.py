"""Which verb of one statement says what a verb of the other says, so that one may deny it.

A verb's counterpart is the verb aligned with it, the one that is said with the same predicate, or,
where neither has a like, one that is done by or to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.opposites import are_alike
from reporter.discrepancies.evidence.polarity import Polarity
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

_COMPLETING = frozenset({"xcomp", "pcomp"})
_LIGHT = frozenset(words("light")) - {"be", "have", "do"}
_MIN_ARGUMENTS = 2
_MIN_OVERLAP = 0.4
_RANKS = frozenset({"JJ", "JJS"})
_TURNERS = frozenset(words("turners"))


def counterparts(
    pair: Pair, ours: Sequence[Polarity], theirs: Sequence[Polarity]
) -> Iterator[tuple[Polarity, Polarity]]:
    """Yield aligned verbs, and verbs without a like that mean the same or share two arguments."""
    there, back = pair.alignment.there, pair.alignment.back
    # "Are not well known" is denied by "are", so that it comes before "known" alone.
    ordered = sorted(theirs, key=lambda polarity: polarity.verb != polarity.anchor)
    by_anchor = {polarity.anchor: polarity for polarity in ordered}
    for a in ours:
        if there[a.anchor] in by_anchor:
            b = by_anchor[there[a.anchor]]
            if not _are_of_two_deeds(pair, a, b):
                yield a, b
        elif rank := _ranked(pair, a, theirs):
            yield a, rank
        elif there[a.anchor] < 0:
            yield from ((a, b) for b in theirs if back[b.anchor] < 0 and _are_one(pair, a, b))


def _are_of_two_deeds(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether a verb that says little has nothing in common: "made a choice", "made public".

    Nor have two people of whom each has his own: "Berg needed to win", "Lund did not need to win".
    """
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    one, other = _subject(pair.a, a.verb), _subject(pair.b, b.verb)
    if one and other and not same_name(one, other):
        return True
    if ours[a.verb].lemma.lower() not in _LIGHT or a.anchor != a.verb:
        return False
    left, right = a.arguments, b.arguments
    if any(ours[i].pos == "PRON" for i in left) or any(theirs[i].pos == "PRON" for i in right):
        return False
    return all(pair.alignment.there[i] not in right for i in left)


def _subject(sheet: Sheet, verb: int) -> Name | None:
    """Return the person who is the subject of a verb."""
    tokens = sheet.statement.tokens
    below = [i for i in syntax.children(tokens, verb) if tokens[i].dep in {"nsubj", "nsubjpass"}]
    return next(
        (
            name
            for name in sheet.names
            if name.label == "person" and syntax.span_head(tokens, name.first, name.last) in below
        ),
        None,
    )


def _ranked(pair: Pair, a: Polarity, theirs: Sequence[Polarity]) -> Polarity | None:
    """Return the polarity of "is the first" beside "is the first storm", or the other way round."""
    ours, others = pair.a.statement.tokens, pair.b.statement.tokens
    for b in theirs:
        for tokens, of, rank, to in (
            (ours, a.anchor, b.anchor, pair.alignment.back),
            (others, b.anchor, a.anchor, pair.alignment.there),
        ):
            like = to[rank]
            if like >= 0 and tokens[like].head == of and tokens[like].tag in _RANKS:
                return b
    return None


def _are_one(pair: Pair, a: Polarity, b: Polarity) -> bool:
    """Return whether two other words say one thing of the same: two arguments, or one meaning."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    if ours[a.verb].lemma.lower() in _TURNERS or theirs[b.verb].lemma.lower() in _TURNERS:
        return False  # "did not answer", "declined to"
    left, right = _around(ours, a.verb), _around(theirs, b.verb)
    shared = sum(pair.alignment.there[i] in right for i in left)
    alike = are_alike(ours[a.anchor], theirs[b.anchor]) and pair.alignment.overlap >= _MIN_OVERLAP
    return shared >= _MIN_ARGUMENTS or alike


def _around(tokens: Sequence[Token], verb: int) -> set[int]:
    """Return what a verb is said of and the verbs that complete it.

    "Accused of drowning him" and "suspected of drowning him" have the second verb in common.
    """
    near = {*syntax.arguments(tokens, verb)}
    for child in syntax.children(tokens, verb):
        below = syntax.children(tokens, child) if tokens[child].dep == "prep" else [child]
        near.update(i for i in below if tokens[i].dep in _COMPLETING)
    return near
