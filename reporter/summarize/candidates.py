"""Every way in which a cluster could be told in one sentence, best first.

A candidate is what a summarizer wrote, or a statement as it stands or shortened. One score ranks
them all:

    score = F(precision, recall) + weights * (likeness, breadth, precision) - penalties

precision  share of the candidate's content words that two or more groups use
recall     share of the words that two or more groups use which the candidate has
           (numbers and names count double in both)
likeness   how far the other groups say it in its words and order
breadth    share of the groups with a statement that says what the candidate says

A group is an independent origin, or an outlet where the whole cluster comes from one origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reporter.records import Evidence, Statement, StatementKind
from reporter.summarize.clauses import independent_clauses
from reporter.summarize.fluency import novel_joints
from reporter.summarize.quoting import single_quoted_sentences, spoken_by
from reporter.summarize.rendering import Part, missing_marks, quoted_sentences, quoted_spans, render
from reporter.summarize.support import Support
from reporter.summarize.trimming import removable_parts
from reporter.text.readability import is_gloss, judging_adjectives, quoted_parts, reading_penalty

TRIM_LEVELS = (0.34, 0.5, 0.67)
"""A part goes when a smaller share than this of its weight is shared; each level is a candidate."""

MOST_SUBSETS = 4
"""So many parts of a statement, those shared least, go in every combination as well."""

JUDGING_ADJECTIVE = "judging adjective"
EXTRACTIVE = "extractive"
LIKENESS_WEIGHT = 1.0
BREADTH_WEIGHT = 0.2
PRECISION_WEIGHT = 0.4
LATER_BEAM = 0.01
NOVEL_JOINT = 0.05
"""The weights were chosen on the fusion sentences of NeuS train; docs/summaries.md has figures."""
LIKELIHOOD_WEIGHT = 0.3
MOST_RATED = 6
"""A summarizer that can is asked how readily it would have written the sentences, of those cut from
the statements so many; its mean log-likelihood per token joins the score."""
SHORTEST_QUOTATION = 3

PENALTIES: Mapping[str, float] = {
    "not a sentence": 0.4,
    "drops who says so": 0.2,
    "quoted otherwise elsewhere": 0.12,
    "several sentences quoted": 0.15,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence for a cluster and its `score`, of which `own` holds what does not hang on others.

    `method` is what wrote it. One cut from a statement names it, and in `removed` the kinds of
    parts that were left out.
    """

    text: str
    score: float
    own: float = 0.0
    method: str = EXTRACTIVE
    statement: Statement | None = None
    removed: tuple[str, ...] = ()


def candidates(
    statements: Sequence[Statement],
    support: Support,
    disputed: Sequence[Evidence] = (),
    levels: Sequence[float] = TRIM_LEVELS,
) -> tuple[Candidate, ...]:
    """Return the distinct sentences that can be cut from the statements of a cluster, best first.

    Parts that hold the `disputed` characters of a statement are left out wherever grammar allows.
    At each of the `levels` parts go of whose words a smaller share is shared.
    """
    best: dict[str, Candidate] = {}
    claimed = any(item.reported for item in statements)
    for statement in statements:
        spans = [item for item in disputed if item.statement.id == statement.id]
        own = -_penalty(statement, claimed)
        repairs = _repairs(statement, support.speaker)
        for parts in _cuts(statement, support, spans, repairs, levels):
            text = render(statement.text, parts)
            removed = tuple(part.kind for part in parts)
            score = own + score_sentence(text, support)
            found = Candidate(text, score, own, EXTRACTIVE, statement, removed)
            if text not in best or _order(found) < _order(best[text]):
                best[text] = found
    return tuple(sorted(best.values(), key=_order))


def generated(texts: Sequence[str], support: Support, method: str) -> tuple[Candidate, ...]:
    """Return what a summarizer wrote, which puts its best first, as candidates, best first."""
    best: dict[str, Candidate] = {}
    for place, text in enumerate(texts):
        own = -LATER_BEAM * place - NOVEL_JOINT * novel_joints(text, support.statements)
        line = render(" ".join(text.split())) if text.strip() else ""
        found = Candidate(line, own + score_sentence(line, support), own, method)
        best.setdefault(line, found)
    return tuple(sorted(best.values(), key=_order))


def rated(found: Sequence[Candidate], likelihoods: Sequence[float]) -> tuple[Candidate, ...]:
    """Return the candidates with what the summarizer makes of the first of them, best first.

    The others count as the least likely of those. Digits that hang on which other sentences were
    rated in one batch are rounded off.
    """
    known = [*likelihoods, *[min(likelihoods, default=0.0)] * (len(found) - len(likelihoods))]
    added = (LIKELIHOOD_WEIGHT * round(value, 4) for value in known)
    every = (
        replace(item, own=item.own + more, score=item.score + more)
        for item, more in zip(found, added, strict=True)
    )
    return tuple(sorted(every, key=_order))


def score_sentence(text: str, support: Support, judged: Mapping[str, float] | None = None) -> float:
    """Return what a sentence is worth by its words and, if it was asked, by a judge of pairs.

    `judged` is as in `Support.bearing_out`.
    """
    own_words = any(
        len(part.split()) >= SHORTEST_QUOTATION and not support.is_quoted_alike(part)
        for part in quoted_parts(text)
    )
    several = any(len(quoted_sentences(part)) > 1 for part in quoted_parts(text))
    return (
        support.agreement(text)
        + LIKENESS_WEIGHT * support.likeness(text)
        + BREADTH_WEIGHT * support.breadth(text, judged)
        + PRECISION_WEIGHT * support.precision(text)
        - reading_penalty(text)
        - PENALTIES["quoted otherwise elsewhere"] * own_words
        - PENALTIES["several sentences quoted"] * several
    )


def _cuts(
    statement: Statement,
    support: Support,
    disputed: Sequence[Evidence],
    repairs: tuple[Part, ...],
    levels: Sequence[float],
) -> Iterator[tuple[Part, ...]]:
    """Yield the sets of parts to remove or replace; `repairs` are in all of them."""
    parts = (*removable_parts(statement), *_judgements(statement, support))
    must = {
        part
        for part in parts
        if _holds(part, disputed)
        or is_gloss(statement.text[part.start : part.end])
        or part.kind == JUDGING_ADJECTIVE
    }
    shared = {part: support.precision(statement.text[part.start : part.end]) for part in parts}
    choices = (*independent_clauses(statement), *single_quoted_sentences(statement))
    for frame in (repairs, *((*repairs, *frame) for frame in choices)):
        for level in (0.0, *levels):
            yield _apart(frame, (part for part in parts if part in must or shared[part] < level))
    free = sorted((part for part in parts if part not in must), key=shared.__getitem__)
    free = free[:MOST_SUBSETS]
    for count in range(1, len(free) + 1):
        for chosen in combinations(free, count):
            yield _apart(repairs, (part for part in parts if part in must or part in chosen))


def _apart(frame: tuple[Part, ...], parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return `frame` and those of `parts`, in their order, that overlap nothing before them."""
    chosen = list(frame)
    for part in parts:
        if not any(item.start < part.end and part.start < item.end for item in chosen):
            chosen.append(part)
    return tuple(chosen)


def _judgements(statement: Statement, support: Support) -> tuple[Part, ...]:
    """Return the adjectives that judge and that one group alone has, outside quotations."""
    text = statement.text
    quoted = quoted_spans(text)
    return tuple(
        Part(JUDGING_ADJECTIVE, start, end)
        for start, end in judging_adjectives(text)
        if not support.is_quoted_alike(text[start:end])
        and not any(span.start <= start < span.end for span in quoted)
    )


def _repairs(statement: Statement, speaker: str) -> tuple[Part, ...]:
    """Return what makes a statement readable alone: the speaker's name, missing quotation marks."""
    named = spoken_by(statement, speaker) if speaker and statement.reported else ()
    framed = any(part.kind == "frame" for part in named)
    return named if framed else (*named, *missing_marks(statement))


def _holds(part: Part, disputed: Sequence[Evidence]) -> bool:
    return any(part.start <= item.start and item.end <= part.end for item in disputed)


def _penalty(statement: Statement, claimed: bool) -> float:
    total = 0.0
    if statement.kind is not StatementKind.SENTENCE:
        total += PENALTIES["not a sentence"]
    if claimed and not statement.reported:
        total += PENALTIES["drops who says so"]
    return total


def _order(candidate: Candidate) -> tuple[float, int, str, str]:
    return (
        -round(candidate.score, 9),
        len(candidate.removed),
        candidate.text,
        candidate.statement.id if candidate.statement else "",
    )
