"""Dates: two statements put the same happening on different days or in different periods.

Claims a difference between dates of like grain that cannot mean one day, after each was resolved
against its own article's date, and that stand in the same slot. Does not claim one where the same
words are used, where one date contains the other ("September", "21 September"), where a date of
one statement is simply absent from the other, where only the day of writing differs, between
captions of pictures, or where a day names what happened ("the Sept. 11 attacks").
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.event import shows_pictures, two_times
from reporter.discrepancies.evidence.happening import told_apart, two_sayings
from reporter.discrepancies.evidence.occasion import governing_verb, is_of_one_event, is_of_one_verb
from reporter.discrepancies.evidence.slot import Candidate, best, evidence, setting
from reporter.discrepancies.finding import (
    Finding,
    Pair,
    Sheet,
    is_same_place,
    same_stem,
    shown,
    value_at,
)
from reporter.discrepancies.values.compare import days_agree
from reporter.discrepancies.values.dates import ago
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Day, Name
from reporter.records import Kind

_ZONE = re.compile(
    r"\blocal time\b|\b(?:GMT|UTC|BST|CET|[ECMP][SD]?T)\b|\b(?:Eastern|Pacific) time\b"
)
_AT_NIGHT = re.compile(r" (?:late )?(?:night|evening)\b")
_EARLY = re.compile(r"\b(?:[Ee]arly|before dawn|after midnight)(?: on)? $")
_SMALL_HOURS = re.compile(r" (?:early |in the early )?(?:morning|hours)\b")
_LONG = timedelta(days=45)
_LIFETIME = timedelta(days=100 * 365)


def find(pair: Pair) -> list[Finding]:
    """Return the differing dates of a pair of statements."""
    return [_finding(pair, found) for found in best(Kind.DATE, candidates(pair))]


def candidates(pair: Pair) -> list[Candidate[Day]]:
    """Return the dates that could be those of one happening, with the evidence for it."""
    if shows_pictures(pair):
        return []
    ours, theirs = _unmatched(pair.a, pair.b), _unmatched(pair.b, pair.a)
    common = _setting(pair, ours, theirs)
    return [
        Candidate(a, b, {**common, **features_of(pair, a, b)})
        for a in pair.a.days
        for b in pair.b.days
        if _comparable(a, b) and not days_agree(a, b)
        if _is_open(pair, a, b, a in ours, b in theirs)
        if is_of_one_event(pair, a, b)
        if not two_times(pair, a, b)
        if not (_is_long_before(a, b) or _is_long_before(b, a))
        if not _are_of_two(pair, a, b)
        if not may_be_one_night(pair, a, b)
    ]


def _setting(pair: Pair, ours: Sequence[Day], theirs: Sequence[Day]) -> dict[str, float]:
    """Return what the statements have in common; with most words the same they are near."""
    found = setting(pair, ours, theirs)
    near = {"similarity": max(found["similarity"], pair.alignment.overlap)} if found else {}
    return {**found, **near}


def _is_long_before(past: Day, news: Day) -> bool:
    """Return whether a day of some month lies far before a weekday of this week.

    "Read the mail on Wednesday" and "read the mail of Sept. 12" (in May) tell of two happenings.
    """
    if news.weekday is None or news.month is not None or past.month is None:
        return False
    if news.earliest is None or past.latest is None:
        return False
    return news.earliest - past.latest > _LONG


def _are_of_two(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether the days go with two clauses of one statement, or with two sayings."""
    apart = told_apart(pair, a, b) and not is_same_place(pair, a, b)
    return apart or two_sayings(pair, a, b)


def _is_open(pair: Pair, a: Day, b: Day, ours: bool, theirs: bool) -> bool:
    """Return whether neither has its own elsewhere, or one has, of another happening than this.

    "Launched on June 25 to arrive in January" has June, and differs from "to arrive in June".
    """
    if ours == theirs:
        return ours
    if a.grain != b.grain or not is_of_one_verb(pair, a, b):
        return False
    if ours:
        met = [(day, b) for day in _like(pair.a, b)]
        alone = len(met) == len(_like(pair.b, b))
    else:
        met = [(a, day) for day in _like(pair.b, a)]
        alone = len(met) == len(_like(pair.a, a))
    return alone and not any(is_of_one_verb(pair, *two) for two in met)


def _like(sheet: Sheet, day: Day) -> list[Day]:
    """Return the dates of a statement that are as good as this one."""
    return [each for each in sheet.days if _meet(day, each)]


def _meet(a: Day, b: Day) -> bool:
    """Return whether both may be one, also "January through March" and the months of a year."""
    in_year = {a.grain, b.grain} == {"month", "year"} and (a.until or b.until)
    resolved = a.earliest is not None and b.earliest is not None
    return (_comparable(a, b) or bool(in_year and resolved)) and days_agree(a, b)


def features_of(pair: Pair, a: Day, b: Day) -> dict[str, float]:
    """Return the evidence that two dates are of the same happening, each 0..1."""
    found = evidence(pair, a, b)
    return {
        **found,
        "event": max(found["event"], float(_is_done_by_one(pair, a, b))),
        "grain": float(a.grain == b.grain or (a.month is not None and b.month is not None)),
        "main": (float(_is_main(pair.a, a)) + float(_is_main(pair.b, b))) / 2,
        "later": float(_is_later(pair.a, a, b) or _is_later(pair.b, b, a)),
        "gap": _gap(a, b),
    }


def _is_done_by_one(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether one verb of both is done by one, in the active or the passive voice.

    "The sale was reported Friday by the Post", "the Post reported the deal on Monday".
    """
    one, other = governing_verb(pair.a, a), governing_verb(pair.b, b)
    if one is None or other is None or pair.alignment.there[one] != other:
        return False
    doers = _doers(pair.a, one), _doers(pair.b, other)
    return any(same_name(x, y) for x in doers[0] for y in doers[1])


def _doers(sheet: Sheet, verb: int) -> list[Name]:
    """Return the names of the subject of an active verb or the agent of a passive one."""
    tokens = sheet.statement.tokens
    below = syntax.children(tokens, verb)
    agents = [i for i in below if tokens[i].dep == "agent"]
    doers = {j for i in agents for j in syntax.children(tokens, i)} or {
        i for i in below if tokens[i].dep == "nsubj"
    }
    return [name for name in sheet.names if not doers.isdisjoint(range(name.first, name.last))]


def _gap(a: Day, b: Day) -> float:
    """Return how far apart two dates are: 0 for a day or less, 1 for three years or more."""
    if a.earliest is None or b.earliest is None:
        return 0.0
    days = abs((a.earliest - b.earliest).days)
    return min(1.0, math.log10(max(1, days)) / 3)


def _is_later(sheet: Sheet, day: Day, other: Day) -> bool:
    """Return whether the other day came only after this article, which tells of its own day.

    Nothing comes a lifetime later: a year that far off is a slip.
    """
    if sheet.published is None or day.latest is None or other.earliest is None:
        return False
    ahead = other.earliest - sheet.published
    return day.latest <= sheet.published and timedelta(0) < ahead < _LIFETIME


def _is_main(sheet: Sheet, day: Day) -> bool:
    """Return whether the date is that of the main clause, or of what it says was said."""
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, day.first, day.last))
    if verb is None:
        return False
    return tokens[verb].dep in {"ROOT", "ccomp"} and tokens[tokens[verb].head].dep == "ROOT"


def _unmatched(sheet: Sheet, other: Sheet) -> list[Day]:
    """Return the days that agree with none of the other statement of which both say as much."""
    return [day for day in sheet.days if not any(_meet(day, theirs) for theirs in other.days)]


def _comparable(a: Day, b: Day) -> bool:
    """Return whether both say something about one thing: a weekday and "May" may not."""
    said = ((a.weekday, b.weekday), (a.month, b.month), (a.day, b.day), (a.year, b.year))
    resolved = a.earliest is not None and b.earliest is not None
    if not resolved and not any(x is not None and y is not None for x, y in said):
        return a.text.lower() == b.text.lower() or bool(ago(a) and ago(b))
    grains = {a.grain, b.grain}
    if a.year is not None and b.year is not None and grains <= {"day", "month", "year"}:
        return True
    return len(grains) == 1 or grains in ({"day", "week"}, {"day", "month"})


def may_be_one_night(pair: Pair, a: Day, b: Day) -> bool:
    """Return whether days that follow each other may be one: a statement names a time zone.

    So may "Thursday night" and "early Friday".
    """
    if a.weekday is None or b.weekday is None or (a.weekday - b.weekday) % 7 not in {1, 6}:
        return False
    late, early = (
        ((pair.b, b), (pair.a, a))
        if (a.weekday - b.weekday) % 7 == 1
        else ((pair.a, a), (pair.b, b))
    )
    if _AT_NIGHT.match(_after(*late)) and _is_small_hour(*early):
        return True
    return any(_ZONE.search(sheet.statement.text) for sheet in (pair.a, pair.b))


def _is_small_hour(sheet: Sheet, day: Day) -> bool:
    return bool(_EARLY.search(sheet.statement.text[: day.start])) or bool(
        _SMALL_HOURS.match(_after(sheet, day))
    )


def _after(sheet: Sheet, day: Day) -> str:
    return sheet.statement.text[day.end :]


def _finding(pair: Pair, found: Candidate[Day]) -> Finding:
    a, b = found.a, found.b
    return Finding(
        Kind.DATE,
        value_at(pair.a.statement, a, readable(a)),
        value_at(pair.b.statement, b, readable(b)),
        f"date ({a.verb})" if a.verb and same_stem(a.verb, b.verb) else "date",
        found.score,
        True,
        (f"{readable(a)} and {readable(b)} cannot be one day or period", shown(found.features)),
    )


def readable(day: Day) -> str:
    """Return the words of the text and, where they differ, the day they were resolved to."""
    if day.grain != "day" or day.earliest is None or day.year is not None:
        return day.text
    return f"{day.text} ({_plain(day.earliest)})"


def _plain(day: date) -> str:
    return f"{day.day} {day.strftime('%B')} {day.year}"
