"""How far two outlets agree, counted over the stories that both tell.

Agreement is the share of what both could have carried that both carry alike. It is counted in
stories of three or more outlets only: where two tell a story, a fact is by definition in both, and
they would always agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from reporter.records import Discrepancy, Fact, StoryBrief
from reporter.report.differences import sort_differences
from reporter.summarize.witnesses import is_sure

FEWEST_OUTLETS = 3
FEWEST_ITEMS = 5  # with fewer, one item more or less moves the share by a fifth


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the outlets `a` and `b` (in order of name) do with what both could have carried.

    `agree` counts sure facts that both carry and do not differ on, `differ` the disputes (see
    `Differences.disputes`) that have them on two sides, `alone` facts that one carries and the
    other leaves out, `stories` the stories counted.
    """

    a: str
    b: str
    agree: int
    differ: int
    alone: int
    stories: int

    @property
    def items(self) -> int:
        """Everything that was counted, at least 1."""
        return self.agree + self.differ + self.alone

    @property
    def share(self) -> float:
        """The agreement, 0 to 1."""
        return self.agree / self.items

    @property
    def small(self) -> bool:
        """Whether too little was counted for the share to mean much."""
        return self.items < FEWEST_ITEMS


def agreements(
    stories: Iterable[StoryBrief], min_confidence: float, most: int
) -> tuple[Agreement, ...]:
    """Return the agreement of every two outlets for which anything could be counted, by name.

    `min_confidence` (0..1) and `most` are those of `sort_differences`.
    """
    counted: dict[tuple[str, str], Counter[str]] = {}
    for item in stories:
        outlet_of = {article.id: article.outlet for article in item.story.articles}
        outlets = sorted(set(outlet_of.values()), key=_name_order)
        if len(outlets) < FEWEST_OUTLETS:
            continue
        disputes = sort_differences(item, min_confidence, most).disputes
        carried, left_out = _carried(item, outlet_of)
        sure = [fact for fact in item.facts if is_sure(fact)]
        for pair in combinations(outlets, 2):
            tally = Counter(_verdicts(pair, sure, disputes, carried, left_out, outlet_of))
            if tally:
                counted.setdefault(pair, Counter()).update(tally | Counter(stories=1))
    return tuple(
        Agreement(a, b, tally["agree"], tally["differ"], tally["alone"], tally["stories"])
        for (a, b), tally in sorted(counted.items(), key=lambda pair: _pair_order(pair[0]))
    )


def outlets_by_weight(pairs: Iterable[Agreement]) -> tuple[str, ...]:
    """Return the outlets of the pairs, those with the most to count first."""
    weight: Counter[str] = Counter()
    for pair in pairs:
        weight[pair.a] += pair.items
        weight[pair.b] += pair.items
    return tuple(sorted(weight, key=lambda name: (-weight[name], _name_order(name))))


def _name_order(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _pair_order(pair: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return _name_order(pair[0]), _name_order(pair[1])


def _carried(
    item: StoryBrief, outlet_of: Mapping[str, str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return for each fact the outlets that carry it, and those that leave it out."""
    carried = {fact.id: {outlet_of[a] for a in fact.articles} for fact in item.facts}
    left_out: dict[str, set[str]] = {fact.id: set() for fact in item.facts}
    for omission in item.omissions:
        outlet = outlet_of[omission.article_id]
        if outlet not in carried[omission.fact_id]:
            left_out[omission.fact_id].add(outlet)
    return carried, left_out


def _verdicts(
    pair: tuple[str, str],
    facts: Iterable[Fact],
    disputes: Iterable[Discrepancy],
    carried: Mapping[str, set[str]],
    left_out: Mapping[str, set[str]],
    outlet_of: Mapping[str, str],
) -> Iterator[str]:
    opposed = {found.id for found in disputes if _opposed(pair, found, outlet_of)}
    for _ in opposed:
        yield "differ"
    for fact in facts:
        having = carried[fact.id].intersection(pair)
        if len(having) == 2:
            if opposed.isdisjoint(fact.discrepancies):
                yield "agree"
        elif having and left_out[fact.id].intersection(pair):
            yield "alone"


def _opposed(pair: tuple[str, str], found: Discrepancy, outlet_of: Mapping[str, str]) -> bool:
    sides = [{outlet_of[article] for article in side.articles} for side in found.sides]
    of_a, of_b = ({n for n, side in enumerate(sides) if name in side} for name in pair)
    return bool(of_a and of_b and of_a.isdisjoint(of_b))
