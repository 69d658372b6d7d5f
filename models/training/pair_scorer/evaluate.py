"""Measure a pair scorer on sets that it was not trained on, and hold it against floors.

    python evaluate.py MODEL PAIRS DATA [--rows N] [--only NAME ...] [--json OUT] [--floors FILE]

MODEL is a folder, a hub name or a backend such as `lexical`; PAIRS is what build.py wrote, DATA the
folder of labelled sets. --rows takes so many examples of each set, always the same ones. With
--floors the command ends with status 1 if a figure is under its floor there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sets
from judge import Judge
from measures import CONTRADICTION, ENTAILMENT, NEUTRAL, Floats, auc, combine, cross_validated
from sets import Example

from reporter.backends.registry import available, open_embedder, open_scorer
from reporter.config import load_settings
from reporter.evaluate.floors import below
from reporter.storage.cache import CachedEmbedder
from reporter.storage.store import Store, cache_file

LABELS = ("entailment", "neutral", "contradiction")
Scores = dict[str, float]
CUTS = (0.5, 0.7, 0.8, 0.9)

AIMS: Mapping[str, float] = {
    "msrp.accuracy": 0.80, "msrp.f1": 0.86, "sick.accuracy": 0.84, "fever_symmetric.accuracy": 0.75,
    "snli.accuracy": 0.84, "dnc.accuracy": 0.65, "ecbplus.auc": 0.85, "conjnli.accuracy": 0.62,
    "wice.auc": 0.80, "translations.auc": 0.97, "litl.accuracy": 0.74, "news.number": 0.95,
    "news.date": 0.95, "news.negation": 0.95, "news.name": 0.90, "news.antonym": 0.90,
    "news.role": 0.90, "false_conflicts.share": 0.02,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the sets are, how many rows of each count, and when a contradiction is one."""

    pairs: Path
    data: Path
    rows: int
    conflict: float

    def examples(self, name: str) -> list[Example]:
        """Return the examples of a set of DATA with the three labels."""
        return sets.sampled(sets.inference(self.data / f"{name}.jsonl"), self.rows)


def msrp(judge: Judge, sources: Sources) -> Scores:
    """Paraphrases: thresholds and weights come from four fifths, the scorer stays as it is."""
    held_out = sources.pairs / "held_out_msrp.jsonl"
    file = held_out if held_out.is_file() else sources.data / "msrp_train.jsonl"
    examples = sets.sampled(sets.same_or_other(file), sources.rows)
    truth = said_the_same(examples)
    features = judge.features(examples)
    accuracy, f1 = cross_validated(features, truth)
    alone = cross_validated(entailment(judge, examples)[:, None], truth)
    without = cross_validated(features[:, 6:], truth)
    return {
        "accuracy": accuracy, "f1": f1, "entailment_accuracy": alone[0], "entailment_f1": alone[1],
        "no_scorer_accuracy": without[0], "no_scorer_f1": without[1],
    }  # fmt: skip


def sick(judge: Judge, sources: Sources) -> Scores:
    """Three labels on a fixed fifth."""
    examples = sets.kept_fifth(sets.inference(sources.data / "sick_train.jsonl"))
    return labels_found(judge, sets.sampled(examples, sources.rows), recalls=True)


def fever_symmetric(judge: Judge, sources: Sources) -> Scores:
    """Two labels: the likelier of entailment and contradiction counts."""
    return labels_found(judge, sources.examples("fever_symmetric_dev"))


def snli(judge: Judge, sources: Sources) -> Scores:
    """Three labels, captions."""
    return labels_found(judge, sources.examples("snli_test"))


def dnc(judge: Judge, sources: Sources) -> Scores:
    """Three labels, by type of function word."""
    return labels_found(judge, sources.examples("dnc_function_words_dev"), groups=True)


def ecbplus(judge: Judge, sources: Sources) -> Scores:
    """Whether two sentences mention one event, by the scorer alone and by a fitted combination."""
    examples = sets.sampled(
        sets.same_or_other(sources.data / "ecbplus_sentence_pairs_dev.jsonl"), sources.rows
    )
    fitting = sets.event_pairs(
        sources.data / "ecbplus_sentences_train.jsonl", min(sources.rows or 4000, 4000)
    )
    truth = said_the_same(examples)
    train, features = judge.features(fitting), judge.features(examples)
    return {
        "auc": auc(combine(train, said_the_same(fitting), features), truth),
        "no_scorer": auc(combine(train[:, 6:], said_the_same(fitting), features[:, 6:]), truth),
        "not_neutral": auc(not_neutral(judge, examples), truth),
        "max_entailment": auc(features[:, 1], truth),
        "cosine": auc(features[:, 6], truth),
        "shared_words": auc(features[:, 7], truth),
    }


def conjnli(judge: Judge, sources: Sources) -> Scores:
    """Three labels, sentences with and, or, but."""
    return labels_found(judge, sources.examples("conjnli_dev"))


def wice(judge: Judge, sources: Sources) -> Scores:
    """Whether a page supports a claim: the page whole, and the best of its sentences.

    Pages have 237 words on average, which the 512 tokens of the model hold; longer ones are cut.
    A page costs as much as ten pairs of sentences, so a third of the rows is taken.
    """
    examples = sets.sampled(sets.inference(sources.data / "wice_dev.jsonl"), sources.rows // 3)
    truth = np.array([example.label == "entailment" for example in examples])
    whole = judge.forward(examples)[:, ENTAILMENT]
    parts = [sets.premise_sentences(example.premise) for example in examples]
    flat = [(s, e.hypothesis) for e, split in zip(examples, parts, strict=True) for s in split]
    entailed = judge.scores(flat)[:, ENTAILMENT]
    starts = np.cumsum([0, *(len(split) for split in parts[:-1])])
    best = np.maximum.reduceat(entailed, starts)
    return {
        "auc": auc(whole + best, truth),
        "whole": auc(whole, truth),
        "best_sentence": auc(best, truth),
    }


def translations(judge: Judge, sources: Sources) -> Scores:
    """Two translations of a sentence against its neighbour and the most similar other one."""
    file = sources.data / "wmt_news_equivalents.jsonl"
    examples = sets.translations(file, judge, sources.rows)
    scored = {"auc": entailment(judge, examples), "not_neutral": not_neutral(judge, examples)}
    scored["cosine"] = judge.cosine(examples)
    result = {name: auc(values, said_the_same(examples)) for name, values in scored.items()}
    for kind in ("neighbour", "similar"):
        kept = np.array([example.group in ("", kind) for example in examples])
        result[kind] = auc(scored["auc"][kept], said_the_same(examples)[kept])
    return result


def litl(judge: Judge, sources: Sources) -> Scores:
    """Three labels, crowd-written, the held-out tenth."""
    examples = sets.inference(sources.pairs / "held_out_litl_nli_train.jsonl")
    return labels_found(judge, sets.sampled(examples, sources.rows), recalls=True)


def news(judge: Judge, sources: Sources) -> Scores:
    """Tell each kind of change from pairs that do not conflict (AUC)."""
    return conflicts(judge, sources, "held_out_news")


def changed_translations(judge: Judge, sources: Sources) -> Scores:
    """Tell changes of one translation from the other, so conflicts in other words (AUC)."""
    loud = [e for e in changed(sources, "held_out_wmt") if e.label == "contradiction"]
    return conflicts(judge, sources, "held_out_wmt") | at_cuts(judge, loud)


def conflicts(judge: Judge, sources: Sources, name: str) -> Scores:
    """Return the AUC of the contradiction by phenomenon, and the share of labels found.

    Changed sentences count only if training never saw them, not even as a neutral neighbour.
    """
    examples = changed(sources, name)
    scores = judge.forward(examples)
    gold = labels_of(examples)
    quiet = gold != CONTRADICTION
    result: Scores = {}
    for group, positions in sets.by_group(examples):
        phenomenon = group.partition(":")[2] or "unchanged"
        own = np.isin(np.arange(len(examples)), positions)
        loud = own & ~quiet
        if loud.sum() >= 5:
            result[phenomenon] = auc(scores[loud | quiet, CONTRADICTION], loud[loud | quiet])
        result[f"{phenomenon}_accuracy"] = share(scores[own].argmax(axis=1) == gold[own])
        result[f"{phenomenon}_pairs"] = float(own.sum())
    return result


def changed(sources: Sources, name: str) -> list[Example]:
    """Return held-out changes with the pairs that did not change, from texts new to the model."""
    examples = sets.inference(sources.pairs / f"{name}.jsonl")
    trained_on = sets.training_texts(sources.pairs)
    return sets.sampled(sets.unseen(examples, trained_on), 3 * sources.rows)


def probes(judge: Judge, _sources: Sources) -> Scores:
    """Judge invented pairs in unlike words, written by hand after the training set was fixed.

    `conflicts_found` and `false_conflicts` are shares of the contradictions and of the others.
    """
    examples = sets.inference(Path(__file__).parent / "probes.jsonl")
    loud = labels_of(examples) == CONTRADICTION
    called = judge.forward(examples).argmax(axis=1) == CONTRADICTION
    found = {"conflicts_found": share(called[loud]), "false_conflicts": share(called[~loud])}
    return labels_found(judge, examples, groups=True) | found


def false_conflicts(judge: Judge, sources: Sources) -> Scores:
    """Share of 2,000 equivalent pairs called a conflict in both directions.

    Held-out double translations, filled up with pairs that MSRP calls paraphrases (two for one if
    rows are sampled). Those may differ in a detail, so some of their conflicts are true.
    """
    file = sources.data / "wmt_news_equivalents.jsonl"
    translated = [e for e in sets.translations(file, judge, sources.rows) if e.label == sets.SAME]
    paraphrased = sets.same_or_other(sources.data / "msrp_train.jsonl")
    paraphrased = [example for example in paraphrased if example.label == sets.SAME]
    most = (3 * sources.rows or 2000) - len(translated)
    examples = translated + sets.sampled(paraphrased, most)
    both = in_conflict(judge, examples, sources.conflict)
    own = np.isin([e.pair for e in examples], [e.pair for e in translated]).all(axis=1)
    return {
        "share": share(both), "translations": share(both[own]), "msrp": share(both[~own]),
        "translation_pairs": float(own.sum()), "msrp_pairs": float((~own).sum()),
        **at_cuts(judge, examples),
    }  # fmt: skip


MEASURED: Mapping[str, Callable[[Judge, Sources], Scores]] = {
    measure.__name__: measure
    for measure in (
        msrp, sick, fever_symmetric, snli, dnc, ecbplus, conjnli, wice, translations, litl, news,
        changed_translations, probes, false_conflicts,
    )
}  # fmt: skip


def labels_found(
    judge: Judge, examples: Sequence[Example], *, groups: bool = False, recalls: bool = False
) -> Scores:
    """Return the share of labels found, the likeliest of those that the set has."""
    gold = labels_of(examples)
    known = np.unique(gold)
    guess = known[judge.forward(examples)[:, known].argmax(axis=1)]
    result = {"accuracy": share(guess == gold)}
    if recalls:
        result |= {f"{LABELS[n]}_recall": share(guess[gold == n] == n) for n in known}
    if groups:
        result |= {g: share((guess == gold)[found]) for g, found in sets.by_group(examples)}
    return result | {"pairs": float(len(examples))}


def in_conflict(judge: Judge, examples: Sequence[Example], threshold: float) -> np.ndarray:
    """Say of each pair whether contradiction is likeliest and at `threshold` both ways."""
    return np.logical_and(*(
        (scores.argmax(axis=1) == CONTRADICTION) & (scores[:, CONTRADICTION] >= threshold)
        for scores in (judge.forward(examples), judge.backward(examples))
    ))  # fmt: skip


def at_cuts(judge: Judge, examples: Sequence[Example]) -> Scores:
    """Return the share called a conflict from each of CUTS on."""
    return {f"at_{cut:g}": share(in_conflict(judge, examples, cut)) for cut in CUTS}


def entailment(judge: Judge, examples: Sequence[Example]) -> Floats:
    """Return the mean entailment of both directions."""
    return (judge.forward(examples) + judge.backward(examples))[:, ENTAILMENT] / 2


def not_neutral(judge: Judge, examples: Sequence[Example]) -> Floats:
    """Return 1 - neutral, the mean of both directions: what matching reads as equivalence."""
    return 1 - (judge.forward(examples) + judge.backward(examples))[:, NEUTRAL] / 2


def labels_of(examples: Sequence[Example]) -> np.ndarray:
    """Return the number of each label."""
    return np.array([LABELS.index(example.label) for example in examples])


def said_the_same(examples: Sequence[Example]) -> np.ndarray:
    """Return which examples are labelled SAME."""
    return np.array([example.label == sets.SAME for example in examples])


def share(hits: np.ndarray) -> float:
    """Return the share of true values, nan for none at all."""
    return float(hits.mean()) if len(hits) else float("nan")


def main() -> None:
    """Print a table of every figure; status 1 if one is under its floor."""
    options = arguments()
    judge = opened(options.model)
    sources = Sources(options.pairs, options.data, options.rows, options.conflict)
    figures: dict[str, Scores] = {}
    print("| set | figure | value | aim |\n|---|---|--:|--:|")
    for name in options.only or MEASURED:
        start = time.monotonic()
        figures[name] = MEASURED[name](judge, sources)
        for figure, value in figures[name].items():
            aim = AIMS.get(f"{name}.{figure}")
            digits = f"{value:.0f}" if figure.endswith("pairs") else f"{value:.3f}"
            print(f"| {name} | {figure} | {digits} | {'' if aim is None else aim} |", flush=True)
        print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    under = [
        line
        for name in figures
        if options.floors
        for line in below(options.floors, name, figures[name])
    ]
    print("\n".join(under), file=sys.stderr)
    sys.exit(1 if under else 0)


def opened(model: str) -> Judge:
    """Open the model, a folder or hub name unless it is the name of a backend."""
    backend = model.partition(":")[0]
    spec = model if backend in available("scorers") else f"cross-encoder:{model}"
    settings = load_settings(None, [f"models.scorer={json.dumps(spec)}"])
    embedder = CachedEmbedder(open_embedder(settings.models), Store(cache_file(settings.cache)))
    return Judge(open_scorer(settings.models), embedder)


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--only", nargs="*", choices=tuple(MEASURED), metavar="NAME")
    parser.add_argument("--conflict", type=float, default=0.5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--floors", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
