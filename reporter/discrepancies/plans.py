"""Plans: what some outlets tell as planned, others tell as done.

"The president is expected to sign the order Thursday" beside "the president signed an order on
Thursday". Claims a difference where two articles tell one happening so: one verb or two of one
family (`standing.py`), two words in common that take part in it, and the same object, or the same
day. Where the article with the outcome is of a later day it is an update, and a timeline; otherwise
one of kind certainty, for it may be known by then, or not be so. It leaves the meaning alone: most
articles of one day that differ so were written at different hours.

Does not claim one where subjects, days or counts are at odds, for what is told by the way ("the
program, which protected", "after it was signed"), for what is only wanted, promised or conditional,
or for verbs that last (*keep*, *remain*).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reporter.discrepancies import syntax
from reporter.discrepancies.compare import days_agree
from reporter.discrepancies.finding import Finding, Mark
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.standing import participants
from reporter.discrepancies.values import Day, values_in
from reporter.lexical import fold, stem
from reporter.records import Article, Kind, Statement, StatementKind, Token

_PLANNING = frozenset(words("plans.planning"))
_NO_HAPPENING = frozenset(
    words("plans.lasting") + words("having") + words("light") + words("uttering")
    + words("thinking") + words("hedging.verbs")
)  # fmt: skip
_TITLES = frozenset(words("titles"))
_GENERAL = frozenset(stem(word) for word in words("standing.general"))
_REPORTING = _PLANNING | frozenset(words("saying") + words("speaking") + words("announcing"))
_WEEKDAYS = frozenset(words("plans.days"))
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_IS = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_WAS = frozenset({"was", "were"})
_HAVE = frozenset({"has", "have", "had", "'s", "’s", "'ve", "’ve"})
_OPEN = frozenset({"may", "might", "could", "can", "ca", "should", "must", "would", "to", *_WILL})
_BY_THE_WAY = frozenset({"if", "unless", "whether", "before", "until", "once", "after", "when"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_LEAST_COMMON = 2
_LONG_AGO = timedelta(days=3)
# Two time zones, or the date on which a text was last changed.
_SLACK = timedelta(days=1)
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class _Event:
    """A happening that is planned or done, with what takes part in it as stems.

    `subjects` is None where only a pronoun or nothing says who did it.
    """

    statement: Statement
    verb: int
    done: bool
    taking_part: frozenset[str]
    objects: frozenset[str]
    subjects: frozenset[str] | None
    counts: frozenset[str]
    weekdays: frozenset[str]
    days: tuple[Day, ...]


def find_plans(statements: Sequence[Statement], articles: Mapping[str, Article]) -> list[Finding]:
    """Return where one article tells as planned what another tells as done.

    `articles` maps ids to the articles of `statements`, for their dates. The order of the
    statements does not matter.
    """
    by_verb: dict[str, list[_Event]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (s.article_id, s.index, s.id)):
        if statement.kind is not StatementKind.HEADLINE:
            for verb, event in _events(statement, _published(statement, articles)):
                by_verb[verb].append(event)
    return [
        _finding(plan, outcome, articles)
        for verb in sorted(by_verb)
        for plan in by_verb[verb]
        if not plan.done
        for outcome in by_verb[verb]
        if outcome.done and _is_one(plan, outcome, articles)
    ]


def _published(statement: Statement, articles: Mapping[str, Article]) -> date | None:
    article = articles.get(statement.article_id)
    return article.published if article else None


def _events(statement: Statement, published: date | None) -> Iterator[tuple[str, _Event]]:
    tokens = statement.tokens
    for verb, token in enumerate(tokens):
        word = token.lemma.lower()
        if token.pos != "VERB" or word in _NO_HAPPENING:
            continue
        done = _is_done(tokens, verb)
        if done is not None:
            yield stem(word), _event(statement, verb, done, published)


def _is_done(tokens: Sequence[Token], verb: int) -> bool | None:
    """Return whether a verb tells an outcome (True) or a plan (False), None for neither."""
    token = tokens[verb]
    below = syntax.children(tokens, verb)
    beside = {fold(tokens[i].text) for i in below if tokens[i].dep in {"aux", "auxpass"}}
    marks = {fold(tokens[i].text) for i in below if tokens[i].dep in {"mark", "advmod"}}
    if any(tokens[i].dep == "neg" for i in below) or marks & _BY_THE_WAY or _hinges(tokens, below):
        return None
    if _is_planned(tokens, verb, beside):
        return False
    if token.dep not in _MAIN or beside & _OPEN or "being" in beside:
        return None
    past = token.tag == "VBD" or (token.tag == "VBN" and bool(beside & (_HAVE | _WAS)))
    return True if past else None


def _hinges(tokens: Sequence[Token], below: Sequence[int]) -> bool:
    """Return whether it happens on a condition: "if he is jailed, she will resign"."""
    clauses = [i for i in below if tokens[i].dep == "advcl"]
    return any(
        fold(tokens[i].text) in _CONDITIONS
        for clause in clauses
        for i in syntax.children(tokens, clause)
    )


def _is_planned(tokens: Sequence[Token], verb: int, beside: set[str]) -> bool:
    token = tokens[verb]
    above = tokens[token.head]
    if "to" in beside and token.dep == "xcomp":
        return above.lemma.lower() in _PLANNING and _stands(tokens, token.head)
    if token.dep not in _MAIN or "have" in beside:
        return False
    told = token.dep == "ccomp" and above.lemma.lower() in _REPORTING
    if "would" in beside or token.dep == "ccomp":
        return told and not beside.isdisjoint(_WILL | {"would"})
    if token.tag == "VBG" and beside & (_IS | _WAS):
        held = (i for i, t in enumerate(tokens) if fold(t.text) in _WEEKDAYS)
        return any(_hangs_on(tokens, i, verb) for i in held)
    return bool(beside & _WILL)


def _stands(tokens: Sequence[Token], carrier: int) -> bool:
    """Return whether a plan stands: "plans to", "was set to", not "planned to" or "planning to"."""
    token = tokens[carrier]
    beside = syntax.children(tokens, carrier)
    if any(tokens[i].dep == "neg" for i in beside):
        return False
    helped = any(tokens[i].dep in {"aux", "auxpass"} for i in beside)
    return token.pos != "VERB" or token.tag in {"VBZ", "VBP"} or (token.tag != "VBD" and helped)


def _event(statement: Statement, verb: int, done: bool, published: date | None) -> _Event:
    tokens = statement.tokens
    things, names = participants(tokens, verb, _carriers(tokens, verb))
    held = [i for i in range(len(tokens)) if _hangs_on(tokens, i, verb)]
    befalls = _befalls(tokens, verb)
    days = tuple(
        day
        for day in values_in(statement, published)
        if isinstance(day, Day) and any(day.start <= tokens[i].start < day.end for i in held)
    )
    return _Event(
        statement,
        verb,
        done,
        (things | names) - _GENERAL,
        frozenset(stem(tokens[i].lemma) for i in _with_whole(tokens, befalls)),
        _subjects(tokens, verb),
        frozenset(fold(t.text) for t in tokens if t.dep == "nummod" and t.head in befalls),
        frozenset(fold(tokens[i].text) for i in held) & _WEEKDAYS,
        days,
    )


def _befalls(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return what it befalls: the object, or the subject of a verb that has none."""
    below = syntax.children(tokens, verb)
    objects = [i for i in below if tokens[i].dep in _OBJECTS]
    if objects or any(tokens[i].dep in {"ccomp", "xcomp"} for i in below):
        return objects
    return [
        i
        for place in (verb, *_carriers(tokens, verb))
        for i in syntax.children(tokens, place)
        if tokens[i].dep in {"nsubj", "nsubjpass"}
    ]


def _carriers(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return the words that carry the infinitive of a plan and its subject: "is due to"."""
    if tokens[verb].dep != "xcomp":
        return []
    above = tokens[verb].head
    return [above, tokens[above].head] if tokens[above].dep == "acomp" else [above]


def _with_whole(tokens: Sequence[Token], heads: Sequence[int]) -> Iterator[int]:
    """Yield the nouns among the words, and those that they are parts of: "parts of the act"."""
    for head in heads:
        parts = [i for i in syntax.children(tokens, head) if fold(tokens[i].text) == "of"]
        for i in (head, *(j for part in parts for j in syntax.children(tokens, part))):
            if _is_noun(tokens[i]):
                yield i


def _hangs_on(tokens: Sequence[Token], index: int, verb: int) -> bool:
    """Return whether a word hangs on the verb with no other clause between."""
    while index != verb:
        if tokens[index].dep in {"relcl", "advcl", "ccomp", "acl", "conj", "ROOT", "parataxis"}:
            return False
        index = tokens[index].head
    return True


def _is_noun(token: Token) -> bool:
    return token.pos in {"NOUN", "PROPN"}


def _subjects(tokens: Sequence[Token], verb: int) -> frozenset[str] | None:
    """Return the nouns and names of who did it, titles left out; None where they are not told."""
    found: set[str] = set()
    places = [verb, *_carriers(tokens, verb)]
    if tokens[verb].dep == "conj" and _subject_of(tokens, verb) is None:
        places.append(tokens[verb].head)
    passive = any(tokens[i].dep == "auxpass" for i in syntax.children(tokens, verb))
    for i in (i for place in places for i in syntax.children(tokens, place)):
        if tokens[i].dep == "agent" or (tokens[i].dep == "nsubj" and not passive):
            own = {j for j in range(len(tokens)) if syntax.is_within(tokens, j, i)}
            found |= {
                stem(tokens[j].lemma)
                for j in own
                if _is_noun(tokens[j]) and fold(tokens[j].text) not in _TITLES
            }
    return frozenset(found) or None


def _subject_of(tokens: Sequence[Token], verb: int) -> int | None:
    below = syntax.children(tokens, verb)
    return next((i for i in below if tokens[i].dep in {"nsubj", "nsubjpass"}), None)


def _is_one(plan: _Event, outcome: _Event, articles: Mapping[str, Article]) -> bool:
    """Return whether both are of one happening."""
    if plan.statement.article_id == outcome.statement.article_id:
        return False
    common = plan.taking_part & outcome.taking_part
    objects = plan.objects & outcome.objects
    same_day = plan.weekdays & outcome.weekdays
    if len(common) < _LEAST_COMMON or not (objects or same_day):
        return False
    apart = (
        _disjoint(plan.subjects, outcome.subjects)
        or _disjoint(plan.counts, outcome.counts)
        or _disjoint(plan.weekdays, outcome.weekdays)
    )
    return not apart and _may_be_one_day(plan, outcome, articles)


def _disjoint(ours: frozenset[str] | None, theirs: frozenset[str] | None) -> bool:
    """Return whether both say something and have nothing in common."""
    return bool(ours and theirs) and (ours or frozenset()).isdisjoint(theirs or frozenset())


def _may_be_one_day(plan: _Event, outcome: _Event, articles: Mapping[str, Article]) -> bool:
    planned, told = (_published(e.statement, articles) for e in (plan, outcome))
    if planned is not None and told is not None and planned - told > _SLACK:
        return False
    if plan.days and outcome.days:
        return any(days_agree(a, b) for a in plan.days for b in outcome.days)
    latest = max((day.latest for day in outcome.days if day.latest), default=None)
    return planned is None or latest is None or latest >= planned - _LONG_AGO


def _finding(plan: _Event, outcome: _Event, articles: Mapping[str, Article]) -> Finding:
    before, after = (_published(e.statement, articles) for e in (plan, outcome))
    newer = before is not None and after is not None and before < after
    tokens = outcome.statement.tokens
    things = [
        tokens[i].text
        for i in syntax.children(tokens, outcome.verb)
        if stem(tokens[i].lemma) in plan.objects and _is_noun(tokens[i])
    ]
    happening = " ".join([tokens[outcome.verb].lemma.lower(), *things[:1]])
    common = ", ".join(sorted(plan.taking_part & outcome.taking_part))
    return Finding(
        Kind.UPDATE if newer else Kind.CERTAINTY,
        _mark(plan),
        _mark(outcome),
        f"planned or done ({happening})",
        _CONFIDENCE,
        False,
        (f"both tell of {common}", f"the plan is of {before}, the outcome of {after}"),
    )


def _mark(event: _Event) -> Mark:
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
