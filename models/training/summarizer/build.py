"""Build the clusters on which the summarizer learns, and those on which it stops.

    python build.py DATA OUT [--stories 220] [--draws 3] [--seed 7] [--cache FOLDER]

DATA is the folder of the sets that `sources.toml` names. OUT receives `train.jsonl` and
`val.jsonl`, rows `id, kind, sources (1 to 5 texts), target, minority`. A twentieth is held out,
chosen by a hash of the target. `--stories` says how many stories are parsed and mined, `--draws`
how many synthetic clusters each of their sentences may give; CACHE keeps what takes minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "pair_scorer"))

import human  # noqa: E402
from changes import Pool, Sentence, entities  # noqa: E402
from fitness import is_fit, medoid  # noqa: E402
from mining import mined  # noqa: E402
from stories import Told, parsed_stories  # noqa: E402
from variants import Made, Others, is_base, make_cluster  # noqa: E402
from wording import mid_sentence  # noqa: E402

from reporter.backends import Parser  # noqa: E402
from reporter.config import load_settings  # noqa: E402
from reporter.pipeline import Models, open_models  # noqa: E402
from reporter.records import Article, Statement  # noqa: E402
from reporter.sentences import statements_of  # noqa: E402
from reporter.summarize.rendering import Part, render  # noqa: E402
from reporter.summarize.trimming import removable_parts  # noqa: E402

Row = dict[str, Any]
STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
DATELINES = ("WASHINGTON (AP) — ", "(CNN) — ", "LONDON (Reuters) - ", "NEW YORK — ", "(Reuters) - ")


def main() -> None:
    """Write both files and say what is in them."""
    options = _arguments()
    rng = random.Random(options.seed)
    settings = load_settings(None, ["cache.enabled=false", "models.summarizer=extractive"])
    models = open_models(settings)
    sets = tomllib.loads((HERE / "sources.toml").read_text())["set"]
    for folder in (options.out, options.cache):
        folder.mkdir(parents=True, exist_ok=True)
    named = [item["name"] for item in sets if item["kind"] == "sentences"]
    rows = (row for name in named for row in read(options.data / f"{name}.jsonl"))
    stories = parsed_stories(rows, options.stories, models.parser, options.cache / "stories.pkl")
    made = list(synthetic(stories, options.draws, rng))
    made += real(stories, models, settings, options.cache / "mined.jsonl")
    for item in sets:
        if item["kind"] != "sentences":
            rows = read(options.data / f"{item['name']}.jsonl")
            made += written(item, rows, models, options, rng)
    fit = list({(m.sources, m.target): m for m in made if is_fit(m)}.values())
    fit = [item for item in fit if rng.random() < weight(item)]
    repeats = {item["gives"]: item.get("repeat", 1) for item in sets}
    train = [m for m in fit if not is_held_out(m.target) for _ in range(repeats.get(m.kind, 1))]
    held = [m for m in fit if is_held_out(m.target)]
    for name, items in (("train", train), ("val", held)):
        rng.shuffle(items)
        write(options.out / f"{name}.jsonl", [surfaced(item, rng) for item in items])
    print(f"{len(train)} to train on, {len(held)} held out of {len(made)} made")
    print(dict(Counter(item.kind for item in train).most_common()))


def weight(made: Made) -> float:
    """Return the share (0..1) to keep: fewer of the clusters where little is left out."""
    ratio = len(made.target.split()) / len(medoid(made.sources).split())
    if made.kind in ("dispute:negation", "dispute:antonym", "dispute:name"):
        return 0.5
    return 0.35 if ratio > 0.9 and made.kind in ("plain", "framed") else 1.0


def synthetic(stories: Sequence[Told], draws: int, rng: random.Random) -> Iterator[Made]:
    """Yield clusters made from single sentences."""
    pool = names_of(item for told in stories for item in told.statements)
    for told in stories:
        by_article: dict[str, list[Statement]] = defaultdict(list)
        for statement in told.statements:
            if is_base(statement):
                by_article[statement.article_id].append(statement)
        for statements in by_article.values():
            details = [removable_parts(item) for item in statements]
            grafts = [
                text
                for item, parts in zip(statements, details, strict=True)
                for text in graftable(item.text, parts)
            ]
            clauses = [text for item in statements if (text := clause_of(item))]
            for statement, parts in zip(statements, details, strict=True):
                own = statement.text
                others = Others(
                    tuple(text for text in grafts if text not in own),
                    tuple(text for text in clauses if text[1:] not in own),
                )
                for _ in range(draws):
                    made = make_cluster(statement, parts, others, pool, rng)
                    if made is not None:
                        yield made


def clause_of(statement: Statement) -> str:
    """Return a short sentence as it could stand inside another, or ""."""
    text, tokens = statement.text, statement.tokens
    plain = not any(mark in text for mark in '“”"()—–:;?') and len(text.split()) <= 20
    if not plain or not text.endswith(".") or tokens[0].pos not in ("DET", "PROPN", "NOUN", "PRON"):
        return ""
    return mid_sentence(tokens[:1], text) + text[tokens[0].end : -1]


def graftable(text: str, parts: Sequence[Part]) -> list[str]:
    """Return the details with which a sentence ends, each from its comma on."""
    return [
        text[part.start : part.end]
        for part in parts
        if part.start and text[part.start] == "," and text[part.end :].strip() == "."
    ]


def names_of(statements: Iterable[Statement]) -> Pool:
    """Return the persons, bodies and places that the sentences mention, by label."""
    names: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        sentence = Sentence(statement.text, statement.tokens)
        for start, end, label in entities(sentence, ("PERSON", "ORG", "GPE")):
            name = statement.text[start:end]
            if all(word[0].isupper() and word[1:].islower() for word in name.split()):
                names[label].add(name)
    return {label: sorted(found) for label, found in sorted(names.items())}


def real(stories: Sequence[Told], models: Models, settings: Any, cache: Path) -> list[Made]:
    """Return the clusters mined from the stories; `cache` keeps them between runs."""
    if not cache.is_file():
        found = [item for told in stories for item in mined([told], models, settings)]
        write(cache, found)
    return [Made(tuple(row["sources"]), row["target"], "mined") for row in read(cache)]


def written(
    item: Row, rows: list[Row], models: Models, options: argparse.Namespace, rng: random.Random
) -> list[Made]:
    """Return the clusters of a set of people's sentences."""
    if item["kind"] == "roundups":
        return list(human.roundups(rows, item["content_recall"]))
    if item["kind"] == "translations":
        cache = options.cache / "wordings.pkl"
        if not cache.is_file():
            cache.write_bytes(pickle.dumps(parsed_texts(rows, models.parser)))
        parsed = pickle.loads(cache.read_bytes())  # noqa: S301
        draws = [human.statements_by_row(rows, parsed, rng) for _ in range(options.draws)]
        others = Others(
            clauses=tuple(text for item in parsed.values() if (text := clause_of(item)))
        )
        pool = names_of(parsed.values())
        return [made for draw in draws for made in human.translations(draw, others, pool, rng)]
    rows = rng.sample(rows, min(len(rows), item["rows"]))
    return list(human.fused(rows) if item["kind"] == "fused" else human.rejoined(rows))


def parsed_texts(rows: list[Row], parser: Parser) -> dict[str, Statement]:
    """Return each wording that is one sentence, as a statement of an article of its own."""
    texts = [
        text
        for row in rows
        if row["domain"] == "news"
        for text in (*row["references"], *(item["text"] for item in row["machine"]))
        if 7 <= len(text.split()) <= 45
    ]
    articles = [
        Article(f"w{place}", "", "", True, "", text)
        for place, text in enumerate(dict.fromkeys(texts))
    ]
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements_of(articles, parser):
        by_article[statement.article_id].append(statement)
    return {items[0].text: items[0] for items in by_article.values() if len(items) == 1}


def surfaced(made: Made, rng: random.Random) -> Made:
    """Give sources what outlets put around a sentence, and some clusters straight marks."""
    sources = [render(text) for text in made.sources]
    rng.shuffle(sources)
    sources = [
        rng.choice(DATELINES) + text if text[0].isupper() and rng.random() < 0.03 else text
        for text in sources
    ]
    if rng.random() < 0.4:
        sources = [text.translate(STRAIGHT) for text in sources]
        return Made(tuple(sources), made.target.translate(STRAIGHT), made.kind, made.minority)
    return Made(tuple(sources), made.target, made.kind, made.minority)


def is_held_out(target: str) -> bool:
    """Say of a twentieth of all targets, always the same, that they are held out.

    By the words with which they begin: the clusters of one sentence stay together.
    """
    key = " ".join(target.split()[:5]).lower()
    return hashlib.sha256(key.encode()).digest()[0] < 13


def read(file: Path) -> list[Row]:
    """Return the rows of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write(file: Path, made: Iterable[Made]) -> None:
    """Write a JSONL file."""
    with file.open("w", encoding="utf-8") as out:
        for place, item in enumerate(made):
            row = {"id": f"{file.stem}-{place}", "kind": item.kind, "sources": item.sources,
                   "target": item.target, "minority": item.minority}  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--stories", type=int, default=220)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
