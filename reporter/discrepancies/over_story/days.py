"""Days of one happening, wherever in two articles they stand and whatever is said around them.

"Before his capture in a boat on Friday night" beside "he was captured Thursday night inside a boat
in a backyard": two sentences too unlike for matching. Claims a difference of kind date between two
days of at most a week apart, where both articles tell of them with one verb, event noun or family
(`families.py`), and the words around it that few statements of the story have say that it is one
happening.

Does not claim one where either article has the other's day for something like it, where both
happenings befall other things, where what an article tells came only after the other article, or
of neighbouring days where a time zone is named or one statement speaks of another such happening.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from reporter.discrepancies.date import may_be_one_night, readable
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Finding, Pair, Sheet, in_order, position, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.commonness import Commonness
from reporter.discrepancies.over_story.dated import Dated, dated_in, is_one_day
from reporter.discrepancies.values.compare import days_agree
from reporter.discrepancies.values.typed import Day
from reporter.records import Kind
from reporter.text.lexical import fold, stem

_LEAST_COMMON = 2
_LEAST_TOLD = 7.0
"""How much the words in common must tell, in nats."""
_TOLD_TOO = 0.6
"""With this share of that, another statement tells of the same happening."""
_MOST_DAYS = 6
_MUTUAL = frozenset(words("mutual")) | {"meeting", "talk", "conversation", "call"}
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.6


def find_days(sheets: Iterable[Sheet]) -> list[Finding]:
    """Return where two articles put one happening on two days, over the whole story.

    `sheets` are the statements of one story with their values; their order does not matter.
    """
    ordered = in_order(sheets)
    alike: dict[str, list[Dated]] = defaultdict(list)
    for sheet in ordered:
        for item in dated_in(sheet):
            for family in sorted(item.families):
                alike[family].append(item)
    pairs = {
        (_place_of(one), _place_of(other)): (one, other)
        for family in sorted(alike)
        for one, other in combinations(alike[family], 2)
        if one.article != other.article and _may_be_one(one, other)
    }
    if not pairs:
        return []
    story = _Story(ordered)
    found = [(*pairs[key], story.in_common(*pairs[key])) for key in sorted(pairs)]
    return [_finding(one, other, common) for one, other, common in found if common]


def _place_of(item: Dated) -> tuple[tuple[str, int, int, str], int, int]:
    return position(item.sheet.statement), item.day.start, item.at


def _may_be_one(one: Dated, other: Dated) -> bool:
    """Return whether both may be one happening on two days."""
    a, b = one.day, other.day
    if a.earliest is None or b.earliest is None or days_agree(a, b):
        return False
    if abs((a.earliest - b.earliest).days) > _MOST_DAYS or not one.around & other.around:
        return False
    if one.objects and other.objects and one.objects.isdisjoint(other.objects):
        return False
    if _are_of_two_parties(one, other) or _is_later(one, other) or _is_later(other, one):
        return False
    pair = Pair(one.sheet, other.sheet, align((), ()), 0.0)
    return not (may_be_one_night(pair, a, b) or one.is_another or other.is_another)


def _are_of_two_parties(one: Dated, other: Dated) -> bool:
    """Return whether each has met somebody whom the other does not name."""
    mutual = any(
        item.sheet.statement.tokens[item.at].lemma.lower() in _MUTUAL for item in (one, other)
    )
    return mutual and not (one.names <= other.names or other.names <= one.names)


def _is_later(item: Dated, other: Dated) -> bool:
    """Return whether it came only after the other article, and is not ahead of its own."""
    day, before, after = item.day.earliest, other.sheet.published, item.sheet.published
    return day is not None and before is not None and after is not None and before < day <= after


class _Story:
    """What each article of a story tells of each day."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._common = Commonness(sheets)
        self._days = [(sheet, day) for sheet in sheets for day in sheet.days if is_one_day(day)]

    def in_common(self, one: Dated, other: Dated) -> frozenset[str]:
        """Return the words that say that both are one happening, none where they do not."""
        common = one.around & other.around - {stem(fold(each.day.text)) for each in (one, other)}
        enough = len(common) >= _LEAST_COMMON and self._common.told_by(common) >= _LEAST_TOLD
        known = self._has(one.article, other.day, common) or self._has(
            other.article, one.day, common
        )
        return common if enough and not known else frozenset()

    def _has(self, article: str, day: Day, common: frozenset[str]) -> bool:
        """Return whether the article has that day for something like it."""
        least = _TOLD_TOO * self._common.told_by(common)
        return any(
            sheet.statement.article_id == article
            and days_agree(each, day)
            and self._common.told_by(common & self._common.words[sheet.statement.id]) >= least
            for sheet, each in self._days
        )


def _finding(one: Dated, other: Dated, common: frozenset[str]) -> Finding:
    return Finding(
        Kind.DATE,
        value_at(one.sheet.statement, one.day, readable(one.day)),
        value_at(other.sheet.statement, other.day, readable(other.day)),
        f"date ({_shown(one)})",
        _CONFIDENCE,
        True,
        (f"both tell of {', '.join(sorted(common))}", "neither article has the other's day"),
    )


def _shown(item: Dated) -> str:
    return item.sheet.statement.tokens[item.at].lemma.lower()
