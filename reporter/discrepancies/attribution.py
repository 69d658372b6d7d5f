"""Attribution: the same words, or the same claim, are given to another speaker or source.

Claims a difference where two statements report one thing (a quotation with nearly the same words,
or a claim whose other words are nearly the same) and name two speakers who cannot be one: two
people, two countries, two bodies. It changes the meaning unless one of them alone speaks for
somebody ("his lawyer", "a spokeswoman"): that may be the other one. So does who says it to whom,
where speaker and hearer change places. Where one statement names a person and the other only
describes its source ("state media", "an unnamed official"), that is a difference that leaves the
meaning alone.

Does not claim one between a person and a body ("the White House", its spokeswoman: both may be
right), but for quotations if his article never has that body; where the description may be that of
the person ("police" and a police chief), where a statement has no source or passes on what the
other's speaker said, or between sayings that share a topic only.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import LCSseq

from reporter.discrepancies.evidence.alignment import names_shared
from reporter.discrepancies.evidence.sayings import (
    Said,
    Source,
    ends_alike,
    quoted_stems,
    sayings,
    sort_of,
)
from reporter.discrepancies.evidence.slot import has_value
from reporter.discrepancies.finding import Finding, Mark, Pair, Sheet, probability, shown, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.roles import WEIGHTS as ROLE_WEIGHTS
from reporter.discrepancies.roles import Swap, swaps
from reporter.discrepancies.values.gazetteer import lies_in
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Kind
from reporter.text.lexical import STOP_WORDS, stem

WEIGHTS = {
    "bias": -2.4, "share": 1.8, "cover": 2.0, "named": 1.1, "names": 0.7, "overlap": 1.4,
}  # fmt: skip
SWAPPED = "who says it to whom"
"""The subject where speaker and hearer change places."""
_MIN_WORDS = 4
_MIN_SHARE = 0.7
_LOW_SHARE = 0.5
_MIN_COVER = 0.3
_LOW_COVER = 0.2
_MIN_OVERLAP = 0.38
_LONG_RUN = 7
_BESIDE = 6
_PROXIES = frozenset(words("proxies"))


def find(pair: Pair) -> list[Finding]:
    """Return the best supported pair of sources for what both statements report, if any."""
    found = [
        _finding(pair, ours.source, theirs.source, features)
        for ours in sayings(pair.a)
        for theirs in sayings(pair.b)
        if _are_two(pair, ours, theirs)
        for features in (_features(pair, ours, theirs),)
        if _is_one_saying(pair, ours, theirs, features)
    ]
    if pair.alignment.overlap >= _MIN_OVERLAP:
        exchanged = (swap for swap in swaps(pair) if swap.said)
        found += [_swapped(pair, s) for s in exchanged if sort_of(s.a) == sort_of(s.b)]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))[:1]


def _are_two(pair: Pair, ours: Said, theirs: Said) -> bool:
    """Return whether the sources are of one sort, or a person and somebody only described.

    Neither statement may name both. A body is not the person's if his article does not have it.
    """
    a, b = ours.source, theirs.source
    if _is_named(pair.b, a) or _is_named(pair.a, b):
        return False
    if a.name is None or b.name is None:
        described, name = (a, b.name) if a.name is None else (b, a.name)
        return name is not None and sort_of(name) == "person" and not _is_called(pair, described)
    return (
        (
            sort_of(a.name) == sort_of(b.name)
            or (ours.quoted and theirs.quoted and _is_unheard_of(pair, a.name, b.name))
        )
        and not (lies_in(a.name, b.name) or lies_in(b.name, a.name))
        and not (_may_speak_for(pair.a, a.name, b.name) or _may_speak_for(pair.b, b.name, a.name))
    )


def _is_unheard_of(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one is a body that the article of the other, a person, never has."""
    return any(
        sort_of(body) == "body" and sort_of(who) == "person" and not has_value(sheet.article, body)
        for body, who, sheet in ((a, b, pair.b), (b, a, pair.a))
    )


def _may_speak_for(sheet: Sheet, name: Name, other: Name) -> bool:
    """Return whether the article calls somebody a spokesman, and the other may be a body."""
    if other.label == "person" or not name.words:
        return False
    called = rf"\bspokes\w+\b[^.]{{0,60}}\b{re.escape(name.words[-1])}\b"
    calling = rf"\b{re.escape(name.words[-1])}\b,[^.]{{0,60}}\bspokes\w+"
    return re.search(f"{called}|{calling}", sheet.article, re.IGNORECASE) is not None


def _is_named(sheet: Sheet, source: Source) -> bool:
    """Return whether the statement names the source, or the resolver found it behind a pronoun."""
    if source.name is None:
        return False
    statement = sheet.statement
    said_by = [statement.speaker, *(quote.speaker for quote in statement.quotations)]
    # The last word of a body ("Department") may be that of another one.
    parts = [] if sort_of(source.name) == "body" else [token.text for token in statement.tokens]
    known = [*filter(None, said_by), *parts]
    return any(same_name(source.name, name) for name in sheet.names) or any(
        ends_alike(who, source) for who in known
    )


def _is_called(pair: Pair, described: Source) -> bool:
    """Return whether both statements have the noun of the description: it may be his title."""
    noun = stem(described.text.split()[-1])
    return all(
        any(stem(token.text) == noun for token in sheet.statement.tokens)
        for sheet in (pair.a, pair.b)
    )


def _is_one_saying(pair: Pair, ours: Said, theirs: Said, features: dict[str, float]) -> bool:
    """Return whether most words are the same, or half of them and as many of the longer one's.

    A short saying has most of its words in any long one on its topic: there, one is a verb, or two
    are quoted in both.
    """
    if features["cover"] >= _MIN_COVER:
        return features["share"] >= _LOW_SHARE
    if features["share"] < _MIN_SHARE:
        return False
    if features["cover"] >= _LOW_COVER or len(_in_marks(pair.a) & _in_marks(pair.b)) > 1:
        return True
    common = {*ours.words} & {*theirs.words} - STOP_WORDS
    return any(
        token.pos == "VERB" and stem(token.text) in common
        for sheet in (pair.a, pair.b)
        for token in sheet.statement.tokens
    )


def _in_marks(sheet: Sheet) -> frozenset[str]:
    """Return the stems of meaning that the statement quotes."""
    quoted = (quoted_stems(sheet.statement, each) for each in sheet.statement.quotations)
    return frozenset(word for words_of in quoted for word in words_of) - STOP_WORDS


def _features(pair: Pair, ours: Said, theirs: Said) -> dict[str, float]:
    """Return the evidence that one thing was said: all 0..1, `share` 0 when it is too short.

    `share` is the share of the shorter saying's words that are the other's, in order or, of those
    of meaning, anywhere; `cover` that of the longer one; `named` whether both sources have a name,
    `names` how many of the names in one statement are in the other.
    """
    same = LCSseq.similarity(ours.words, theirs.words)
    left, right = (frozenset(said.words) - STOP_WORDS for said in (ours, theirs))
    common = len(left & right)
    shorter, longer = sorted((len(ours.words), len(theirs.words)))
    whole = ours.quoted and theirs.quoted and same == longer
    in_part = common >= _MIN_WORDS - 1 or same >= _LONG_RUN
    enough = shorter >= _MIN_WORDS and (in_part or (whole and common > 1))
    in_common = common / max(1, min(len(left), len(right)))
    return {
        "share": max(same / shorter, in_common) if enough else 0.0,
        "cover": same / max(1, longer),
        "named": float(ours.source.name is not None and theirs.source.name is not None),
        "names": names_shared(pair.alignment),
        "overlap": pair.alignment.overlap,
    }


def _speaks_for(sheet: Sheet, source: Source) -> bool:
    """Return whether a word beside the name says that it speaks for somebody else."""
    tokens = sheet.statement.tokens
    near = tokens[max(0, source.first - _BESIDE) : source.last + _BESIDE]
    return any(token.lemma.lower() in _PROXIES for token in near)


def _finding(pair: Pair, a: Source, b: Source, features: dict[str, float]) -> Finding:
    named = a.name is not None and b.name is not None
    return Finding(
        Kind.ATTRIBUTION,
        Mark(pair.a.statement, (a.start, a.end), a.text, a.name),
        Mark(pair.b.statement, (b.start, b.end), b.text, b.name),
        "who says it",
        probability(WEIGHTS, features),
        named and _speaks_for(pair.a, a) == _speaks_for(pair.b, b),
        (f"one saying of {a.text!r} and of {b.text!r}", shown(features)),
    )


def _swapped(pair: Pair, swap: Swap) -> Finding:
    return Finding(
        Kind.ATTRIBUTION,
        value_at(pair.a.statement, swap.a),
        value_at(pair.b.statement, swap.b),
        SWAPPED,
        probability(ROLE_WEIGHTS, swap.features),
        True,
        (f"{swap.a.text!r} and {swap.b.text!r} change places", shown(swap.features)),
    )
