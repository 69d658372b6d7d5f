"""Every way in which a cluster's own statements could be its sentence, best first.

A candidate is a statement as it stands or shortened. Its score is the weighted F-measure of what it
shares with other sources, less penalties for what makes a sentence hard to read alone:

    score = F(precision, recall) - penalties

precision  share of the candidate's content words that two or more groups use
recall     share of the words that two or more groups use which the candidate has
           (numbers and names count double in both; F leans to precision, beta below)

A group is an independent origin, or an outlet where the whole cluster comes from one origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.lexical import Word, profile
from reporter.records import Evidence, Statement, StatementKind
from reporter.rendering import Part, missing_marks, render
from reporter.trimming import independent_clauses, removable_parts, spoken_by

BETA = 0.7
TRIM_LEVELS = (0.34, 0.5, 0.67)
"""A part goes when a smaller share than this of its weight is shared; each level is a candidate."""

DETAIL_WEIGHT = 2.0
COMFORTABLE_WORDS = 28
SHORTEST_WORDS = 6

PENALTIES: Mapping[str, float] = {
    "leans on the sentence before": 0.25,
    "not a sentence": 0.2,
    "first or second person": 0.15,
    "relative time": 0.05,
    "time seen from the sentence before": 0.05,
    "word over the comfortable length": 0.01,
    "too short": 0.15,
    "second fact": 0.1,
    "drops who says so": 0.2,
}

_ANAPHORIC = re.compile(
    r"^[“\"]?(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|"
    r"[Tt]heir|[Ii]ts|[Bb]oth|[Ss]uch|[Aa]nother|[Oo]thers|[Ss]ome|[Mm]any|[Oo]ne|[Mm]ost|"
    r"[Tt]he (?:former|latter|other|two|same))\b|"
    r"[Tt]he (?:[a-z]+ ){0,2}(?:officials?|statement|spokes(?:man|woman|person)|move|decision|"
    r"comments?|remarks?|report|pair|man|woman|suspect|victim|group|company|agency|ministry|"
    r"diplomats?|tests?|bill|measure|ruling|announcement|letter|news|incident|attack|president|"
    r"senator|congress(?:man|woman)|lawmaker|judge|candidate|women|men)\b"
    r"(?! (?:of|in|at|for|who|that)\b))"
)
_SECOND_FACT = re.compile(r",? (?:but|and|while|whereas) (?:he|she|it|they)\b")
_AFTERWARDS = re.compile(r"\b(?:soon after|later|earlier|then|the same day|once again|again)\b")
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who"})
_PERSONS = re.compile(r"\b(?:I|we|you|our|my|us|your)\b")
_US = re.compile(r"\bUS\b")
_QUOTED = re.compile(r"[“\"«].*?[”\"»]")
_RELATIVE_TIME = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this) (?:week|month|year|night))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence cut from `statement`; `removed` names the kinds of parts that were left out."""

    text: str
    statement: Statement
    score: float
    removed: tuple[str, ...] = ()


class Support:
    """Which words of a cluster stand in how many of its groups (`groups`: article id -> group)."""

    def __init__(self, statements: Sequence[Statement], groups: Mapping[str, str]) -> None:
        self._groups_of: dict[str, set[str]] = {}
        for statement in statements:
            for word in profile(statement.text).content:
                self._groups_of.setdefault(word.stem, set()).add(groups[statement.article_id])
        self._weight = {
            word.stem: _weight(word)
            for statement in statements
            for word in profile(statement.text).content
        }
        self.speaker = _agreed_speaker(statements, groups)

    def is_shared(self, stem: str) -> bool:
        """Whether two or more groups use the word."""
        return len(self._groups_of.get(stem, ())) >= 2

    def precision(self, text: str) -> float:
        """Return the weighted share (0..1) of the content words of `text` that are shared."""
        words = profile(text).content
        total = sum(_weight(word) for word in words)
        return sum(_weight(word) for word in words if self.is_shared(word.stem)) / (total or 1.0)

    def recall(self, text: str) -> float:
        """Return the weighted share (0..1) of the shared words that `text` has."""
        present = {word.stem for word in profile(text).content}
        shared = [
            (stem, self._weight[stem] * (len(groups) - 1))
            for stem, groups in self._groups_of.items()
            if len(groups) >= 2
        ]
        total = sum(weight for _, weight in shared)
        return sum(weight for stem, weight in shared if stem in present) / (total or 1.0)

    def agreement(self, text: str) -> float:
        """Return the F-measure (0..1) of both."""
        p, r = self.precision(text), self.recall(text)
        return (1 + BETA**2) * p * r / (BETA**2 * p + r) if p and r else 0.0


def candidates(
    statements: Sequence[Statement], support: Support, disputed: Sequence[Evidence] = ()
) -> tuple[Candidate, ...]:
    """Return the distinct candidates of a cluster, best first.

    Parts that hold the `disputed` characters of a statement are left out wherever grammar allows.
    """
    best: dict[str, Candidate] = {}
    claimed = any(item.reported for item in statements)
    for statement in statements:
        spans = [item for item in disputed if item.statement.id == statement.id]
        for parts in _cuts(statement, support, spans, _repairs(statement, support.speaker)):
            text = render(statement.text, parts)
            score = support.agreement(text) - _penalty(text, statement, claimed)
            found = Candidate(text, statement, score, tuple(part.kind for part in parts))
            if text not in best or _order(found) < _order(best[text]):
                best[text] = found
    return tuple(sorted(best.values(), key=_order))


def score_generated(text: str, support: Support) -> float:
    """Return the score of a sentence that no statement holds, on the scale of the others."""
    return support.agreement(text) - _reading_penalty(text)


def _cuts(
    statement: Statement, support: Support, disputed: Sequence[Evidence], repairs: tuple[Part, ...]
) -> Iterator[tuple[Part, ...]]:
    """Yield the sets of parts to remove or replace; `repairs` are in all of them."""
    parts = removable_parts(statement)
    frames = (repairs, *((*repairs, *frame) for frame in independent_clauses(statement)))
    for frame in frames:
        for level in (0.0, *TRIM_LEVELS):
            chosen = list(frame)
            for part in parts:
                inside = any(item.start < part.end and part.start < item.end for item in chosen)
                if not inside and (
                    _holds(part, disputed)
                    or support.precision(statement.text[part.start : part.end]) < level
                ):
                    chosen.append(part)
            yield tuple(chosen)


def _repairs(statement: Statement, speaker: str) -> tuple[Part, ...]:
    """Return what makes a statement readable alone: the speaker's name, missing quotation marks."""
    named = spoken_by(statement, speaker) if speaker and statement.reported else ()
    framed = any(part.kind == "frame" for part in named)
    return named if framed else (*named, *missing_marks(statement))


def _holds(part: Part, disputed: Sequence[Evidence]) -> bool:
    return any(part.start <= item.start and item.end <= part.end for item in disputed)


def _penalty(text: str, statement: Statement, claimed: bool) -> float:
    total = _reading_penalty(text)
    if statement.kind is not StatementKind.SENTENCE:
        total += PENALTIES["not a sentence"]
    if claimed and not statement.reported:
        total += PENALTIES["drops who says so"]
    return total


def _reading_penalty(text: str) -> float:
    words = len(text.split())
    own = _QUOTED.sub("", _US.sub("", text))
    over = max(0, words - COMFORTABLE_WORDS) * PENALTIES["word over the comfortable length"]
    return (
        over
        + PENALTIES["leans on the sentence before"] * bool(_ANAPHORIC.match(text))
        + PENALTIES["first or second person"] * bool(_PERSONS.search(own))
        + PENALTIES["relative time"] * bool(_RELATIVE_TIME.search(own))
        + PENALTIES["time seen from the sentence before"] * bool(_AFTERWARDS.search(own))
        + PENALTIES["second fact"] * bool(_SECOND_FACT.search(own))
        + PENALTIES["too short"] * (words < SHORTEST_WORDS)
    )


def _agreed_speaker(statements: Sequence[Statement], groups: Mapping[str, str]) -> str:
    """Return the fullest name of the speaker whom two groups name and none names otherwise."""
    named = [item for item in statements if _is_name(item.speaker or "")]
    names = sorted({item.speaker or "" for item in named}, key=lambda name: (-len(name), name))
    agreed = all(_may_be_one(names[0], other) for other in names)
    if not agreed or len({groups[item.article_id] for item in named}) < 2:
        return ""
    return names[0]


def _is_name(speaker: str) -> bool:
    return speaker[:1].isupper() and speaker.casefold() not in _PRONOUNS


def _may_be_one(fuller: str, other: str) -> bool:
    """Whether one person may bear both names: "Donald Trump" and "Mr. Trump", not "Eric Trump"."""
    ours, theirs = fuller.casefold().split(), other.casefold().split()
    titled = len(theirs) == 1 or theirs[0].endswith(".")
    return ours[-1] == theirs[-1] and (titled or ours[0] == theirs[0])


def _weight(word: Word) -> float:
    return DETAIL_WEIGHT if word.number or word.name else 1.0


def _order(candidate: Candidate) -> tuple[float, int, str, str]:
    return (
        -round(candidate.score, 9),
        len(candidate.removed),
        candidate.text,
        candidate.statement.id,
    )
