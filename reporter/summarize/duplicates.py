"""When two facts say one thing, so that a brief says it once."""

from __future__ import annotations

from dataclasses import replace

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


def add_fact(facts: list[Fact], fact: Fact) -> None:
    """Append the fact unless an earlier one says the same, which then takes its discrepancies."""
    for place, known in enumerate(facts):
        if _say_one_thing(known, fact):
            merged = dict.fromkeys((*known.discrepancies, *fact.discrepancies))
            facts[place] = replace(known, discrepancies=tuple(merged))
            return
    facts.append(fact)


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
