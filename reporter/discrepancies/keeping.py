"""Findings of a cluster, kept: they do not hang on thresholds, and most clusters come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from reporter.discrepancies.finding import Finding
from reporter.discrepancies.typed import Day, Name, Number, Value
from reporter.memo import Kept, Memo
from reporter.records import Cluster, Kind, Statement

Findings = Callable[[Cluster, Callable[[], list[Finding]]], list[Finding]]
"""Returns what is found in a cluster, by computing it or otherwise."""

# One of the three, for values of several types cannot be told apart by their fields.
_Value = tuple[Number | None, Day | None, Name | None]


@dataclass(frozen=True, slots=True)
class _Row:
    """A `Finding` with the places of its statements in the cluster, and with typed values."""

    kind: Kind
    a: int
    b: int
    span_a: tuple[int, int]
    span_b: tuple[int, int]
    said_a: str
    said_b: str
    subject: str
    confidence: float
    changes_meaning: bool
    reasons: tuple[str, ...]
    value_a: _Value
    value_b: _Value
    key_a: str
    key_b: str


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
            lambda: tuple(_row(item, place[item.a.id], place[item.b.id]) for item in compute()),
        )
        return [_finding(row, statements) for row in rows]

    return findings


def _row(item: Finding, a: int, b: int) -> _Row:
    given = {field.name: getattr(item, field.name) for field in fields(item)}
    values = {"value_a": _typed(item.value_a), "value_b": _typed(item.value_b)}
    return _Row(**(given | values | {"a": a, "b": b}))


def _finding(row: _Row, statements: Sequence[Statement]) -> Finding:
    given = {field.name: getattr(row, field.name) for field in fields(row)}
    values = {"value_a": _value(row.value_a), "value_b": _value(row.value_b)}
    return Finding(**(given | values | {"a": statements[row.a], "b": statements[row.b]}))


def _typed(value: Value | None) -> _Value:
    return (
        value if isinstance(value, Number) else None,
        value if isinstance(value, Day) else None,
        value if isinstance(value, Name) else None,
    )


def _value(typed: _Value) -> Value | None:
    return next((value for value in typed if value is not None), None)
