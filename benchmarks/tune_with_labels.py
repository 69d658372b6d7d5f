"""What labels gain: thresholds tuned on few labels, judged on pairs that nobody labelled.

python benchmarks/tune_with_labels.py FOLDER [--repeats 40] [--plot FILE.svg]
    [--set section.key=value]

A simulated user answers what the gold label says. Each repeat parts the pairs of a set in two at
random: from one half `reporter label` chooses pairs to show (or chance does), `reporter tune`
chooses a threshold from the answers, and the other half says how good it is. --plot needs
matplotlib. Pools:

msrp      msrp_train: paraphrases of news sentences; two of three are positive
ecb       ecbplus_sentence_pairs_dev: sentences with an event in common, of one topic
outlets   neus_fusion_train: sentences of two outlets that went into one summary sentence, and
          others of the story; one of eight is positive, as in a folder (labels made by rule)
conflicts synthetic_discrepancy_train: news sentences with one detail changed, or none; what is
          tuned is discrepancies.min_confidence, on labels drawn by chance
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
from reporter.matching.equivalence import agreement, combined
from reporter.pipeline import Models, open_models
from reporter.text.lexical import rarity, shared_evidence
from reporter.tuning.estimate import Sample, curve_of
from reporter.tuning.knobs import KNOBS, Knob
from reporter.tuning.labelling import ScoredPair, next_pair
from reporter.tuning.labelpool import pairs_of_labels
from reporter.tuning.labels import Label, Verdict
from reporter.tuning.thresholds import Aim, Floats, choose

COUNTS = (15, 25, 50, 75, 100, 150, 200)
SIZE = 2000
CONFLICTS = 500
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


def conflicts(folder: Path, settings: Settings, models: Models, repeats: int) -> None:
    with (folder / "synthetic_discrepancy_train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(0).shuffle(rows)
    labels = [
        Label(
            row["s1"], row["s2"], Verdict.SAME if row["label"] == "consistent" else Verdict.CONFLICT
        )
        for row in rows[:CONFLICTS]
    ]
    pairs = pairs_of_labels(labels, settings, models)
    scores = np.array([pair.confidence for pair in pairs])
    gold = np.array([int(label.verdict is Verdict.CONFLICT) for label in labels])
    default = settings.discrepancies.min_confidence
    before, after, cuts = [], [], []
    for seed in range(repeats):
        places = np.random.default_rng(seed).permutation(len(labels))
        seen, unseen = places[:200], places[200:]
        ones = np.ones(len(seen))
        known = Sample(scores[seen], gold[seen].astype(float), ones, ones, scores[seen], ones)
        cut = choose(curve_of(known, 1.0), Aim())
        cuts.append(default if cut is None else cut)
        before.append(f1(scores[unseen], gold[unseen], default))
        after.append(f1(scores[unseen], gold[unseen], cuts[-1]))
    found = (scores > 0).mean()
    print(f"\nconflicts: {gold.mean():.2f} positive; a difference was found in {found:.2f}")
    print(f"  F1 on unseen pairs: default {np.mean(before):.3f}, 200 labels {np.mean(after):.3f}")
    print(f"  gain {interval([b - a for a, b in zip(before, after, strict=True)])}")
    print(f"  cuts {np.percentile(cuts, (2.5, 50, 97.5))}")


def interval(values: Sequence[float]) -> str:
    low, high = np.percentile(values, (2.5, 97.5))
    return f"{np.mean(values):+.3f} [{low:+.3f} {high:+.3f}]"


Results = list[dict[tuple[str, object], float]]


def plot(found: dict[str, Results], target: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "reporter"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(found), figsize=(4 * len(found), 3.2), squeeze=False)
    for axis, (name, results) in zip(axes[0], found.items(), strict=True):
        for order, style in (("informative", "-"), ("random", "--")):
            rows = np.array([[result[order, count] for count in COUNTS] for result in results])
            mean, error = rows.mean(axis=0), 1.96 * rows.std(axis=0) / len(rows) ** 0.5
            axis.plot(COUNTS, mean, style, label=order)
            axis.fill_between(COUNTS, mean - error, mean + error, alpha=0.2)
        default = np.mean([result["default", 0] for result in results])
        axis.axhline(default, color="grey", linestyle=":", label="default")
        axis.set(title=name, xlabel="labels", xscale="log", xticks=COUNTS, xticklabels=COUNTS)
        axis.minorticks_off()
    axes[0][0].set_ylabel("F1 on unseen pairs")
    axes[0][0].legend()
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


def report(name: str, results: Results) -> None:
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
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--pools", nargs="*", default=["msrp", "ecb", "outlets", "conflicts"])
    parser.add_argument("--set", action="append", default=[], dest="overrides")
    arguments = parser.parse_args()
    settings = load_settings(None, arguments.overrides)
    models = open_models(settings)
    sources = {
        "msrp": lambda: pairs_of(arguments.folder, "msrp_train"),
        "ecb": lambda: pairs_of(arguments.folder, "ecbplus_sentence_pairs_dev"),
        "outlets": lambda: outlets(arguments.folder),
    }
    found: dict[str, Results] = {}
    for name in arguments.pools:
        if name == "conflicts":
            conflicts(arguments.folder, settings, models, arguments.repeats)
            continue
        pairs, gold = scored(sources[name](), settings, models)
        default = settings.matching.threshold
        found[name] = [one_repeat(pairs, gold, default, seed) for seed in range(arguments.repeats)]
        report(name, found[name])
    if arguments.plot is not None:
        plot(found, arguments.plot)


if __name__ == "__main__":
    main()
