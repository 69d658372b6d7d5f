"""Days and figures that go with two names: each of them with its own is no conflict.

"Met in Tampa in 2012" and "met in Cleveland in July" are two meetings, "Berg won 12 seats" and
"Lund won 7" two results.
"""

from __future__ import annotations

from datetime import timedelta

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet, same_stem
from reporter.discrepancies.values.compare import comparable, is_money, numbers_agree
from reporter.discrepancies.values.typed import Day, Name, Number, Value
from reporter.records import Token

_ONE_HAPPENING = timedelta(days=7)


def days_clash(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether weeks lie between them: "met in Tampa in 2012", "in Cleveland in July".

    Two years are apart, though the last day of one is before the first of the other.
    """
    days = [(x, y) for x in _days_beside(pair.a, a) for y in _days_beside(pair.b, b)]
    apart = [gap for x, y in days for gap in (_between(x, y),) if gap is not None]
    return bool(apart) and min(apart) > _ONE_HAPPENING


def _between(x: Day, y: Day) -> timedelta | None:
    if not (x.earliest and x.latest and y.earliest and y.latest):
        return None
    if x.grain == y.grain == "year":
        return abs(x.earliest - y.earliest)
    return max(x.earliest - y.latest, y.earliest - x.latest)


def _days_beside(sheet: Sheet, name: Name) -> list[Day]:
    """Return the days that hang on the verb of a name, or on what is told of it with "who"."""
    verbs = {_verb(sheet, name), *_told_of(sheet, name)} - {None}
    return [day for day in sheet.days if _verb(sheet, day) in verbs]


def _told_of(sheet: Sheet, name: Name) -> list[int]:
    """Return the verbs of relative clauses: "Berg, who was convicted in 2017"."""
    tokens = sheet.statement.tokens
    below = syntax.children(tokens, syntax.span_head(tokens, name.first, name.last))
    return [i for i in below if tokens[i].dep == "relcl"]


def _verb(sheet: Sheet, value: Value) -> int | None:
    tokens = sheet.statement.tokens
    return syntax.governing_verb(tokens, syntax.span_head(tokens, value.first, value.last))


def figures_clash(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether each has its own figure of one thing: "Berg won 12 seats", "Lund won 7"."""
    return any(
        comparable(ours, theirs) and (_is_own(ours) or same_stem(ours.counted, theirs.counted))
        for ours in _figures_beside(pair.a, a)
        for theirs in _figures_beside(pair.b, b)
        if not numbers_agree(ours, theirs)
    )


def _is_own(number: Number) -> bool:
    """Return whether a figure needs no noun to be that of a name: an amount, a share."""
    return is_money(number) or number.unit == "percent"


def _figures_beside(sheet: Sheet, name: Name) -> list[Number]:
    """Return the figures that hang on the verb of a name, or on one that completes it."""
    tokens, verb = sheet.statement.tokens, _verb(sheet, name)
    return [number for number in sheet.numbers if verb in _verbs_above(tokens, number)]


def _verbs_above(tokens: tuple[Token, ...], number: Number) -> set[int | None]:
    """Return the verb of a figure and the one that it completes.

    "Is likely to win 12", "said that his party won 12".
    """
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    if verb is None:
        return set()
    return {verb, tokens[verb].head} if tokens[verb].dep in {"xcomp", "ccomp"} else {verb}
