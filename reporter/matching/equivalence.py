"""How sure it is that two statements assert the same thing, and whether only a value divides them.

Everything here is a plain function of texts, figures and a pair scorer's probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reporter.backends import Float32, PairScorer
from reporter.config import MatchingSettings
from reporter.text.lexical import shared_evidence

Probabilities = tuple[float, float, float]
Texts = tuple[str, str]
Places = tuple[tuple[int, int], tuple[int, int]]
"""Half-open character ranges: where the first text has its value, and the second its own."""


def equivalence(
    similarity: float,
    forward: Probabilities,
    backward: Probabilities,
    texts: Texts,
    rareness: Mapping[str, float],
    settings: MatchingSettings,
) -> float:
    """Return how sure it is (0..1) that two statements assert the same thing, details aside.

    The weighted mean of three measures, each 0..1: what the scorer says, averaged over `forward`
    (first -> second) and `backward`; the cosine `similarity`, negative counted as 0; and the
    evidence of the rare words that both share (`lexical.shared_evidence` under `rareness`).

    Of the scorer counts entailment and, by the share `contradiction` of the settings,
    contradiction: statements that differ in a detail are still about the same thing, but scorers
    call two events of one kind a contradiction as well.
    """
    agree = agreement(forward, backward, settings)
    return combined(similarity, agree, shared_evidence(*texts, rareness), settings)


def agreement(forward: Probabilities, backward: Probabilities, settings: MatchingSettings) -> float:
    """Return what the scorer's two judgements count in `equivalence`, 0..1."""
    return sum(p[0] + settings.contradiction * p[2] for p in (forward, backward)) / 2


def combined(similarity: float, agree: float, evidence: float, settings: MatchingSettings) -> float:
    """Return `equivalence` from its three measures."""
    parts = (
        (settings.weight_agree, agree),
        (settings.weight_similarity, max(0.0, similarity)),
        (settings.weight_evidence, evidence),
    )
    total = sum(weight for weight, _ in parts) or 1.0
    return sum(weight * part for weight, part in parts) / total


def equalised(texts: Texts, values: Sequence[Places]) -> Texts:
    """Return the texts with each value of the first written in place of the second's.

    Where the values of the second text overlap, the first of them counts. Raises ValueError for a
    range that is not inside its text.
    """
    first, second = texts
    parts: list[str] = []
    done = 0
    for (start, end), (begin, finish) in sorted(values, key=lambda places: places[1]):
        if not (0 <= start <= end <= len(first) and 0 <= begin <= finish <= len(second)):
            raise ValueError(f"no such characters: {start}:{end} and {begin}:{finish}")
        if begin >= done:
            parts += [second[done:begin], first[start:end]]
            done = finish
    return first, "".join([*parts, second[done:]])


def same_but_for(pairs: Sequence[tuple[Texts, Sequence[Places]]], scorer: PairScorer) -> Float32:
    """Return (n,): how sure (0..1) it is that the values are all that divides each two texts.

    The values are made equal, and the scorer is asked whether the texts then entail each other; the
    result is the mean of both directions. Two happenings of one kind stay neutral however their
    dates and figures read. So do texts with further details of their own: give clauses rather than
    long sentences, and take a low value for no proof (docs/matching.md has the figures).
    """
    asked = [equalised(texts, values) for texts, values in pairs]
    distinct = sorted({*asked, *((b, a) for a, b in asked)})
    entailed = dict(zip(distinct, scorer.score(distinct)[:, 0].tolist(), strict=True))
    return np.array([(entailed[a, b] + entailed[b, a]) / 2 for a, b in asked], dtype=np.float32)
