"""Clusters from pairwise scores: sparse average linkage, a check of every member, and overlap.

Items are integers, scores lie in 0..1 and a pair is `(smaller, larger)`; what an item is does not
matter here.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

Pair = tuple[int, int]
Allowed = Callable[[Iterable[int], Iterable[int]], bool]
_Links = dict[int, dict[int, tuple[float, int]]]

_MERGE_SLACK = 0.75
# Two rewordings of one medoid may be further from each other than each is from the medoid.
_SLACK = 0.9


def ordered(a: int, b: int) -> Pair:
    """Return the two items as a pair, the smaller first."""
    return (a, b) if a < b else (b, a)


def agglomerate(
    scores: Mapping[Pair, float], threshold: float, neighbours: int, allowed: Allowed
) -> list[tuple[int, ...]]:
    """Join items by average linkage until no two groups reach `threshold`; groups of two or more.

    Pairs without a score count as 0, but only as far as `neighbours` comparisons per item would
    have reached them, so that a large group is not refused for pairs that nobody judged. Two
    groups for which `allowed` is false stay apart.
    """
    groups: dict[int, list[int]] = {item: [item] for pair in sorted(scores) for item in pair}
    links: _Links = defaultdict(dict)
    for (a, b), score in sorted(scores.items()):
        links[a][b] = links[b][a] = (score, 1)
    heap = [(-score, a, b) for (a, b), score in scores.items() if score >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b not in links[a]:
            continue
        # An entry is out of date once one of its groups has grown.
        if -negative != _average(links[a][b], groups[a], groups[b], neighbours):
            continue
        if not allowed(groups[a], groups[b]):
            continue
        groups[a] += groups.pop(b)
        _move(links, a, b)
        for other, link in sorted(links[a].items()):
            strength = _average(link, groups[a], groups[other], neighbours)
            if strength >= threshold:
                heapq.heappush(heap, (-strength, *ordered(a, other)))
    return [tuple(sorted(group)) for group in groups.values() if len(group) > 1]


def core(
    group: Iterable[int], scores: Mapping[Pair, float], threshold: float, neighbours: int
) -> tuple[int, ...]:
    """Return the items of `group` without those that only hang on to a chain.

    Each `fits` the others; the weakest goes first, until all pass.
    """
    members = sorted(group)
    while len(members) > 1:
        middle = medoid(members, scores)
        weak = [
            item
            for item in members
            if not fits(item, members, middle, scores, threshold, neighbours)
        ]
        if not weak:
            break
        members.remove(min(weak, key=lambda item: (_total(item, members, scores), -item)))
    return tuple(members)


def medoid(members: Sequence[int], scores: Mapping[Pair, float]) -> int:
    """Return the member with the highest sum of scores, the smallest among equals."""
    return max(members, key=lambda member: (_total(member, members, scores), -member))


def fits(
    item: int,
    members: Iterable[int],
    middle: int,
    scores: Mapping[Pair, float],
    threshold: float,
    neighbours: int,
) -> bool:
    """Whether `item` reaches `threshold` with the medoid `middle` and nearly with most others.

    Of more than `neighbours` members, most of that many are enough: not all pairs were judged.
    """
    values = [scores.get(ordered(item, other), 0.0) for other in members if other != item]
    near = sum(value >= _SLACK * threshold for value in values)
    close = item == middle or scores.get(ordered(item, middle), 0.0) >= threshold
    return close and 2 * near > min(len(values), neighbours)


def overlap(
    groups: Iterable[tuple[int, ...]],
    scores: Mapping[Pair, float],
    threshold: float,
    second: float,
    neighbours: int,
    allowed: Allowed,
) -> list[tuple[int, ...]]:
    """Return `groups` with the strong pairs that linkage had to tear apart brought together.

    A pair that reaches `threshold` and shares no group: one item joins a group of the other where
    it fits. An item that is in a group already needs `second` for that, and a pair that fits
    nowhere forms a group of its own if it reaches `second`: its items carry two facts.
    """
    result = [list(group) for group in sorted({*groups})]
    middles = [medoid(group, scores) for group in result]
    places: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(result):
        for item in group:
            places[item].append(number)
    strong = sorted((-score, pair) for pair, score in scores.items() if score >= threshold)
    for negative, (a, b) in strong:
        if not {*places[a]}.isdisjoint(places[b]):
            continue
        for item, host in [(a, n) for n in places[b]] + [(b, n) for n in places[a]]:
            bar = second if places[item] else threshold
            group = result[host]
            if fits(item, group, middles[host], scores, bar, neighbours) and allowed([item], group):
                group.append(item)
                places[item].append(host)
                break
        else:
            fresh = not places[a] and not places[b]
            if (fresh or -negative >= second) and allowed([a], [b]):
                places[a].append(len(result))
                places[b].append(len(result))
                result.append([a, b])
                middles.append(a)
    return sorted(tuple(sorted(group)) for group in result)


def merge(
    groups: Iterable[tuple[int, ...]], scores: Mapping[Pair, float], threshold: float
) -> list[tuple[int, ...]]:
    """Return `groups` with those that tell one thing twice united, sorted.

    Two groups are one when they share two members and half of the smaller, and what only one of
    them has comes near to what only the other has. Two facts that long sentences tell together
    share members as well, but their other members have nothing in common.
    """
    result: list[set[int]] = []
    for group in sorted({*groups}, key=lambda group: (-len(group), group)):
        same = next((known for known in result if _same(known, {*group}, scores, threshold)), None)
        if same is None:
            result.append({*group})
        else:
            same.update(group)
    return sorted(tuple(sorted(group)) for group in result)


def _same(one: set[int], other: set[int], scores: Mapping[Pair, float], threshold: float) -> bool:
    shared = len(one & other)
    if shared < 2 or 2 * shared < min(len(one), len(other)):
        return False
    values = [scores.get(ordered(a, b), 0.0) for a in one - other for b in other - one]
    return not values or sum(values) / len(values) >= _MERGE_SLACK * threshold


def _average(
    link: tuple[float, int], one: Sequence[int], other: Sequence[int], neighbours: int
) -> float:
    total, count = link
    possible = min(len(one) * len(other), neighbours * min(len(one), len(other)))
    return total / max(count, possible)


def _move(links: _Links, kept: int, gone: int) -> None:
    """Hand the links of the group `gone` to the group `kept`."""
    links[kept].pop(gone, None)
    for other, (total, count) in sorted(links.pop(gone).items()):
        if other == kept:
            continue
        before = links[kept].get(other, (0.0, 0))
        links[kept][other] = links[other][kept] = (before[0] + total, before[1] + count)
        del links[other][gone]


def _total(item: int, members: Sequence[int], scores: Mapping[Pair, float]) -> float:
    return sum(scores.get(ordered(item, other), 0.0) for other in members if other != item)
