"""Dates: two statements put the same happening on different days or in different periods.

Claims a difference between dates of like grain that cannot mean one day, after each was resolved
against its own article's date, and that stand in the same slot. Does not claim one where the same
words are used, where one date contains the other ("September", "21 September"), where a date of
one statement is simply absent from the other, where only the day of writing differs, between
captions of pictures, or where two names act.
"""

from __future__ import annotations

from datetime import date

from reporter.discrepancies import syntax
from reporter.discrepancies.compare import days_agree
from reporter.discrepancies.event import event_evidence, rivals, shows_pictures
from reporter.discrepancies.finding import (
    Finding,
    Pair,
    Sheet,
    mutual_best,
    probability,
    same_stem,
    shown,
    slot_features,
)
from reporter.discrepancies.typed import Day
from reporter.records import Kind

WEIGHTS = {
    "bias": -3.72, "equivalent": 1.20, "context": 1.90, "neighbours": 1.40, "overlap": 0.70,
    "run": 0.48, "order": 0.82, "cover": 0.63, "known": 0.0, "event": 1.50,
    "grain": 1.47, "main": 0.45, "loose": -1.12, "later": -1.0, "rival": -1.0,
}  # fmt: skip


def find(pair: Pair) -> list[Finding]:
    """Return the differing dates of a pair of statements."""
    if shows_pictures(pair):
        return []
    ours, theirs = _unmatched(pair.a, pair.b), _unmatched(pair.b, pair.a)
    loose = min(3, max(len(ours), len(theirs)) - 1) / 3
    scored = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            if _comparable(a, b):
                features = {**features_of(pair, a, b), "loose": loose}
                scored.append((probability(WEIGHTS, features), i, j))
    return [_finding(pair, ours[i], theirs[j], score, loose) for score, i, j in mutual_best(scored)]


def features_of(pair: Pair, a: Day, b: Day) -> dict[str, float]:
    """Return the evidence that two dates are of the same happening, each 0..1."""
    return {
        **slot_features(pair, a, b),
        "grain": float(a.grain == b.grain),
        "event": event_evidence(pair, a, b),
        "main": float(_is_main(pair.a, a) and _is_main(pair.b, b)),
        "rival": float(rivals(pair, a, b)),
        "later": float(_is_later(pair.a, a, b) or _is_later(pair.b, b, a)),
    }


def _is_later(sheet: Sheet, day: Day, other: Day) -> bool:
    """Return whether the other day came only after this article, which tells of its own day."""
    if sheet.published is None or day.latest is None or other.earliest is None:
        return False
    return day.latest <= sheet.published < other.earliest


def _is_main(sheet: Sheet, day: Day) -> bool:
    """Return whether the date is that of the main clause, or of what it says was said."""
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, day.first, day.last))
    if verb is None:
        return False
    return tokens[verb].dep in {"ROOT", "ccomp"} and tokens[tokens[verb].head].dep == "ROOT"


def _unmatched(sheet: Sheet, other: Sheet) -> list[Day]:
    return [day for day in sheet.days if not any(days_agree(day, theirs) for theirs in other.days)]


def _comparable(a: Day, b: Day) -> bool:
    grains = {a.grain, b.grain}
    return len(grains) == 1 or grains in ({"day", "week"}, {"day", "month"}, {"month", "year"})


def _finding(pair: Pair, a: Day, b: Day, score: float, loose: float) -> Finding:
    features = {**features_of(pair, a, b), "loose": loose}
    return Finding(
        Kind.DATE,
        pair.a.statement,
        pair.b.statement,
        (a.start, a.end),
        (b.start, b.end),
        readable(a),
        readable(b),
        f"date ({a.verb})" if a.verb and same_stem(a.verb, b.verb) else "date",
        score,
        True,
        (f"{readable(a)} and {readable(b)} cannot be one day or period", shown(features)),
        a,
        b,
    )


def readable(day: Day) -> str:
    """Return the words of the text and, where they differ, the day they were resolved to."""
    if day.grain != "day" or day.earliest is None or day.year is not None:
        return day.text
    return f"{day.text} ({_plain(day.earliest)})"


def _plain(day: date) -> str:
    return f"{day.day} {day.strftime('%B')} {day.year}"
