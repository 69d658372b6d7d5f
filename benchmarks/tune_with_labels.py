"""What labels gain: thresholds tuned on few labels, judged on pairs that nobody labelled.

python benchmarks/tune_with_labels.py FOLDER [--repeats 60] [--set section.key=value]

A simulated user answers what the gold label says. Each repeat parts the pairs of a set in two at
random: from one half `reporter label` chooses pairs to show (or chance does), `reporter tune`
chooses a threshold from the answers, and the other half says how good it is. Pools:

msrp      msrp_train: paraphrases of news sentences; two of three are positive
ecb       ecbplus_sentence_pairs_dev: sentences with an event in common, of one topic
outlets   neus_fusion_train: sentences of two outlets that went into one summary sentence, and
          others of the story; one of eight is positive, as in a folder (labels made by rule)
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tune_matching import outlet_pairs

from reporter.config import Settings, load_settings
from reporter.equivalence import agreement, combined
from reporter.labelling import ScoredPair, next_pair
from reporter.labels import Label, Verdict
from reporter.lexical import rarity, shared_evidence
from reporter.pipeline import Models, open_models
from reporter.thresholds import Aim, Floats, choose
from reporter.tuning import KNOBS, Knob
from reporter.tuning.estimate import Sample, curve_of

COUNTS = (15, 25, 50, 75, 100, 150, 200)
SIZE = 2000
AIMS = (Aim("precision", 0.85), Aim("recall", 0.9))
THRESHOLD: Knob = next(knob for knob in KNOBS if knob.key == "matching.threshold")
Rows = list[tuple[str, str, str, int]]
"""Background of the words, two texts, whether they belong together."""


def pairs_of(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(0).shuffle(rows)
    return [("", row["s1"], row["s2"], row["label"]) for row in rows[:SIZE]]


def outlets(folder: Path) -> Rows:
    rows = sorted({*outlet_pairs(folder)})
    random.Random(0).shuffle(rows)
    return rows[: SIZE * 4 // 5]


def scored(rows: Rows, settings: Settings, models: Models) -> tuple[list[ScoredPair], list[int]]:
    texts = sorted({text for _, a, b, _ in rows for text in (a, b)})
    vectors = dict(zip(texts, models.embedder.embed(texts), strict=True))
    there = models.scorer.score([(a, b) for _, a, b, _ in rows]).tolist()
    back = models.scorer.score([(b, a) for _, a, b, _ in rows]).tolist()
    known: dict[str, set[str]] = defaultdict(set)
    for story, a, b, _ in rows:
        known[story] |= {a, b}
    rareness = {story: rarity(found) for story, found in known.items()}
    pairs = []
    for (story, a, b, _), forward, backward in zip(rows, there, back, strict=True):
        cosine = max(0.0, float(vectors[a] @ vectors[b]))
        agree = agreement(forward, backward, settings.matching)
        evidence = shared_evidence(a, b, rareness[story])
        sure = combined(cosine, agree, evidence, settings.matching)
        pairs.append(ScoredPair(a, b, sure, cosine, agree, evidence))
    return pairs, [label for *_, label in rows]


def f1(scores: Floats, gold: Floats, threshold: float) -> float:
    said = scores >= threshold - 1e-9
    return float(2 * (said & (gold == 1)).sum() / max(1, said.sum() + gold.sum()))


def precision_recall(scores: Floats, gold: Floats, threshold: float) -> tuple[float, float]:
    said = scores >= threshold - 1e-9
    hits = (said & (gold == 1)).sum()
    return float(hits / max(1, said.sum())), float(hits / max(1, gold.sum()))


def informative(pool: Sequence[ScoredPair], gold: Sequence[int], count: int) -> list[Label]:
    answers = {pair.key: answer for pair, answer in zip(pool, gold, strict=True)}
    rows: list[Label] = []
    while len(rows) < count and (shown := next_pair(pool, rows)) is not None:
        verdict = Verdict.SAME if answers[shown.pair.key] else Verdict.DIFFERENT
        rows.append(Label(shown.pair.s1, shown.pair.s2, verdict, weight=shown.weight))
    return rows


def by_chance(
    pool: Sequence[ScoredPair], gold: Sequence[int], count: int, draw: np.random.Generator
) -> list[Label]:
    return [
        Label(pool[i].s1, pool[i].s2, Verdict.SAME if gold[i] else Verdict.DIFFERENT)
        for i in draw.permutation(len(pool))[:count]
    ]


def sample(labels: Sequence[Label], pool: Sequence[ScoredPair], whole: bool) -> Sample:
    score = {pair.key: pair.equivalent for pair in pool}
    scores = np.array([score[label.key] for label in labels])
    weights = np.array([label.weight for label in labels])
    everyone = np.array([pair.equivalent for pair in pool])
    return Sample(
        scores=scores,
        truth=np.array([float(label.verdict in THRESHOLD.positives) for label in labels]),
        weights=weights,
        fit_weights=np.ones(len(labels)),
        population=everyone if whole else scores,
        counts=np.ones(len(everyone)) if whole else weights,
    )


def one_repeat(
    pairs: Sequence[ScoredPair], gold: Sequence[int], default: float, seed: int
) -> dict[tuple[str, object], float]:
    draw = np.random.default_rng(seed)
    places = draw.permutation(len(pairs))
    seen, unseen = np.array_split(places, 2)
    pool, answers = [pairs[i] for i in seen], [gold[i] for i in seen]
    scores = np.array([pairs[i].equivalent for i in unseen])
    truth = np.array([gold[i] for i in unseen])
    found: dict[tuple[str, object], float] = {("default", 0): f1(scores, truth, default)}
    orders = {
        "informative": informative(pool, answers, COUNTS[-1]),
        "random": by_chance(pool, answers, COUNTS[-1], draw),
    }
    for order, labels in orders.items():
        for count in COUNTS:
            for whole in (True, False):
                cut = choose(curve_of(sample(labels[:count], pool, whole), 1.0), Aim())
                name = order if whole else f"{order}, labels alone"
                found[name, count] = f1(scores, truth, default if cut is None else cut)
    for aim in AIMS:
        cut = choose(curve_of(sample(orders["informative"], pool, True), 1.0), aim)
        reached = precision_recall(scores, truth, 1.0 if cut is None else cut)
        found[f"{aim}", "precision"], found[f"{aim}", "recall"] = reached
    return found


def interval(values: Sequence[float]) -> str:
    low, high = np.percentile(values, (2.5, 97.5))
    return f"{np.mean(values):+.3f} [{low:+.3f} {high:+.3f}]"


def report(name: str, results: list[dict[tuple[str, object], float]]) -> None:
    def all_of(order: str, count: object) -> list[float]:
        return [result[order, count] for result in results]

    print(f"\n{name}: F1 on unseen pairs, mean of {len(results)} repeats")
    print(f"  default {np.mean(all_of('default', 0)):.3f}")
    orders = ("informative", "random", "informative, labels alone", "random, labels alone")
    print("  labels  " + "  ".join(f"{order:>25}" for order in orders))
    for count in COUNTS:
        cells = []
        for order in orders:
            values = all_of(order, count)
            error = np.std(values) / len(values) ** 0.5
            cells.append(f"{np.mean(values):>16.3f} +- {error:.3f}")
        print(f"  {count:>6}  " + "  ".join(f"{cell:>25}" for cell in cells))
    gain = [
        after - before
        for after, before in zip(all_of("informative", 200), all_of("default", 0), strict=True)
    ]
    print(f"  200 informative labels less default: {interval(gain)}")
    for count in COUNTS:
        if 2 * count in COUNTS:
            pairs = zip(all_of("informative", count), all_of("random", 2 * count), strict=True)
            gap = [a - b for a, b in pairs]
            error = 1.96 * float(np.std(gap)) / len(gap) ** 0.5
            print(
                f"  {count} informative less {2 * count} random: "
                f"{np.mean(gap):+.4f} +- {error:.4f} (95 % of the mean)"
            )
    for aim in AIMS:
        for which in ("precision", "recall"):
            values = all_of(f"{aim}", which)
            low, high = np.percentile(values, (2.5, 97.5))
            print(f"  aim {aim}: {which} {np.mean(values):.3f} [{low:.3f} {high:.3f}]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=60)
    parser.add_argument("--pools", nargs="*", default=["msrp", "ecb", "outlets"])
    parser.add_argument("--set", action="append", default=[], dest="overrides")
    arguments = parser.parse_args()
    settings = load_settings(None, arguments.overrides)
    models = open_models(settings)
    sources = {
        "msrp": lambda: pairs_of(arguments.folder, "msrp_train"),
        "ecb": lambda: pairs_of(arguments.folder, "ecbplus_sentence_pairs_dev"),
        "outlets": lambda: outlets(arguments.folder),
    }
    for name in arguments.pools:
        pairs, gold = scored(sources[name](), settings, models)
        default = settings.matching.threshold
        repeats = [one_repeat(pairs, gold, default, seed) for seed in range(arguments.repeats)]
        report(name, repeats)


if __name__ == "__main__":
    main()
