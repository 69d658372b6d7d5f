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


def core(group: Sequence[int], scores: Mapping[Pair, float], threshold: float) -> tuple[int, ...]:
    """Return the items of `group` without those that only hang on to a chain.

    Each reaches `threshold` with the medoid and with at least half of the other items; the weakest
    goes first, until all pass.
    """
    members = sorted(group)
    while len(members) > 1:
        weak = [item for item in members if not fits(item, members, scores, threshold)]
        if not weak:
            break
        members.remove(min(weak, key=lambda item: (_total(item, members, scores), -item)))
    return tuple(members)


def fits(item: int, members: Sequence[int], scores: Mapping[Pair, float], threshold: float) -> bool:
    """Whether `item` reaches `threshold` with the medoid and with half of the other members."""
    others = [other for other in members if other != item]
    center = max(members, key=lambda member: (_total(member, members, scores), -member))
    near = sum(scores.get(ordered(item, other), 0.0) >= threshold for other in others)
    close = item == center or scores.get(ordered(item, center), 0.0) >= threshold
    return close and 2 * near >= len(others)


def overlap(
    groups: Iterable[tuple[int, ...]],
    scores: Mapping[Pair, float],
    threshold: float,
    second: float,
    allowed: Allowed,
) -> list[tuple[int, ...]]:
    """Return `groups`, sorted, with the pairs that linkage had to tear apart brought together.

    A pair that reaches `threshold` and shares no group: one item joins a group of the other where
    it fits. An item that is in a group already needs `second` for that, and a pair that fits
    nowhere forms a group of its own if it reaches `second`: its items carry two facts.
    """
    result = [list(group) for group in sorted(groups)]
    placed = {item for group in result for item in group}
    strong = sorted((-score, pair) for pair, score in scores.items() if score >= threshold)
    for negative, pair in strong:
        if any(set(pair) <= set(group) for group in result):
            continue
        hosts = [
            (group, item)
            for group in result
            for item, other in (pair, pair[::-1])
            if other in group
            and fits(item, group, scores, second if item in placed else threshold)
            and allowed([item], group)
        ]
        if hosts:
            group, item = hosts[0]
            group.append(item)
        elif -negative >= second or placed.isdisjoint(pair):
            if not allowed(pair[:1], pair[1:]):
                continue
            result.append([*pair])
        placed.update(pair)
    return sorted(tuple(sorted(group)) for group in result)


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
