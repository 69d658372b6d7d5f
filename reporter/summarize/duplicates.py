"""When two facts say one thing, so that a brief says it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from reporter.backends import PairScorer
from reporter.records import Cluster, Fact, StatementKind
from reporter.text.lexical import content_words
from reporter.text.readability import quoted_parts

SAME_FACT = 0.85
SAME_BY_SOURCE = 0.6
SAME_BY_HEADLINE = 0.5
"""Two sentences that share this much of the shorter one's content words say one fact. Less is
enough where both rest on one statement, least where one of these also rests on a headline, and less
for a cluster of headlines alone: what it says is as a rule also in the articles."""

SAME_QUOTATION = 0.8
SHORTEST_QUOTATION = 4
"""Share of the content words quoted in one sentence that another has, from which it says no more;
quotations of fewer content words tell nothing apart."""


SAME_BY_SCORE = 0.7
ENTAILED = 0.5
"""Share of the shorter one's content words from which the pair scorer is asked whether the later of
two sentences follows from the earlier, and the probability from which it does."""


def distinct(facts: Sequence[Fact], scorer: PairScorer) -> list[Fact]:
    """Return the first of all facts that say one thing, with the discrepancies of all of them.

    Raises ModelError when the scorer fails.
    """
    entailed = _entailed(facts, scorer)
    kept: dict[int, Fact] = {}
    for place, fact in enumerate(facts):
        known = next(
            (i for i in kept if (i, place) in entailed or _say_one_thing(kept[i], fact)), place
        )
        merged = dict.fromkeys((*kept.get(known, fact).discrepancies, *fact.discrepancies))
        kept[known] = replace(kept.get(known, fact), discrepancies=tuple(merged))
    return list(kept.values())


def _entailed(facts: Sequence[Fact], scorer: PairScorer) -> set[tuple[int, int]]:
    """Return the places of those alike in words of which the later follows from the earlier."""
    alike = [
        (one, other)
        for one, other in combinations(range(len(facts)), 2)
        if _same(facts[one].summary, facts[other].summary, SAME_BY_SCORE)
    ]
    scores = scorer.score([(facts[one].summary, facts[other].summary) for one, other in alike])
    return {pair for pair, row in zip(alike, scores, strict=True) if row[0] >= ENTAILED}


def _say_one_thing(known: Fact, fact: Fact) -> bool:
    return _same(known.summary, fact.summary, _enough(known.cluster, fact.cluster)) or any(
        _quotes_no_more(one.summary, other.summary) for one, other in ((known, fact), (fact, known))
    )


def _enough(one: Cluster, other: Cluster) -> float:
    ids = ({item.id for item in cluster.statements} for cluster in (one, other))
    if set.intersection(*ids):
        kinds = {item.kind for cluster in (one, other) for item in cluster.statements}
        return SAME_BY_SOURCE if kinds == {StatementKind.SENTENCE} else SAME_BY_HEADLINE
    return SAME_BY_SOURCE if _is_headline(one) or _is_headline(other) else SAME_FACT


def _is_headline(cluster: Cluster) -> bool:
    return all(item.kind is not StatementKind.SENTENCE for item in cluster.statements)


def _same(one: str, other: str, share: float) -> bool:
    a, b = set(content_words(one)), set(content_words(other))
    return bool(a and b) and len(a & b) >= share * min(len(a), len(b))


def _quotes_no_more(one: str, other: str) -> bool:
    """Whether what `one` quotes is nearly all of it, and stands in `other` too."""
    said = set(content_words(one))
    quoted = {word for part in quoted_parts(one) for word in content_words(part)}
    told = set(content_words(other))
    return len(quoted) >= max(SHORTEST_QUOTATION, len(said) / 3) and len(
        quoted & told
    ) >= SAME_QUOTATION * len(quoted)
