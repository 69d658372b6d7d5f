"""Counts how many true differences of each rule of `weighing.py` are worth an editor's time.

    python importance.py STORIES.jsonl ... [--labels labels.tsv]

Prints the share by rule, which is the importance that the rule should have, and how well the rules
foretell the verdicts beside the kind alone: five parts by hash of the story id, each judged by the
shares of the others. Needs the texts, as `collect.py` does. What only a whole story shows is left
out, for a pair of statements does not have it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labels import Label, Spot, read

from reporter.backends import Parser
from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.discrepancies import _KINDS, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from reporter.discrepancies.weighing import importance_of
from reporter.records import Article, Statement
from reporter.sentences import statements_of

PARTS = 5
EQUIVALENT = 0.5

Texts = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A difference that was read as a true one: its rule, and whether it is worth the time."""

    story: str
    kind: str
    rule: str
    matters: bool


def main() -> None:
    """Read the files named on the command line and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--labels", type=Path, default=Path(__file__).parent / "labels.tsv")
    options = parser.parse_args()
    texts = dict(each for file in options.stories for each in _stories(file))
    judge = open_parser(Settings().models)
    true = [label for label in read(options.labels) if label.true and label.story in texts]
    found = [row for label in true for row in _rows(label, texts, judge)]
    print(f"{len(found)} of {len(true)} true differences are found in their statements alone")
    _print_shares(found)
    for name, by in (("kind alone", _kind), ("rules", _rule)):
        print(f"{name}: Brier {_brier(found, by):.3f}")


def _stories(file: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        yield (
            str(row["story_id"]),
            [
                (
                    "\n".join(raw["sentences"]) if raw.get("sentences") else raw["text"],
                    str(raw.get("title") or ""),
                )
                for raw in row["articles"]
            ],
        )


def _rows(label: Label, texts: Texts, parser: Parser) -> Iterator[Row]:
    a, b = (_statement(label.story, spot, texts, parser) for spot in (label.a, label.b))
    if a is None or b is None:
        return
    (ours, start), (theirs, begin) = a, b
    sheets = (sheet_of(ours, {}), sheet_of(theirs, {}))
    pair = Pair(*sheets, align(ours.tokens, theirs.tokens), EQUIVALENT)
    for finding in (item for find in _KINDS for item in find(pair)):
        fits = _fits(finding.a.span, start, label.a) and _fits(finding.b.span, begin, label.b)
        if finding.kind == label.kind and fits:
            yield Row(label.story, label.kind, importance_of(finding)[1], label.matters)
            return


def _fits(span: tuple[int, int], offset: int, spot: Spot) -> bool:
    return spot.fits(Spot(spot.article, spot.headline, offset + span[0], offset + span[1]))


def _statement(
    story: str, spot: Spot, texts: Texts, parser: Parser
) -> tuple[Statement, int] | None:
    """Return the statement of a place and where it starts in the text, None for one cut in two."""
    text, title = texts[story][spot.article]
    start, told = (0, title) if spot.headline else _paragraph(text, spot)
    name = f"{story}/{spot.article}"
    article = Article(name, name, name, True, "", told)
    for statement in statements_of((article,), parser):
        first = start + statement.start
        if first <= spot.start and spot.end <= start + statement.end:
            return statement, first
    return None


def _paragraph(text: str, spot: Spot) -> tuple[int, str]:
    start = text.rfind("\n", 0, spot.start) + 1
    end = text.find("\n", spot.end)
    return start, text[start : len(text) if end < 0 else end]


def _print_shares(found: Sequence[Row]) -> None:
    by_rule: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in found:
        by_rule[row.kind, row.rule].append(row.matters)
    for (kind, rule), verdicts in sorted(by_rule.items()):
        print(f"{kind:14} {rule:50} {sum(verdicts):3} of {len(verdicts):3}")


def _kind(row: Row) -> str:
    return row.kind


def _rule(row: Row) -> str:
    return f"{row.kind} {row.rule}"


def _brier(found: Sequence[Row], by: Callable[[Row], str]) -> float:
    """Return the mean squared error of shares that are counted on the other parts."""
    total = 0.0
    for row in found:
        same = [
            other.matters
            for other in found
            if by(other) == by(row) and _part(other.story) != _part(row.story)
        ]
        share = (sum(same) + 0.5) / (len(same) + 1)
        total += (share - row.matters) ** 2
    return total / max(1, len(found))


def _part(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % PARTS


if __name__ == "__main__":
    main()
