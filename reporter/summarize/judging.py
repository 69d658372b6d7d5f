"""Which candidate of a cluster stands: the gate, then the judge of pairs, then one ranking.

A few candidates at a time are parsed and checked, the best by their words first. Of those that pass
the gate the pair scorer is asked where words leave open which statements say so. The best of what
remains stands; where nothing remains, the next few are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporter.backends import PairScorer, Parser
from reporter.config import SummarySettings
from reporter.records import Check, Statement
from reporter.summarize.candidates import EXTRACTIVE, Candidate, score_sentence
from reporter.summarize.details import details_told, leaves_open, says_another, tells_otherwise
from reporter.summarize.faithfulness import (
    Sources,
    check_sentence,
    faithfulness,
    is_tolerable,
)
from reporter.summarize.fluency import joining_faults
from reporter.summarize.preservation import unpreserved
from reporter.summarize.rendering import render
from reporter.summarize.sentence import Sentence, sentence_of
from reporter.summarize.support import Support

CHECKED_AT_ONCE = 6
"""Extracted candidates of a cluster that are parsed and checked before the next are looked at."""
DOUBTFUL_CUT = 0.1
"""Penalty of a sentence cut from a statement whose clauses no longer say what the sources' say: as
often the parse is at fault as the cut, so that it is no reason to refuse it."""
ENTAILED = 0.5
"""Probability of entailment by a single source from which a written sentence may stand."""
HARDLY, AT_ODDS = 0.1, 0.25
"""Probabilities of entailment under which, and of contradiction from which, a statement of whose
words a sentence has some does not bear it out (docs/summaries.md)."""
MOST_ASKED = 6
"""Statements that the pair scorer is asked about for one sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A cluster as the judge sees it; `outlets` maps its articles to their outlets.

    `written` are the candidates of a summarizer, `cut` those from the statements, best first.
    """

    outlets: Mapping[str, str]
    sources: Sources
    support: Support
    written: tuple[Candidate, ...]
    cut: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate that was checked, and the statements that bear it out."""

    candidate: Candidate
    statements: tuple[Statement, ...]
    checks: tuple[Check, ...]
    faithfulness: float
    score: float

    @property
    def passed(self) -> bool:
        """Whether no check failed."""
        return all(check.passed for check in self.checks)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence that stands, or None, and the written ones that failed a check."""

    chosen: Judged | None
    refused: tuple[Judged, ...]


def judge(
    cases: Sequence[Case], parser: Parser, scorer: PairScorer, settings: SummarySettings
) -> list[Verdict]:
    """Return a verdict for each case.

    Where no candidate passes every check, the best extracted one that is tolerable stands. Raises
    ModelError when the scorer fails.
    """
    seen: list[list[Judged]] = [[] for _ in cases]
    pending = list(range(len(cases)))
    start = 0
    while pending:
        groups = [
            (
                *(cases[place].written if start == 0 else ()),
                *cases[place].cut[start:][:CHECKED_AT_ONCE],
            )
            for place in pending
        ]
        found = _judge_groups([cases[place] for place in pending], groups, parser, scorer, settings)
        for place, group in zip(pending, found, strict=True):
            seen[place] += group
        start += CHECKED_AT_ONCE
        pending = [
            place
            for place in pending
            if len(cases[place].cut) > start and not any(item.passed for item in seen[place])
        ]
    return [_verdict(group) for group in seen]


def _verdict(group: Sequence[Judged]) -> Verdict:
    passed = [item for item in group if item.passed]
    extracted = [item for item in group if item.candidate.method == EXTRACTIVE]
    usable = passed or [item for item in extracted if is_tolerable(item.checks)]
    # Where nothing passes, the first is the best by its words, which may not be the best borne out.
    chosen = max(usable, key=lambda item: item.score) if passed else next(iter(usable), None)
    written = (item for item in group if item.candidate.method != EXTRACTIVE)
    return Verdict(chosen, tuple(item for item in written if not item.passed))


def _judge_groups(
    cases: Sequence[Case],
    groups: Sequence[Sequence[Candidate]],
    parser: Parser,
    scorer: PairScorer,
    settings: SummarySettings,
) -> list[list[Judged]]:
    """Parse and ask about all candidates at once, and judge each by its own case."""
    work = [(case, item) for case, group in zip(cases, groups, strict=True) for item in group]
    parsed = parser.parse([item.text for _, item in work])
    told = [sentence_of(item.text, tokens) for (_, item), tokens in zip(work, parsed, strict=True)]
    checks = [
        _checks(case, item, sentence, settings)
        for (case, item), sentence in zip(work, told, strict=True)
    ]
    sound = [all(check.passed for check in found) for found in checks]
    asked = ((case, item) for (case, item), fit in zip(work, sound, strict=True) if fit)
    answers = iter(_answers(asked, scorer))
    judged = iter(
        _judged(case, item, sentence, found, next(answers) if fit else {}, settings)
        for (case, item), sentence, found, fit in zip(work, told, checks, sound, strict=True)
    )
    return [[next(judged) for _ in group] for group in groups]


def _checks(
    case: Case, item: Candidate, sentence: Sentence, settings: SummarySettings
) -> tuple[Check, ...]:
    checks = check_sentence(sentence, case.sources, settings.max_words)
    if item.method == EXTRACTIVE:
        return checks
    faults = joining_faults(item.text, sentence.tokens, case.sources.statements)
    checks = (*checks, Check("well joined", not faults, "; ".join(faults)))
    if not all(check.passed for check in checks):
        return checks
    lost = unpreserved(item.text, sentence.tokens, case.sources.statements)
    return (*checks, Check("every clause said", not lost, "; ".join(lost)))


Answers = Mapping[str, tuple[float, float, float]]
"""By the id of a statement: entailment, neutral, contradiction for statement -> sentence."""


def _answers(asked: Iterable[tuple[Case, Candidate]], scorer: PairScorer) -> list[Answers]:
    """Return what the scorer says of each sentence and the statements that it is asked about."""
    questions = [(item.text, _questioned(case, item)) for case, item in asked]
    pairs = list(dict.fromkeys((s.text, text) for text, found in questions for s in found))
    rows = zip(pairs, scorer.score(pairs), strict=True)
    known = {pair: (float(row[0]), float(row[1]), float(row[2])) for pair, row in rows}
    return [{s.id: known[s.text, text] for s in found} for text, found in questions]


def _questioned(case: Case, item: Candidate) -> list[Statement]:
    """Choose the statements to ask about: of what was written, those that say most of it too."""
    doubtful = case.support.doubtful(item.text)
    if item.statement is not None:
        return [each for each in doubtful if each.id != item.statement.id][:MOST_ASKED]
    if item.method == EXTRACTIVE:
        return list(doubtful[:MOST_ASKED])
    sure = [each for each in case.support.bearing_out(item.text) if each not in doubtful]
    return [*sure, *doubtful][:MOST_ASKED]


def _judged(
    case: Case,
    item: Candidate,
    sentence: Sentence,
    checks: tuple[Check, ...],
    answers: Answers,
    settings: SummarySettings,
) -> Judged:
    doubtful = {each.id for each in case.support.doubtful(item.text)}
    judged = {key: _of_one_matter(row) for key, row in answers.items() if key in doubtful}
    details = details_told(sentence)
    statements = tuple(
        each
        for each in case.support.bearing_out(item.text, judged)
        if not tells_otherwise(each, details) and not leaves_open(each)
        if not says_another(each, sentence)
    )
    outlets = {case.outlets[statement.article_id] for statement in statements}
    borne = len(outlets) >= settings.min_outlets
    enough = Check("said by enough outlets", borne, "" if borne else f"by {len(outlets)}")
    written = item.method != EXTRACTIVE and all(check.passed for check in checks)
    tokens, said = sentence.tokens, case.sources.statements
    doubted = bool(
        item.removed
        and (joining_faults(item.text, tokens, said) or unpreserved(item.text, tokens, said))
    )
    return Judged(
        candidate=item,
        statements=statements,
        checks=(*checks, *([_entailed(item.text, case, answers)] if written else []), enough),
        faithfulness=faithfulness(sentence, case.sources),
        score=item.own + score_sentence(item.text, case.support, judged) - DOUBTFUL_CUT * doubted,
    )


def _of_one_matter(row: tuple[float, float, float]) -> float:
    """Return how sure (0..1) it is that a statement speaks of what the sentence does.

    A differing detail, which the scorer calls a contradiction, is for the gate to veto; where
    nothing is entailed beside it, the statement says something else of the same people.
    """
    entailed, neutral, contradicted = row
    return 0.0 if entailed < HARDLY and contradicted >= AT_ODDS else 1 - neutral


def _entailed(text: str, case: Case, answers: Answers) -> Check:
    """Ask for one statement that says all of it; a part of a statement surely does."""
    if any(text.rstrip(".") in render(item.text) for item in case.sources.statements):
        return Check("entailed by a source", True)
    best = max((row[0] for row in answers.values()), default=0.0)
    passed = best >= ENTAILED
    return Check("entailed by a source", passed, "" if passed else f"at most {best:.2f}")
