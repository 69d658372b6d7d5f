"""Fits and measures what matching rests on, from labelled files in a folder that is an argument.

python benchmarks/tune_matching.py fit FOLDER     coefficients of the lexical scorer, and its quality
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from reporter.backends.lexical_scorer import FEATURES, features, probabilities

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
Example = tuple[str, str, int]


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def paraphrases(folder: Path) -> Iterator[Example]:
    for row in rows(folder, "msrp_train"):
        yield row["s1"], row["s2"], ENTAILMENT if row["label"] else NEUTRAL


def translations(folder: Path) -> Iterator[Example]:
    """Two human translations of one sentence; the negatives are the next sentence's."""
    both = [row for row in rows(folder, "wmt_news_equivalents") if len(row["references"]) == 2]
    for row, following in zip(both, both[1:], strict=False):
        yield row["references"][0], row["references"][1], ENTAILMENT
        yield row["references"][0], following["references"][1], NEUTRAL


def planted_pairs(folder: Path) -> Iterator[Example]:
    for row in rows(folder, "synthetic_discrepancy_train"):
        label = ENTAILMENT if row["label"] == "consistent" else CONTRADICTION
        yield row["s1"], row["s2"], label


def splits(folder: Path) -> Iterator[Example]:
    """A complex sentence entails its parts, which do not entail it: this teaches direction."""
    for row in rows(folder, "wikisplit_tune")[:2500]:
        for part in row["split"]:
            yield row["complex"], part, ENTAILMENT


def events(folder: Path) -> Iterator[Example]:
    """Sentences of two documents of one topic: the same event, or a sibling of its kind."""
    sentences = rows(folder, "ecbplus_sentences_train")
    chains = [
        {m["chain"] for m in row["mentions"] if m["type"].startswith("ACT") and m["chain"]}
        for row in sentences
    ]
    for i, one in enumerate(sentences):
        for j in range(i + 1, len(sentences)):
            other = sentences[j]
            if one["topic"] != other["topic"] or one["doc_id"] == other["doc_id"]:
                continue
            shared = len(chains[i] & chains[j]) / max(1, min(len(chains[i]), len(chains[j])))
            if shared >= 0.5 or not shared:
                yield one["text"], other["text"], ENTAILMENT if shared else NEUTRAL


SOURCES = {
    "msrp": (paraphrases, 1.0),
    "wmt": (translations, 1.0),
    "synthetic": (planted_pairs, 1.0),
    "wikisplit": (splits, 0.5),
    "ecbplus": (events, 0.5),
}


def matrix(pairs: list[tuple[str, str]]) -> np.ndarray:
    return np.array([features(*pair) for pair in pairs])


def both_ways(pairs: list[tuple[str, str]]) -> np.ndarray:
    """Return features of the two directions side by side: first their mean, then their gap."""
    forward, backward = matrix(pairs), matrix([(b, a) for a, b in pairs])
    return np.hstack([(forward + backward) / 2, np.abs(forward - backward)])


def balanced(labels: np.ndarray, weight: float) -> np.ndarray:
    """Weigh every class of a source alike, and the source as a whole with `weight`."""
    counts = np.bincount(labels, minlength=3)
    return weight * 1000 / (counts[labels] * np.count_nonzero(counts))


def fit(folder: Path) -> None:
    parts, weights, targets = [], [], []
    for name, (source, weight) in SOURCES.items():
        examples = list(source(folder))
        # ECB+ has half a million pairs; every tenth carries the same information.
        examples = examples[:: max(1, len(examples) // 8000)]
        if name != "wikisplit":
            examples += [(b, a, label) for a, b, label in examples]
        labels = np.array([label for *_, label in examples])
        parts.append(matrix([(a, b) for a, b, _ in examples]))
        targets.append(labels)
        weights.append(balanced(labels, weight))
        print(name, np.bincount(labels, minlength=3))
    model = LogisticRegression(max_iter=2000, C=1.0)
    model.fit(np.vstack(parts), np.concatenate(targets), sample_weight=np.concatenate(weights))
    coefficients = np.round(np.hstack([model.coef_, model.intercept_[:, None]]), 2)
    for row in coefficients:
        print("    (" + ", ".join(f"{value:g}" for value in row) + "),")
    for name, values in zip((*FEATURES, "intercept"), coefficients.T, strict=True):
        print(f"{name:16}", values)
    quality(folder, coefficients)


def quality(folder: Path, coefficients: np.ndarray) -> None:
    examples = list(paraphrases(folder))
    pairs, gold = [(a, b) for a, b, _ in examples], [label == ENTAILMENT for *_, label in examples]
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    guess = cross_val_predict(LogisticRegression(max_iter=2000), both_ways(pairs), gold, cv=folds)
    print(f"msrp 5-fold accuracy {accuracy_score(gold, guess):.3f} F1 {f1_score(gold, guess):.3f}")
    report("msrp shipped", pairs, gold, coefficients)
    dev = rows(folder, "ecbplus_sentence_pairs_dev")
    report("ecbplus dev", [(r["s1"], r["s2"]) for r in dev], [r["label"] for r in dev], coefficients)
    examples = list(translations(folder))
    pairs = [(a, b) for a, b, _ in examples]
    report("wmt", pairs, [label == ENTAILMENT for *_, label in examples], coefficients)
    examples = list(planted_pairs(folder))
    scores = probabilities(matrix([(a, b) for a, b, _ in examples]), coefficients)
    gold = [label == CONTRADICTION for *_, label in examples]
    print(f"synthetic contradiction AUC {roc_auc_score(gold, scores[:, 2]):.3f}")


def report(
    name: str, pairs: list[tuple[str, str]], gold: list[Any], coefficients: np.ndarray
) -> None:
    forward = probabilities(matrix(pairs), coefficients)
    backward = probabilities(matrix([(b, a) for a, b in pairs]), coefficients)
    related = 1 - (forward[:, 1] + backward[:, 1]) / 2
    guess = related >= 0.5
    print(
        f"{name}: AUC {roc_auc_score(gold, related):.3f} "
        f"accuracy {accuracy_score(gold, guess):.3f} F1 {f1_score(gold, guess):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["fit"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    fit(arguments.folder)


if __name__ == "__main__":
    main()
