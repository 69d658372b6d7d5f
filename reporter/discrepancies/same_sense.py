"""Quotations in other words that say the same: hardly worth an editor's time.

Outlets hear, translate and shorten, and no list of synonyms has all that comes of it ("efforts",
"attempts"). The pair scorer is asked of the quoted words alone, and only of those quotations that
would stand on top otherwise, a few in a hundred stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

from reporter.backends import PairScorer
from reporter.discrepancies.judging import Tier, tier_of
from reporter.records import Discrepancy, Kind

SAME = 0.2
"""Their importance, that of another verb or adjective."""
_ENTAILED_FROM = 0.75
"""Probability of entailment in each direction from which two quotations are taken to say the same:
of those that were read and worth it one in thirteen has it, of the others every second one.
"""


def weighed_by_sense(found: Iterable[Discrepancy], scorer: PairScorer) -> list[Discrepancy]:
    """Return the differences; quotations that say the same are of the importance of small ones."""
    return [_lowered(item) if _is_on_top(item) and _agree(item, scorer) else item for item in found]


def _is_on_top(item: Discrepancy) -> bool:
    return item.kind is Kind.QUOTE and tier_of(item) is Tier.NOTED


def _agree(item: Discrepancy, scorer: PairScorer) -> bool:
    """Return whether the scorer finds each side in each other one; what it leaves open is not."""
    rows = scorer.score(list(permutations(_said(item), 2)))
    return all(row[0] >= _ENTAILED_FROM for row in rows)


def _said(item: Discrepancy) -> Sequence[str]:
    firsts = (side.evidence[0] for side in item.sides)
    return [first.statement.text[first.start : first.end] for first in firsts]


def _lowered(item: Discrepancy) -> Discrepancy:
    why = f"importance {SAME:.2f}: other words in a quotation that say the same"
    return replace(item, importance=SAME, reasons=(*item.reasons[:-1], why))
