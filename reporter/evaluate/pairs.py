"""How well pairs of sentences are judged.

Rows have `id` and `s1`/`s2` or `premise`/`hypothesis`; `label` may be missing. Binary golds are
scored by accuracy, F1 and AUC of the positive class: 1/0 (equivalent) on `equivalent`,
entailment/not_entailment on `entailment`, discrepant/consistent on `contradiction`. Golds with
neutral or contradiction are scored three-way: accuracy and macro F1 of `label`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Toolkit
from reporter.matching.equivalence import equivalence
from reporter.text.lexical import rarity

LABELS = ("entailment", "neutral", "contradiction")

# What a label says, whether it is the positive of its kind, and the field that scores the kind.
_BINARY: Mapping[str, tuple[str, bool]] = {
    "1": ("equivalent", True),
    "0": ("equivalent", False),
    "true": ("equivalent", True),
    "false": ("equivalent", False),
    "entailment": ("entailment", True),
    "entailed": ("entailment", True),
    "notentailment": ("entailment", False),
    "notentailed": ("entailment", False),
    "discrepant": ("contradiction", True),
    "consistent": ("contradiction", False),
}


def evaluate(rows: Sequence[Row], toolkit: Toolkit) -> Evaluation:
    """Return `id, entailment, neutral, contradiction, equivalent, label` per row, and scores.

    The probabilities are those of the first text for the second; `equivalent` looks both ways.
    Raises DataError for a row without the two texts, or with a label that is not known.
    """
    pairs = [_texts(row, number) for number, row in enumerate(rows, start=1)]
    predictions = _predict(rows, pairs, toolkit)
    gold = [_gold(row, number) for number, row in enumerate(rows, start=1)]
    threshold = toolkit.settings.matching.threshold
    return Evaluation(tuple(predictions), _scores(gold, predictions, threshold))


def _predict(
    rows: Sequence[Row], pairs: Sequence[tuple[str, str]], toolkit: Toolkit
) -> list[dict[str, Any]]:
    texts = sorted({text for pair in pairs for text in pair})
    place = {text: index for index, text in enumerate(texts)}
    vectors = toolkit.models.embedder.embed(texts)
    forward = toolkit.models.scorer.score(pairs).tolist()
    backward = toolkit.models.scorer.score([(b, a) for a, b in pairs]).tolist()
    rareness = rarity(texts)
    predictions = []
    for number, (row, (a, b)) in enumerate(zip(rows, pairs, strict=True)):
        there, back = forward[number], backward[number]
        similarity = float(vectors[place[a]] @ vectors[place[b]])
        sure = equivalence(similarity, there, back, (a, b), rareness, toolkit.settings.matching)
        prediction: dict[str, Any] = {"id": row.get("id", number)}
        prediction |= {name: round(p, 4) for name, p in zip(LABELS, there, strict=True)}
        prediction |= {"equivalent": round(sure, 4)}
        prediction |= {"label": max(zip(there, LABELS, strict=True))[1]}
        predictions.append(prediction)
    return predictions


def _scores(
    gold: Sequence[str | None], predictions: Sequence[Row], threshold: float
) -> dict[str, float]:
    labelled = [(label, row) for label, row in zip(gold, predictions, strict=True) if label]
    if not labelled:
        return {}
    labels = [label for label, _ in labelled]
    if {"neutral", "contradiction"} & {*labels}:
        given = [row["label"] for _, row in labelled]
        return {
            "rows": len(labels),
            "accuracy": float(accuracy_score(labels, given)),
            "macro_f1": float(f1_score(labels, given, average="macro", zero_division=0.0)),
        }
    fields = {_BINARY[label][0] for label in labels}
    if len(fields) > 1:
        raise DataError("the labels are of several kinds: " + ", ".join(sorted({*labels})) + ".")
    return _binary_scores(labels, [row for _, row in labelled], fields.pop(), threshold)


def _binary_scores(
    labels: Sequence[str], rows: Sequence[Row], field: str, threshold: float
) -> dict[str, float]:
    truth = [_BINARY[label][1] for label in labels]
    values = [row[field] for row in rows]
    if field == "equivalent":
        guess = [value >= threshold for value in values]
    else:
        guess = [row["label"] == field for row in rows]
    scores = {
        "rows": float(len(truth)),
        "accuracy": float(accuracy_score(truth, guess)),
        "f1": float(f1_score(truth, guess, zero_division=0.0)),
    }
    # With one class only there is nothing to rank.
    return scores | ({"auc": float(roc_auc_score(truth, values))} if len({*truth}) == 2 else {})


def _texts(row: Row, number: int) -> tuple[str, str]:
    for first, second in (("s1", "s2"), ("premise", "hypothesis")):
        if isinstance(row.get(first), str) and isinstance(row.get(second), str):
            return row[first], row[second]
    raise DataError(
        f"row {number} ({row.get('id', 'no id')}) lacks its two texts.",
        "Name them s1 and s2, or premise and hypothesis.",
    )


def _gold(row: Row, number: int) -> str | None:
    if row.get("label") is None:
        return None
    label = str(row["label"]).lower()
    label = label.replace("_", "").replace("-", "")
    if label not in _BINARY and label not in LABELS:
        raise DataError(
            f"row {number} ({row.get('id', 'no id')}) has the label {row['label']!r}.",
            "Known: 1, 0, entailment, neutral, contradiction, not_entailment, consistent, "
            "discrepant.",
        )
    return "entailment" if label == "entailed" else label
