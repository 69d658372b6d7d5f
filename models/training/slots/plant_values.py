"""Plants another figure, day or name in stories, as `planted_discrepancies_dev` was made.

    python plant_values.py STORIES.jsonl --stories 50 --seed 31 --out PLANTED.jsonl

Of two close statements of two outlets (a cosine of `plant_names.CLOSE` or more) that share a value
one gets another value: a name of the same type from another story, another weekday or year, another
figure. `reporter eval planted` reads what comes out; it shows what the planted stories at hand no
longer can, for rules have been written with a look at them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labelled import Laid, laid
from plant_names import CLOSE, Pools, articles_of, fresh_name, names_in, pools_of, sentences_of

from reporter.backends.registry import open_embedder, open_parser
from reporter.config import Settings
from reporter.records import Statement

PER_STORY = 3
SHARES = {"PERSON": 0.33, "GPE": 0.22, "ORG": 0.03, "date": 0.26, "number": 0.17}
"""How often each kind is planted where a pair shares values of several, about as in the dev set."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DATE = re.compile(rf"\b(?:{'|'.join(DAYS)}|(?:19|20)\d\d)\b")
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
NUMBER = re.compile(
    rf"(?<![\w$.,-])\$?\d[\d,]*(?:\.\d+)?(?![\w-]|[.,]\d)|\b(?:{'|'.join(WORDS)})\b"
)
YEARS = (-2, -1, 1, 2, 3)
FACTORS = (0.5, 0.67, 0.8, 1.5, 2, 2.5, 3)
Value = tuple[str, int, int]
"""The text of a value, its first and last character in the statement."""


def main() -> None:
    """Read stories, plant values, write those in which something could be planted."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--stories", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=31)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    rows = [json.loads(line) for line in options.file.open(encoding="utf-8")]
    random.Random(options.seed).shuffle(rows)
    settings = Settings()
    parser, embedder = open_parser(settings.models), open_embedder(settings.models)
    stories = [laid(row, parser, embedder, CLOSE) for row in rows[: options.stories]]
    pools = pools_of(stories)
    planted = [planted_in(story, pools, options.seed) for story in stories]
    kept = [row for row in planted if row["planted"]]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    options.out.write_text(lines, encoding="utf-8")
    counts = Counter(plant["type"] for row in kept for plant in row["planted"])
    print(f"{len(kept)} stories, {dict(counts)}")


def planted_in(story: Laid, pools: Pools, seed: int) -> dict[str, Any]:
    """Return the row of a story with sentences, of which up to `PER_STORY` are changed."""
    name = str(story.row["story_id"])
    dice = random.Random(f"{seed} {name}")
    places = {s.id: place for own in sentences_of(story).values() for place, s in enumerate(own)}
    plants: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    used: set[str] = set()
    close = (c for c in story.near if c.scores[0].similarity >= CLOSE)
    clusters = [c for c in close if all(s.id in places for s in c.statements)]
    dice.shuffle(clusters)
    for cluster in clusters:
        one, other = dice.sample(cluster.statements, 2)
        if used & {one.id, other.id} or len(plants) == PER_STORY:
            continue
        change = _change(one, other, pools, name, dice)
        if change is not None:
            kind, (was, start, end), value = change
            texts[one.id] = one.text[:start] + value + one.text[end:]
            used |= {one.id, other.id}
            plants.append({
                "type": kind, "article_id": one.article_id, "sentence": places[one.id],
                "value": value, "original_sentence": one.text,
                "other_article_id": other.article_id, "other_sentence": places[other.id],
                "other_value": was,
            })  # fmt: skip
    return {"story_id": name, "articles": list(articles_of(story, texts)), "planted": plants}


def _change(
    one: Statement, other: Statement, pools: Pools, story: str, dice: random.Random
) -> tuple[str, Value, str] | None:
    """Return a kind, a value that stands once in `one` and in `other` too, and another for it."""
    shared: dict[str, Sequence[Value]] = {}
    for kind in SHARES:
        theirs = {value[0] for value in values_in(other, kind)}
        ours = values_in(one, kind)
        found = [v for v in ours if v[0] in theirs and one.text.count(v[0]) == 1]
        if found:
            shared[kind] = found
    if not shared:
        return None
    (kind,) = dice.choices([*shared], [SHARES[each] for each in shared])
    value = dice.choice(shared[kind])
    fresh = _another(kind, value[0], pools, story, dice)
    return (kind if kind in {"date", "number"} else "entity", value, fresh) if fresh else None


def values_in(statement: Statement, kind: str) -> list[Value]:
    """Return the values of one kind (a key of `SHARES`) in a statement."""
    if kind == "date":
        return [(m[0], m.start(), m.end()) for m in DATE.finditer(statement.text)]
    if kind == "number":
        found = NUMBER.finditer(statement.text)
        return [(m[0], m.start(), m.end()) for m in found if not DATE.fullmatch(m[0])]
    return [(text, start, end) for label, text, start, end in names_in(statement) if label == kind]


def _another(
    kind: str, value: str, pools: Mapping[str, Any], story: str, dice: random.Random
) -> str | None:
    if kind == "date":
        if value in DAYS:
            return dice.choice([day for day in DAYS if day != value])
        return str(int(value) + dice.choice(YEARS))
    if kind == "number":
        if value in WORDS:
            return dice.choice([word for word in WORDS if word != value])
        return _scaled(value, dice.choice(FACTORS))
    return fresh_name(kind, value, pools, story, dice)


def _scaled(written: str, factor: float) -> str | None:
    """Return a figure times a factor, written alike; None where that is the same figure."""
    figure = written.lstrip("$")
    decimals = len(figure.partition(".")[2])
    scaled = round(float(figure.replace(",", "")) * factor, decimals)
    text = f"{scaled:,.{decimals}f}" if "," in figure else f"{scaled:.{decimals}f}"
    return None if text == figure else written[: len(written) - len(figure)] + text


if __name__ == "__main__":
    main()
