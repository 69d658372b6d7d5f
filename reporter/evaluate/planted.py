"""How many planted differences are found in whole stories, and how much else is reported.

Rows have `story_id` and `articles` (`article_id`, `outlet`, `date`, `title`, `sentences`). Gold is
`planted`: `type` (a key of `KINDS`), `article_id` and `sentence` (index), and the same of
the statement it now differs from as `other_article_id`, `other_sentence`.

A plant is found when a difference of at least `discrepancies.min_confidence` has evidence in both
sentences. Others are differences above the same line that change the meaning and hit no plant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit
from reporter.evaluate.story_rows import story_of
from reporter.pipeline import differ
from reporter.progress import Stages, ignore
from reporter.records import Discrepancy, Evidence, Kind

KINDS = {
    "number": frozenset({Kind.NUMBER, Kind.UPDATE}),
    "date": frozenset({Kind.DATE}),
    "entity": frozenset({Kind.NAME, Kind.ATTRIBUTION}),
    "quote": frozenset({Kind.QUOTE}),
    "negation": frozenset({Kind.NEGATION, Kind.QUOTE}),
    "antonym": frozenset({Kind.CONTRADICTION, Kind.NEGATION, Kind.QUOTE}),
    "speaker": frozenset({Kind.ATTRIBUTION, Kind.NAME}),
    "source": frozenset({Kind.ATTRIBUTION}),
    "hedge": frozenset({Kind.CERTAINTY}),
    "role": frozenset({Kind.CONTRADICTION, Kind.NAME, Kind.ATTRIBUTION, Kind.QUOTE}),
    "unit": frozenset({Kind.NUMBER, Kind.DATE, Kind.QUOTE}),
}
Place = tuple[str, int]


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Return one line per pair of sentences in a difference, and the scores where there is gold.

    Lines: `story_id, a: [article_id, sentence], b: [...], kind, confidence, changes_meaning`.
    Raises DataError for a row without stories or with a plant of an unknown type.
    """
    found = [_discrepancies(row, toolkit) for row in rows]
    predictions = [
        line for row, items in zip(rows, found, strict=True) for line in _lines(row, items)
    ]
    if not any("planted" in row for row in rows):
        return Evaluation(tuple(predictions), {})
    bar = toolkit.settings.discrepancies.min_confidence
    shown = [[item for item in items if item.confidence >= bar] for items in found]
    return Evaluation(tuple(predictions), _scores(rows, shown))


def others(row: Row, found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Return what was found and not planted: no plant of the row has evidence on both its places.

    Raises DataError as `evaluate` does.
    """
    planted = [_gold(plant)[1] for plant in row.get("planted", ())]
    return [item for item in found if not any(places <= _places(item) for places in planted)]


def _discrepancies(row: Row, toolkit: Toolkit) -> tuple[Discrepancy, ...]:
    base = story_of(row, toolkit.models.parser)
    return differ(base, toolkit.models, toolkit.settings, Stages(ignore))[2]


def _lines(row: Row, items: Iterable[Discrepancy]) -> Iterator[Row]:
    for item in items:
        for a, b in _sentence_pairs(item):
            yield {
                "story_id": row.get("story_id"),
                "a": list(a),
                "b": list(b),
                "kind": item.kind.value,
                "confidence": item.confidence,
                "changes_meaning": item.changes_meaning,
            }


def _sentence_pairs(item: Discrepancy) -> list[tuple[Place, Place]]:
    """Return the pairs of sentences that stand on different sides."""
    pairs = {
        (_place(one), _place(other))
        for left, right in combinations(item.sides, 2)
        for one in left.evidence
        for other in right.evidence
    }
    return sorted(pairs)


def _place(evidence: Evidence) -> Place:
    return evidence.statement.article_id, evidence.statement.index


def _scores(rows: Sequence[Row], shown: Sequence[Sequence[Discrepancy]]) -> dict[str, float]:
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    unplanted = 0
    for row, items in zip(rows, shown, strict=True):
        for plant in row.get("planted", ()):
            kind, places = _gold(plant)
            at = [item for item in items if places <= _places(item)]
            planted[kind] += 1
            found[kind] += bool(at)
            right[kind] += any(item.kind in KINDS[kind] for item in at)
        unplanted += sum(item.changes_meaning for item in others(row, items))
    scores = {
        "found": found.total() / max(1, planted.total()),
        "right_kind": right.total() / max(1, found.total()),
        "others_per_story": unplanted / max(1, len(rows)),
    }
    scores |= {f"found_{kind}": found[kind] / planted[kind] for kind in sorted(planted)}
    return scores


def _gold(plant: Mapping[str, Any]) -> tuple[str, frozenset[Place]]:
    try:
        kind = str(plant["type"])
        here = (str(plant["article_id"]), int(plant["sentence"]))
        there = (str(plant["other_article_id"]), int(plant["other_sentence"]))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"a planted difference cannot be read: {error}.") from None
    if kind not in KINDS:
        raise DataError(f"{kind!r} is no planted type.", f"Known: {', '.join(KINDS)}.")
    return kind, frozenset({here, there})


def _places(item: Discrepancy) -> frozenset[Place]:
    return frozenset(_place(evidence) for side in item.sides for evidence in side.evidence)
