"""Fragments: other words in two short quotations that fill one place of one utterance.

A quotation is meant to be verbatim, so two outlets that quote a word or two differently show
that one of them did not keep to it. Claims a difference between quotations of one to five words
where the statements have much in common and either the quotations share a word of meaning, or
both depend in one way on what the same party does (*never recognized the "unlawful" sanctions*,
*never acknowledged the "illegal" restrictions*). It never changes the meaning: verbs that are
turned round are `quote`'s.

Does not claim one where a quotation is cut shorter, where words differ in their ending alone,
where the other article has the words as well, or between titles and slogans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.quoted import (
    Quoted,
    has_words,
    is_one_speaker,
    is_title,
    other_words,
    quoted_words,
)
from reporter.discrepancies.evidence.same_words import SMALL
from reporter.discrepancies.finding import Finding, Pair, Sheet, probability, shown, words_at
from reporter.discrepancies.quote import subject_of
from reporter.records import Kind, Quotation, Token

WEIGHTS = {
    "bias": -1.5, "shared": 1.0, "runs": 2.0, "overlap": 2.0,
}  # fmt: skip
_MAX_WORDS = 5
_LONGER = 12
_MIN_OVERLAP = 0.3
_NEARLY_ALL = 0.6
_HALF = 0.5
_MIN_RUN = 2
_CLIMB = 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find(pair: Pair) -> list[Finding]:
    """Return the short quotations of a pair of statements that differ in one place."""
    if pair.alignment.overlap < _MIN_OVERLAP:
        return []
    found = [
        _finding(pair, (ours, a), (theirs, b), shared)
        for ours, a in _fragments(pair.a, pair.b)
        for theirs, b in _fragments(pair.b, pair.a)
        if other_words(frozenset(a.stems), frozenset(b.stems)) and not _is_cut(a.stems, b.stems)
        for shared in (not SMALL.issuperset({*a.stems} & {*b.stems}),)
        if _is_one_place(pair, a, b, shared)
    ]
    found += [
        _finding(pair, (ours, a), (theirs, b), shared=True)
        for ours, theirs, a, b in _inside_longer(pair)
    ]
    return sorted(found, key=lambda item: (-item.confidence, item.a.span, item.b.span))


def _fragments(sheet: Sheet, other: Sheet) -> Iterator[tuple[Quotation, Quoted]]:
    """Yield the short quotations whose words the other article has nowhere, nor quotes in part."""
    tokens = sheet.statement.tokens
    for quotation in sheet.statement.quotations:
        quoted = quoted_words(tokens, quotation)
        if not 0 < len(quoted.stems) <= _MAX_WORDS or is_title(tokens, quoted):
            continue
        if not _quotes_part(other, quoted) and not _stands_in(sheet, quoted, other):
            yield quotation, quoted


def _inside_longer(pair: Pair) -> Iterator[tuple[Quotation, Quotation, Quoted, Quoted]]:
    """Yield a short quotation with the stretch of a longer one that ends alike: "lawful right"."""
    first, second = pair.a.statement, pair.b.statement
    for ours in first.quotations:
        for theirs in second.quotations:
            if is_one_speaker(ours, theirs):
                a, b = quoted_words(first.tokens, ours), quoted_words(second.tokens, theirs)
                if (stretch := _stretch(a, b)) and not _has(pair.b, pair.a, a, stretch):
                    yield ours, theirs, a, stretch
                elif (stretch := _stretch(b, a)) and not _has(pair.a, pair.b, b, stretch):
                    yield ours, theirs, stretch, b


def _has(sheet: Sheet, other: Sheet, quoted: Quoted, stretch: Quoted) -> bool:
    """Return whether the article has what the other quotes, or that one a part of its stretch."""
    return _stands_in(other, quoted, sheet) or _quotes_part(other, stretch)


def _quotes_part(sheet: Sheet, quoted: Quoted) -> bool:
    """Return whether a quotation of the statement is a part of the words or holds them."""
    statement = sheet.statement
    parts = (quoted_words(statement.tokens, part).stems for part in statement.quotations)
    return any(len(part) > 1 and _is_cut(quoted.stems, part) for part in parts)


def _stands_in(sheet: Sheet, quoted: Quoted, other: Sheet) -> bool:
    """Return whether the quoted words stand in the other article as well."""
    start, end = _span(sheet.statement.tokens, quoted)
    return has_words(other.article, sheet.statement.text[start:end])


def _stretch(short: Quoted, long: Quoted) -> Quoted | None:
    """Return as many words of `long` as `short` has that end with its last word, others before."""
    size = len(short.stems)
    if not 1 < size <= _MAX_WORDS < len(long.stems) <= _LONGER or short.stems[-1] in SMALL:
        return None
    for end in range(size, len(long.stems) + 1):
        stems = long.stems[end - size : end]
        before, others = {*short.stems[:-1]} - SMALL, {*stems[:-1]} - SMALL
        if stems[-1] == short.stems[-1] and before and others and before.isdisjoint(others):
            return Quoted(long.indices[end - size : end], stems)
    return None


def _is_cut(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether one is a stretch of the other."""
    short, long = sorted((tuple(a), tuple(b)), key=len)
    places = range(len(long) - len(short) + 1)
    return any(long[place : place + len(short)] == short for place in places)


def _is_one_place(pair: Pair, a: Quoted, b: Quoted, shared: bool) -> bool:
    if shared:
        runs = sum(pair.alignment.runs(_range(a), _range(b)))
        return runs >= _MIN_RUN or pair.alignment.overlap >= _NEARLY_ALL
    return pair.alignment.overlap >= _HALF and _is_one_slot(pair, a, b)


def _is_one_slot(pair: Pair, a: Quoted, b: Quoted) -> bool:
    """Return whether both hang in one way on verbs that have one subject."""
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    i, j = syntax.span_head(ours, *_range(a)), syntax.span_head(theirs, *_range(b))
    for _ in range(_CLIMB):
        if ours[i].dep != theirs[j].dep:
            return False
        i, j = ours[i].head, theirs[j].head
        if {ours[i].pos, theirs[j].pos} == {"VERB"}:
            one, other = _subject(ours, i), _subject(theirs, j)
            return one is not None and other is not None and pair.alignment.there[one] == other
    return False


def _subject(tokens: Sequence[Token], verb: int) -> int | None:
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in _SUBJECTS), None)


def _range(quoted: Quoted) -> tuple[int, int]:
    return quoted.indices[0], quoted.indices[-1] + 1


def _span(tokens: Sequence[Token], quoted: Quoted) -> tuple[int, int]:
    return tokens[quoted.indices[0]].start, tokens[quoted.indices[-1]].end


def _finding(
    pair: Pair, ours: tuple[Quotation, Quoted], theirs: tuple[Quotation, Quoted], shared: bool
) -> Finding:
    (quotation, a), (other, b) = ours, theirs
    span_a, span_b = _span(pair.a.statement.tokens, a), _span(pair.b.statement.tokens, b)
    features = {
        "shared": float(shared),
        "runs": sum(pair.alignment.runs(_range(a), _range(b))) / 10,
        "overlap": pair.alignment.overlap,
    }
    return Finding(
        Kind.QUOTE,
        words_at(pair.a.statement, span_a),
        words_at(pair.b.statement, span_b),
        subject_of(pair, quotation, other, [root for root in a.stems if root in b.stems]),
        probability(WEIGHTS, features),
        False,
        ("short quotations in one place", shown(features)),
    )
