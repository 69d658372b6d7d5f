"""The typed values that two statements can differ in.

Spans (`start:end`) count characters from the start of the parsed text; `first:last` is the
half-open range of tokens that the value covers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: anything in `low..high` (equal for an exact figure), in `unit`.

    `unit` is "" for a plain count, "ordinal", "percent", "points", an ISO 4217 code, "day" (all
    durations), "metre", "hectare", "kilogram", "speed" (kilometres an hour), "age", "clock"
    (minutes after midnight; "clock EST" where it has a zone), "score" (`low` to `high`, in the
    order written) or "label" (the number names a thing, as in "Amendment 64").
    `step` is the place to which the figure is written (1000 for "12 thousand", 0.1 for 2.5).
    `hedge` is "", "about", "least" or "most". `counted` is the lemma of what is counted, "" when
    the sentence does not say, and `scope` what happens to it: the governing verb, its qualities
    and, first, the outcome class ("dead", "hurt", "held") where there is one.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    low: float
    high: float
    step: float = 1.0
    unit: str = ""
    hedge: str = ""
    counted: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A date or period: the days `earliest..latest` (inclusive) when they could be resolved.

    `grain` is "day", "week", "month", "year" or "decade". `weekday` is 0 for Monday; `month`,
    `day` and `year` are what the words themselves say, `until` the last month of a period that is
    told by two ("April-June"). `vague` marks a part of the period only ("early this month"). `verb`
    is the lemma of what happened then.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    grain: str
    earliest: date | None = None
    latest: date | None = None
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    until: int | None = None
    vague: bool = False
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A named person, body or place.

    `label` is "person", "body", "place", "people" (nationalities, parties) or "other". `words` are
    the lower-case words without titles, points and possessive; `titles` those that were taken
    off. `role` is the dependency of the name ("nsubj", "dobj", "prep:of", "poss", ...) and
    `governor` the lemma that it depends on.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    label: str
    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    role: str = ""
    governor: str = ""


Value = Number | Day | Name
