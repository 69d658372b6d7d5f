"""Dated happenings: what a statement says happened on a day, with the words that tell which it was.

A day is that of the verb that it hangs on, or of an event noun ("Wednesday's hearing", "at his
hearing Wednesday"). Days in somebody's words, of part of a period, and beside verbs that say
little or only that somebody spoke date nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Sheet
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.over_story.families import families_of, is_event_noun
from reporter.discrepancies.over_story.tally import content
from reporter.discrepancies.values.typed import Day
from reporter.records import StatementKind, Token
from reporter.text.lexical import fold, stem

_SAYING_LITTLE = frozenset(
    words("light") + words("uttering") + words("thinking") + words("having") + words("saying")
    + words("speaking") + words("standing.saying")
) - {"go", "release", "publish", "testify"}  # fmt: skip
_TIMES = frozenset(words("dating.times"))
_THROUGH = frozenset({"ADP", "PART", "ADV", "PUNCT"})
_ANOTHER = frozenset({"another", "second", "separate", "separately", "again"})
_OWN_CLAUSE = frozenset({"xcomp", "advcl", "conj"})
_OF_NOUN = frozenset({"acl", "relcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A happening and its day.

    `at` is its token, `families` what it may be called, `around` the stems of the words that tell
    of it and who takes part, `objects` those of what it befalls, empty where it has none.
    `names` are those of `around` that are names. `is_another` says that it is one more of its kind
    ("in a separate ruling").
    """

    sheet: Sheet
    day: Day
    at: int
    families: frozenset[str]
    around: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    is_another: bool

    @property
    def article(self) -> str:
        """The id of its article."""
        return self.sheet.statement.article_id


def dated_in(sheet: Sheet) -> Iterator[Dated]:
    """Yield the dated happenings of a statement, in order."""
    statement = sheet.statement
    tokens = statement.tokens
    if statement.kind is StatementKind.HEADLINE or sheet.caption:
        return
    for day in sheet.days:
        if is_one_day(day) and not syntax.is_quoted(statement, day.start):
            for at in sorted(_dated_by(tokens, day)):
                yield _dated(sheet, day, at)


def is_one_day(day: Day) -> bool:
    """Return whether it is one day of the calendar, and known which."""
    return day.grain == "day" and not day.vague and day.earliest is not None


def _dated_by(tokens: Sequence[Token], day: Day) -> set[int]:
    """Return the verbs and nouns whose day it may be."""
    above = _above(tokens, syntax.span_head(tokens, day.first, day.last))
    found = {above} if above is not None and tells(tokens[above]) else set()
    before = day.first - 1
    if before > 0 and tokens[before].pos == "ADP":
        before -= 1
    return found | ({before} if before >= 0 and is_event_noun(tokens[before]) else set())


def _above(tokens: Sequence[Token], index: int) -> int | None:
    """Return the word that a day goes with, across prepositions and times of day."""
    while tokens[index].head != index:
        index = tokens[index].head
        if tokens[index].pos not in _THROUGH and tokens[index].lemma.lower() not in _TIMES:
            return index
    return None


def tells(token: Token) -> bool:
    """Return whether a verb or noun tells what happened."""
    if token.pos == "NOUN":
        return True
    return token.pos == "VERB" and token.lemma.lower() not in _SAYING_LITTLE


def _dated(sheet: Sheet, day: Day, at: int) -> Dated:
    tokens = sheet.statement.tokens
    told = [tokens[i] for i in sorted(told_with(tokens, at)) if not day.first <= i < day.last]
    below = (tokens[i] for i in syntax.children(tokens, at))
    objects = [token for token in below if token.dep in _OBJECTS and token.pos != "PRON"]
    if tokens[at].dep in _OF_NOUN:
        objects.append(tokens[tokens[at].head])
    return Dated(
        sheet,
        day,
        at,
        families_of(tokens[at]),
        frozenset(content(told)) - {stem(tokens[at].lemma)} - _stems(_TIMES),
        _stems(fold(token.lemma) for token in objects),
        frozenset(content(token for token in told if token.pos == "PROPN")),
        any(fold(token.text) in _ANOTHER for token in told),
    )


def _stems(lemmas: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(lemma) for lemma in lemmas)


def told_with(tokens: Sequence[Token], at: int) -> set[int]:
    """Return the tokens of what a verb or noun tells: its clause or phrase, and who it is of."""
    own = set(syntax.subtree(tokens, at))
    if tokens[at].dep in _OF_NOUN:
        return own.union(syntax.subtree(tokens, tokens[at].head))
    verb = syntax.governing_verb(tokens, tokens[at].head)
    if verb is None or _subjects(tokens, at):
        return own
    if tokens[at].pos == "NOUN" or tokens[at].dep in _OWN_CLAUSE:
        for index in _subjects(tokens, verb):
            own.update(syntax.subtree(tokens, index))
    return own


def _subjects(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep in _SUBJECTS]
