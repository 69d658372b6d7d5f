"""Typed values of a statement: the public face of `numbers`, `dates` and `names`.

`values_in` finds them, `is_supported` says whether one is borne out by others. Quotations are
values too and come with the statement (`Statement.quotations`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reporter.discrepancies.values.compare import day_supports, name_supports, number_supports
from reporter.discrepancies.values.dates import dates_of_tokens
from reporter.discrepancies.values.names import names_of_tokens
from reporter.discrepancies.values.numbers import numbers_of_tokens
from reporter.discrepancies.values.typed import Day, Name, Number, Value
from reporter.records import Quotation, Statement, Token

__all__ = ["Day", "Name", "Number", "Value", "is_supported", "values_in", "values_of_tokens"]


def values_in(statement: Statement, published: date | None) -> tuple[Value, ...]:
    """Return the numbers, dates and names of a statement in order of their spans.

    `published` is the date of its article; without it relative dates stay unresolved.
    """
    return values_of_tokens(statement.text, statement.tokens, published, statement.quotations)


def values_of_tokens(
    text: str,
    tokens: Sequence[Token],
    published: date | None,
    quotations: Sequence[Quotation] = (),
) -> tuple[Value, ...]:
    """Return the values of a parsed text; spans count characters from its start."""
    taken: list[Value] = []
    names = names_of_tokens(text, tokens)
    days = dates_of_tokens(text, tokens, published, quotations)
    for found in (
        [day for day in days if not _is_given(day, names)],
        numbers_of_tokens(text, tokens),
        names,
    ):
        taken += [value for value in found if not any(_overlap(value, other) for other in taken)]
    return tuple(sorted(taken, key=lambda value: (value.start, value.end)))


def is_supported(value: Value, among: Iterable[Value]) -> bool:
    """Return whether one of `among` bears the value out: equal, or the same less precisely said.

    85 % is supported by 85.19 %, "September" by 21 September, "Kirby" by "John Kirby", but never
    the other way round; 12 dead is not supported by 12 arrested.
    """
    if isinstance(value, Number):
        return any(isinstance(other, Number) and number_supports(other, value) for other in among)
    if isinstance(value, Day):
        return any(isinstance(other, Day) and day_supports(other, value) for other in among)
    return any(isinstance(other, Name) and name_supports(other, value) for other in among)


def _is_given(day: Day, names: Iterable[Name]) -> bool:
    """Return whether a month is the given name of a person: "Jan Berg", "April Lund"."""
    return any(
        name.label == "person" and name.start == day.start and day.end < name.end for name in names
    )


def _overlap(a: Value, b: Value) -> bool:
    return a.start < b.end and b.start < a.end
