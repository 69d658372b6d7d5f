"""Fits the weights of names in statements that the pair scorer has judged.

    python judged_names.py --pairs PAIRS.jsonl ... --planted NAMES.jsonl --stories REAL.jsonl ... \
        --cache FOLDER --out slots.json

What speaks against a difference of names (`apart.doubts`) is weighed there and not obeyed, beside
what the scorer says and how alike the statements are. All other weights are those of "name", which
were fitted on whole articles: free, they gain nothing on pairs of sentences and lose planted names
of articles. Rows are pairs of names, of four sources:

- `--pairs`: two sentences and the place of a planted name in both (`label`, `type`, `span1`,
  `span2`, `source_pair`), or none;
- `--planted`: what `plant_names.py` made, its close statements judged as pairs;
- `--stories`: real ones. What is not labelled as true in `labels.tsv` is not: of real names that
  rules rule out or that are unlikely fewer than one in a hundred is true;
- the cases of the tests, in which sentences are short and alike.

A fit in five parts, no sentence or story in two of them, says how many planted names are found at
each share of consistent pairs that are flagged, by whatever kind; the line .1 is put where it is
`--flagged`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from labelled import ECHO, laid, plant_of
from scipy.optimize import minimize
from scipy.special import expit

from reporter.config import Settings, load_settings
from reporter.discrepancies import find_discrepancies, name, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.evidence.slot_model import slot_model
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.values.typed import Name
from reporter.evaluate.story_rows import story_of
from reporter.matching.clusters import match
from reporter.pipeline import Models, open_models
from reporter.records import Article, Cluster, Kind, PairScore, Statement
from reporter.sentences import statements_from_sentences

ROOT = Path(__file__).parents[3]
sys.path += [str(ROOT), str(ROOT / "models/training/judging")]

from labels import Label, Spot, label_of, read  # noqa: E402

from tests.discrepancies.test_conflicting_names import CONFLICT  # noqa: E402
from tests.discrepancies.test_names_without_conflict import NO_CONFLICT  # noqa: E402

FITTED = ("entailed", "overlap", "similarity", "taken", "speakers", "of_two", "sorts")
COUNTS = {"pairs": 1.0, "planted": 3.0, "stories": 1.0, "read": 5.0, "cases": 3.0}
"""What a row counts, by source. Chosen by what is found, beside 0 to 10 of each."""
RIDGE = 3.0
PARTS = 5
LINE = 0.1
Scores = tuple[Sequence[float], Sequence[float]]
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """Two names, whether they truly differ, and the group that stays together in one part."""

    source: str
    group: str
    item: int
    label: int
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """Two sentences of `--pairs`: what was planted, and whether another kind reports them."""

    kind: str
    reported: bool


def laid_out(a: Sheet, b: Sheet, similarity: float, scores: Scores) -> Pair:
    """Return two statements as a pair that the scorer has judged, both ways."""
    forward, backward = scores
    conflicts = forward[2], backward[2]
    return Pair(
        a,
        b,
        align(a.statement.tokens, b.statement.tokens),
        0.5,
        min(conflicts),
        similarity,
        max(conflicts),
        min(forward[0], backward[0]),
    )


def asked(models: Models, texts: Sequence[tuple[str, str]]) -> list[Scores]:
    """Return what the scorer says of each pair of texts, both ways."""
    forward = models.scorer.score(list(texts)).tolist()
    backward = models.scorer.score([(b, a) for a, b in texts]).tolist()
    return list(zip(forward, backward, strict=True))


def of_sentences(
    rows: Sequence[Mapping[str, Any]], models: Models
) -> Iterator[tuple[dict[str, Article], tuple[Statement, Statement], float, Scores]]:
    """Yield the two sentences of each row, read, their cosine and what the scorer says."""
    read_in = []
    for row in rows:
        made = [Article(key, key, key, True, "", str(row[key])) for key in ("s1", "s2")]
        a, b = (statements_from_sentences(m, [m.text], models.parser)[0] for m in made)
        read_in.append(({m.id: m for m in made}, (a, b)))
    texts = [(a.text, b.text) for _, (a, b) in read_in]
    vectors = models.embedder.embed([text for both in texts for text in both])
    for place, ((articles, both), scores) in enumerate(
        zip(read_in, asked(models, texts), strict=True)
    ):
        yield articles, both, float(vectors[2 * place] @ vectors[2 * place + 1]), scores


def from_pairs(
    rows: Sequence[Mapping[str, Any]], models: Models, settings: Settings
) -> tuple[list[Row], list[Item]]:
    """Return the rows and items of `--pairs`; one planted name against another is left out."""
    group, found, items = families(rows), [], []
    for place, (row, (articles, (a, b), cosine, scores)) in enumerate(
        zip(rows, of_sentences(rows, models), strict=True)
    ):
        planted = str(row["type"]) if row["label"] == "discrepant" else "none"
        spans = (row["span1"], row["span2"]) if planted != "none" else (None, None)
        pair = laid_out(sheet_of(a, articles), sheet_of(b, articles), cosine, scores)
        score = PairScore(a.id, b.id, cosine, tuple(scores[0]), tuple(scores[1]), 0.5)
        reports = find_discrepancies(
            (Cluster("c1", (a, b), a, (score,)),),
            articles,
            (),
            settings.discrepancies,
            (a, b),
            trust_scorer=True,
        )
        items.append(
            Item(
                planted,
                any(
                    each.changes_meaning and each.confidence >= LINE and each.kind != Kind.NAME
                    for each in reports
                ),
            )
        )
        for each in name.candidates(pair):
            inside = [_overlaps(value, span) for value, span in zip((each.a, each.b), spans)]  # noqa: B905
            if any(inside) and not (all(inside) and planted.startswith("entity")):
                continue
            features = dict(each.features)
            found.append(Row("pairs", group[row["source_pair"]], place, int(all(inside)), features))
    return found, items


def _overlaps(value: Name, span: Sequence[int] | None) -> bool:
    return span is not None and value.start < span[1] and span[0] < value.end


def families(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return one name for all pairs ("12-34") that hang together by a sentence, by pair."""
    above: dict[str, str] = {}

    def top(sentence: str) -> str:
        while above.setdefault(sentence, sentence) != sentence:
            sentence = above[sentence]
        return sentence

    pairs = {str(row["source_pair"]) for row in rows}
    for pair in sorted(pairs):
        one, other = pair.split("-")
        above[top(one)] = top(other)
    return {pair: top(pair.split("-")[0]) for pair in pairs}


def from_planted(stories: Sequence[Mapping[str, Any]], models: Models, near: float) -> list[Row]:
    """Return the rows of stories with planted names, all close statements judged."""
    waiting = []
    for row in stories:
        story = laid(row, models.parser, models.embedder, near)
        for cluster in story.near:
            a, b = (sheet_of(each, story.articles) for each in cluster.statements)
            waiting.append((row, a, b, cluster.scores[0].similarity))
    waiting = [
        each
        for each in waiting
        if name.candidates(laid_out(*each[1:], ((0.0, 1.0, 0.0), (0.0, 1.0, 0.0))))
    ]
    said = asked(models, [(a.statement.text, b.statement.text) for _, a, b, _ in waiting])
    found = []
    for (row, a, b, cosine), scores in zip(waiting, said, strict=True):
        for each in name.candidates(laid_out(a, b, cosine, scores)):
            values = frozenset({each.a.text.casefold(), each.b.text.casefold()})
            plant = plant_of(row, Kind.NAME, a.statement, b.statement, values)
            if plant != ECHO:
                features = dict(each.features)
                found.append(Row("planted", str(row["story_id"]), -1, int(plant >= 0), features))
    return found


def from_stories(
    stories: Sequence[Mapping[str, Any]], models: Models, settings: Settings, labels: list[Label]
) -> list[Row]:
    """Return the rows of the clusters of real stories."""
    found = []
    for row in stories:
        base = story_of(row, models.parser)
        articles = {article.id: article for article in base.story.articles}
        number = {key: place for place, key in enumerate(articles)}
        clusters = match(base.statements, models.embedder, models.scorer, settings.matching)
        known = {frozenset((s.a, s.b)): s for cluster in clusters for s in cluster.scores}
        both = {
            (a, b)
            for cluster in clusters
            for a, b in combinations(cluster.statements, 2)
            if a.article_id != b.article_id and frozenset((a.id, b.id)) in known
        }
        for a, b in sorted(both, key=lambda pair: (pair[0].id, pair[1].id)):
            score = known[frozenset((a.id, b.id))]
            sheets = sheet_of(a, articles), sheet_of(b, articles)
            pair = laid_out(*sheets, score.similarity, (score.forward, score.backward))
            for each in name.candidates(pair):
                spots = [
                    Spot(number[s.article_id], False, s.start + v.start, s.start + v.end)
                    for s, v in ((a, each.a), (b, each.b))
                ]
                label = label_of(labels, base.story.id, Kind.NAME, *spots)
                source = "stories" if label is None else "read"
                true = int(label is not None and label.true)
                found.append(Row(source, base.story.id, -1, true, dict(each.features)))
    return found


def from_cases(models: Models) -> list[Row]:
    """Return the rows of the cases of the tests."""
    cases = [(*case, 1) for case in CONFLICT] + [(*case, 0) for case in NO_CONFLICT]
    texts = [{"s1": one, "s2": other} for _, one, other, _ in cases]
    found = []
    for (what, *_, label), (articles, (a, b), cosine, scores) in zip(
        cases, of_sentences(texts, models), strict=True
    ):
        pair = laid_out(sheet_of(a, articles), sheet_of(b, articles), cosine, scores)
        rows = [Row("cases", what, -1, label, dict(c.features)) for c in name.candidates(pair)]
        found += rows if not label or len(rows) == 1 else []
    return found


def part_of(group: str) -> int:
    """Return which part a group belongs to, by a hash of its name."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % PARTS


def fitted(table: Vector, given: Vector, labels: Vector, shares: Vector) -> Vector:
    """Return the bias and the weights (k + 1,) that are added to the log-odds that are `given`."""
    middle, spread = table.mean(axis=0), table.std(axis=0)
    scaled = np.hstack([np.ones((len(table), 1)), (table - middle) / spread])
    penalty = np.array([0.0, *[RIDGE] * table.shape[1]])

    def loss(weights: Vector) -> tuple[float, Vector]:
        odds = given + scaled @ weights
        off = expit(odds) - labels
        worth = shares @ np.logaddexp(0, np.where(labels == 1, -odds, odds))
        slope = scaled.T @ (shares * off) + penalty * weights
        return float(worth + penalty @ weights**2 / 2), slope

    found = minimize(loss, np.zeros(len(penalty)), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return np.array([found[0] - weights @ middle, *weights])


def line_of(rows: Sequence[Row], items: Sequence[Item], odds: Vector, flagged: float) -> float:
    """Return the log-odds above which `flagged` of the consistent pairs lie; print the curve."""
    best = np.full(len(items), -np.inf)
    for row, each in zip(rows, odds, strict=True):
        if row.item >= 0:
            best[row.item] = max(best[row.item], each)
    reported = np.array([item.reported for item in items])
    kinds = np.array([item.kind for item in items])
    free = np.sort(best[(kinds == "none") & ~reported])[::-1]
    lines = {}
    for share in (0.015, 0.02, 0.025, 0.03, flagged):
        left = int(share * (kinds == "none").sum()) - int((reported & (kinds == "none")).sum())
        lines[share] = line = float(free[left]) + 1e-9
        shown = reported | (best >= line)
        told = [f"flagged {share}, line {line:.2f}"]
        planted = sorted({each for each in kinds if each.startswith("entity")})
        told += [f"{kind} {shown[kinds == kind].mean():.3f}" for kind in planted]
        for source in sorted(set(COUNTS) - {"pairs"}):
            over = [row.label for row, each in zip(rows, odds, strict=True) if each >= line]
            of = [row.source for row, each in zip(rows, odds, strict=True) if each >= line]
            true = sum(label for label, each in zip(over, of, strict=True) if each == source)
            told.append(f"{source} {true} true, {of.count(source) - true} not")
        print("; ".join(told))
    return lines[flagged]


def main() -> None:
    """Gather the rows, judge each by a fit on the others, write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=Path, nargs="+", required=True)
    arguments.add_argument("--planted", type=Path, required=True)
    arguments.add_argument("--stories", type=Path, nargs="+", required=True)
    arguments.add_argument("--flagged", type=float, default=0.028)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True, help="keeps the other weights")
    options = arguments.parse_args()
    settings = load_settings(None, [f"cache.folder={options.cache}"])
    models = open_models(settings)
    labels = read(ROOT / "models/training/judging/labels.tsv")
    rows, items = from_pairs(_lines(options.pairs), models, settings)
    rows += from_planted(_lines([options.planted]), models, settings.discrepancies.near)
    rows += from_stories(_lines(options.stories), models, settings, labels)
    rows += from_cases(models)
    table = np.array([[row.features[each] for each in FITTED] for row in rows])
    given = np.array([_odds(row.features) for row in rows])
    labels_of = np.array([row.label for row in rows])
    shares = np.array([COUNTS[row.source] for row in rows])
    parts = np.array([part_of(row.group) for row in rows])
    odds = np.zeros(len(rows))
    for part in range(PARTS):
        others = parts != part
        more = fitted(table[others], given[others], labels_of[others], shares[others])
        odds[~others] = given[~others] + more[0] + table[~others] @ more[1:]
    line = line_of(rows, items, odds, options.flagged)
    more = fitted(table, given, labels_of, shares)
    stored = json.loads(options.out.read_text(encoding="utf-8"))
    begun = stored[Kind.NAME]
    weights = dict(begun["weights"])
    for each, weight in zip(FITTED, more[1:], strict=True):
        weights[each] = round(weights.get(each, 0.0) + float(weight), 3)
    bias = begun["bias"] + more[0] + math.log(LINE / (1 - LINE)) - line
    stored[name.JUDGED] = {"bias": round(float(bias), 3), "weights": weights}
    text = json.dumps(stored, indent=1, sort_keys=True)
    options.out.write_text(f"{text}\n", encoding="utf-8")


def _odds(features: Mapping[str, float]) -> float:
    """Return the log-odds by the weights of names that nobody has judged."""
    model = slot_model(Kind.NAME)
    return model.bias + sum(weight * features[each] for each, weight in model.weights.items())


def _lines(files: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


if __name__ == "__main__":
    main()
