"""Exact words in quotation marks, and the footnotes that lead back to file and line."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.records import Evidence, Span, Statement
from reporter.report.escape import code, count, escape, inline, shorten, target, visible
from reporter.report.legend import Legend

_LONGEST_FOOTNOTE = 900  # characters; only a text without sentence ends is longer
_LONGEST_QUOTE = 170
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
        link = target(self._link_base, article.path, statement.line)
        outlet = f"{escape(article.outlet)}, " if article.outlet_known else ""
        return f"{outlet}[{code(article.path)} line {statement.line}]({link})"


def quoted(words: str) -> str:
    """Return exact words, escaped, in quotation marks: single where they hold double ones."""
    open_, close = ("‘", "’") if _DOUBLE_QUOTES.intersection(words) else ("“", "”")
    return f"{open_}{inline(words)}{close}"


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
    room = max(_LONGEST_QUOTE - (evidence.end - evidence.start), 0) // 2
    start, end = max(outer.start, evidence.start - room), min(outer.end, evidence.end + room)
    # A value longer than the room (a whole quotation) is cut at its end, never in a word.
    end = min(end, start + 2 * _LONGEST_QUOTE)
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
