"""Whether two figures surely are of one happening: told in one tense, and what the story is about.

What is over keeps its figures: 21 people were arrested, and who writes 15 tells another thing. What
goes on has those of the hour of writing: an agency is testing 120 samples, and 150 a day later. And
what two articles tell at their top is the same; further down each has its own cities and years.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from reporter.discrepancies import syntax
from reporter.records import Discrepancy, Evidence, Side, Token

_AT_TOP = 20
"""Statements of an article that tell what it is about."""
_HELPERS = frozenset({"aux", "auxpass"})


class Time(Enum):
    """When something holds, seen from the day of the article."""

    OVER = "over"
    NOW = "now"
    AHEAD = "ahead"
    """To come, or only possible."""


_TIMES = {"VBD": Time.OVER, "VBP": Time.NOW, "VBZ": Time.NOW, "MD": Time.AHEAD}


def is_of_one_happening(found: Discrepancy, at_top: bool) -> bool:
    """Return whether two sides tell of what is over, or two of what is to come.

    With `at_top` each must do so at the top of an article. A statement that nobody parsed tells
    nothing against it.
    """
    times = [_times(side, at_top) for side in found.sides]
    return any(sum(time in told for told in times) > 1 for time in (Time.OVER, Time.AHEAD))


def _times(side: Side, at_top: bool) -> set[Time | None]:
    heard = [each for each in side.evidence if not at_top or each.statement.index < _AT_TOP]
    if any(not each.statement.tokens for each in heard):
        return {*Time}
    return {time_told(each) for each in heard}


def time_told(evidence: Evidence) -> Time | None:
    """Return when holds what the words go with; None beside no verb with a tense.

    "Have arrested" is told of now: so far, and more may come.
    """
    tokens = evidence.statement.tokens
    first, last = syntax.token_range(tokens, evidence.start, evidence.end)
    if first == last:
        return None
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, first, last))
    while verb is not None:
        time = _time_of(tokens, verb)
        if time is not None:
            return time
        above = tokens[verb].head
        verb = None if above == verb else syntax.governing_verb(tokens, above)
    return None


def _time_of(tokens: Sequence[Token], verb: int) -> Time | None:
    """Return the time of the first of a verb and its helpers that has a tense or is a modal."""
    helpers = [i for i in syntax.children(tokens, verb) if tokens[i].dep in _HELPERS]
    own = (tokens[index].tag for index in sorted((*helpers, verb)))
    return next((_TIMES[tag] for tag in own if tag in _TIMES), None)
