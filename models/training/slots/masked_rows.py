"""Pairs of masked statements for the slot scorer, labelled by what outlets agree on.

    python masked_rows.py STORIES.jsonl ... --held HELD.jsonl ... --out FOLDER

Where two outlets give one value in two like statements, both are masked: one slot. Values that
differ are two ("natural", "facing"), for outlets seldom contradict each other. So are two shared
values laid crosswise ("crossed"), and a shared value once another name that goes with it was
exchanged for a third ("elsewhere"): that tells of another happening. Stories that share two
sentences with a held-out file are left out.

Writes train.jsonl and validation.jsonl: a, b, label, kind, how, story.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pairs import articles_of, parsed, sentences_of
from rows import KINDS, changed, shared
from sklearn.feature_extraction.text import TfidfVectorizer

from reporter.backends import Parser
from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.discrepancies import sheet_of
from reporter.discrepancies.alignment import align
from reporter.discrepancies.event import is_speaker
from reporter.discrepancies.finding import Pair, Sheet
from reporter.discrepancies.masking import MASK, masked
from reporter.discrepancies.typed import Name, Value
from reporter.records import Article

MIN_WEIGHT = 0.22
PER_STORY = 40
WORDS = range(6, 56)
BOTH = 88
"""Words that a pair may have: longer ones cost more than they teach."""
TOLD = 8
"""Words from which on a sentence tells that two stories are one."""
CROSSED = 2
HELD = 12
MOST = {("name", "shared"): 15000, ("name", "facing"): 5000}
MOST |= {("name", "crossed"): 5000, ("name", "elsewhere"): 5000}
TWICE = frozenset({"number", "date"})
"""Kinds that are rare beside names: each row is shown twice as often."""

Sentence = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """Two statements, one value of each masked, and whether (1) or not (0) it is one slot."""

    a: str
    b: str
    label: int
    kind: str
    how: str
    story: str


def rows_of(row: Mapping[str, Any], parser: Parser) -> Iterator[Row]:
    """Yield the rows of one story."""
    story = str(row["story_id"])
    articles = {article.id: article for article in articles_of(story, row["articles"])}
    pairs = _alike(articles)
    used = sorted({sentence for pair in pairs for sentence in pair})
    sheets = {at: sheet_of(said, articles) for at, said in parsed(used, articles, parser)}
    names = {name.text: name for sheet in sheets.values() for name in sheet.names}
    rng = random.Random(_number(story))
    for one, other in pairs:
        a, b = sheets[one], sheets[other]
        pair = Pair(a, b, align(a.statement.tokens, b.statement.tokens), 0.0)
        for kind in KINDS:
            yield from _of_kind(story, kind, pair, [names[text] for text in sorted(names)], rng)


def _alike(articles: Mapping[str, Article]) -> list[tuple[Sentence, Sentence]]:
    """Return the sentences of different articles that share most rare words, the likest first."""
    sentences = [
        (article.id, sentence)
        for article in articles.values()
        for sentence in sentences_of(article.text)
        if len(sentence.split()) in WORDS
    ]
    if len({article for article, _ in sentences}) < 2:
        return []
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    weights = vectorizer.fit_transform([text for _, text in sentences])
    alike = (weights @ weights.T).tocoo()
    chosen = sorted(
        (-weight, int(i), int(j))
        for i, j, weight in zip(alike.row, alike.col, alike.data, strict=True)
        if i < j and weight >= MIN_WEIGHT
        if sentences[i][0] != sentences[j][0] and sentences[i][1] != sentences[j][1]
    )
    return [(sentences[i], sentences[j]) for _, i, j in chosen[:PER_STORY]]


def _of_kind(
    story: str, kind: str, pair: Pair, names: Sequence[Any], rng: random.Random
) -> Iterator[Row]:
    candidates, values = KINDS[kind]
    for found in candidates(pair):
        yield Row(masked(pair.a, found.a), masked(pair.b, found.b), 0, kind, "natural", story)
    both = list(shared(pair, values, names, rng))
    others = list(shared(pair, Name, names, rng))
    for ours, theirs, other in both:
        for found in candidates(changed(pair, ours, other, theirs)):
            if found.a is not other:
                continue
            one, how = found.b is theirs, "shared" if found.b is theirs else "facing"
            yield Row(masked(pair.a, ours), masked(pair.b, found.b), int(one), kind, how, story)
            if one:
                yield from _elsewhere(story, kind, pair, (ours, theirs), others, rng)
    crossed = [(p, q) for i, p in enumerate(both) for q in both[i + 1 :] if p[1] is not q[1]]
    rng.shuffle(crossed)
    for first, second in crossed[:CROSSED]:
        yield from _crossed(story, kind, pair, first, second)


def _elsewhere(
    story: str,
    kind: str,
    pair: Pair,
    values: tuple[Value, Value],
    others: Sequence[tuple[Value, Value, Value]],
    rng: random.Random,
) -> Iterator[Row]:
    """Yield a shared value beside another name than that which both statements have.

    Not who says it: the same may be said by two.
    """
    free = [
        (name, instead)
        for name, theirs, instead in others
        if name is not values[0] and isinstance(name, Name) and isinstance(theirs, Name)
        if not is_speaker(pair.a, name) and not is_speaker(pair.b, theirs)
    ]
    if free:
        name, instead = rng.choice(free)
        text = _put(pair.a, {values[0]: MASK, name: instead.text})
        yield Row(text, masked(pair.b, values[1]), 0, kind, "elsewhere", story)


def _crossed(
    story: str,
    kind: str,
    pair: Pair,
    first: tuple[Value, Value, Value],
    second: tuple[Value, Value, Value],
) -> Iterator[Row]:
    """Yield each of two shared values facing the other one, both exchanged in one statement."""
    (a, b, other), (a2, b2, other2) = first, second
    both = changed(changed(pair, a, other, b), a2, other2, b2)
    for found in KINDS[kind][0](both):
        if found.a not in (other, other2) or found.b not in (b, b2):
            continue
        hidden, shown, instead = (a, a2, other2) if found.a is other else (a2, a, other)
        text = _put(pair.a, {hidden: MASK, shown: instead.text})
        if (found.a is other) != (found.b is b):
            yield Row(text, masked(pair.b, found.b), 0, kind, "crossed", story)


def _put(sheet: Sheet, instead: Mapping[Value, str]) -> str:
    text = sheet.statement.text
    for value in sorted(instead, key=lambda value: -value.start):
        text = text[: value.start] + instead[value] + text[value.end :]
    return text


def split(rows: Iterable[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Return what to train on, thinned where there is plenty, and a twelfth of the stories."""
    short = [row for row in rows if len(row.a.split()) + len(row.b.split()) <= BOTH]
    kept = [row for row in short if _number(row.story) % HELD]
    rng = random.Random(seed)
    rng.shuffle(kept)
    seen: Counter[tuple[str, str]] = Counter()
    train = []
    for row in kept:
        key = (row.kind, row.how)
        seen[key] += 1
        if seen[key] <= MOST.get(key, len(kept)):
            train += [row] * (2 if row.kind in TWICE else 1)
    rng.shuffle(train)
    return train, [row for row in short if not _number(row.story) % HELD]


def _number(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest(), 16)


def _texts(row: Mapping[str, Any]) -> Iterator[str]:
    for article in row["articles"]:
        yield from article.get("sentences") or sentences_of(article.get("text") or "")


def _told(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {
        text.strip().lower() for row in rows for text in _texts(row) if len(text.split()) >= TOLD
    }


def _read(files: Iterable[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


def main() -> None:
    """Read the stories, write the rows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stories", type=Path, nargs="+")
    arguments.add_argument("--held", type=Path, nargs="*", default=[])
    arguments.add_argument("--seed", type=int, default=4)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    held = _told(_read(options.held))
    # The first file that has a story has it in full.
    stories = {str(row["story_id"]): row for row in reversed(_read(options.stories))}
    free = [
        stories[name]
        for name in sorted(stories)
        if sum(text.strip().lower() in held for text in _texts(stories[name])) < 2
    ]
    parser = open_parser(Settings().models)
    train, validation = split((r for row in free for r in rows_of(row, parser)), options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, rows in (("train", train), ("validation", validation)):
        lines = "".join(json.dumps(asdict(row)) + "\n" for row in rows)
        (options.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        print(name, len(rows), dict(Counter((row.kind, row.how) for row in rows)))


if __name__ == "__main__":
    main()
