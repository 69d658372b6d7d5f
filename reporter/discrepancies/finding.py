"""Two statements laid side by side, and what is found to differ between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reporter.discrepancies.evidence.alignment import Alignment
from reporter.discrepancies.values import Day, Name, Number, Value
from reporter.discrepancies.values.units import with_unit
from reporter.records import Kind, Statement
from reporter.text.lexical import stem

VALUED = frozenset({Kind.NUMBER, Kind.UPDATE, Kind.DATE, Kind.NAME})
"""The kinds in which one typed value stands against another."""

_SAME_PLACE = 4
_UNJUDGED = -1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statement with its values; `published` and `article` are the date and text around it.

    `caption` says that it describes a picture.
    """

    statement: Statement
    published: date | None
    article: str
    values: tuple[Value, ...]
    caption: bool = False

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers among the values."""
        return tuple(value for value in self.values if isinstance(value, Number))

    @property
    def days(self) -> tuple[Day, ...]:
        """The dates among the values."""
        return tuple(value for value in self.values if isinstance(value, Day))

    @property
    def names(self) -> tuple[Name, ...]:
        """The names among the values."""
        return tuple(value for value in self.values if isinstance(value, Name))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two equivalent statements of different articles; `equivalent` is how sure matching is.

    `conflict` is the pair scorer's probability (0..1) that they contradict each other, of both
    directions the lower one, `suspicion` the higher one; 0 where nothing has judged them, or only
    by shared words. `entailed` is its probability that each entails the other, of both directions
    the lower one, negative where no trained scorer has judged them.
    `similarity` is the cosine of their embeddings.
    """

    a: Sheet
    b: Sheet
    alignment: Alignment
    equivalent: float
    conflict: float = 0.0
    similarity: float = 0.7
    suspicion: float = 0.0
    entailed: float = _UNJUDGED

    @property
    def is_judged(self) -> bool:
        """Whether a trained pair scorer has judged the two statements."""
        return self.entailed >= 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One place where something is said: a statement, characters, how it is shown, the value.

    Marks are one side of a difference where their keys are equal or, without keys, values agree.
    """

    statement: Statement
    span: tuple[int, int]
    said: str
    value: Value | None = None
    key: str = ""

    @property
    def place(self) -> tuple[str, str, tuple[int, int]]:
        """What identifies and orders it."""
        return self.statement.article_id, self.statement.id, self.span


def position(statement: Statement) -> tuple[str, int, int, str]:
    """Return what orders statements: by the ids of their articles, then as they stand in them."""
    return statement.article_id, statement.index, statement.start, statement.id


def in_order(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return sheets by the `position` of their statements."""
    return sorted(sheets, key=lambda sheet: position(sheet.statement))


def words_at(statement: Statement, span: tuple[int, int], key: str = "") -> Mark:
    """Return the mark of these characters of a statement, shown as they stand."""
    return Mark(statement, span, statement.text[slice(*span)], key=key)


def value_at(statement: Statement, value: Value, said: str = "") -> Mark:
    """Return the mark of a value, shown as it stands unless `said` is given; a number with unit."""
    if isinstance(value, Number):
        said = said or with_unit(value, statement.text, statement.tokens)
    return Mark(statement, (value.start, value.end), said or value.text, value)


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between two statements: the place on each side and what they amount to."""

    kind: Kind
    a: Mark
    b: Mark
    subject: str
    confidence: float
    changes_meaning: bool
    reasons: tuple[str, ...] = ()

    def is_of_pair(self, other: Finding) -> bool:
        """Whether both are of the same two statements."""
        ours, theirs = ((item.a.statement.id, item.b.statement.id) for item in (self, other))
        return ours == theirs

    def lies_over(self, other: Finding) -> bool:
        """Whether both have characters in common on one side, of the same two statements."""
        sides = (self.a.span, other.a.span), (self.b.span, other.b.span)
        return any(ours[0] < theirs[1] and theirs[0] < ours[1] for ours, theirs in sides)


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the logistic model `weights` (with its "bias") applied to `features`, 0..1."""
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def shown(features: Mapping[str, float]) -> str:
    """Return the features in one readable line."""
    return ", ".join(f"{name} {value:.2f}" for name, value in features.items())


def same_stem(a: str, b: str) -> bool:
    """Return whether both words are given and have one stem."""
    return bool(a and b) and stem(a) == stem(b)


def is_same_place(pair: Pair, a: Value, b: Value) -> bool:
    """Return whether several words before and after two values are the same: one slot for sure."""
    before, after = pair.alignment.runs((a.first, a.last), (b.first, b.last))
    return min(before, after) > 0 and before + after >= _SAME_PLACE
