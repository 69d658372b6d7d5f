"""Statements of different outlets that are close to each other, from stories nobody has labelled.

    python pairs.py STORIES.jsonl ... --count N --out PAIRS

Rows are stories: `story_id` and `articles` with `text`, `outlet`, `date`; `--count` are drawn.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from reporter.backends import Embedder, Parser
from reporter.backends.registry import open_embedder, open_parser
from reporter.config import Settings
from reporter.evaluate import day_of
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences
from reporter.text.boundaries import sentence_spans
from reporter.text.quotations import quoted_in_lines

MIN_SIMILARITY = 0.5
MIN_WEIGHT = 0.22
PER_STORY = 20
WORDS = range(6, 56)
VALUE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"million|billion|half|third|second|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|"
    r"February|March|April|June|July|August|September|October|November|December|yesterday|"
    r"last (?:week|month|year))\b"
)
"""Figures and dates are rare beside names: only sentences that have one are worth parsing."""

Sentence = tuple[str, str]
"""The id of an article and the text of one of its sentences."""


@dataclass(frozen=True, slots=True)
class Near:
    """The articles of a story by id, and (cosine, statement, statement) of other articles."""

    story: str
    articles: Mapping[str, Article]
    pairs: tuple[tuple[float, Statement, Statement], ...]


def near(row: Mapping[str, Any], parser: Parser, embedder: Embedder) -> Near:
    """Return the closest pairs of a story: alike in rare words, then in the vector space."""
    story = str(row["story_id"])
    articles = {article.id: article for article in _articles(story, row["articles"])}
    sentences = [
        (article.id, sentence)
        for article in articles.values()
        for sentence in _sentences(article.text)
        if len(sentence.split()) in WORDS and VALUE.search(sentence)
    ]
    pairs = list(_closest(sentences, embedder))
    # Only what is paired is parsed: that is a fraction of the text.
    used = sorted({sentence for _, *both in pairs for sentence in both})
    parsed = dict(_parsed(used, articles, parser))
    return Near(story, articles, tuple((cos, parsed[a], parsed[b]) for cos, a, b in pairs))


def _articles(story: str, raw: Iterable[Mapping[str, Any]]) -> Iterator[Article]:
    for place, item in enumerate(raw):
        name = f"{story}-{place}"
        yield Article(
            id=name,
            path=name,
            outlet=str(item.get("outlet") or name),
            outlet_known=bool(item.get("outlet")),
            title="",
            text=item["text"],
            published=day_of(item.get("date")),
        )


def _sentences(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for line, quotes in zip(lines, quoted_in_lines(lines), strict=True):
        for span in sentence_spans(line, quotes):
            yield line[span.start : span.end]


def _closest(
    sentences: Sequence[Sentence], embedder: Embedder
) -> Iterator[tuple[float, Sentence, Sentence]]:
    if len({article for article, _ in sentences}) < 2:
        return
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    weights = vectorizer.fit_transform([text for _, text in sentences])
    alike = (weights @ weights.T).toarray()
    chosen = sorted(
        (-alike[i, j], i, j)
        for i, j in combinations(range(len(sentences)), 2)
        if alike[i, j] >= MIN_WEIGHT
        if sentences[i][0] != sentences[j][0] and sentences[i][1] != sentences[j][1]
    )[:PER_STORY]
    used = sorted({place for _, i, j in chosen for place in (i, j)})
    vectors = embedder.embed([sentences[place][1] for place in used])
    row = {place: number for number, place in enumerate(used)}
    for _, i, j in chosen:
        similarity = float(vectors[row[i]] @ vectors[row[j]])
        if similarity >= MIN_SIMILARITY:
            yield similarity, sentences[i], sentences[j]


def _parsed(
    sentences: Sequence[Sentence], articles: Mapping[str, Article], parser: Parser
) -> Iterator[tuple[Sentence, Statement]]:
    for name, article in articles.items():
        texts = [text for owner, text in sentences if owner == name]
        alone = replace(article, text="\n".join(texts))
        for text, statement in zip(
            texts, statements_from_sentences(alone, texts, parser), strict=True
        ):
            yield (name, text), statement


def main() -> None:
    """Read the stories, pair their statements and keep the pairs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("stories", type=Path, nargs="+")
    arguments.add_argument("--count", type=int, default=900)
    arguments.add_argument("--seed", type=int, default=3)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    rows = [json.loads(line) for file in options.stories for line in file.open(encoding="utf-8")]
    random.Random(options.seed).shuffle(rows)
    settings = Settings()
    parser, embedder = open_parser(settings.models), open_embedder(settings.models)
    found = [near(row, parser, embedder) for row in rows[: options.count]]
    stored = [(item.story, dict(item.articles), item.pairs) for item in found]
    options.out.write_bytes(pickle.dumps(stored))
    print(f"{len(found)} stories, {sum(len(item.pairs) for item in found)} pairs")


if __name__ == "__main__":
    main()
