"""Shares, lengths, times of day and counts in statements that have rare words in common.

"In the 17-minute video the leader says ..." beside "the leader is seen in the 27-minute video".
Claims a difference of kind number between two figures of one unit that are not far apart, where the
words around them that few statements of the story have say that they are of one thing: counts of
one noun, shares, the lengths of time of one noun ("hours of debate"), and the times of day of one
verb or family of verbs. Where counts of one happening are known by their verb, see `figures.py`.

Does not claim one for amounts of money, which stories tell of many things, where either article
has the other's figure as well, where a share faces several of the other article (a poll), where
one figure leaves room for the other, or where `scope.py` tells the two apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.scope import other_scope
from reporter.discrepancies.finding import Finding, Sheet, in_order, value_at
from reporter.discrepancies.over_story.commonness import Commonness
from reporter.discrepancies.over_story.dated import tells, told_with
from reporter.discrepancies.over_story.families import families_of
from reporter.discrepancies.over_story.figures import are_within, differ, is_sum, laid_side_by_side
from reporter.discrepancies.over_story.tally import content, is_comparable, tally_of
from reporter.discrepancies.update import is_update
from reporter.discrepancies.values.compare import comparable, numbers_agree
from reporter.discrepancies.values.typed import Number
from reporter.records import Kind, StatementKind, Token
from reporter.text.lexical import stem

_MOST = {"": 1.7, "percent": 1.35, "day": 1.7}
"""How many times the other one a figure may be, by unit: shares of many things lie close by."""
_ROUNDED = 1.1
"""Lengths of time that are this close may be one in round years: 300 and 307."""
_LEAST_COMMON = 2
_CLOCK = "clock"
_LEAST_MINUTES = 10
_LEAST_TOLD = {"": 9.0, "percent": 6.5, "day": 4.0, _CLOCK: 7.0}
"""How much the words in common must tell, in nats, by unit: a noun that is measured tells more."""
_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_UNIT_WORDS = ("percent", "cent", "%", "am", "pm", "et", "local", "time", "update")
_SAY_NOTHING = frozenset(stem(word) for word in (*_UNITS, *_UNIT_WORDS))
_SHARE = re.compile(r"%|per\s?cent")
_BEFORE_NOUN = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class _Measure:
    """A figure and the stem of what it counts or measures, "" for shares.

    Of a time of day it is the verb, or family of verbs, of what happened then. `others` says which
    of what is counted are meant, and what is counted with them.
    """

    sheet: Sheet
    number: Number
    thing: str
    others: tuple[bool, frozenset[str]] = (False, frozenset())

    @property
    def article(self) -> str:
        return self.sheet.statement.article_id


def find_measures(sheets: Iterable[Sheet]) -> list[Finding]:
    """Return where two articles give other figures for one thing, over the whole story.

    `sheets` are the statements of one story with their values; their order does not matter.
    """
    ordered = in_order(sheets)
    alike: dict[tuple[str, str], list[_Measure]] = defaultdict(list)
    figures: dict[str, list[Number]] = defaultdict(list)
    for sheet in ordered:
        figures[sheet.statement.article_id] += sheet.numbers
        for number in sheet.numbers:
            for measure in _measures(sheet, number):
                alike[number.unit, measure.thing].append(measure)
    pairs = [
        (a, b)
        for key in sorted(alike)
        for a, b in combinations(alike[key], 2)
        if a.article != b.article and differ(a.number, b.number) and _are_near(a, b)
        if not (_has(figures[b.article], a.number) or _has(figures[a.article], b.number))
        if not (is_sum(a.number, alike[key], b.sheet) or is_sum(b.number, alike[key], a.sheet))
        if not other_scope(laid_side_by_side(a.sheet, b.sheet), a.number, b.number)
    ]
    if not pairs:
        return []
    common = Commonness(ordered)
    told = [(a, b, _around(a) & _around(b)) for a, b in pairs]
    found = [
        (a, b, words)
        for a, b, words in told
        if len(words) >= _LEAST_COMMON and common.told_by(words) >= _LEAST_TOLD[_unit(a)]
    ]
    faced = Counter(
        place for a, b, _ in found for place in {(_at(a), b.article), (_at(b), a.article)}
    )
    return [
        _finding(a, b, words)
        for a, b, words in found
        if a.number.unit != "percent" or faced[_at(a), b.article] == faced[_at(b), a.article] == 1
    ]


def _at(measure: _Measure) -> tuple[str, int]:
    return measure.sheet.statement.id, measure.number.start


def _measures(sheet: Sheet, number: Number) -> Iterator[_Measure]:
    """Yield what a figure counts, shares, measures or dates; nothing for other figures."""
    statement = sheet.statement
    if statement.kind is StatementKind.HEADLINE or sheet.caption:
        return
    if number.unit == "percent" and _SHARE.search(number.text):
        yield _Measure(sheet, number, "")
    elif number.unit == "day":
        measured = _measured(statement.tokens, number)
        if measured is not None:
            yield _Measure(sheet, number, stem(measured.lemma))
    elif number.unit.startswith(_CLOCK):
        verb = _verb(statement.tokens, number)
        if verb is not None and tells(statement.tokens[verb]):
            for family in sorted(families_of(statement.tokens[verb])):
                yield _Measure(sheet, number, family)
    elif not number.unit:
        tally = tally_of(sheet, number)
        if is_comparable(tally):
            yield _Measure(sheet, number, tally.counted, (tally.narrowed, tally.beside))


def _verb(tokens: Sequence[Token], number: Number) -> int | None:
    return syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))


def _measured(tokens: Sequence[Token], number: Number) -> Token | None:
    """Return the noun whose length a time is: "a 17-minute video", "eight hours of debate"."""
    places = range(number.first, min(number.last + 2, len(tokens)))
    unit = next((i for i in reversed(places) if tokens[i].lemma.lower() in _UNITS), None)
    if unit is None:
        return None
    for index in (syntax.span_head(tokens, number.first, number.last), unit):
        above = tokens[index].head
        if tokens[index].dep in _BEFORE_NOUN and above > unit and tokens[above].pos == "NOUN":
            return tokens[above]
    parts = [i for i in syntax.children(tokens, unit) if tokens[i].text.lower() == "of"]
    nouns = (tokens[i] for part in parts for i in syntax.children(tokens, part))
    return next((noun for noun in nouns if noun.pos == "NOUN"), None)


def _around(measure: _Measure) -> frozenset[str]:
    """Return the stems of the words of the clause of a figure."""
    tokens, number = measure.sheet.statement.tokens, measure.number
    verb = _verb(tokens, number)
    told = range(len(tokens)) if verb is None else sorted(told_with(tokens, verb))
    return frozenset(content(tokens[i] for i in told)) - _SAY_NOTHING


def _are_near(a: _Measure, b: _Measure) -> bool:
    unit = _unit(a)
    if unit == _CLOCK:
        return abs(a.number.low - b.number.low) >= _LEAST_MINUTES
    if unit == "day" and are_within(a.number, b.number, _ROUNDED):
        return False
    return a.others == b.others and are_within(a.number, b.number, _MOST[unit])


def _unit(measure: _Measure) -> str:
    """Return the unit without its time zone."""
    return _CLOCK if measure.number.unit.startswith(_CLOCK) else measure.number.unit


def _has(figures: Sequence[Number], number: Number) -> bool:
    return any(comparable(each, number) and numbers_agree(each, number) for each in figures)


def _finding(a: _Measure, b: _Measure, words: frozenset[str]) -> Finding:
    update = is_update(laid_side_by_side(a.sheet, b.sheet), a.number, b.number)
    return Finding(
        Kind.UPDATE if update else Kind.NUMBER,
        value_at(a.sheet.statement, a.number),
        value_at(b.sheet.statement, b.number),
        _subject(a),
        _CONFIDENCE,
        not update,
        (f"both tell of {', '.join(sorted(words))}", "neither article has the other's figure"),
    )


def _subject(measure: _Measure) -> str:
    if measure.number.unit == "percent":
        return "share"
    if _unit(measure) == _CLOCK:
        return "time of day"
    tokens = measure.sheet.statement.tokens
    named = (token.text.lower() for token in tokens if stem(token.lemma) == measure.thing)
    thing = next(named, measure.number.counted)
    return f"length of {thing}" if measure.number.unit == "day" else f"number of {thing}"
