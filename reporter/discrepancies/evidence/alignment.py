"""Which words of one statement stand for which words of another.

Blocks of words with equal stems (of verbs: of their lemmas) are paired, the longest first and
wherever they stand, so that "On Monday, X said" and "X said on Monday" align. A function word
counts in a longer block only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import words
from reporter.records import Token
from reporter.text.lexical import STOP_WORDS, fold, stem

_REACH = 7
_OFFSET = 4
_RUN = 5
_TITLES = frozenset(words("titles"))


@dataclass(frozen=True, slots=True)
class Alignment:
    """`there[i]` is the token of the second statement for token `i` of the first, or -1.

    `back` is the reverse. `overlap` (0..1) is the share of content words that are paired.
    """

    there: tuple[int, ...]
    back: tuple[int, ...]
    first: tuple[Token, ...]
    second: tuple[Token, ...]
    overlap: float

    def context(self, a: tuple[int, int], b: tuple[int, int]) -> float:
        """Return how alike (0..1) the words around token range `a` are to those around `b`.

        Nearer words weigh more, content words more than function words.
        """
        there = _around(self.first, a, b, self.there)
        back = _around(self.second, b, a, self.back)
        total = there[1] + back[1]
        return (there[0] + back[0]) / total if total else 0.0

    def neighbours(self, a: tuple[int, int], b: tuple[int, int]) -> float:
        """Return 0, 0.5 or 1: how many of the words before and after the ranges are the same."""
        before = _same(self.first, a[0] - 1, self.second, b[0] - 1)
        after = _same(self.first, a[1], self.second, b[1])
        return (before + after) / 2

    def runs(self, a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
        """Return how many words (0..5) directly before and after the ranges are the same, in order.

        Articles and titles do not count; both at the edge of their statements is one more.
        """
        before = _run(self.first, self.second, range(a[0] - 1, -1, -1), range(b[0] - 1, -1, -1))
        after = _run(
            self.first,
            self.second,
            range(a[1], len(self.first)),
            range(b[1], len(self.second)),
        )
        return before, after

    def order(self, a: tuple[int, int], b: tuple[int, int]) -> tuple[float, float]:
        """Return the share (0..1) of the words outside the ranges that are the same, in order.

        First of the words of both statements, then of the shorter one.
        """
        ours, theirs = _stems_without(self.first, a), _stems_without(self.second, b)
        same = LCSseq.similarity(ours, theirs)
        shorter = min(len(ours), len(theirs))
        return 2 * same / max(1, len(ours) + len(theirs)), same / max(1, shorter)


def names_shared(alignment: Alignment) -> float:
    """Return the share (0..1) of one statement's name words that are paired, the greater of both.

    A half where one has no names.
    """
    sides = ((alignment.first, alignment.there), (alignment.second, alignment.back))
    found = [
        [to[i] >= 0 for i, token in enumerate(tokens) if token.pos == "PROPN"]
        for tokens, to in sides
    ]
    return max(sum(each) / len(each) for each in found) if all(found) else 0.5


def align(first: Sequence[Token], second: Sequence[Token]) -> Alignment:
    """Return the alignment of two parsed statements."""
    ours, theirs = _words(first), _words(second)
    there, back = [-1] * len(first), [-1] * len(second)
    while block := _longest(ours, theirs):
        size, at, other = block
        for step in range(size):
            i, j = ours[at + step][0], theirs[other + step][0]
            there[i], back[j] = j, i
        ours[at : at + size] = [(-1, "", False)] * size
        theirs[other : other + size] = [(-1, "", False)] * size
    kept = _content(first), _content(second)
    paired = sum(there[i] >= 0 for i in kept[0]) + sum(back[j] >= 0 for j in kept[1])
    overlap = paired / max(1, len(kept[0]) + len(kept[1]))
    return Alignment(tuple(there), tuple(back), tuple(first), tuple(second), overlap)


def _words(tokens: Sequence[Token]) -> list[tuple[int, str, bool]]:
    """Return (position, stem, whether it carries meaning) of each word."""
    return [
        (index, _root(token), fold(token.text) not in STOP_WORDS)
        for index, token in enumerate(tokens)
        if syntax.is_word(token)
    ]


def _content(tokens: Sequence[Token]) -> list[int]:
    return [index for index, _, content in _words(tokens) if content]


def _longest(
    ours: Sequence[tuple[int, str, bool]], theirs: Sequence[tuple[int, str, bool]]
) -> tuple[int, int, int] | None:
    """Return (size, start, other start) of the block with most content, the nearest of equals."""
    best: tuple[tuple[int, int, int], tuple[int, int, int]] | None = None
    lengths = [(0, 0)] * (len(theirs) + 1)
    for i, (_, root, content) in enumerate(ours):
        row = [(0, 0)] * (len(theirs) + 1)
        for j, (_, other, _) in enumerate(theirs):
            if root and root == other:
                size, weight = lengths[j]
                row[j + 1] = (size + 1, weight + content)
                size, weight = row[j + 1]
                rank = (weight, size, -abs(i - j))
                if weight and (best is None or rank > best[0]):
                    best = rank, (size, i - size + 1, j - size + 1)
        lengths = row
    return best[1] if best else None


def _around(
    tokens: Sequence[Token], span: tuple[int, int], other: tuple[int, int], to: Sequence[int]
) -> tuple[float, float]:
    """Return the weight of the words around `span` that stand at a like place, and of all."""
    matched = total = 0.0
    for index, distance in _near(tokens, span):
        content = fold(tokens[index].text) not in STOP_WORDS
        weight = (1.0 if content else 0.4) / distance
        total += weight
        target = to[index]
        if target < 0:
            continue
        before = index < span[0]
        gap = other[0] - target if before else target - other[1] + 1
        if 0 < gap <= _REACH + _OFFSET and abs(gap - distance) <= _OFFSET:
            matched += weight
        elif content:
            matched += 0.4 * weight
    return matched, total


def _near(tokens: Sequence[Token], span: tuple[int, int]) -> list[tuple[int, int]]:
    found = []
    for start, step in ((span[0] - 1, -1), (span[1], 1)):
        index, distance = start, 1
        while 0 <= index < len(tokens) and distance <= _REACH:
            if syntax.is_word(tokens[index]):
                found.append((index, distance))
                distance += 1
            index += step
    return found


def _run(
    first: Sequence[Token], second: Sequence[Token], ours: Iterable[int], theirs: Iterable[int]
) -> int:
    """Return how many of the words met on both ways are the same until the first that is not."""
    mine = [_root(first[i]) for i in ours if _is_counted(first[i])]
    other = [_root(second[j]) for j in theirs if _is_counted(second[j])]
    length = 0
    for one, two in zip(mine, other, strict=False):
        if one != two:
            return length
        length += 1
        if length == _RUN:
            return length
    return min(_RUN, length + (len(mine) == len(other)))


def _is_counted(token: Token) -> bool:
    return syntax.is_word(token) and token.tag != "DT" and fold(token.text) not in _TITLES


def _stems_without(tokens: Sequence[Token], span: tuple[int, int]) -> list[str]:
    return [
        _root(token)
        for index, token in enumerate(tokens)
        if syntax.is_word(token) and not span[0] <= index < span[1]
    ]


def _root(token: Token) -> str:
    """Return what equal words have in common: "began" and "begin" do, by their lemma."""
    word = token.lemma if token.pos in {"VERB", "AUX"} else token.text
    return stem(word) or token.text


def _same(first: Sequence[Token], i: int, second: Sequence[Token], j: int) -> bool:
    inside = 0 <= i < len(first), 0 <= j < len(second)
    if not all(inside):
        return not any(inside)
    return _root(first[i]) == _root(second[j])
