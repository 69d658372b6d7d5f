"""Marked words: one outlet quotes a word where another has one of its own.

Claims a difference of kind wording between a quotation of one or two words that modify a noun and
an unquoted modifier in the other statement with the same two words after it (“doctored”
ferry board minutes, secret ferry board papers). The marks show that the outlet does not
vouch for the word, or that it went through another language. It never changes the meaning.

Does not claim one where the other article has the quoted word as well, or the own one the quoting
article, or for figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.quoted import Quoted, quoted_words
from reporter.discrepancies.finding import Finding, Pair, Sheet, words_at
from reporter.records import Kind
from reporter.text.lexical import STOP_WORDS, fold, stem

_MAX_WORDS = 2
_MIN_RUN = 2
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.15


def find(pair: Pair) -> list[Finding]:
    """Return the words that one statement quotes and the other replaces by its own."""
    found = [*_marked(pair, pair.a, pair.b), *_marked(pair, pair.b, pair.a)]
    return sorted(found, key=lambda item: (item.a.span, item.b.span))[:1]


def _marked(pair: Pair, quoting: Sheet, own: Sheet) -> Iterator[Finding]:
    first = quoting is pair.a
    back = pair.alignment.back if first else pair.alignment.there
    for quoted in _modifiers(quoting):
        i = quoted.indices[-1] + 1
        words = quoted.indices[0], i
        for j, token in enumerate(own.statement.tokens):
            if token.dep not in _MODIFIERS or token.pos in {"NUM", "PROPN"} or back[j] >= 0:
                continue
            spans = (words, (j, j + 1)) if first else ((j, j + 1), words)
            apart = not (_stands_in(quoted.stems[-1], own) or _stands_in(stem(token.text), quoting))
            quoted_too = syntax.is_quoted(own.statement, token.start)
            if apart and not quoted_too and pair.alignment.runs(*spans)[1] >= _MIN_RUN:
                yield _finding(pair, quoting, (words, j))


def _modifiers(sheet: Sheet) -> Iterator[Quoted]:
    tokens = sheet.statement.tokens
    for quotation in sheet.statement.quotations:
        quoted = quoted_words(tokens, quotation)
        short = 0 < len(quoted.stems) <= _MAX_WORDS and not STOP_WORDS.issuperset(quoted.stems)
        if short and tokens[quoted.indices[-1]].dep in _MODIFIERS:
            yield quoted


def _stands_in(root: str, sheet: Sheet) -> bool:
    return any(stem(word.strip(".,;:()“”\"'«»")) == root for word in fold(sheet.article).split())


def _finding(pair: Pair, quoting: Sheet, places: tuple[tuple[int, int], int]) -> Finding:
    (start, end), j = places
    own = pair.b if quoting is pair.a else pair.a
    tokens, token = quoting.statement.tokens, own.statement.tokens[j]
    marked = words_at(quoting.statement, (tokens[start].start, tokens[end - 1].end))
    plain = words_at(own.statement, (token.start, token.end))
    return Finding(
        Kind.WORDING,
        marked if quoting is pair.a else plain,
        plain if quoting is pair.a else marked,
        "quoted word or the outlet’s own",
        _CONFIDENCE,
        False,
        (f"{marked.said!r} is quoted, {plain.said!r} is not",),
    )
