"""Plans: what some outlets tell as planned, others tell as done.

"The president is expected to sign the order Thursday" beside "the president signed an order on
Thursday". Claims a difference where two articles tell one happening so: one verb or two of one
family ("will nominate", "has picked"), two words in common that take part in it, of two verbs
three, and the same object or the same day. Where all articles with the outcome are of a later day
it is an update, and a timeline; otherwise one of kind certainty. It leaves the meaning alone: most
articles of one day that differ so were written at different hours.

Does not claim one where subjects, days or counts are at odds, where the day of the plan was still
to come when the outcome was told, or where the article with the plan tells the outcome as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Finding, Mark, Sheet, in_order
from reporter.discrepancies.over_story.families import families_of
from reporter.discrepancies.over_story.planned import Event, events_of, is_noun
from reporter.discrepancies.values.compare import days_agree
from reporter.records import Kind, StatementKind
from reporter.text.lexical import stem

_LEAST_COMMON = 2
_LEAST_OF_TWO_VERBS = 3
_LONG_AGO = timedelta(days=3)
# Two time zones, or the date on which a text was last changed.
_SLACK = timedelta(days=1)
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.55


def find_plans(sheets: Sequence[Sheet]) -> list[Finding]:
    """Return where one article tells as planned what another tells as done.

    The order of the sheets does not matter.
    """
    alike: dict[str, list[Event]] = defaultdict(list)
    for sheet in in_order(sheets):
        if sheet.statement.kind is not StatementKind.HEADLINE:
            for event in events_of(sheet):
                for family in families_of(sheet.statement.tokens[event.verb]):
                    alike[family].append(event)
    known = {
        _place(event)
        for events in alike.values()
        for event in events
        if not event.done and any(_is_own(event, other) for other in events if other.done)
    }
    found = [
        item
        for name in sorted(alike)
        for item in _findings([e for e in alike[name] if _place(e) not in known])
    ]
    return list({(item.a.place, item.b.place): item for item in found}.values())


def _place(event: Event) -> tuple[str, int]:
    return event.statement.id, event.verb


def _findings(events: Sequence[Event]) -> Iterator[Finding]:
    """Yield each plan beside its outcomes, of all the events of one verb or family of verbs."""
    for plan in (event for event in events if not event.done):
        outcomes = [event for event in events if event.done and _is_one(plan, event)]
        # One outcome of the plan's own day makes all of them a difference.
        newer = all(_is_later(plan, event) for event in outcomes)
        kind = Kind.UPDATE if newer else Kind.CERTAINTY
        yield from (_finding(kind, plan, outcome) for outcome in outcomes)


def _is_own(plan: Event, outcome: Event) -> bool:
    """Return whether the article with the plan tells the outcome itself."""
    same_article = plan.statement.article_id == outcome.statement.article_id
    return same_article and bool(plan.objects & outcome.objects)


def _is_later(plan: Event, outcome: Event) -> bool:
    before, after = plan.published, outcome.published
    return before is not None and after is not None and before < after


def _is_one(plan: Event, outcome: Event) -> bool:
    """Return whether both are of one happening."""
    if plan.statement.article_id == outcome.statement.article_id:
        return False
    common = plan.taking_part & outcome.taking_part
    objects = plan.objects & outcome.objects
    same_day = plan.weekdays & outcome.weekdays
    least = _LEAST_COMMON if _verb(plan) == _verb(outcome) else _LEAST_OF_TWO_VERBS
    if len(common) < least or not (objects or same_day):
        return False
    apart = (
        _disjoint(plan.subjects, outcome.subjects)
        or _disjoint(plan.counts, outcome.counts)
        or _disjoint(plan.weekdays, outcome.weekdays)
    )
    return not apart and _may_be_one_day(plan, outcome)


def _verb(event: Event) -> str:
    return event.statement.tokens[event.verb].lemma.lower()


def _disjoint(ours: frozenset[str] | None, theirs: frozenset[str] | None) -> bool:
    """Return whether both say something and have nothing in common."""
    return bool(ours and theirs) and (ours or frozenset()).isdisjoint(theirs or frozenset())


def _may_be_one_day(plan: Event, outcome: Event) -> bool:
    planned, told = plan.published, outcome.published
    if planned is not None and told is not None and planned - told > _SLACK:
        return False
    if plan.days and outcome.days:
        return any(days_agree(a, b) for a in plan.days for b in outcome.days)
    first = min((day.earliest for day in plan.days if day.earliest), default=None)
    if first is not None and told is not None and first - told > _SLACK:
        return False
    latest = max((day.latest for day in outcome.days if day.latest), default=None)
    return planned is None or latest is None or latest >= planned - _LONG_AGO


def _finding(kind: Kind, plan: Event, outcome: Event) -> Finding:
    before, after = plan.published, outcome.published
    tokens = outcome.statement.tokens
    things = [
        tokens[i].text
        for i in syntax.children(tokens, outcome.verb)
        if stem(tokens[i].lemma) in plan.objects and is_noun(tokens[i])
    ]
    happening = " ".join([_verb(outcome), *things[:1]])
    common = ", ".join(sorted(plan.taking_part & outcome.taking_part))
    return Finding(
        kind,
        _mark(plan),
        _mark(outcome),
        f"planned or done ({happening})",
        _CONFIDENCE,
        False,
        (f"both tell of {common}", f"published {before or 'undated'}, {after or 'undated'}"),
    )


def _mark(event: Event) -> Mark:
    tokens = event.statement.tokens
    helpers = [
        i for i in syntax.children(tokens, event.verb) if tokens[i].dep in {"aux", "auxpass"}
    ]
    first = min([event.verb, *helpers])
    if tokens[event.verb].dep == "xcomp":
        first = min(first, tokens[event.verb].head)
    said = "done" if event.done else "planned"
    span = tokens[first].start, tokens[event.verb].end
    return Mark(event.statement, span, said, key=said)
