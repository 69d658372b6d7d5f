"""Everything found in one story of a JSON report, one line each, shown in the brief or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reporter.report.escape import count, visible
from reporter.summarize.witnesses import SURE_FROM

Json = Mapping[str, Any]
_PLACES = ("shown", "no room", "below the line")


def listing(story: Json, articles: Mapping[str, Json]) -> Iterator[str]:
    """Return the lines: facts, differences by what became of them in the brief, lone statements."""
    outlets = len({articles[item]["outlet"] for item in story["articles"]})
    yield f"{story['id']}  “{visible(story['title'])}”, {count(outlets, 'outlet')}"
    yield ""
    yield f"facts ({len(story['facts'])})"
    for fact in sorted(story["facts"], key=lambda fact: (-fact["origins"], -len(fact["outlets"]))):
        doubt = "  (less sure)" if fact.get("confidence", 1.0) < SURE_FROM else ""
        yield f"   {fact['id']}  {visible(fact['summary'])}{doubt}"
    for place in _PLACES:
        yield from _differences(place, story["discrepancies"])
    for unique in story["unique"]:
        yield ""
        names = {visible(articles[ref["article"]]["outlet"]) for ref in unique["statements"]}
        yield f"only in {', '.join(sorted(names))} ({len(unique['statements'])})"
        for ref in unique["statements"]:
            yield f"   {ref['id']}  “{visible(ref.get('title') or ref['text'])}”"


def _differences(place: str, differences: list[Json]) -> Iterator[str]:
    found = [item for item in differences if item["in_brief"] == place]
    if not found:
        return
    yield ""
    yield f"differences, {place} ({len(found)})"
    for item in sorted(found, key=_rank):
        values = " / ".join(visible(side["value"]) or "nothing said" for side in item["sides"])
        turns = ", changes the meaning" if item["changes_meaning"] else ""
        yield f"   {item['id']}  {item['kind']}{turns}, {item['confidence']:.2f}"
        yield f"       {visible(item['subject'])}: {values}"


def _rank(found: Json) -> tuple[bool, float]:
    """Sort by what changes the meaning, then by worth; old reports do not tell the importance."""
    return not found["changes_meaning"], -found["confidence"] * found.get("importance", 1.0)
