"""Build the training and held-out pairs of the pair scorer.

    python build.py DATA OUT [--sentences 14000] [--seed 7]

DATA is the folder of labelled sets that `sources.toml` names. OUT receives `train.jsonl` and
`held_out_*.jsonl`, rows `premise, hypothesis, label, source`. What is held out (a tenth of the
crowd-written pairs, of the double translations and of the news sentences) is chosen by a hash of
the row's own text, so that it stays held out however the mixture changes.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from changes import CHANGES, NEUTRAL, Change, Pool, Sentence, entities

from reporter.backends import Parser
from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.records import Article
from reporter.sentences import statements_of
from reporter.text.lexical import content_words

Row = dict[str, Any]

RARE = ("role", "passive", "unit", "rounding", "date", "number", "speaker")

# Rows of one phenomenon at most: beyond that the mixture drifts away from what people write.
MOST = {
    "antonym": 5000, "name": 6000, "negation": 5000, "refinement": 8000, "hedge": 3000,
    "speaker": 3000, "date": 5000, "number": 6000,
}  # fmt: skip


def main() -> None:
    """Write every file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--sentences", type=int, default=22_000)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    rng = random.Random(options.seed)
    train, held = labelled_sets(options.data, rng)
    parser = open_parser(Settings().models)
    per_story, pool = story_sentences(options.data, options.sentences, parser, rng)
    for source in (
        translations(options.data, pool, parser, rng),
        news(per_story, pool, rng),
    ):
        for row in source:
            (held if row.pop("held_out") else train).append(row)
    rng.shuffle(train)
    train = thinned(train)
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "train.jsonl", train)
    by_source = defaultdict(list)
    for row in held:
        by_source[row["source"].partition(":")[0]].append(row)
    for source, rows in sorted(by_source.items()):
        write(options.out / f"held_out_{source}.jsonl", rows)
    print(f"{len(train)} to train on; held out:", {k: len(v) for k, v in by_source.items()})


def thinned(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with at most MOST of each phenomenon of changed news sentences."""
    taken: Counter[str] = Counter()
    kept = []
    for row in rows:
        taken[row["source"]] += 1
        phenomenon = row["source"].partition("news:")[2]
        if taken[row["source"]] <= MOST.get(phenomenon, 10**9):
            kept.append(row)
    return kept


def labelled_sets(data: Path, rng: random.Random) -> tuple[list[Row], list[Row]]:
    """Return the rows of the sets in sources.toml, thinned as it says, and the held-out tenth."""
    sources = tomllib.loads((Path(__file__).parent / "sources.toml").read_text())["set"]
    barred = {row["hypothesis"].strip().lower() for row in read(data / "fever_symmetric_dev.jsonl")}
    train: list[Row] = []
    held: list[Row] = []
    for source in sources:
        rows = [
            {**pair(row), "label": source.get("labels", {}).get(row["label"], row["label"])}
            for row in read(data / f"{source['name']}.jsonl")
            if row["hypothesis"].strip().lower() not in barred and wanted(row, source)
        ]
        if source.get("hold_out"):
            held += [
                {**row, "source": source["name"]} for row in rows if is_held_out(row["premise"])
            ]
            rows = [row for row in rows if not is_held_out(row["premise"])]
        rng.shuffle(rows)
        train += [{**row, "source": source["name"]} for row in rows[: source.get("rows")]]
    return train, held


def wanted(row: Row, source: Row) -> bool:
    """Leave out rows whose annotators disagreed, and premises too long for two cores."""
    return (
        row.get("entropy", 0) <= source.get("max_entropy", 9)
        and len(row["premise"].split()) <= 100
        and bool(row["premise"].strip() and row["hypothesis"].strip())
    )


def translations(data: Path, pool: Pool, parser: Parser, rng: random.Random) -> Iterator[Row]:
    """Two human translations of one sentence entail each other; neighbours are neutral."""
    rows = [row for row in read(data / "wmt_news_equivalents.jsonl") if len(row["references"]) > 1]
    parses = parser.parse([row["references"][1] for row in rows])
    tokens = {row["id"]: tuple(parse) for row, parse in zip(rows, parses, strict=True)}
    for before, row in zip([rows[-1], *rows], rows, strict=False):
        first, second = row["references"][:2]
        if len(first.split()) < 5 or first == second:
            continue
        held = is_held_out(row["id"])
        source = {"source": "wmt", "held_out": held}
        yield {"premise": first, "hypothesis": second, "label": "entailment", **source}
        yield {"premise": second, "hypothesis": first, "label": "entailment", **source}
        if is_held_out(before["id"]) == held:
            near = rng.choice(before["references"])
            yield {"premise": first, "hypothesis": near, "label": "neutral", **source}
        yield from changed_translation(
            first, Sentence(second, tokens[row["id"]]), pool, rng, source
        )


def changed_translation(
    first: str, sentence: Sentence, pool: Pool, rng: random.Random, source: Row
) -> Iterator[Row]:
    """Pair a translation with changes of the other one.

    Only changes of words that both translations have: those conflict in other words than the
    premise's own, which a change of a copy never does.
    """
    made = [change for make in CHANGES if (change := make(sentence, pool, rng)) is not None]
    kept = [c for c in made if c.forward != NEUTRAL and _replaces_shared(first, sentence.text, c)]
    for change in rng.sample(kept, min(2, len(kept))):
        meta = {**source, "source": f"wmt:{change.phenomenon}"}
        yield {"premise": first, "hypothesis": change.text, "label": change.forward, **meta}
        yield {"premise": change.text, "hypothesis": first, "label": change.backward, **meta}


def _replaces_shared(first: str, second: str, change: Change) -> bool:
    """Say whether the words that the change took away, if any, are in the other translation."""
    new, own = set(change.text.split()), set(first.split())
    replaced = [word for word in second.split() if word not in new]
    if change.phenomenon == "antonym" and not replaced:
        return False
    return all(word in own for word in replaced)


def story_sentences(
    data: Path, count: int, parser: Parser, rng: random.Random
) -> tuple[list[list[list[Sentence]]], Pool]:
    """Return some `count` sentences by story and article, and the names that they mention."""
    stories = [
        story["articles"]
        for name in ("neus_full_articles_train", "multi_outlet_stories")
        for story in read(data / f"{name}.jsonl")
    ]
    rng.shuffle(stories)
    names: dict[str, set[str]] = defaultdict(set)
    per_story: list[list[list[Sentence]]] = []
    seen = 0
    for story in stories:
        if seen >= count:
            break
        articles = [
            Article(f"a{n}", "", "", True, "", article["text"][:2500])
            for n, article in enumerate(story[:3])
        ]
        by_article: dict[str, list[Sentence]] = defaultdict(list)
        for statement in statements_of(articles, parser):
            if 8 <= len(statement.text.split()) <= 40:
                by_article[statement.article_id].append(Sentence(statement.text, statement.tokens))
        groups = list(by_article.values())
        per_story.append(groups)
        seen += sum(map(len, groups))
        for sentence in itertools.chain.from_iterable(groups):
            for start, end, label in entities(sentence, ("PERSON", "ORG", "GPE")):
                names[label].add(sentence.text[start:end])
    return per_story, {label: sorted(found) for label, found in sorted(names.items())}


def news(per_story: list[list[list[Sentence]]], pool: Pool, rng: random.Random) -> Iterator[Row]:
    """Yield changed news sentences, and neutral pairs of one article or one story."""
    for groups in per_story:
        yield from neutral_pairs(groups, rng)
        for sentence in itertools.chain.from_iterable(groups):
            yield from changed_pairs(sentence, pool, rng)


def changed_pairs(
    sentence: Sentence, pool: dict[str, list[str]], rng: random.Random
) -> Iterator[Row]:
    """Yield changes of a sentence in both directions; rare phenomena first.

    A contradiction is also paired with the sentence less a detail, where both kept the place of
    the change: otherwise the model learns that one changed word among equal ones is a conflict
    and anything less alike is not.
    """
    made = [change for make in CHANGES if (change := make(sentence, pool, rng)) is not None]
    rare = [c for c in made if c.phenomenon in RARE]
    chosen = dict.fromkeys([*rare[:2], *rng.sample(made, min(1, len(made)))])
    shorter = next((c.text for c in made if c.phenomenon == "refinement"), None)
    for change in chosen:
        meta = {"source": f"news:{change.phenomenon}", "held_out": is_held_out(sentence.text)}
        yield {
            "premise": sentence.text, "hypothesis": change.text, "label": change.forward, **meta,
        }  # fmt: skip
        yield {
            "premise": change.text, "hypothesis": sentence.text, "label": change.backward, **meta,
        }  # fmt: skip
        conflicts = change.forward == "contradiction"
        if shorter and conflicts and _holds_place(sentence, change, shorter):
            yield {
                "premise": change.text, "hypothesis": shorter, "label": "contradiction", **meta,
            }  # fmt: skip


def _holds_place(sentence: Sentence, change: Change, shorter: str) -> bool:
    """Say whether the words that the change replaced are still in the shorter sentence."""
    new = set(change.text.split())
    replaced = [word for word in sentence.text.split() if word not in new]
    return bool(replaced) and all(word in shorter.split() for word in replaced)


def neutral_pairs(groups: list[list[Sentence]], rng: random.Random) -> Iterator[Row]:
    """Neighbours in an article, and sentences of two outlets that share a few words."""
    for sentences in groups:
        for first, second in itertools.pairwise(sentences):
            if rng.random() < 0.35:
                yield neutral(first, second, "news:neighbour")
    for left, right in itertools.combinations(groups, 2):
        words = [frozenset(content_words(s.text)) for s in right]
        for sentence in left:
            own = frozenset(content_words(sentence.text))
            scored = [
                (len(own & other) / max(1, len(own | other)), index)
                for index, other in enumerate(words)
            ]
            middling = [index for score, index in scored if 0.08 <= score <= 0.2]
            if middling and rng.random() < 0.5:
                yield neutral(sentence, right[rng.choice(middling)], "news:same_story")


def neutral(first: Sentence, second: Sentence, source: str) -> Row:
    """Return a pair that neither entails nor contradicts."""
    held = is_held_out(first.text)
    return {
        "premise": first.text, "hypothesis": second.text, "label": NEUTRAL, "source": source,
        "held_out": held,
    }  # fmt: skip


def is_held_out(key: str) -> bool:
    """Say of a tenth of all keys, always the same, that they are held out."""
    return hashlib.sha256(key.encode()).digest()[0] < 26


def pair(row: Row) -> Row:
    """Return the two texts of a row."""
    return {"premise": row["premise"].strip(), "hypothesis": row["hypothesis"].strip()}


def read(file: Path) -> list[Row]:
    """Return the rows of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write(file: Path, rows: Iterable[Row]) -> None:
    """Write a JSONL file."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
