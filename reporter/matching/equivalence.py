"""How sure it is that two statements assert the same thing.

Everything here is a plain function of texts, figures and a pair scorer's probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping

from reporter.config import MatchingSettings
from reporter.text.lexical import shared_evidence

Probabilities = tuple[float, float, float]
Texts = tuple[str, str]


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
