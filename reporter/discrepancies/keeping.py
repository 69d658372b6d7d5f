"""Findings of a cluster, kept: they do not hang on thresholds, and most clusters come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reporter.discrepancies.finding import Finding, Mark
from reporter.discrepancies.typed import Day, Name, Number, Value
from reporter.memo import Kept, Memo
from reporter.records import Cluster, Kind, Statement

Findings = Callable[[Cluster, Callable[[], list[Finding]]], list[Finding]]
"""Returns what is found in a cluster, by computing it or otherwise."""

# One of the three, for values of several types cannot be told apart by their fields.
_Value = tuple[Number | None, Day | None, Name | None]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A `Mark` with the place of its statement in the cluster, and with a typed value."""

    statement: int
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


_ROWS: Kept[tuple[_Row, ...]] = Kept("findings", tuple[_Row, ...])


def anew(_cluster: Cluster, compute: Callable[[], list[Finding]]) -> list[Finding]:
    """Compute what is found."""
    return compute()


def kept_in(memo: Memo, asked: Callable[[Cluster], tuple[object, ...]]) -> Findings:
    """Return what takes findings from `memo`; `asked` names all that those of a cluster hang on."""

    def findings(cluster: Cluster, compute: Callable[[], list[Finding]]) -> list[Finding]:
        statements = cluster.statements
        place = {statement.id: number for number, statement in enumerate(statements)}
        rows = memo.result(
            _ROWS,
            lambda: (*asked(cluster), tuple(place), cluster.scores),
            lambda: tuple(_row(item, place) for item in compute()),
        )
        return [_finding(row, statements) for row in rows]

    return findings


def _row(item: Finding, place: Mapping[str, int]) -> _Row:
    a, b = (
        _Mark(place[mark.statement.id], mark.span, mark.said, _typed(mark.value), mark.key)
        for mark in (item.a, item.b)
    )
    return _Row(item.kind, a, b, item.subject, item.confidence, item.changes_meaning, item.reasons)


def _finding(row: _Row, statements: Sequence[Statement]) -> Finding:
    a, b = (
        Mark(statements[mark.statement], mark.span, mark.said, _value(mark.value), mark.key)
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
