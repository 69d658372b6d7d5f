"""Leads paragraphs that an extractor returned back to the lines of the file they came from.

An extractor resolves entities, drops tags and folds white space, so both sides are compared by
their letters and digits only. Paragraphs that occur once are anchors, the longest run of anchors
in the same order is trusted (as in patience diff), and everything else is looked for between them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz

from reporter.ingest.document import Line
from reporter.ingest.formats.paragraphs import Paragraphs

_NOT_LETTERS = re.compile(r"[\W_]+")
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_PROBE = 80
_MIN_ANCHOR = 20
_FUZZY_WINDOW = 20_000
_MIN_FUZZY = 85.0


@dataclass(frozen=True, slots=True)
class Haystack:
    """The letters of a file in one string; `starts[i]` is where those of line i + 1 begin."""

    letters: str
    starts: tuple[int, ...]
    lines: tuple[str, ...]

    def line_at(self, offset: int) -> int:
        """Return the line, from 1, of the letter at `offset`."""
        return max(bisect_right(self.starts, offset), 1)

    def last_line_with(self, text: str, upto: int) -> int | None:
        """Return the last line on which `text` starts, from line 1 to `upto`, or anywhere."""
        key = _letters(text)
        end = self.starts[upto] if upto < len(self.starts) else len(self.letters)
        at = self.letters.rfind(key, 0, end) if key else -1
        if at < 0 and key:
            at = self.letters.find(key)
        return self.line_at(at) if at >= 0 else None


def visible_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of an HTML file without tags, scripts, styles and comments."""
    text = "\n".join(lines)
    for pattern in (_HIDDEN, _TAG):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    return [html.unescape(line) for line in text.split("\n")]


def haystack(lines: Sequence[str]) -> Haystack:
    """Return `lines` made ready for searching."""
    letters = [_letters(line) for line in lines]
    starts = tuple(accumulate((len(piece) for piece in letters), initial=0))[:-1]
    return Haystack("".join(letters), starts, tuple(lines))


def align(paragraphs: Sequence[str], hay: Haystack) -> Paragraphs:
    """Return each paragraph with the line it starts on, and the further lines it runs over.

    A paragraph that is found nowhere gets the line of the one before it.
    """
    keys = [_letters(paragraph) for paragraph in paragraphs]
    found = _anchors(keys, hay.letters)
    lines: list[Line] = []
    rest: list[Line] = []
    low = 0
    ahead = sorted(found, reverse=True)
    for index, (paragraph, key) in enumerate(zip(paragraphs, keys, strict=True)):
        while ahead and ahead[-1] <= index:
            ahead.pop()
        high = found[ahead[-1]] if ahead else len(hay.letters)
        start = found[index] if index in found else _search(key, hay.letters, low, high)
        if start is None:
            lines.append(Line(lines[-1].number if lines else 1, paragraph))
            continue
        first = hay.line_at(start)
        low = start + len(key)
        last = hay.line_at(max(low - 1, start))
        lines.append(Line(first, paragraph))
        rest += [Line(n, hay.lines[n - 1]) for n in range(first + 1, last + 1)]
    return Paragraphs(tuple(lines), tuple(line for line in rest if line.text.strip()))


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _anchors(keys: Sequence[str], letters: str) -> dict[int, int]:
    """Return paragraph index -> offset for those that occur once, in one common order."""
    once: list[tuple[int, int]] = []
    for index, key in enumerate(keys):
        probe = key[:_PROBE]
        at = letters.find(probe) if len(probe) >= _MIN_ANCHOR else -1
        if at >= 0 and letters.find(probe, at + 1) < 0:
            once.append((index, at))
    return dict(_longest_rising(once))


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs whose second members rise (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, offset) in enumerate(pairs):
        place = bisect_left(tails, offset)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [offset]
        ends[place : place + 1] = [index]
    run: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _search(key: str, letters: str, low: int, high: int) -> int | None:
    if not key:
        return None
    for length in (len(key), _PROBE, _PROBE // 2):
        at = letters.find(key[:length], low, high)
        if at >= 0:
            return at
    probe = key[:_PROBE]
    window = letters[low : min(high, low + _FUZZY_WINDOW)]
    if len(probe) < _MIN_ANCHOR or len(window) < len(probe):
        return None
    match = fuzz.partial_ratio_alignment(probe, window, score_cutoff=_MIN_FUZZY)
    return low + match.dest_start if match else None
