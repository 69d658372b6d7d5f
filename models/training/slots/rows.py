"""Labelled pairs of values without a human: who agrees shows what one slot looks like.

    python rows.py PAIRS --out ROWS

Where two outlets give the same value in two close statements, the value of one is changed, as a
mistake would change it, and the two values are a pair that fills one slot. Every other pair of
differing values is one that does not, for outlets seldom contradict each other. (Distant
supervision after Mintz et al. 2009.) The changed words are masked, so that no evidence can see that
they were equal.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from pairs import Near

from reporter.discrepancies import date, name, number, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.values.compare import days_agree, numbers_agree
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Day, Name, Number, Value
from reporter.records import Statement

KINDS = {"number": (number.candidates, Number), "date": (date.candidates, Day)}
KINDS |= {"name": (name.candidates, Name)}
FACTORS = (0.2, 0.33, 0.5, 0.67, 1.5, 2.0, 3.0, 5.0)
SHIFTS = (-3, -2, -1, 1, 2, 3)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Row:
    """Evidence about two values of a story, and whether (1) or not (0) they fill one slot."""

    story: str
    kind: str
    label: int
    features: dict[str, float]


def rows_of(story: Near, seed: int) -> Iterator[Row]:
    """Yield the rows of the close statements of one story."""
    rng = random.Random(seed)
    sheets: dict[str, Sheet] = {}

    def sheet(statement: Statement) -> Sheet:
        if statement.id not in sheets:
            sheets[statement.id] = sheet_of(statement, story.articles)
        return sheets[statement.id]

    laid = [(similarity, sheet(a), sheet(b)) for similarity, a, b in story.pairs]
    names = sorted({n.text: n for s in sheets.values() for n in s.names}.values(), key=_text)
    for similarity, a, b in laid:
        pair = Pair(a, b, align(a.statement.tokens, b.statement.tokens), 0.0, 0.0, similarity)
        for kind, (candidates, _) in KINDS.items():
            for found in candidates(pair):
                yield Row(story.story, kind, 0, dict(found.features))
        for kind in KINDS:
            yield from _changed(story.story, kind, pair, names, rng)


def main() -> None:
    """Read pairs, write rows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pairs", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    stories = [Near(*stored) for stored in pickle.loads(options.pairs.read_bytes())]  # noqa: S301
    rows = [row for seed, story in enumerate(stories) for row in rows_of(story, seed)]
    stored = [(row.story, row.kind, row.label, row.features) for row in rows]
    options.out.write_bytes(pickle.dumps(stored))
    print(Counter((row.kind, row.label) for row in rows))


def _text(value: Name) -> str:
    return value.text


def _changed(
    story: str, kind: str, pair: Pair, names: Sequence[Name], rng: random.Random
) -> Iterator[Row]:
    """Yield a row for each value that both have once, and for what else could face it."""
    candidates, values = KINDS[kind]
    ours = [value for value in pair.a.values if isinstance(value, values)]
    theirs = [value for value in pair.b.values if isinstance(value, values)]
    for a in ours:
        equal = [b for b in theirs if _equal(a, b)]
        again = [other for other in ours if _equal(a, other)]
        other = _other(a, rng, names, pair) if len(equal) == len(again) == 1 else None
        if other is not None:
            for found in candidates(_with(pair, a, other, equal[0])):
                if found.a is other:
                    yield Row(story, kind, int(found.b is equal[0]), dict(found.features))


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, Number) and isinstance(b, Number):
        return a.unit == b.unit and a.low == b.low and numbers_agree(a, b)
    if isinstance(a, Day) and isinstance(b, Day):
        return a.grain == b.grain and days_agree(a, b)
    both = isinstance(a, Name) and isinstance(b, Name)
    return both and a.words[-1] == b.words[-1] and same_name(a, b)


def _with(pair: Pair, old: Value, new: Value, same: Value) -> Pair:
    """Return the pair with `new` for `old`, and `old` and what was the `same` masked."""
    ours, theirs = pair.a.statement, pair.b.statement
    changed = replace(ours, tokens=_masked(ours, old, "\x01"))
    other = replace(theirs, tokens=_masked(theirs, same, "\x02"))
    values = tuple(new if value is old else value for value in pair.a.values)
    article = pair.a.article.replace(ours.text, "\n")
    return Pair(
        replace(pair.a, statement=changed, values=values, article=article),
        replace(pair.b, statement=other),
        align(changed.tokens, other.tokens),
        0.0,
        0.0,
        pair.similarity,
    )


def _masked(statement: Statement, value: Value, mark: str) -> tuple:
    return tuple(
        replace(token, text=mark, lemma=mark) if value.first <= index < value.last else token
        for index, token in enumerate(statement.tokens)
    )


def _other(value: Value, rng: random.Random, names: Sequence[Name], pair: Pair) -> Value | None:
    """Return another value of the type, as it might stand there by mistake, or None."""
    if isinstance(value, Number):
        return _other_number(value, rng)
    if isinstance(value, Day):
        return _other_day(value, rng.choice(SHIFTS))
    here = (*pair.a.names, *pair.b.names)
    strange = [
        name
        for name in names
        if name.label == value.label and not any(same_name(name, other) for other in here)
    ]
    if not strange:
        return None
    chosen = rng.choice(strange)
    return replace(value, text=chosen.text, words=chosen.words)


def _other_number(value: Number, rng: random.Random) -> Number | None:
    amount = value.low * rng.choice(FACTORS)
    amount = max(1.0, float(round(amount))) if value.step >= 1 else round(amount, 2)
    other = replace(value, low=amount, high=amount, text=f"{amount:,g}", hedge="")
    return None if numbers_agree(value, other) else other


def _other_day(value: Day, shift: int) -> Day | None:
    if value.grain == "year" and value.year and value.earliest and value.latest:
        year = value.year + shift
        first, last = value.earliest.replace(year=year), value.latest.replace(year=year)
        return replace(value, year=year, earliest=first, latest=last, text=str(year))
    if value.grain != "day":
        return None
    day = value.earliest + timedelta(days=shift) if value.earliest else None
    weekday = (value.weekday + shift) % 7 if value.weekday is not None else None
    number = (value.day + shift - 1) % 28 + 1 if value.day else None
    text = WEEKDAYS[weekday] if weekday is not None else f"{value.text} {shift}"
    return replace(value, earliest=day, latest=day, weekday=weekday, day=number, text=text)


if __name__ == "__main__":
    main()
