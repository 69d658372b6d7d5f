"""What other settings change on a folder: facts and discrepancies gained and lost, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reporter.config import Settings
from reporter.pipeline import Models, compare_story
from reporter.progress import Stages
from reporter.prompts import Prompt
from reporter.records import Discrepancy, Fact, StoryBrief
from reporter.report.differences import sort_differences

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effect:
    """Sentences of facts and differences that one of two settings alone brings, in reading order.

    `facts` and `discrepancies` count before and after.
    """

    facts: tuple[int, int]
    facts_gained: tuple[str, ...]
    facts_lost: tuple[str, ...]
    discrepancies: tuple[int, int]
    discrepancies_gained: tuple[str, ...]
    discrepancies_lost: tuple[str, ...]


def effect_of(
    stories: Sequence[StoryBrief], models: Models, prompt: Prompt, before: Settings, after: Settings
) -> Effect:
    """Compare the stories (split, as `labelpool.stories_of_folder` gives them) under both settings.

    Two facts are one if they share at least half the statements of the smaller; two differences, if
    they are of one kind and share two statements. Only differences that are shown count.
    """
    facts: list[list[Fact]] = [[], []]
    shown: list[list[Discrepancy]] = [[], []]
    for base in stories:
        for side, settings in enumerate((before, after)):
            done = compare_story(base, models, prompt, settings, Stages(), models.memo)
            facts[side] += done.facts
            limits = settings.discrepancies
            found = sort_differences(done, limits.min_confidence, limits.max_per_story)
            shown[side] += (*found.shown, *found.updates)
    return Effect(
        facts=(len(facts[0]), len(facts[1])),
        facts_gained=tuple(fact.summary for fact in _only(facts[1], facts[0], _one_fact)),
        facts_lost=tuple(fact.summary for fact in _only(facts[0], facts[1], _one_fact)),
        discrepancies=(len(shown[0]), len(shown[1])),
        discrepancies_gained=tuple(map(_named, _only(shown[1], shown[0], _one_difference))),
        discrepancies_lost=tuple(map(_named, _only(shown[0], shown[1], _one_difference))),
    )


def _only(items: Sequence[T], others: Sequence[T], equal: Callable[[T, T], bool]) -> list[T]:
    return [item for item in items if not any(equal(item, other) for other in others)]


def _one_fact(a: Fact, b: Fact) -> bool:
    one, other = ({s.id for s in fact.cluster.statements} for fact in (a, b))
    return 2 * len(one & other) >= min(len(one), len(other))


def _one_difference(a: Discrepancy, b: Discrepancy) -> bool:
    one, other = ({e.statement.id for s in item.sides for e in s.evidence} for item in (a, b))
    return a.kind is b.kind and len(one & other) >= 2


def _named(item: Discrepancy) -> str:
    return f"{item.kind}: {item.summary}"
