"""Exact words in quotation marks, and the footnotes that lead back to file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from reporter.ingest.document import file_of
from reporter.records import Article, Evidence, Span, Statement, StatementKind
from reporter.report.escape import code, count, escape, inline, shorten, target, visible
from reporter.report.legend import Legend

_WORDS_BEFORE = 4
_LONGEST_FOOTNOTE = 900  # characters; only a text without sentence ends is longer
_LONGEST_QUOTE = 170
_EDGES = re.compile(r"^\W+|\W+$")
_DOUBLE_QUOTES = frozenset('"“”„«»')


class Footnotes:
    """Numbers citations in reading order over the whole brief; the same sources, the same number.

    `link_base` leads from the brief to the folder that was read.
    """

    def __init__(self, link_base: str) -> None:
        self._link_base = link_base
        self._numbers: dict[tuple[str, ...], int] = {}
        self._pending: list[str] = []

    def cite(self, legend: Legend, statements: Iterable[Statement]) -> str:
        """Return the mark "[^3]" for the statements, or "" when there is none to cite."""
        ordered = legend.sort(statements)
        if not ordered:
            return ""
        key = tuple(statement.id for statement in ordered)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            self._pending.append(f"[^{number}]: {self._text(legend, ordered)}")
        return f"[^{number}]"

    def take(self) -> str:
        """Return the definitions cited since the last call, one a line."""
        lines, self._pending = self._pending, []
        return "\n".join(lines)

    def _text(self, legend: Legend, statements: tuple[Statement, ...]) -> str:
        first_with: dict[str, str] = {}
        parts = []
        for statement in statements:
            letter = legend.letters[statement.article_id]
            words = visible(statement.text)
            earlier = first_with.setdefault(words, letter)
            said = _full_quote(words) if earlier == letter else f"same words as {earlier}"
            parts.append(f"{letter}, {self._place(legend, statement)}: {said}")
        return " · ".join(parts)

    def _place(self, legend: Legend, statement: Statement) -> str:
        article = legend.articles[statement.article_id]
        link = target(self._link_base, file_of(article.path), statement.line)
        outlet = f"{escape(article.outlet)}, " if article.outlet_known else ""
        # A headline may say more than its text: who weighs it has to know that it is one.
        kind = ", headline" if statement.kind is StatementKind.HEADLINE else ""
        return f"{outlet}[{code(article.path)} line {statement.line}]({link}){kind}"


def headline_link(article: Article, link_base: str) -> str:
    """Return the headline, escaped, as a link to its file; to its line where others are in it."""
    words = escape(article.title) or "no headline"
    file = file_of(article.path)
    line = article.title_line if file != article.path else None
    return f"[{words}]({target(link_base, file, line)})"


def quoted(words: str) -> str:
    """Return exact words, escaped, in quotation marks: single where they hold double ones."""
    return in_marks(inline(words), words)


def in_marks(escaped: str, words: str) -> str:
    """Return `escaped`, which stands for `words`: in single marks where they hold double ones."""
    open_, close = ("‘", "’") if _DOUBLE_QUOTES.intersection(words) else ("“", "”")
    return f"{open_}{escaped}{close}"


def quoted_against(words: str, others: Sequence[str]) -> str:
    """Return the words as `quoted` does, in bold what any of the `others` has differently.

    All of it is bold where no word differs on any side, or every one; nothing where the others
    only have words more. Marks that stand alone, as of an omission, are no words.
    """
    own = words.split()
    keys = _keys(own)
    theirs = [_keys(other.split()) for other in others]
    same = [True] * len(own)
    for other in theirs:
        blocks = SequenceMatcher(None, keys, other, False).get_matching_blocks()
        kept = {n for block in blocks for n in range(block.a, block.a + block.size)}
        same = [was and n in kept for n, was in enumerate(same)]
    same = [was or not any(map(str.isalnum, word)) for was, word in zip(same, own, strict=True)]
    if all(same):
        alike = all(other == keys for other in theirs)
        return f"**{quoted(words)}**" if alike else quoted(words)
    runs = groupby(zip(own, same, strict=True), key=itemgetter(1))
    parts = []
    for is_same, run in runs:
        text = inline(" ".join(word for word, _ in run))
        parts.append(text if is_same else f"**{text}**")
    return in_marks(" ".join(parts), words)


def around_difference(words: str, others: Sequence[str], longest: int) -> str:
    """Return some `longest` characters of the words, from a little before where `others` part.

    "…" stands where something was cut.
    """
    words = visible(words)
    if len(words) <= longest:
        return words
    own = words.split()
    keys = _keys(own)
    opcodes = [
        SequenceMatcher(None, keys, _keys(other.split()), False).get_opcodes() for other in others
    ]
    places = [i for codes in opcodes for tag, i, *_ in codes if tag != "equal"]
    start = max(0, min(places, default=0) - _WORDS_BEFORE)
    while start and len(" ".join(own[start - 1 :])) < longest:
        start -= 1
    return "…" * bool(start) + shorten(" ".join(own[start:]), longest)


def _keys(words: Iterable[str]) -> list[str]:
    """Return words as they are compared: case, marks at the edges and curls do not count."""
    return [_EDGES.sub("", word.casefold().replace("’", "'")) or word for word in words]


def exact_words(evidence: Evidence) -> str:
    """Return the words around a value as the article has them, short enough to read in passing.

    The clause that holds the value, or where that is too long as many words around the value as
    fit, with "…" where something was cut.
    """
    text = evidence.statement.text
    span = _clause(evidence)
    if span.end - span.start > _LONGEST_QUOTE:
        span = _window(text, evidence, span)
    words = visible(text[span.start : span.end]).strip(" ,;:")
    before = "…" if _cuts_word_run(text[: span.start]) and span.start else ""
    after = "…" if text[span.end :].strip(" .,;:!?”\"'’") else ""
    return f"{before}{words}{after}" if after else f"{before}{words.rstrip('.')}"


def _cuts_word_run(before: str) -> bool:
    return any(char.isalnum() for char in before)


def _clause(evidence: Evidence) -> Span:
    statement = evidence.statement
    for clause in statement.clauses:
        if clause.start <= evidence.start and evidence.end <= clause.end:
            return clause
    return Span(0, len(statement.text))


def _window(text: str, evidence: Evidence, outer: Span) -> Span:
    """Return as many words around the value as there is room for, what one edge spares the other's.

    A value longer than the room (a whole quotation) is cut at its end.
    """
    room = max(_LONGEST_QUOTE - (evidence.end - evidence.start), 0)
    start = max(outer.start, min(evidence.start - room // 2, outer.end - _LONGEST_QUOTE))
    end = min(outer.end, start + 2 * _LONGEST_QUOTE, max(evidence.end, start + _LONGEST_QUOTE))
    if start > outer.start:
        start = text.find(" ", start, evidence.start) + 1 or evidence.start
    if end < outer.end:
        end = max(text.rfind(" ", start, end), min(evidence.end, end))
    return Span(start, end)


def _full_quote(words: str) -> str:
    if len(words) <= _LONGEST_FOOTNOTE:
        return quoted(words)
    size = count(len(words), "character")
    return f"{quoted(shorten(words, _LONGEST_FOOTNOTE))} (cut; {size})"
