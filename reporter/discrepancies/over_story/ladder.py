"""Ladders: how firmly the outlets of a story tell one happening.

One outlet tells as fact, or as confirmed, what others only have as possible, alleged or denied; the
statements often share little else and stand in no cluster. Claims a difference of kind certainty
where tellings (`standing.py`) of one family of happening have two rare things, or one and a name,
in common: on one side articles of which no telling leaves a doubt, on the other those of which one
does. Articles that have it as somebody's word stand between. It changes the meaning where what is
only alleged or denied is told as fact or as confirmed.

Does not claim one between two articles that both hold a doubt, between fact and somebody's word,
for happenings that are planned, wanted or conditional, or where who does it in one is done it in
the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reporter.discrepancies.finding import Finding, Mark, position
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.standing import Standing, Telling, tellings
from reporter.discrepancies.phrases import HOW_CERTAIN, asked
from reporter.records import Kind, Statement, StatementKind
from reporter.text.lexical import stem

_GENERAL = frozenset(stem(word) for word in words("standing.general"))
_RARE_SHARE = 0.12
_RARE_COUNT = 6
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.6
_SIGNS = frozenset(words("proof"))
_NO_SIGN = "no sign of it"
_SHOWN = ("told as fact", "confirmed", "said", "possible", "alleged", "denied")


def find_ladders(statements: Sequence[Statement]) -> list[Finding]:
    """Return where articles tell one happening with more or less certainty.

    `statements` are those of one story; their order does not matter.
    """
    return [
        finding
        for told, rare in _families(list(_told(statements)), statements)
        for rungs in _ladders(told, rare)
        for finding in _findings(rungs, rare)
    ]


def happenings(
    statements: Sequence[Statement], standings: Sequence[Standing]
) -> Iterator[list[Telling]]:
    """Yield the tellings of each happening that have one of the standings."""
    chosen = [telling for telling in _told(statements) if telling.standing in standings]
    for told, rare in _families(chosen, statements):
        left = list(told)
        while left:
            linked = _linked([left[0]], left, rare)
            left = [telling for telling in left if telling not in linked]
            if len({telling.statement.article_id for telling in linked}) > 1:
                yield linked


def _families(
    told: Sequence[Telling], statements: Sequence[Statement]
) -> Iterator[tuple[list[Telling], frozenset[str]]]:
    """Yield the tellings of each family with the things that few statements of the story name."""
    rare = _rare(statements, told)
    by_family: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_family[telling.family].append(telling)
    for family in sorted(by_family):
        yield by_family[family], rare


def _told(statements: Sequence[Statement]) -> Iterator[Telling]:
    """Yield the tellings of a story, a bare "possible purchase" with what was told before it."""
    before: list[Telling] = []
    for statement in sorted(statements, key=position):
        if statement.kind is StatementKind.HEADLINE:
            continue
        here = [_completed(telling, before) for telling in tellings(statement)]
        yield from here
        before = here


def _completed(telling: Telling, before: Iterable[Telling]) -> Telling:
    if telling.things or telling.standing not in {Standing.POSSIBLE, Standing.ALLEGED}:
        return telling
    for other in before:
        near = other.statement.article_id == telling.statement.article_id
        if near and other.family == telling.family and other.things:
            return replace(telling, things=other.things, names=other.names | telling.names)
    return telling


def _rare(statements: Sequence[Statement], told: Sequence[Telling]) -> frozenset[str]:
    """Return the things that few statements of the story name."""
    counts: Counter[str] = Counter()
    for statement in statements:
        counts.update({stem(t.lemma) for t in statement.tokens if t.pos == "NOUN"})
    most = max(_RARE_COUNT, _RARE_SHARE * len(statements))
    things = {thing for telling in told for thing in telling.things}
    return frozenset(t for t in things - _GENERAL if counts[t] <= most and t.isalpha())


def _ladders(told: Sequence[Telling], rare: frozenset[str]) -> Iterator[list[Telling]]:
    """Yield, of each happening, one telling per article: the least firm one that it has."""
    open_ = [telling for telling in told if telling.standing <= Standing.CONFIRMED]
    while open_:
        firm = _linked([open_[0]], open_, rare)
        open_ = [telling for telling in open_ if telling not in firm]
        rungs = _least_firm(_linked(firm, told, rare))
        if _is_ladder(rungs):
            yield rungs


def _linked(
    firm: Sequence[Telling], told: Sequence[Telling], rare: frozenset[str]
) -> list[Telling]:
    return [telling for telling in told if any(_is_one(telling, one, rare) for one in firm)]


def _is_one(a: Telling, b: Telling, rare: frozenset[str]) -> bool:
    """Return whether two tellings of one family are of one happening."""
    if a is b:
        return True
    if a.doers & b.done_to or a.done_to & b.doers:
        return False
    common = len(a.things & b.things & rare)
    return common > 1 or (common == 1 and bool(a.names & b.names))


def _least_firm(told: Iterable[Telling]) -> list[Telling]:
    best: dict[str, Telling] = {}
    for telling in told:
        known = best.get(telling.statement.article_id)
        if known is None or telling.standing > known.standing:
            best[telling.statement.article_id] = telling
    return [best[article] for article in sorted(best)]


def _is_ladder(rungs: Sequence[Telling]) -> bool:
    standings = [telling.standing for telling in rungs]
    return min(standings) <= Standing.CONFIRMED and max(standings) >= Standing.POSSIBLE


def _findings(rungs: Sequence[Telling], rare: frozenset[str]) -> Iterator[Finding]:
    firmest = min(rungs, key=lambda telling: telling.standing)
    least = max(rungs, key=lambda telling: telling.standing)
    turned = least.standing >= Standing.ALLEGED
    for other in rungs:
        if other is not firmest:
            common = sorted(firmest.things & other.things & rare) + sorted(
                firmest.names & other.names
            )
            yield Finding(
                Kind.CERTAINTY,
                _mark(firmest),
                _mark(other),
                asked(HOW_CERTAIN, firmest.statement.tokens, firmest.at),
                _CONFIDENCE,
                turned,
                (f"tellings of one happening share {', '.join(common)}",),
            )


def _mark(telling: Telling) -> Mark:
    cue = telling.statement.tokens[telling.cue].lemma.lower()
    said = _NO_SIGN if cue in _SIGNS else _SHOWN[telling.standing]
    return Mark(telling.statement, telling.span, said, key=said)
