"""Plants other names in stories, so that a fit knows of pairs of names that truly differ.

    python plant_names.py STORIES.jsonl ... --stories 220 --out PLANTED.jsonl [--seed 5]

Rows are stories: `story_id` and `articles` with `text` or `sentences`. In two close statements of
two outlets (a cosine of `CLOSE` or more) a name that stands in both is changed in one of them, to
one of the same type from another story. `fit.py` and `reporter eval planted` read what comes out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from labelled import Laid, laid

from reporter.backends.registry import open_embedder, open_parser
from reporter.config import Settings
from reporter.discrepancies.values.aliases import entries_of, plain
from reporter.records import Statement, StatementKind

CLOSE = 0.75
PER_STORY = 2
PLAIN = re.compile(r"[\w.'’ -]{3,40}")
TYPES = frozenset({"PERSON", "GPE", "ORG", "LOC"})
Span = tuple[str, str, int, int]
"""Type and text of a name, first and last character in its statement."""
Pools = Mapping[str, Mapping[str, Sequence[str]]]
"""The names of each type, by story."""


def main() -> None:
    """Read stories, plant names, write what could be planted in."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", type=Path, nargs="+")
    arguments.add_argument("--stories", type=int, default=220)
    arguments.add_argument("--seed", type=int, default=5)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    rows = [json.loads(line) for file in options.files for line in file.open(encoding="utf-8")]
    random.Random(options.seed).shuffle(rows)
    settings = Settings()
    parser, embedder = open_parser(settings.models), open_embedder(settings.models)
    stories = [laid(row, parser, embedder, CLOSE) for row in rows[: options.stories]]
    pools = pools_of(stories)
    planted = [planted_in(story, pools, options.seed) for story in stories]
    kept = [row for row in planted if row["planted"]]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    options.out.write_text(lines, encoding="utf-8")
    print(f"{len(kept)} stories, {sum(len(row['planted']) for row in kept)} names")


def pools_of(stories: Sequence[Laid]) -> Pools:
    """Return the names of all stories, in order, each once a story."""
    found: defaultdict[str, dict[str, Sequence[str]]] = defaultdict(dict)
    for story in stories:
        names = {name[:2] for statement in story.statements for name in names_in(statement)}
        for label in TYPES:
            found[label][str(story.row["story_id"])] = sorted(
                n for kind, n in names if kind == label
            )
    return found


def names_in(statement: Statement) -> list[Span]:
    """Return the names of a statement as the parser marks them, without a possessive ending."""
    tokens, found = statement.tokens, []
    for first, token in enumerate(tokens):
        if token.entity not in TYPES or not token.opens or not token.text[:1].isupper():
            continue
        last = first
        while last + 1 < len(tokens) and _continues(tokens[last + 1], token.entity):
            last += 1
        text = statement.text[token.start : tokens[last].end]
        if PLAIN.fullmatch(text):
            found.append((token.entity, text, token.start, tokens[last].end))
    return found


def _continues(token: Any, label: str) -> bool:
    return token.entity == label and not token.opens and token.tag != "POS"


def planted_in(story: Laid, pools: Pools, seed: int) -> dict[str, Any]:
    """Return the row of a story with sentences, of which up to `PER_STORY` are changed."""
    name = str(story.row["story_id"])
    dice = random.Random(f"{seed} {name}")
    plants: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    places = {s.id: place for own in sentences_of(story).values() for place, s in enumerate(own)}
    used: set[str] = set()
    clusters = list(story.near)
    dice.shuffle(clusters)
    for cluster in clusters:
        one, other = dice.sample(cluster.statements, 2)
        if cluster.scores[0].similarity < CLOSE or used & {one.id, other.id}:
            continue
        change = _change(one, other, pools, name, dice)
        if change is not None and len(plants) < PER_STORY:
            (_, was, start, end), value = change
            texts[one.id] = one.text[:start] + value + one.text[end:]
            used |= {one.id, other.id}
            plants.append({
                "type": "entity", "article_id": one.article_id, "sentence": places[one.id],
                "value": value, "original_sentence": one.text,
                "other_article_id": other.article_id, "other_sentence": places[other.id],
                "other_value": was,
            })  # fmt: skip
    return {"story_id": name, "articles": list(articles_of(story, texts)), "planted": plants}


def _change(
    one: Statement, other: Statement, pools: Pools, story: str, dice: random.Random
) -> tuple[Span, str] | None:
    """Return a name that stands once in both statements, and another one for it."""
    theirs = {name[:2] for name in names_in(other)}
    shared = [n for n in names_in(one) if n[:2] in theirs and one.text.count(n[1]) == 1]
    if not shared:
        return None
    name = dice.choice(shared)
    fresh = fresh_name(*name[:2], pools, story, dice)
    return (name, fresh) if fresh else None


def fresh_name(label: str, name: str, pools: Pools, story: str, dice: random.Random) -> str | None:
    """Return another name of the same type that this story lacks, None where none is drawn."""
    stories = pools[label]
    where = dice.choice(sorted(set(stories) - {story}))
    fresh = [n for n in stories[where] if n not in stories[story] and _are_two(n, name)]
    return dice.choice(fresh) if fresh else None


def _are_two(name: str, other: str) -> bool:
    """Return whether the names have no word in common and are not known to name one thing."""
    ours, theirs = (tuple(map(plain, each.split())) for each in (name, other))
    return {*ours}.isdisjoint(theirs) and not entries_of(ours) & entries_of(theirs)


def sentences_of(story: Laid) -> dict[str, list[Statement]]:
    """Return the statements of each article in order, without its headline."""
    return {
        name: [
            s
            for s in story.statements
            if s.article_id == name and s.kind is not StatementKind.HEADLINE
        ]
        for name in story.articles
    }


def articles_of(story: Laid, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the articles of a story in sentences, `texts` in the place of statements by id."""
    for name, own in sentences_of(story).items():
        article = story.articles[name]
        yield {
            "article_id": article.id,
            "outlet": article.outlet,
            "date": article.published.isoformat() if article.published else None,
            "title": article.title,
            "sentences": [texts.get(s.id, s.text) for s in own],
        }


if __name__ == "__main__":
    main()
