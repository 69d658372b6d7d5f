"""The days and figures that a sentence tells, and which statements bear no witness to it.

A statement that says most of what a sentence says, but of another day or with another figure, does
not bear it out: "Two bodies were found" is not to be read in "At least 40 bodies were found".

Only days of one kind (two weekdays, two dates) and figures of one thing are set beside each other;
what a statement leaves out, says less precisely or counts of something else speaks against nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reporter.discrepancies.values import Day, Number, is_supported
from reporter.discrepancies.values.compare import comparable, numbers_agree
from reporter.records import Statement, Token
from reporter.summarize.sentence import Sentence, sentence_of
from reporter.text.lexical import stem
from reporter.text.lexicon import STATING
from reporter.text.syntax import tree_of

Detail = Day | Number

_OPEN = re.compile(
    r"\b(?:un(?:clear|known|certain)|"
    r"not (?:yet |immediately |been |entirely )*(?:clear|known|certain)) (?:whether|if)\b",
    re.IGNORECASE,
)
_COUNTS = ""
_SHARES = "percent"
_BESIDES = re.compile(r"^\W*(?:[a-z]+\s){0,2}(?:others?|more)\b")
"""After a figure: those who come on top of somebody that is named."""


def details_told(sentence: Sentence) -> tuple[Detail, ...]:
    """Return the days, unresolved, and the figures of a sentence.

    Not the figures of those who come on top of somebody ("38 other senators").
    """
    return tuple(
        value
        for value in sentence.values
        if isinstance(value, Day)
        or (isinstance(value, Number) and not _BESIDES.match(sentence.text[value.end :]))
    )


def leaves_open(statement: Statement) -> bool:
    """Return whether a statement only says that something is not known: no witness that it is so.

    "It was not clear whether Lund had agreed" does not bear out that Lund agreed.
    """
    return _OPEN.search(statement.text) is not None


def tells_otherwise(statement: Statement, details: Sequence[Detail]) -> bool:
    """Return whether a statement has not one of the `details`, but another in its place."""
    theirs = _told_by(statement) if details else ()
    return any(
        not is_supported(detail, theirs) and any(_differ(detail, other) for other in theirs)
        for detail in details
    )


def says_another(statement: Statement, sentence: Sentence) -> bool:
    """Return whether both only tell what somebody said, each another person by name.

    "Lund said the harbour will close" does not bear out that Berg said so.
    """
    ours, theirs = _speaker(sentence.tokens), _speaker(statement.tokens)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _speaker(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words of the person's name who says all of a sentence; none for anybody else."""
    tree = tree_of(tokens)
    root = next((i for i, token in enumerate(tokens) if token.head == i), None)
    if root is None or tokens[root].lemma.lower() not in STATING:
        return frozenset()
    subject = tree.subject(root)
    if subject is None or tokens[subject].entity != "PERSON":
        return frozenset()
    first, last = tree.first[subject], subject + 1
    named = (token for token in tokens[first:last] if token.entity == "PERSON")
    return frozenset(token.text for token in named)


@lru_cache(maxsize=4096)
def _told_by(statement: Statement) -> tuple[Detail, ...]:
    """Ask once a statement, for each of many candidate sentences is laid beside it."""
    return details_told(sentence_of(statement.text, statement.tokens))


def _differ(one: Detail, other: Detail) -> bool:
    if isinstance(one, Day) and isinstance(other, Day):
        return _are_two_days(one, other)
    if isinstance(one, Number) and isinstance(other, Number):
        return _are_two_figures(one, other)
    return False


def _are_two_days(one: Day, other: Day) -> bool:
    if one.day is not None and other.day is not None:
        return (one.month, one.day) != (other.month, other.day)
    named = one.day is None and other.day is None and None not in {one.weekday, other.weekday}
    return named and one.weekday != other.weekday


def _are_two_figures(one: Number, other: Number) -> bool:
    """Return whether one thing is counted, or both are shares, and both cannot be one quantity."""
    counts = one.unit == other.unit == _COUNTS and one.counted and other.counted
    alike = counts and stem(one.counted) == stem(other.counted)
    shares = one.unit == other.unit == _SHARES
    return bool((alike or shares) and comparable(one, other) and not numbers_agree(one, other))
