"""Findings of pairs of statements and of whole stories, kept: no threshold changes them.

Those of pairs are kept by the two articles, in one piece each: a story has few pairs of articles
and hundreds of pairs of statements, each quicker to compare than to look up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from struct import Struct

from reporter.discrepancies.finding import Finding, Mark
from reporter.discrepancies.over_story.utterance import Dated
from reporter.discrepancies.values.typed import Day, Name, Number, Value
from reporter.records import Kind, Statement
from reporter.storage.memo import Kept, Memo

Scores = tuple[float, float, float, float, float]
"""`equivalent`, `conflict`, `similarity`, `suspicion` and `entailed` of a `Pair`, in its order."""
Compute = Callable[[Statement, Statement, Scores], list[Finding]]
Findings = Callable[[Statement, Statement, Scores, Compute], list[Finding]]
"""Returns what is found in a pair of statements, by computing it or otherwise."""

# One of the three, for values of several types cannot be told apart by their fields.
_Value = tuple[Number | None, Day | None, Name | None]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A `Mark` with a typed value; `place` is that of its statement in the pair or story."""

    place: int
    span: tuple[int, int]
    said: str
    value: _Value
    key: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A `Finding` of such marks."""

    kind: Kind
    a: _Mark
    b: _Mark
    subject: str
    confidence: float
    changes_meaning: bool
    reasons: tuple[str, ...]


_Known = dict[bytes, tuple[_Row, ...]]
"""By places and scores of the statements."""
_ROWS: Kept[_Known] = Kept("findings", _Known)
_KEY = Struct("<II5d")


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What is found among the statements of a story whatever clusters they are in."""

    findings: tuple[Finding, ...]
    utterances: tuple[Dated, ...]


OverStory = Callable[[Callable[[], Everywhere]], Everywhere]
"""Returns what is found in a story, by computing it or otherwise."""

_Everywhere = tuple[tuple[_Row, ...], tuple[tuple[int, Day, str], ...]]
_EVERYWHERE: Kept[_Everywhere] = Kept("everywhere", _Everywhere)


def anew(a: Statement, b: Statement, scores: Scores, compute: Compute) -> list[Finding]:
    """Compute what is found."""
    return compute(a, b, scores)


def all_anew(compute: Callable[[], Everywhere]) -> Everywhere:
    """Compute what is found."""
    return compute()


def over_story_in(
    memo: Memo, statements: Sequence[Statement], asked: Callable[[], tuple[object, ...]]
) -> OverStory:
    """Return what takes findings from `memo`, and keeps there what it had to compute.

    `statements` are those of the story, in a fixed order; `asked` names all that they hang on.
    """

    def over_story(compute: Callable[[], Everywhere]) -> Everywhere:
        place = {statement.id: number for number, statement in enumerate(statements)}
        computed: list[Everywhere] = []

        def rows() -> _Everywhere:
            computed.append(compute())
            (found,) = computed
            return (
                tuple(_row(item, place) for item in found.findings),
                tuple(
                    (place[item.statement.id], item.day, item.party) for item in found.utterances
                ),
            )

        findings, utterances = memo.result(_EVERYWHERE, asked, rows)
        if computed:
            return computed[0]
        return Everywhere(
            tuple(_finding(row, statements) for row in findings),
            tuple(Dated(statements[at], day, party) for at, day, party in utterances),
        )

    return over_story


@contextmanager
def kept_in(
    memo: Memo,
    statements: Sequence[Statement],
    asked: Callable[[str, str], tuple[object, ...]],
) -> Iterator[Findings]:
    """Give what takes findings from `memo`, and keep there what was computed meanwhile.

    `statements` are those of the story, in a fixed order in each article; `asked` names all that
    the findings in statements of two articles (ids) hang on.
    """
    place: dict[str, int] = {}
    counts: dict[str, int] = {}
    for statement in statements:
        place[statement.id] = counts[statement.article_id] = (
            counts.get(statement.article_id, -1) + 1
        )
    keys: dict[tuple[str, str], str | None] = {}
    known: dict[tuple[str, str], _Known] = {}
    grown: dict[tuple[str, str], None] = {}

    def findings(a: Statement, b: Statement, scores: Scores, compute: Compute) -> list[Finding]:
        both = a.article_id, b.article_id
        if both not in known:
            keys[both] = memo.key(_ROWS, partial(asked, *both))
            known[both] = memo.known(_ROWS, keys[both]) or {}
        place_and_scores = _KEY.pack(place[a.id], place[b.id], *scores)
        rows = known[both].get(place_and_scores)
        if rows is not None:
            return [_finding(row, (a, b)) for row in rows]
        found = compute(a, b, scores)
        known[both][place_and_scores] = tuple(_row(item, {a.id: 0, b.id: 1}) for item in found)
        grown[both] = None
        return found

    try:
        yield findings
    finally:
        for both in grown:
            key = keys[both]
            # A model that had to be opened may say something else of itself.
            if key is not None and key == memo.key(_ROWS, partial(asked, *both)):
                memo.keep(key, known[both])


def _row(item: Finding, place: Mapping[str, int]) -> _Row:
    a, b = (
        _Mark(place[mark.statement.id], mark.span, mark.said, _typed(mark.value), mark.key)
        for mark in (item.a, item.b)
    )
    return _Row(item.kind, a, b, item.subject, item.confidence, item.changes_meaning, item.reasons)


def _finding(row: _Row, statements: Sequence[Statement]) -> Finding:
    a, b = (
        Mark(statements[mark.place], mark.span, mark.said, _value(mark.value), mark.key)
        for mark in (row.a, row.b)
    )
    return Finding(row.kind, a, b, row.subject, row.confidence, row.changes_meaning, row.reasons)


def _typed(value: Value | None) -> _Value:
    return (
        value if isinstance(value, Number) else None,
        value if isinstance(value, Day) else None,
        value if isinstance(value, Name) else None,
    )


def _value(typed: _Value) -> Value | None:
    return next((value for value in typed if value is not None), None)
