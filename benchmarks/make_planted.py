"""Plant differences of the rarer kinds in real stories: `make_planted.py DATA OUT [--seed 7]`.

DATA holds `basil_dev.jsonl`, `newswcl50_dev.jsonl` and `neus_val.jsonl`, or the `--files` named
instead, of which `--stories` can be drawn. In OUT come
`planted.jsonl`, stories in which sentences of one outlet were changed by rule, and `twin.jsonl`,
the same stories untouched with the same places marked, where nothing may be reported. Both go into
`reporter eval planted`. Kinds: quote, negation, antonym, speaker, source, hedge, role, unit.

Sentences to change are those that nearly repeat one of another outlet: half of the content words
of the shorter are the other's. What is changed stands in both, with some of the same words hanging
on it, so that both tell of one thing there. Rarer kinds come first: there should be enough of each.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from plants import BRACKETS, NAMED, RULES, Change, Pools, names_in, speaks

from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences, statements_of
from reporter.text.lexical import content_words

FILES = ("basil_dev", "newswcl50_dev", "neus_val")
DRAW = 11
MIN_SHARED = 0.5
MIN_WORDS = 5
PER_STORY = 6
RARE = {"unit": 0, "role": 0, "speaker": 1, "source": 1}
Row = Mapping[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--files", nargs="+", default=FILES)
    parser.add_argument("--stories", type=int, help="how many to draw of each file")
    options = parser.parse_args()
    stories = list(read(options.data, options.files, options.stories))
    pools = pools_of([statement for _, statements in stories for statement in statements])
    options.out.mkdir(parents=True, exist_ok=True)
    planted, twins = [], []
    for row, statements in stories:
        changes = plant(statements, pools, random.Random(f"{options.seed} {row['story_id']}"))
        if changes:
            planted.append(changed(row, changes))
            twins.append({**row, "planted": [gold for gold, _ in changes]})
    for name, rows in (("planted", planted), ("twin", twins)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (options.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    report(planted)


def report(rows: Sequence[Row]) -> None:
    kinds = [gold["type"] for row in rows for gold in row["planted"]]
    counts = ", ".join(f"{kind} {kinds.count(kind)}" for kind in sorted(set(kinds)))
    print(f"{len(rows)} stories, {len(kinds)} differences: {counts}")


def read(
    data: Path, files: Sequence[str] = FILES, count: int | None = None
) -> Iterator[tuple[Row, list[Statement]]]:
    """Yield each story, or `count` drawn of each file, with `sentences`, and those parsed."""
    backend = open_parser(Settings().models)
    for name in files:
        lines_of = (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        if count is not None:
            random.Random(DRAW).shuffle(lines_of)
        for line in lines_of[:count]:
            raw = json.loads(line)
            articles, statements = [], []
            for number, item in enumerate(raw["articles"]):
                article_id = str(item.get("article_id") or f"{raw['story_id']}-{number}")
                lines = item.get("sentences") or sentences(item, article_id, backend)
                text = "\n".join(lines)
                article = Article(article_id, article_id, article_id, False, "", text)
                statements += statements_from_sentences(article, lines, backend)
                known = {key: item.get(key) for key in ("outlet", "date", "title")}
                articles.append({"article_id": article_id, **known, "sentences": lines})
            yield {"story_id": raw["story_id"], "articles": articles}, statements


def sentences(item: Row, article_id: str, backend: Any) -> list[str]:
    article = Article(article_id, article_id, article_id, False, "", item["text"])
    return [s.text for s in statements_of([article], backend) if s.end > s.start]


def pools_of(statements: Sequence[Statement]) -> Pools:
    words: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {label: set() for label in NAMED}
    for statement in statements:
        for token in statement.tokens:
            if (
                token.pos in {"NOUN", "VERB", "ADJ"}
                and token.text.isalpha()
                and len(token.text) > 3
            ):
                words.setdefault(token.tag, set()).add(token.text.lower())
        for name, _, last in names_in(statement):
            if " " in name and not BRACKETS & set(name) and speaks(statement, last):
                names[statement.tokens[last].entity].add(name)
    return Pools(*({key: sorted(found[key]) for key in found} for found in (words, names)))


def plant(
    statements: Sequence[Statement], pools: Pools, dice: random.Random
) -> list[tuple[dict[str, Any], str]]:
    """Return up to `PER_STORY` changes, each with its gold; no changed sentence is in another."""
    found: list[tuple[dict[str, Any], str]] = []
    used: set[str] = set()
    altered: set[str] = set()
    pairs = list(alike(statements))
    dice.shuffle(pairs)
    for one, other in pairs:
        if len(found) == PER_STORY:
            break
        if one.id in used or other.id in altered:
            continue
        kinds = list(RULES)
        dice.shuffle(kinds)
        kinds.sort(key=lambda kind: RARE.get(kind, len(RARE)))
        for kind in kinds:
            change = RULES[kind](one, other, pools, dice)
            if change is not None:
                used |= {one.id, other.id}
                altered.add(one.id)
                found.append((gold_of(kind, one, other, change), change[0]))
                break
    return found


def alike(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield (to change, to compare with) of two outlets that nearly say the same."""
    stems = {s.id: frozenset(content_words(s.text)) for s in statements}
    for one, other in combinations(statements, 2):
        shorter = min(len(stems[one.id]), len(stems[other.id]))
        if one.article_id == other.article_id or shorter < MIN_WORDS or one.text == other.text:
            continue
        if len(stems[one.id] & stems[other.id]) >= MIN_SHARED * shorter:
            yield one, other


def gold_of(kind: str, one: Statement, other: Statement, change: Change) -> dict[str, Any]:
    _, value, was = change
    return {
        "type": kind, "article_id": one.article_id, "sentence": one.index, "value": value,
        "original_sentence": one.text, "other_article_id": other.article_id,
        "other_sentence": other.index, "other_value": was,
    }  # fmt: skip


def changed(row: Row, changes: Sequence[tuple[Mapping[str, Any], str]]) -> Row:
    texts = {(gold["article_id"], gold["sentence"]): text for gold, text in changes}
    articles = [
        {**item, "sentences": [texts.get((item["article_id"], i), s) for i, s in numbered]}
        for item in row["articles"]
        for numbered in (list(enumerate(item["sentences"])),)
    ]
    return {**row, "articles": articles, "planted": [gold for gold, _ in changes]}


if __name__ == "__main__":
    main()
