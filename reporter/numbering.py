"""Ids that are unique over the whole brief, from ids that each story counted for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reporter.records import Cluster, Discrepancy, Fact, Omission, Origin, StoryBrief, Unique


def number_across(briefs: Sequence[StoryBrief]) -> tuple[StoryBrief, ...]:
    """Return the stories with their o, c, f and d ids counted on from one story to the next."""
    counts = {"o": 0, "c": 0, "f": 0, "d": 0}
    result = []
    for brief in briefs:
        names = {
            "o": _names("o", [origin.id for origin in brief.origins], counts),
            "c": _names("c", _cluster_ids(brief), counts),
            "f": _names("f", [fact.id for fact in brief.facts], counts),
            "d": _names("d", [item.id for item in brief.discrepancies], counts),
        }
        result.append(_rename(brief, names))
    return tuple(result)


Names = Mapping[str, Mapping[str, str]]


def _names(letter: str, ids: Sequence[str], counts: dict[str, int]) -> dict[str, str]:
    start = counts[letter]
    counts[letter] += len(ids)
    return {old: f"{letter}{start + place}" for place, old in enumerate(ids, start=1)}


def _cluster_ids(brief: StoryBrief) -> list[str]:
    ids = [cluster.id for cluster in brief.clusters]
    ids += [fact.cluster.id for fact in brief.facts]
    ids += [item.cluster_id for item in brief.discrepancies if item.cluster_id]
    return list(dict.fromkeys(ids))


def _rename(brief: StoryBrief, names: Names) -> StoryBrief:
    return replace(
        brief,
        origins=tuple(_origin(item, names) for item in brief.origins),
        facts=tuple(_fact(item, names) for item in brief.facts),
        discrepancies=tuple(_discrepancy(item, names) for item in brief.discrepancies),
        lead=tuple(names["f"][item] for item in brief.lead),
        omissions=tuple(Omission(o.article_id, names["f"][o.fact_id]) for o in brief.omissions),
        unique=tuple(Unique(names["o"][u.origin_id], u.statements) for u in brief.unique),
        clusters=tuple(replace(item, id=names["c"][item.id]) for item in brief.clusters),
    )


def _origin(origin: Origin, names: Names) -> Origin:
    return replace(origin, id=names["o"][origin.id])


def _fact(fact: Fact, names: Names) -> Fact:
    cluster: Cluster = replace(fact.cluster, id=names["c"][fact.cluster.id])
    known = names["d"]
    return replace(
        fact,
        id=names["f"][fact.id],
        cluster=cluster,
        discrepancies=tuple(known[item] for item in fact.discrepancies if item in known),
    )


def _discrepancy(item: Discrepancy, names: Names) -> Discrepancy:
    return replace(item, id=names["d"][item.id], cluster_id=names["c"].get(item.cluster_id, ""))
