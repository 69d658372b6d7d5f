"""The lead of a story: its best supported facts that say least twice, in the order of the news."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies.judging import DOUBT_FROM
from reporter.records import Discrepancy, Fact, Kind, StatementKind
from reporter.summarize.casing import is_title_case
from reporter.text.lexical import content_words
from reporter.text.readability import needs_sentence_before, quoted_parts

OVERLAP_WEIGHT = 1.0
HEADLINE_WEIGHT = 1.0
PLACE_WEIGHT = 0.5
LENGTH_WEIGHT = 0.01
QUOTE_WEIGHT = 0.5
COMFORTABLE_WORDS = 32
TOLD_ALREADY = 0.6
"""Share of the content words of a fact from which the facts before it have told it already."""
_VALUES = frozenset({Kind.DATE, Kind.NUMBER, Kind.NAME})


def choose_lead(
    facts: Sequence[Fact], discrepancies: Sequence[Discrepancy], titles: Sequence[str], size: int
) -> tuple[str, ...]:
    """Return the ids of up to `size` settled facts in the order in which they read well.

    Settled are faithful facts whose sentence leaves out every likely difference that changes the
    meaning. Each next one is the best supported that says most of what the outlets' `titles` do and
    repeats least of those before; what happened comes before what was said of it. They are told in
    the order in which the articles tell them.
    """
    headlines = [words for title in titles if (words := frozenset(content_words(title)))]
    turning = [
        item for item in discrepancies if item.changes_meaning and item.confidence >= DOUBT_FROM
    ]
    settled = [
        fact
        for fact in facts
        if fact.faithful
        and not any(item.id in fact.discrepancies and _takes_part(fact, item) for item in turning)
    ]
    plain = [fact for fact in settled if _stands_alone(fact)]
    # One origin repeated by its copies leads a brief only when nothing better is there.
    most = max((fact.origins for fact in plain), default=0)
    able = [fact for fact in plain if fact.origins >= min(2, most)]
    chosen: list[Fact] = []
    while able and len(chosen) < size:
        best = max(able, key=lambda fact: _worth(fact, chosen, most, headlines))
        chosen.append(best)
        able = [fact for fact in able if fact is not best and not _told(fact, chosen)]
    return tuple(fact.id for fact in sorted(chosen, key=lambda fact: (mean_place(fact), fact.id)))


def _takes_part(fact: Fact, found: Discrepancy) -> bool:
    """Return whether the sentence of a fact tells what is in dispute: it can leave a value out."""
    if found.kind not in _VALUES:
        return True
    told = fact.summary.casefold()
    said = (item for side in found.sides for item in side.evidence)
    return any(item.statement.text[item.start : item.end].casefold() in told for item in said)


def _stands_alone(fact: Fact) -> bool:
    told = any(item.kind is StatementKind.SENTENCE for item in fact.cluster.statements)
    return told and not needs_sentence_before(fact.summary) and not is_title_case(fact.summary)


def mean_place(fact: Fact) -> float:
    """Return how far down its articles tell the fact, in statements; a headline is no place."""
    items = fact.cluster.statements
    body = [item for item in items if item.kind is StatementKind.SENTENCE]
    return sum(item.index for item in body or items) / len(body or items)


def _worth(
    fact: Fact, chosen: Sequence[Fact], most: int, headlines: Sequence[frozenset[str]]
) -> float:
    over = max(0, len(fact.summary.split()) - COMFORTABLE_WORDS)
    return (
        fact.origins / most
        + HEADLINE_WEIGHT * _headlined(fact, headlines)
        - PLACE_WEIGHT * mean_place(fact) / (mean_place(fact) + 5)
        - OVERLAP_WEIGHT * _overlap(fact, chosen)
        - LENGTH_WEIGHT * over
        - QUOTE_WEIGHT * sum(len(part) for part in quoted_parts(fact.summary)) / len(fact.summary)
    )


def _headlined(fact: Fact, headlines: Sequence[frozenset[str]]) -> float:
    """Return the mean share (0..1) of the words of a headline that the fact has."""
    words = frozenset(content_words(fact.summary))
    shares = [len(words & headline) / len(headline) for headline in headlines]
    return sum(shares) / len(shares) if shares else 0.0


def _overlap(fact: Fact, chosen: Sequence[Fact]) -> float:
    words = {*content_words(fact.summary)}
    told = {word for other in chosen for word in content_words(other.summary)}
    return len(words & told) / len(words) if words else 1.0


def _told(fact: Fact, chosen: Sequence[Fact]) -> bool:
    return _overlap(fact, chosen) >= TOLD_ALREADY
