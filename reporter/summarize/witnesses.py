"""How probable it is that a second outlet says what a fact tells as agreed.

A statement may share the people and the words of a fact and still say something else ("Berg turned
the offer down", "Lund made Berg an offer"). Three signs part the two: how much of the fact stands
in the statement in its order, how near the fact comes to the clause that is nearest, and how near
its nouns, verbs and adjectives come, each by itself, to those of the statement. One logistic
regression weighs them; it was fitted on facts that were read (`models/training/witnesses`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from reporter.backends import Embedder, Float32
from reporter.records import Fact, Statement, Token
from reporter.text.lexical import STOP_WORDS, profile
from reporter.text.lexicon import STATING
from reporter.text.syntax import tree_of

SURE_FROM = 0.75
"""Probability from which a fact is told as agreed; below, it stands among the less sure."""

_LEAST_WORDS = 4
_MOST_TOKENS = 250
_MEANING = frozenset({"NOUN", "VERB", "ADJ"})
_LIGHT = STOP_WORDS | STATING


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for it that a statement says what a sentence says (0..1; cosines -1..1).

    `order` is the share of the words of the sentence that the statement has in their order,
    `nearest` the cosine of the sentence and of the clause that is nearest to it, `words` the mean
    over the nouns, verbs and adjectives of the sentence of their cosine with the nearest one there.
    """

    order: float
    nearest: float
    words: float


_WEIGHTS = Signs(order=4.7, nearest=7.0, words=1.4)
_BIAS = -6.6


def is_sure(fact: Fact) -> bool:
    """Return whether a second outlet says what the fact tells."""
    return fact.confidence >= SURE_FROM


def confidence(
    fact: Fact, outlets: Mapping[str, str], tokens: Sequence[Token], embedder: Embedder
) -> float:
    """Return how probable (0..1) it is that two outlets or more say what the fact tells.

    `outlets` maps the fact's articles to their outlets, `tokens` are those of its sentence. The
    outlet that is closest is taken to say it, and the next one decides. Raises ModelError when the
    embedder fails.
    """
    best: dict[str, float] = {}
    for statement in fact.cluster.statements:
        outlet = outlets[statement.article_id]
        said = _probability(signs(fact.summary, tokens, statement, embedder))
        best[outlet] = max(said, best.get(outlet, 0.0))
    return sorted(best.values())[-2] if len(best) > 1 else 1.0


def signs(
    sentence: str, tokens: Sequence[Token], statement: Statement, embedder: Embedder
) -> Signs:
    """Return what speaks for it that `statement` says what `sentence` with these tokens says."""
    wanted = [word.stem for word in profile(sentence).words]
    there = [word.stem for word in profile(statement.text).words]
    ours, theirs = _words(tokens), _words(statement.tokens)
    parts = [sentence, *_parts(statement)]
    vectors = embedder.embed([*parts, *ours, *theirs])
    whole, clauses = vectors[:1], vectors[1 : len(parts)]
    sought, found = vectors[len(parts) : len(parts) + len(ours)], vectors[len(parts) + len(ours) :]
    return Signs(
        order=LCSseq.similarity(wanted, there) / len(wanted) if wanted else 0.0,
        nearest=_nearest(whole, clauses),
        words=_nearest(sought, found) if ours else 1.0,
    )


def _nearest(ours: Float32, theirs: Float32) -> float:
    """Return the mean cosine of each of `ours` with the nearest of `theirs`; 0 without any."""
    return float(np.mean((ours @ theirs.T).max(axis=1))) if len(theirs) else 0.0


def _words(tokens: Sequence[Token]) -> list[str]:
    """Return the lemmas that carry meaning, each as often as it stands."""
    lemmas = ((token.lemma.lower(), token.pos) for token in tokens)
    return [lemma for lemma, pos in lemmas if pos in _MEANING and lemma not in _LIGHT]


def _parts(statement: Statement) -> list[str]:
    """Return the statement, what each of its verbs governs, and its quotations."""
    text, tokens = statement.text, statement.tokens
    found = [text, *(text[q.start : q.end].strip("“”\"'") for q in statement.quotations)]
    if len(tokens) <= _MOST_TOKENS:
        found += _governed(text, tokens)
    return [part for part in dict.fromkeys(found) if len(part.split()) >= _LEAST_WORDS] or [text]


def _governed(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    tree = tree_of(tokens)
    for index, token in enumerate(tokens):
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            first, last = tokens[tree.first[index]], tokens[tree.last[index]]
            yield text[first.start : last.end].strip(" ,;")


def _probability(found: Signs) -> float:
    weighed = zip(astuple(_WEIGHTS), astuple(found), strict=True)
    return 1 / (1 + math.exp(-(_BIAS + sum(weight * sign for weight, sign in weighed))))
