"""From a module's own figure to the probability that the difference is a true one.

Number, date and name give a probability themselves (`slot_model.py`). The other modules say how
well two places agree; what that is worth differs between kinds and hangs on how much else the
statements have in common. One logistic regression per kind weighs both (Platt 1999, with evidence
beside the figure), fitted on differences that a reader judged; see docs/discrepancies.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import cache
from importlib import resources

from reporter.discrepancies.attribution import SWAPPED
from reporter.discrepancies.contradiction import WHOLE
from reporter.discrepancies.evidence.one_happening import is_of_one_happening
from reporter.discrepancies.evidence.slot_model import SlotModel, log_odds
from reporter.discrepancies.evidence.verbatim import word_count, words_apart
from reporter.discrepancies.finding import VALUED, Finding, Pair, shown
from reporter.discrepancies.negation import SUSPECTED
from reporter.discrepancies.over_story.utterance import UTTERED
from reporter.discrepancies.weighing import WORTH_FROM
from reporter.discrepancies.wording import LOADED
from reporter.records import Discrepancy, Kind, Side

SURE_FROM = 0.6
"""Probability from which a difference is told without reserve, unless a line below is higher."""
_SURE_FROM = {
    Kind.NUMBER: 0.98,
    Kind.QUOTE: 0.8,
    Kind.DATE: 0.98,
    Kind.NAME: 0.98,
    Kind.NEGATION: 0.98,
    Kind.CONTRADICTION: 0.98,
    Kind.ATTRIBUTION: 0.98,
    Kind.CERTAINTY: 0.98,
}
"""The same where the probability is too high outside planted differences. Of what was read in
stories that no rule had seen, from .8 up to here two of ten days, none of three names and opposites
and one of three hedges were true; other words of a quotation below this line are oftener those of
another saying. The lines hang on few readings: see docs/discrepancies-measured.md.
"""
_SURE_OF_FIGURES_AT_TOP = 0.8
"""The same where two articles tell their figures in one tense at their top; without one tense none
is sure.
"""
_SURE_OF_ANOTHER_WORD = 0.9
"""The same where a loaded noun or deed stands for another word, which may be of something else."""
DOUBT_FROM = 0.2
"""Probability under which so few are true that a fact may be told as settled all the same."""

_TURNING = frozenset({Kind.QUOTE, Kind.CERTAINTY})
"""Kinds in which what turns the meaning is another matter: "stop", an accusation told as fact."""
_FAR = 4
_FRAGMENT = 5  # words
_UNLIKE_FRAGMENTS = 0.2


def is_sure(found: Discrepancy) -> bool:
    """Return whether a difference is probable enough to be told without reserve.

    A figure must, beyond what its probability weighs, surely be of one happening. Of a quotation an
    article has one wording; who has two quotes two sentences that are alike.
    """
    if found.kind is Kind.NUMBER:
        at_top = found.confidence < _SURE_FROM[found.kind]
        of_one = is_of_one_happening(found, at_top=at_top)
        return of_one and found.confidence >= _SURE_OF_FIGURES_AT_TOP
    if found.kind is Kind.QUOTE and _has_two_wordings(found.sides):
        return False
    turns = found.kind in _TURNING and found.changes_meaning
    if turns or found.subject.startswith(UTTERED):
        return found.confidence >= SURE_FROM
    if found.subject.startswith(LOADED) and found.importance >= WORTH_FROM:
        return found.confidence >= _SURE_OF_ANOTHER_WORD
    return found.confidence >= _SURE_FROM.get(found.kind, SURE_FROM)


def _has_two_wordings(sides: Sequence[Side]) -> bool:
    told = [article for side in sides for article in set(side.articles)]
    return len(told) > len(set(told))


class Tier(IntEnum):
    """Where a difference stands in the brief, the first first."""

    WARNING = 0
    """Sure, and it changes the meaning."""
    NOTED = 1
    """Sure, and worth an editor's time."""
    SMALL = 2
    """Sure, and hardly worth it."""
    DOUBTFUL = 3


def tier_of(found: Discrepancy) -> Tier:
    """Return where in the brief a difference stands."""
    if not is_sure(found):
        return Tier.DOUBTFUL
    if found.changes_meaning:
        return Tier.WARNING
    return Tier.NOTED if found.importance >= WORTH_FROM else Tier.SMALL


def worth(found: Discrepancy) -> float:
    """Return the probability (0..1) that a difference is true and an editor wants to be told."""
    return found.confidence * found.importance


def judged(finding: Finding, pair: Pair) -> Finding:
    """Return the finding with the probability that it is a true difference as confidence."""
    if finding.kind in VALUED:
        return finding
    found = evidence(finding, pair)
    if group_of(finding) == Kind.QUOTE and not found["apart"]:
        reason = "the same words, printed in another way"
        return replace(finding, confidence=0.0, reasons=(*finding.reasons, reason))
    reason = f"slots agree with {finding.confidence:.2f}; {shown(found)}"
    return replace(
        finding, confidence=_models()[group_of(finding)](found), reasons=(*finding.reasons, reason)
    )


def evidence(finding: Finding, pair: Pair) -> dict[str, float]:
    """Return what is weighed: the log-odds of the module's figure, and 0..1 each the rest.

    `overlap` is the share of words in common, `length` the shorter statement's share of the longer
    one's words, `known` the share of the two values that stand in the other's article, `apart` how
    many words of them differ (1 for `_FAR` or more), `unlike` that number as a share of the words
    of the shorter quotation, `reported` the share of the statements that are somebody's words or
    position.
    """
    sizes = sorted(len(sheet.statement.tokens) for sheet in (pair.a, pair.b))
    sides = ((finding.a, pair.b), (finding.b, pair.a))
    known = sum(mark.said.casefold() in sheet.article.casefold() for mark, sheet in sides)
    ours, theirs = finding.a.said, finding.b.said
    apart, fewer = words_apart(ours, theirs), min(word_count(ours), word_count(theirs))
    return {
        "figure": log_odds(finding.confidence),
        "overlap": pair.alignment.overlap,
        "length": sizes[0] / max(1, sizes[1]),
        "known": known / len(sides),
        "apart": min(_FAR, apart) / _FAR,
        "unlike": _unlike(finding.kind, apart, fewer),
        "reported": (pair.a.statement.reported + pair.b.statement.reported) / len(sides),
        "meaning": float(finding.changes_meaning),
    }


def _unlike(kind: Kind, apart: int, words: int) -> float:
    """Return the share of words that differ; short quotations fill a slot and share few anyway."""
    if kind is not Kind.QUOTE:
        return 0.0
    return min(1.0, apart / words) if words > _FRAGMENT else _UNLIKE_FRAGMENTS


def group_of(finding: Finding) -> str:
    """Return what is weighed together: see `group_named`."""
    return group_named(finding.kind, finding.subject, finding.changes_meaning)


def group_named(kind: str, subject: str, changes_meaning: bool) -> str:
    """Return the kind, with what is another matter apart.

    That are quotations whose meaning turns, names that change places ("who does it"), and what the
    pair scorer sees where no two words could be laid side by side.
    """
    if kind == Kind.QUOTE and changes_meaning:
        return f"{kind} turned"
    if subject == SWAPPED or (kind == Kind.CONTRADICTION and subject.startswith("who ")):
        return f"{kind} swapped"
    if subject in (WHOLE, SUSPECTED):
        return f"{kind} suspected"
    return f"{kind}"


@cache
def _models() -> Mapping[str, SlotModel]:
    text = resources.files(__package__).joinpath("judging.json").read_text(encoding="utf-8")
    return {
        group: SlotModel(stored["bias"], stored["weights"])
        for group, stored in json.loads(text).items()
    }
