"""Which clusters may teach: the target is short, plain, whole and keeps to its sources."""

from __future__ import annotations

import re
from statistics import fmean

from human import recall
from variants import Made

from reporter.text.lexical import content_words, names, numbers
from reporter.text.readability import reading_penalty

LONGEST_SOURCE = 60
SHORTEST, LONGEST = 5, 34
# Share of the target's content words that the sources must have, by kind of cluster.
RECALL = {"roundup": 0.85, "translation": 0.8, "fused": 0.95, "rejoined": 0.85}
# Share of them that two sources must have; more is asked where the target is known to be shared.
SHARED = {"roundup": 0.0, "fused": 0.0, "rejoined": 0.0, "translation": 0.5, "mined": 0.6}
MADE_SHARED = 0.88
# Several sources share all of a translation, so its target cannot be much shorter than they are.
MOST = {"rejoined": 3.0, "fused": 1.6, "translation": 1.15, "roundup": 1.2}
_BAD = re.compile(r"https?:|@|[|<>{}\[\]#*_]|\.\.\.|…|\w\(|[“\"(]\s*[”\")]|--|,\s*\.")
_DANGLING = re.compile(r"\b(?:and|or|but|of|to|in|on|at|by|for|with|from|the|an?|that|as)”?\.$")
_PRONOUN = re.compile(r"^[“\"]?(?:he|she|they|it|his|her|their|its|this|these|those|both|i|we|you|"
                      r"my|our|but|and|so|because|which|who)\b", re.IGNORECASE)  # fmt: skip


def is_fit(made: Made) -> bool:
    """Say whether a cluster may teach."""
    target, sources = made.target, made.sources
    words = len(target.split())
    if not 2 <= len(sources) <= 5 or any(len(text.split()) > LONGEST_SOURCE for text in sources):
        return False
    if not SHORTEST <= words <= LONGEST or not target.rstrip("”").endswith("."):
        return False
    if _BAD.search(target) or _DANGLING.search(target) or _PRONOUN.search(target):
        return False
    if reading_penalty(target) > 0.11 or not _balanced(target):
        return False
    ratio = words / len(medoid(sources).split())
    kind = made.kind.partition(":")[0]
    if not 0.35 <= ratio <= MOST.get(kind, 1.0):
        return False
    return _sourced(made, kind) and (not made.minority or not _writes(target, made))


def medoid(sources: tuple[str, ...]) -> str:
    """Return the source that has most words in common with the others."""
    stems = [frozenset(content_words(text)) for text in sources]

    def likeness(place: int) -> float:
        own = stems[place]
        return sum(len(own & other) / max(1, len(own | other)) for other in stems)

    return sources[max(range(len(sources)), key=lambda place: (likeness(place), -place))]


def _sourced(made: Made, kind: str) -> bool:
    every = [frozenset(content_words(text)) for text in made.sources]
    holders = [sum(word in own for own in every) for word in content_words(made.target)]
    details = {*numbers(made.target), *names(made.target)}
    least = 1 if kind in SHARED else 2
    if any(sum(word in own for own in every) < least for word in details):
        return False
    if recall(made.target, made.sources) < RECALL.get(kind, 0.9):
        return False
    return fmean(held >= 2 for held in holders) >= SHARED.get(kind, MADE_SHARED)


def _writes(target: str, made: Made) -> bool:
    """Say whether the target writes what one source alone has instead of the others' value."""
    value = made.minority
    return len(value) > 3 and f" {value} " in f" {target.rstrip('.')} "


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count("(") == text.count(")")
        and '"' not in text
    )
