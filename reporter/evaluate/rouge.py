"""ROUGE: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004; F1 with stemming."""

from __future__ import annotations

from collections.abc import Sequence

METRICS = ("rouge1", "rouge2", "rougeL")


def rouge_of_each(references: Sequence[str], texts: Sequence[str]) -> list[dict[str, float]]:
    """Return the F1 (0..1) of every text against its reference, by the names in METRICS."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(METRICS), use_stemmer=True)
    found = [scorer.score(gold, text) for gold, text in zip(references, texts, strict=True)]
    return [{name: float(score[name].fmeasure) for name in METRICS} for score in found]


def rouge(references: Sequence[str], texts: Sequence[str]) -> dict[str, float]:
    """Return the mean F1 (0..1) of the texts against their references."""
    found = rouge_of_each(references, texts)
    return {name: sum(score[name] for score in found) / len(found) for name in METRICS}
