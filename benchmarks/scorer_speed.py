"""How fast embedder and pair scorer are per runtime, and what a runtime costs in quality.

    python benchmarks/scorer_speed.py MODEL [--quality FILE.jsonl ...] [--threads 1 2] [--rounds N]

MODEL is the folder of a CrossEncoder. Texts have 25 words. The runtimes take turns, and the best of
the rounds counts, so that other work on the machine does least harm; "per CPU second" does not
count the time in which others ran. The first use of a model includes its export and is not timed.

A quality file has rows `premise, hypothesis, label` (a class name; for the scorer) or
`s1, s2, label` (1 for the same; for the embedder). A file of more than --rows rows is thinned.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from reporter.backends import Float32
from reporter.backends.cross_encoder import read_labels
from reporter.backends.onnx_runtime import open_graph
from reporter.backends.registry import open_embedder, open_scorer
from reporter.config import ModelSettings, Settings

RUNTIMES = {
    "torch fp32": {"runtime": "torch"},
    "onnx fp32": {"runtime": "onnx", "precision": "fp32"},
    "onnx int8": {"runtime": "onnx", "precision": "int8"},
}
CLASSES = ("entailment", "neutral", "contradiction")
PORTION = 16

WHO = ("The regional water authority", "A senior coast guard officer", "The new finance minister")
DID = ("told reporters on Tuesday that at least", "denied late on Friday that more than")
MANY = ("12 residents", "340 workers", "27 lorry drivers", "1,500 passengers", "six engineers")
LOT = ("had been brought to safety", "were still waiting for an answer", "had lost their homes")
END = "after the storm reached the northern harbour"

Embed = Callable[[Sequence[str]], Float32]
Score = Callable[[Sequence[tuple[str, str]]], Float32]
Rows = list[dict[str, object]]


def sentences() -> list[str]:
    """Return 90 sentences of 24 to 28 words."""
    return [
        f"{who} {did} {many} {lot} {END}."
        for who in WHO
        for did in DID
        for many in MANY
        for lot in LOT
    ]


def settings_for(runtime: str, model: str) -> ModelSettings:
    update = {"device": "cpu", "scorer": f"cross-encoder:{model}", **RUNTIMES[runtime]}
    return Settings().models.model_copy(update=update)


def scorer_of(runtime: str, model: str) -> Score:
    """Return a function from pairs to P(entailment), P(neutral), P(contradiction)."""
    settings = settings_for(runtime, model)
    graph = open_graph("pairs", Path(model), settings)
    if graph is None:
        return open_scorer(settings).score
    columns = list(read_labels(model, dict(enumerate(graph.labels))))

    def score(pairs: Sequence[tuple[str, str]]) -> Float32:
        logits = graph.run(pairs)
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        result = np.zeros((len(pairs), 3), dtype=np.float32)
        result[:, columns] = raised / raised.sum(axis=1, keepdims=True)
        return result

    return score


def measure(call: Callable[[int], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    call(PORTION)
    return PORTION / (time.perf_counter() - wall), PORTION / (time.process_time() - cpu)


def speed(model: str, threads: int, rounds: int) -> None:
    torch.set_num_threads(threads)
    texts = sentences()
    pairs = list(zip(texts, texts[1:] + texts[:1], strict=True))
    calls: dict[tuple[str, str], Callable[[int], object]] = {}
    for runtime in RUNTIMES:
        embed: Embed = open_embedder(settings_for(runtime, model)).embed
        score = scorer_of(runtime, model)
        calls[runtime, "embedder"] = lambda n, embed=embed: embed(texts[:n])
        calls[runtime, "scorer"] = lambda n, score=score: score(pairs[:n])
    best = dict.fromkeys(calls, (0.0, 0.0))
    for _ in range(rounds):
        for key, call in calls.items():
            wall, cpu = measure(call)
            best[key] = max(best[key][0], wall), max(best[key][1], cpu)
    print(f"\n{threads} thread(s), {rounds} rounds of {PORTION}, best of each")
    print("| runtime | sentences/s | pairs/s | pairs : sentences | per CPU second | to torch |")
    print("|---|--:|--:|--:|--:|--:|")
    for runtime in RUNTIMES:
        (a, a_cpu), (b, b_cpu) = best[runtime, "embedder"], best[runtime, "scorer"]
        ratio = b_cpu / best["torch fp32", "scorer"][1]
        print(
            f"| {runtime} | {a:.0f} | {b:.0f} | {b_cpu / a_cpu:.2f}"
            f" | {a_cpu:.0f} sentences, {b_cpu:.0f} pairs | {ratio:.2f} |"
        )


def read(file: Path, most: int) -> Rows:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    step = max(1, len(rows) // most)
    return rows[::step][:most]


def scorer_quality(rows: Rows, scorers: Mapping[str, Score]) -> None:
    gold = np.array([CLASSES.index(str(row["label"])) for row in rows])
    pairs = [(str(row["premise"]), str(row["hypothesis"])) for row in rows]
    exact = scorers["torch fp32"](pairs)
    print("| runtime | accuracy | same class as torch | mean shift of P | 95 % | largest |")
    print("|---|--:|--:|--:|--:|--:|")
    for runtime, score in scorers.items():
        found = score(pairs)
        shift = np.abs(found - exact).max(axis=1)
        same = np.mean(found.argmax(axis=1) == exact.argmax(axis=1))
        print(
            f"| {runtime} | {np.mean(found.argmax(axis=1) == gold):.3f} | {same:.3f}"
            f" | {shift.mean():.4f} | {np.quantile(shift, 0.95):.3f} | {shift.max():.3f} |"
        )


def embedder_quality(rows: Rows, embedders: Mapping[str, Embed]) -> None:
    gold = [int(str(row["label"])) for row in rows]
    texts = [str(row[side]) for row in rows for side in ("s1", "s2")]
    exact = embedders["torch fp32"](texts)
    plain = np.sum(exact[::2] * exact[1::2], axis=1)
    print("| runtime | AUC | mean cosine with torch | lowest | mean shift of a pair's cosine |")
    print("|---|--:|--:|--:|--:|")
    for runtime, embed in embedders.items():
        found = embed(texts)
        alike = np.sum(found * exact, axis=1)
        cosine = np.sum(found[::2] * found[1::2], axis=1)
        print(
            f"| {runtime} | {roc_auc_score(gold, cosine):.4f} | {alike.mean():.5f}"
            f" | {alike.min():.5f} | {np.abs(cosine - plain).mean():.4f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model")
    parser.add_argument("--quality", nargs="*", type=Path, default=[])
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--threads", nargs="*", type=int, default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for threads in options.threads:
        speed(options.model, threads, options.rounds)
    for file in options.quality:
        rows = read(file, options.rows)
        print(f"\n{file.name}, {len(rows)} rows")
        if "s1" in rows[0]:
            embedders = {
                name: open_embedder(settings_for(name, options.model)).embed for name in RUNTIMES
            }
            embedder_quality(rows, embedders)
        else:
            scorer_quality(rows, {name: scorer_of(name, options.model) for name in RUNTIMES})


if __name__ == "__main__":
    main()
