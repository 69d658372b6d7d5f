"""Fits and measures what matching rests on, from labelled files in a folder that is an argument.

python benchmarks/tune_matching.py fit FOLDER       coefficients of the lexical scorer, its quality
python benchmarks/tune_matching.py weights FOLDER   the measures of equivalence, alone and together
python benchmarks/tune_matching.py planted FOLDER   planted pairs that land in one cluster
python benchmarks/tune_matching.py cost FOLDER      pairs that are judged, and what is lost by it

--set section.key=value changes a setting, such as models.scorer; `weights` and `planted` follow it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from reporter.backends import Embedder, Float32, PairScorer, Parser
from reporter.backends.lexical_scorer import FEATURES, features, probabilities
from reporter.backends.registry import open_embedder, open_parser, open_scorer
from reporter.config import MatchingSettings, Settings, load_settings
from reporter.matching.clusters import match
from reporter.matching.equivalence import equivalence
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences
from reporter.text.lexical import rarity

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
Example = tuple[str, str, int]
MEASURES = ("weight_agree", "weight_contain", "weight_similarity", "weight_evidence")


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def paraphrases(folder: Path) -> Iterator[Example]:
    for row in rows(folder, "msrp_train"):
        yield row["s1"], row["s2"], ENTAILMENT if row["label"] else NEUTRAL


def translations(folder: Path) -> Iterator[Example]:
    """Two human translations of one sentence; the negatives are the next sentence's."""
    both = [row for row in rows(folder, "wmt_news_equivalents") if len(row["references"]) == 2]
    for row, following in pairwise(both):
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
    report(
        "ecbplus dev", [(r["s1"], r["s2"]) for r in dev], [r["label"] for r in dev], coefficients
    )
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


Pairs = list[tuple[str, str, str, int]]


def outlet_pairs(folder: Path) -> Pairs:
    """(story, text, text, label): sources of one roundup sentence, or others of the same story."""
    articles = {
        row["story_id"]: {a["article_id"]: sentences(a["text"]) for a in row["articles"]}
        for name in ("neus_train", "neus_full_articles_train")
        for row in rows(folder, name)
    }
    by_story: dict[str, list[list[tuple[str, str]]]] = defaultdict(list)
    for row in rows(folder, "neus_fusion_train"):
        if row["content_recall"] >= 0.7 and row["story_id"] in articles:
            sources = [(source["article_id"], source["sentence"]) for source in row["sources"]]
            by_story[row["story_id"]].append(sources)
    pairs: Pairs = []
    draw = random.Random(0)
    for story, groups in sorted(by_story.items()):
        sources = {text for group in groups for _, text in group}
        for group in groups:
            for (one, a), (other, b) in combinations(group, 2):
                pairs += [(story, a, b, 1)] if one != other else []
            for article, text in group:
                rest = [
                    sentence
                    for name, found in articles[story].items()
                    if name != article
                    for sentence in found
                    if sentence not in sources
                ]
                pairs += [(story, text, b, 0) for b in draw.sample(rest, min(8, len(rest)))]
    return pairs


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])", text.replace("\n", " "))
    return [part.strip() for part in parts if len(part.split()) > 4]


def weights(folder: Path, settings: Settings) -> None:
    pairs = outlet_pairs(folder)
    scorer = open_scorer(settings.models)
    texts = sorted({text for _, a, b, _ in pairs for text in (a, b)})
    place = {text: number for number, text in enumerate(texts)}
    vectors = open_embedder(settings.models).embed(texts)
    forward = scorer.score([(a, b) for _, a, b, _ in pairs]).tolist()
    backward = scorer.score([(b, a) for _, a, b, _ in pairs]).tolist()
    known: dict[str, set[str]] = defaultdict(set)
    for story, a, b, _ in pairs:
        known[story] |= {a, b}
    rareness = {story: rarity(found) for story, found in known.items()}
    gold = np.array([label for *_, label in pairs])
    none = dict.fromkeys(MEASURES, 0.0)
    for chosen in [*({name: 1.0} for name in MEASURES), None]:
        update = none | chosen if chosen else {}
        weighed = settings.matching.model_copy(update=update)
        values = np.array(
            [
                equivalence(
                    float(vectors[place[a]] @ vectors[place[b]]),
                    there,
                    back,
                    (a, b),
                    rareness[story],
                    weighed,
                )
                for (story, a, b, _), there, back in zip(pairs, forward, backward, strict=True)
            ]
        )
        name = next(iter(chosen)) if chosen else "all, as set"
        area, precision = roc_auc_score(gold, values), average_precision_score(gold, values)
        print(f"{name:18} AUC {area:.3f}  average precision {precision:.3f}")
    for threshold in np.arange(0.4, 0.75, 0.05):
        over = values >= threshold
        precision, recall = gold[over].mean(), over[gold == 1].mean()
        print(f"{threshold:.2f}  precision {precision:.2f}  recall {recall:.2f}")


def planted(folder: Path, settings: Settings) -> None:
    parser = open_parser(settings.models)
    embedder, scorer = open_embedder(settings.models), open_scorer(settings.models)
    stories = rows(folder, "planted_discrepancies_dev")
    parsed = [[*story_statements(story, parser)] for story in stories]
    for threshold in (0.5, 0.55, 0.6, 0.65, 0.7):
        second = threshold + settings.matching.second_fact - settings.matching.threshold
        chosen = settings.matching.model_copy(
            update={"threshold": threshold, "second_fact": second}
        )
        found, total, clusters = together(stories, parsed, embedder, scorer, chosen)
        print(f"{threshold:.2f}  planted pairs {found} of {total}  clusters {clusters}")


def together(
    stories: list[dict[str, Any]],
    parsed: list[list[Statement]],
    embedder: Embedder,
    scorer: PairScorer,
    settings: MatchingSettings,
) -> tuple[int, int, int]:
    """Return how many planted pairs share a cluster, of how many, and the number of clusters."""
    found = total = clusters = 0
    for story, statements in zip(stories, parsed, strict=True):
        groups = [
            {(s.article_id, s.index) for s in cluster.statements}
            for cluster in match(statements, embedder, scorer, settings)
        ]
        clusters += len(groups)
        for pair in story["planted"]:
            wanted = {
                (pair["article_id"], pair["sentence"]),
                (pair["other_article_id"], pair["other_sentence"]),
            }
            total += 1
            found += any(wanted <= group for group in groups)
    return found, total, clusters


class Counting:
    """A pair scorer that counts what it is asked."""

    def __init__(self, scorer: PairScorer) -> None:
        self.scorer = scorer
        self.pairs = 0

    @property
    def description(self) -> Mapping[str, str]:
        return self.scorer.description

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.pairs += len(pairs)
        return self.scorer.score(pairs)


LIMITS = (
    (20, 20, 0.0),
    (8, 4, 0.3),
    (8, 4, 0.4),
    (6, 2, 0.4),
    (4, 2, 0.4),
    (6, 2, 0.5),
    (6, 0, 0.4),
)


def cost(folder: Path, settings: Settings) -> None:
    parser, embedder = open_parser(settings.models), open_embedder(settings.models)
    scorer = Counting(open_scorer(settings.models))
    stories = rows(folder, "planted_discrepancies_dev")
    parsed = [[*story_statements(story, parser)] for story in stories]
    statements = sum(map(len, parsed))
    print("neighbours, of clauses, min_likeness: judged per statement, planted pairs, clusters")
    for neighbours, clauses, floor in LIMITS:
        chosen = settings.matching.model_copy(
            update={
                "neighbours": neighbours,
                "clause_neighbours": clauses,
                "min_likeness": floor,
            }
        )
        scorer.pairs = 0
        found, total, clusters = together(stories, parsed, embedder, scorer, chosen)
        print(
            f"{neighbours:2} {clauses:2} {floor:.1f}: {scorer.pairs / statements:.2f}  "
            f"{found} of {total}  {clusters}"
        )


def story_statements(story: dict[str, Any], parser: Parser) -> Iterator[Statement]:
    for row in story["articles"]:
        text = "\n".join(row["sentences"])
        article = Article(row["article_id"], "", row["outlet"], True, row["title"], text)
        yield from statements_from_sentences(article, row["sentences"], parser)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["fit", "weights", "planted", "cost"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", default=[], dest="overrides")
    arguments = parser.parse_args()
    if arguments.command == "fit":
        fit(arguments.folder)
        return
    settings = load_settings(None, arguments.overrides)
    {"weights": weights, "planted": planted, "cost": cost}[arguments.command](
        arguments.folder, settings
    )


if __name__ == "__main__":
    main()
