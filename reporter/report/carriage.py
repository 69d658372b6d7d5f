"""Who carries which fact of a story: one row a fact or dispute, one mark an article.

The Markdown prints the rows as a table, the HTML draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reporter.records import Discrepancy, Fact, StoryBrief
from reporter.report.draft import label_of


class Carries(StrEnum):
    """What an article does with a fact; OPEN where that cannot be said."""

    HAS = "●"
    LEAVES_OUT = "○"
    DIFFERS = "≠"
    OPEN = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The fact or difference `id` in words (not escaped), and a mark for each article in order."""

    id: str
    label: str
    marks: tuple[Carries, ...]


def carriage(
    item: StoryBrief, facts: Sequence[Fact], disputes: Sequence[Discrepancy]
) -> tuple[Row, ...]:
    """Return a row for each of `facts`, then for each of `disputes` that belongs to none of them.

    An article leaves a fact out only where that is an `Omission`; where it may have the fact in
    other words, or is too short or too early to have it, the mark is OPEN. Returns () when every
    article has every fact.
    """
    on_fact = {identifier for fact in facts for identifier in fact.discrepancies}
    omitted = {(omission.fact_id, omission.article_id) for omission in item.omissions}
    rows = []
    for fact in facts:
        differing = _on_sides(d for d in disputes if d.id in fact.discrepancies)
        left_out = {article for fact_id, article in omitted if fact_id == fact.id}
        marks = _marks(item, set(fact.articles), differing, left_out)
        rows.append(Row(fact.id, label_of(fact), marks))
    rows += [
        Row(found.id, found.subject or found.kind.value, _marks(item, set(), _on_sides([found])))
        for found in disputes
        if found.id not in on_fact
    ]
    settled = all(mark is Carries.HAS for row in rows for mark in row.marks)
    return () if settled else tuple(rows)


def _on_sides(disputes: Iterable[Discrepancy]) -> set[str]:
    return {article for found in disputes for side in found.sides for article in side.articles}


def _marks(
    item: StoryBrief, has: set[str], differs: set[str], left_out: set[str] | None = None
) -> tuple[Carries, ...]:
    def mark(article: str) -> Carries:
        if article in differs:
            return Carries.DIFFERS
        if article in has:
            return Carries.HAS
        return Carries.LEAVES_OUT if article in (left_out or ()) else Carries.OPEN

    return tuple(mark(article.id) for article in item.story.articles)
