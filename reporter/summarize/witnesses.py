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
from itertools import chain

import numpy as np
from rapidfuzz.distance import LCSseq

from reporter.backends import Embedder, Float32
from reporter.records import Fact, Statement, Token
from reporter.text.clauses import MAX_TOKENS
from reporter.text.lexical import STOP_WORDS, profile
from reporter.text.lexicon import STATING
from reporter.text.syntax import tree_of

SURE_FROM = 0.75
"""Probability from which a fact is told as agreed; below, it stands among the less sure."""

_LEAST_WORDS = 4
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


_WEIGHTS = Signs(order=4.7, nearest=6.4, words=1.7)
_BIAS = -6.5


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
    statements = fact.cluster.statements
    for statement, found in zip(
        statements, signs(fact.summary, tokens, statements, embedder), strict=True
    ):
        outlet = outlets[statement.article_id]
        best[outlet] = max(_probability(found), best.get(outlet, 0.0))
    return sorted(best.values())[-2] if len(best) > 1 else 1.0


def signs(
    sentence: str, tokens: Sequence[Token], statements: Sequence[Statement], embedder: Embedder
) -> list[Signs]:
    """Return for each statement what speaks for it that it says what `sentence` says.

    `tokens` are those of the sentence. Raises ModelError when the embedder fails.
    """
    wanted = _stems(sentence)
    ours = _words(tokens)
    parts = [_parts(statement) for statement in statements]
    theirs = [_words(statement.tokens) for statement in statements]
    texts = list(dict.fromkeys([sentence, *ours, *chain(*parts, *theirs)]))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    return [
        Signs(
            order=LCSseq.similarity(wanted, _stems(statement.text)) / (len(wanted) or 1),
            nearest=_nearest([sentence], clauses, vectors),
            words=_nearest(ours, words, vectors) if ours else 1.0,
        )
        for statement, clauses, words in zip(statements, parts, theirs, strict=True)
    ]


def _stems(text: str) -> list[str]:
    return [word.stem for word in profile(text).words]


def _nearest(ours: Sequence[str], theirs: Sequence[str], vectors: Mapping[str, Float32]) -> float:
    """Return the mean cosine of each of `ours` with the nearest of `theirs`; 0 without any."""
    if not theirs:
        return 0.0
    a, b = (np.stack([vectors[text] for text in texts]) for texts in (ours, theirs))
    return float(np.mean((a @ b.T).max(axis=1)))


def _words(tokens: Sequence[Token]) -> list[str]:
    """Return the lemmas that carry meaning, each as often as it stands."""
    lemmas = ((token.lemma.lower(), token.pos) for token in tokens)
    return [lemma for lemma, pos in lemmas if pos in _MEANING and lemma not in _LIGHT]


def _parts(statement: Statement) -> list[str]:
    """Return the statement, what each of its verbs governs, and its quotations."""
    text, tokens = statement.text, statement.tokens
    found = [text, *(text[q.start : q.end].strip("“”\"'") for q in statement.quotations)]
    if len(tokens) <= MAX_TOKENS:
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
