"""Figures of one happening, wherever in two articles they stand and whatever is said around them.

"Churches helped while the district opened 144 of its 578 schools" beside "the plan is to open 144
of its 675 schools": two sentences too unlike for matching. Claims a difference of kind number
between two tallies (`tally.py`) of one thing, where one of three says that they are of one
happening: the same verb or outcome with something in common that takes part in it; an outcome that
both articles tell at their top; or figures close to each other, with two more words in common and
either the verb or, for things, a name. A count that can only grow, larger in the later article, is
an update.

Does not claim one where either article has the other's figure as well, where parts add up, where
something else is counted with one of them or a clause says which of them one counts, or where
`scope.py` tells the two apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import floor, log10
from typing import Protocol

from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.evidence.scope import other_scope
from reporter.discrepancies.finding import Finding, Pair, Sheet, in_order, value_at
from reporter.discrepancies.over_story.tally import OUTCOMES, Tally, is_comparable, tally_of
from reporter.discrepancies.update import is_update
from reporter.discrepancies.values.compare import comparable, is_money, numbers_agree
from reporter.discrepancies.values.typed import Number
from reporter.records import Kind

_AT_TOP = 6
_CLOSE = 1.35
_CLOSE_FROM = 10
"""From here on figures that are nearly the same seldom count two things."""
_FAR = 3
"""Two figures that are further apart are of two things: the whole and a part, this year's."""
_RARE_FROM = 20
_ROOM = 2
"""What "more than a dozen" may still mean, as a multiple."""
_ROUND_FROM = 100
_ROUNDING = 0.05
_ENOUGH = 2
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.75


class Placed(Protocol):
    """A figure in its statement."""

    @property
    def sheet(self) -> Sheet:
        """The statement."""

    @property
    def number(self) -> Number:
        """The figure."""


def find_figures(sheets: Iterable[Sheet]) -> list[Finding]:
    """Return where two articles give other figures for one thing, over the whole story.

    `sheets` are the statements of one story with their values; their order does not matter.
    """
    by_article: dict[str, list[Tally]] = defaultdict(list)
    alike: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for sheet in in_order(sheets):
        for number in sheet.numbers:
            tally = tally_of(sheet, number)
            by_article[tally.article].append(tally)
            if is_comparable(tally):
                alike[number.unit, tally.counted].append(tally)
    return [
        _finding(a, b)
        for key in sorted(alike)
        for a, b in combinations(alike[key], 2)
        if a.article != b.article and differ(a.number, b.number) and _is_one_happening(a, b)
        if not (_has_too(by_article[b.article], a) or _has_too(by_article[a.article], b))
        if not (is_sum(a.number, alike[key], b.sheet) or is_sum(b.number, alike[key], a.sheet))
        if not other_scope(laid_side_by_side(a.sheet, b.sheet), a.number, b.number)
    ]


def differ(a: Number, b: Number) -> bool:
    """Return whether both cannot be true; "more than a dozen" leaves room for 21."""
    if not comparable(a, b) or numbers_agree(a, b):
        return False
    return not any(
        (one.hedge == "least" and one.low <= other.high <= _ROOM * one.low)
        or _is_rounded(one, other)
        for one, other in ((a, b), (b, a))
    )


def _is_rounded(a: Number, b: Number) -> bool:
    """Return whether one figure is the other one in round hundreds or more: 600 and 612."""
    if a.high < _ROUND_FROM or a.low != a.high:
        return False
    step = 10.0 ** floor(log10(a.high))
    return a.high % step == 0 and abs(a.high - b.high) <= _ROUNDING * a.high


def _is_one_happening(a: Tally, b: Tally) -> bool:
    if (a.beside, a.narrowed) != (b.beside, b.narrowed) or not are_within(a.number, b.number, _FAR):
        return False
    same = bool(a.event) and a.event == b.event
    common = len(a.taking_part & b.taking_part)
    if same and common >= (_ENOUGH if is_money(a.number) else 1):
        return True
    if same and _is_toll_at_top(a) and _is_toll_at_top(b):
        return True
    if not _are_close(a, b) or len(a.around & b.around) < _ENOUGH:
        return False
    return same or _is_named(a, b) or (is_money(a.number) and common >= _ENOUGH)


def _is_named(a: Tally, b: Tally) -> bool:
    """Return whether a name in common tells of which things these are; money goes everywhere."""
    return not is_money(a.number) and not a.persons and bool(a.names & b.names)


def _is_toll_at_top(tally: Tally) -> bool:
    return tally.event in OUTCOMES and tally.sheet.statement.index < _AT_TOP


def _are_close(a: Tally, b: Tally) -> bool:
    return min(a.number.high, b.number.high) >= _CLOSE_FROM and are_within(
        a.number, b.number, _CLOSE
    )


def are_within(a: Number, b: Number, times: float) -> bool:
    """Return whether the larger figure is at most so many times the other one."""
    low, high = sorted((a.high, b.high))
    return high <= times * low


def _has_too(others: Sequence[Tally], tally: Tally) -> bool:
    """Return whether an article has the figure as well: of the same or, if it is rare, at all."""
    return any(_is_same(tally, other) for other in others)


def _is_same(tally: Tally, other: Tally) -> bool:
    a, b = tally.number, other.number
    if not (comparable(a, b) and numbers_agree(a, b)):
        return False
    if a.unit or (a.low >= _RARE_FROM and (a.low, a.high) == (b.low, b.high)):
        return True
    same = tally.event in OUTCOMES and tally.event == other.event
    return same or other.counted in {tally.counted, ""}


def is_sum(number: Number, alike: Iterable[Placed], sheet: Sheet) -> bool:
    """Return whether figures of a statement add up to this one: "one count ..., one count".

    Two of them, or all: "30 of the 37 boats, along with four others".
    """
    parts = [each.number.low for each in alike if each.sheet is sheet]
    return any(
        sum(some) == number.low
        for many in {2, len(parts)} - {0, 1}
        for some in combinations(parts, many)
    )


def laid_side_by_side(a: Sheet, b: Sheet) -> Pair:
    """Return the pair of two statements that no cluster holds."""
    return Pair(a, b, align(a.statement.tokens, b.statement.tokens), 0.0)


def _finding(a: Tally, b: Tally) -> Finding:
    update = is_update(laid_side_by_side(a.sheet, b.sheet), a.number, b.number)
    common = ", ".join(sorted(a.around & b.around))
    return Finding(
        Kind.UPDATE if update else Kind.NUMBER,
        value_at(a.sheet.statement, a.number),
        value_at(b.sheet.statement, b.number),
        _subject(a, b),
        _CONFIDENCE,
        not update,
        (f"both tell of {common or a.event}", "neither article has the other's figure"),
    )


def _subject(a: Tally, b: Tally) -> str:
    if is_money(a.number):
        return "amount"
    if a.event in OUTCOMES:
        return f"number {a.event}"
    counted = a.number.counted
    plurals = (
        token.text.lower()
        for each in (a, b)
        for token in each.sheet.statement.tokens
        if token.tag == "NNS" and token.lemma.lower() == counted
    )
    plural = next(plurals, "")
    return f"number of {plural}" if plural else f"number ({counted})"
