"""Hard-wrapped text put back into paragraphs, with the line of every piece kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reporter.ingest.document import Line

_MAX_WIDTH = 120
_MIN_JOINS = 3
_MIN_SHARE = 0.8
_BULLET = re.compile(r"\s*[-*•·>]\s")
# "2016. The court" may start a line in the middle of a sentence, a new point may not.
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]\s|#{1,6}\s)")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """`lines` are whole paragraphs; `continuations` the input lines that were joined to them."""

    lines: tuple[Line, ...]
    continuations: tuple[Line, ...] = ()


def join(groups: Iterable[Sequence[Line]]) -> Paragraphs:
    """Return one line per group, its pieces joined by one space."""
    lines: list[Line] = []
    rest: list[Line] = []
    for group in groups:
        text = " ".join(piece.text.strip() for piece in group)
        lines.append(Line(group[0].number, text))
        rest += group[1:]
    return Paragraphs(tuple(lines), tuple(rest))


def unwrap(lines: Sequence[Line]) -> Paragraphs:
    """Join the lines of text that an editor or mail program wrapped at a fixed width.

    Text counts as wrapped when nearly every line that another follows is full: the first word of
    the next would not have fitted. Any other text is returned as it is, a paragraph per line.
    """
    # An address without spaces may stick out.
    width = max((len(line.text.rstrip()) for line in lines if " " in line.text.strip()), default=0)
    pairs = [pair for pair in pairwise(lines) if _may_follow(*pair)]
    full = sum(_is_full(above, below, width) for above, below in pairs)
    if width > _MAX_WIDTH or full < max(_MIN_JOINS, _MIN_SHARE * len(pairs)):
        return Paragraphs(tuple(lines))
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _is_full(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return join(groups)


def unwrap_printed(lines: Sequence[Line]) -> Paragraphs:
    """Join the lines of a printed page, whose letters differ in width.

    A paragraph ends at an empty line, or at a line that ends a sentence and is clearly short.
    """
    filled = sorted(len(line.text) for line in lines if line.text.strip())
    usual = filled[int(len(filled) * 0.75)] if filled else 0
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _runs_on(groups[-1][-1], line, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return join(groups)


def _may_follow(above: Line, below: Line) -> bool:
    if not above.text.strip() or not below.text.strip() or _BULLET.match(below.text):
        return False
    ended = _SENTENCE_END.search(above.text.rstrip()) is not None
    return not (ended and _NUMBERED.match(below.text))


def _is_full(above: Line, below: Line, width: int) -> bool:
    if not _may_follow(above, below):
        return False
    first_word = below.text.split(maxsplit=1)[0]
    return len(above.text.rstrip()) + 1 + len(first_word) > width


def _runs_on(above: Line, below: Line, usual: int) -> bool:
    if not _may_follow(above, below):
        return False
    length = len(above.text.rstrip())
    if _SENTENCE_END.search(above.text.rstrip()):
        return length >= 0.85 * usual
    return length >= 0.6 * usual
