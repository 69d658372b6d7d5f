"""Where one sentence of a line ends and the next begins.

Rules propose and veto: a parser's boundaries are noisy in news, where titles, initials, datelines
and quotations are dense. Abbreviations that may end a sentence do so only before a word that
commonly starts one (the orthographic and starter evidence of Kiss and Strunk, 2006).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reporter.records import Span
from reporter.text.lexicon import BEFORE_NUMBER, DOMAINS, MAY_END, NEVER_END, STARTERS, TIME_ZONES
from reporter.text.quotations import Quoted

MAX_KEPT_WORDS = 60
MAX_CHARACTERS = 2_000

_TERMINATOR = re.compile(r"[.!?…]+|[。！？]+")
_LAST_WORD = re.compile(r"(?:^|[^\w.])([A-Za-z][A-Za-z.]*)$")
_NEXT_WORD = re.compile(r"[\W_]*([A-Za-z]+)(\.?)")
_GLUED = re.compile(r"[^\W\d_][a-z]{2,}\b")
_DASH_THEN_START = re.compile(r"[—–-]+\s*[A-Z\d“\"«]")
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,2}|[A-Za-z])$")
_TAG = re.compile(
    r"\s+(?![^.!?]{0,30},\s(?:he|she|they|it|we|I)\b)"
    r"[A-Z][^.!?“”\"]{0,60}?(?:\.[^.!?“”\"]{0,60}?){0,3}?"
    r"\b(?:(?:asked|tweeted|wrote|replied|told|shouted|recalled|exclaimed|wondered|joked|added|"
    r"quoted as saying|yelled|countered)\b|"
    r"(?:said|says)\b(?!\s+(?:that|the|he|she|it|they|his|her|its|their|an?|there)\b))"
)


def sentence_spans(line: str, quotes: Sequence[Quoted]) -> list[Span]:
    """Return the sentences of one line as spans without surrounding white space, in order.

    Sentences inside one pair of quotation marks or parentheses stay together, with what
    introduces or follows them, up to `MAX_KEPT_WORDS` words. No span exceeds `MAX_CHARACTERS`.
    """
    kept = _Kept(line, quotes)
    spans: list[Span] = []
    start = 0
    inner: list[int] = []
    for end in [*_boundaries(line, kept), len(line)]:
        if end < len(line) and kept.holds(end):
            inner.append(end)
            continue
        parts = [end]
        if inner and _words(line, start, end) > MAX_KEPT_WORDS:
            parts = [*inner, end]
        for part in parts:
            spans += _trimmed(line, start, part)
            start = part
        inner = []
    return spans


class _Kept:
    """The stretches of a line that short sentences are not cut out of, and the closing marks."""

    def __init__(self, line: str, quotes: Sequence[Quoted]) -> None:
        closed = [quoted for quoted in quotes if quoted.closed]
        self.closers = {quoted.end: quoted.outer_end for quoted in closed}
        stretches = [(quoted.outer_start, quoted.outer_end) for quoted in closed]
        self._stretches = _merged([*stretches, *_parentheses(line)])
        self._starts = [start for start, _ in self._stretches]

    def holds(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return False
        start, end = self._stretches[index]
        return start < position < end


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _parentheses(line: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for match in re.finditer(r"[()\[\]]", line):
        if match.group() in "([":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= MAX_KEPT_WORDS * 10:
                yield start, match.end()


def _boundaries(line: str, kept: _Kept) -> Iterator[int]:
    for match in _TERMINATOR.finditer(line):
        end, after_quote = _past_closers(line, match.end(), kept)
        if end < len(line) and _is_boundary(line, match, end, after_quote):
            yield end


def _past_closers(line: str, end: int, kept: _Kept) -> tuple[int, bool]:
    """Step over the brackets and marks that close after a terminator, even spaced like tokens."""
    after_quote = False
    while end < len(line):
        mark = end
        while line[mark : mark + 1].isspace() and mark - end < 2:
            mark += 1
        if mark in kept.closers:
            end, after_quote = kept.closers[mark], True
        elif line[end] in ")]}" or (line[end] in "'’”»" and not line[end + 1 : end + 2].isalnum()):
            after_quote = after_quote or line[end] in "”»"
            end += 1
        else:
            break
    return end, after_quote


def _is_boundary(line: str, match: re.Match[str], end: int, after_quote: bool) -> bool:
    follows = end
    while follows < len(line) and line[follows].isspace():
        follows += 1
    if follows == len(line):
        return False
    if follows == end and not _is_glued(line, match, end, after_quote):
        return False
    first = line[follows]
    if first.islower() or first in ",;:.…!?)]}%":
        return False
    if first in "—–-":
        if match.group() != "." or _is_abbreviation(line, match.start(), end):
            return False
        return _DASH_THEN_START.match(line, follows) is not None
    if after_quote:
        return match.group() == "." or not _TAG.match(line, end)
    return match.group() != "." or not _is_abbreviation(line, match.start(), end)


def _is_glued(line: str, match: re.Match[str], end: int, after_quote: bool) -> bool:
    """Say whether the white space between two sentences was lost."""
    if not line[end].isupper():
        return end == match.end() and line[match.start()] in "。！？"
    word = _GLUED.match(line, end)
    ends_word = line[max(match.start() - 2, 0) : match.start()].islower()
    return word is not None and word.group() not in DOMAINS and (after_quote or ends_word)


def _is_abbreviation(line: str, dot: int, end: int) -> bool:
    if _LIST_NUMBER.fullmatch(line, 0, dot):
        return True
    found = _LAST_WORD.search(line[max(dot - 20, 0) : dot])
    if found is None:
        return False
    word = found.group(1)
    following = line[end : end + 60].lstrip()
    if word in BEFORE_NUMBER:
        return following[:1].isdigit()
    if word in NEVER_END or word in ("e.g", "i.e"):
        return True
    initial = len(word) == 1 and word.isupper()
    if initial or "." in word or word in MAY_END:
        return not _starts_sentence(word, following)
    return False


def _starts_sentence(abbreviation: str, following: str) -> bool:
    match = _NEXT_WORD.match(following)
    if match is None or following[0].isdigit() or following[0] in "—–-":
        return False
    word, dot = match.groups()
    if abbreviation.lower() in ("a.m", "p.m"):
        return word not in TIME_ZONES
    return word in STARTERS and (not dot or word in ("Mr", "Mrs", "Ms"))


def _words(line: str, start: int, end: int) -> int:
    return len(line[start:end].split())


def _trimmed(line: str, start: int, end: int) -> Iterator[Span]:
    """Yield `start:end` without surrounding white space, cut where it is too long to parse."""
    while start < end:
        stop = end
        if stop - start > MAX_CHARACTERS:
            stop = start + MAX_CHARACTERS
            space = line.rfind(" ", start + MAX_CHARACTERS // 2, stop)
            stop = space if space > 0 else stop
        piece = line[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            yield Span(left, right)
        start = stop
