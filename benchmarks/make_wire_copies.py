"""Make a labelled set for lineage, real articles and copies made by rule, and score the tracing.

usage: make_wire_copies.py STORIES.jsonl [--out COPIES.jsonl] [--mark AP]

STORIES holds one story a line with `story_id` and `articles` of `article_id`, `sentences` and
perhaps `paragraph_starts`. In each story every article takes its turn as the agency text. Each
turn is one row of COPIES: the real articles and the made ones, each with its `kind` and `source`
(the article that it was made of, null for a real one). `--mark` gives every article the mark of
that agency, which must not join what is independent.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reporter.config import LineageSettings
from reporter.lineage import trace_origins
from reporter.records import Article

WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
FUNCTION_WORDS = """
a an the and or but if of in on at to for from by with as is was are were be been has have had he
she it they his her its their that this which who not said says will would could
"""
# Replaced within their own kind only, so that a function word stays one.
FUNCTION = frozenset(FUNCTION_WORDS.split())
Paragraphs = Sequence[str]


def dice(*parts: object) -> float:
    """Return a number in 0..1 that depends on `parts` alone: the same on every run and machine."""
    return zlib.crc32("|".join(map(str, parts)).encode()) / 2**32


class Paraphraser:
    """Replaces words by others of their kind; names, numbers and quotations stay."""

    def __init__(self, texts: Sequence[str]) -> None:
        kinds: defaultdict[tuple[bool, str], set[str]] = defaultdict(set)
        for text in texts:
            for word in WORD.findall(text):
                if word.islower():
                    kinds[self._kind(word)].add(word)
        self._kinds = {kind: sorted(words) for kind, words in kinds.items()}

    def __call__(self, paragraphs: Paragraphs, share: float) -> list[str]:
        """Replace `share` of all words, or as many as may be replaced."""
        total = sum(len(WORD.findall(paragraph)) for paragraph in paragraphs)
        free = sum(1 for paragraph in paragraphs for _ in self._free(paragraph))
        rate = min(1.0, share * total / max(free, 1))
        return [self._paragraph(paragraph, rate) for paragraph in paragraphs]

    def _paragraph(self, text: str, rate: float) -> str:
        for match in reversed(list(self._free(text))):
            if dice(text, match.start(), "whether") < rate:
                choices = self._kinds.get(self._kind(match.group()), [match.group()])
                other = choices[int(dice(text, match.start(), "which") * len(choices))]
                text = text[: match.start()] + other + text[match.end() :]
        return text

    @staticmethod
    def _kind(word: str) -> tuple[bool, str]:
        return word in FUNCTION, "" if word in FUNCTION else word[-2:]

    @staticmethod
    def _free(text: str) -> Iterator[re.Match[str]]:
        quoted = [match.span() for match in QUOTED.finditer(text)]
        for match in WORD.finditer(text):
            if match.group().islower() and not any(a <= match.start() < b for a, b in quoted):
                yield match


def cut(paragraphs: Paragraphs) -> list[str]:
    """The first half, as an editor short of space prints it."""
    return list(paragraphs[: max(4, len(paragraphs) // 2)])


def thinned(paragraphs: Paragraphs) -> list[str]:
    """Four in ten paragraphs left out here and there."""
    return [p for i, p in enumerate(paragraphs) if i == 0 or dice(p, "thin") > 0.4]


def reordered(paragraphs: Paragraphs) -> list[str]:
    return sorted(paragraphs, key=lambda paragraph: dice(paragraph, "order"))


def with_quotes_of(own: Paragraphs, other: Paragraphs) -> list[str]:
    """`own` with every quotation of `other` in it, introduced in its own words: no copy of it."""
    quotes = [q.group() for p in other for q in QUOTED.finditer(p) if len(q.group().split()) > 3]
    return [*own, *(f"In remarks carried by the broadcaster, one could hear: {q}" for q in quotes)]


def paragraphs_of(article: dict) -> list[str]:
    sentences, starts = article["sentences"], article.get("paragraph_starts")
    if not starts:
        return list(sentences)
    return [
        " ".join(sentences[a:b]) for a, b in zip(starts, [*starts[1:], len(sentences)], strict=True)
    ]


def turns(stories: Sequence[dict]) -> Iterator[dict]:
    paraphrase = Paraphraser([s for st in stories for a in st["articles"] for s in a["sentences"]])
    makers: dict[str, Callable[[Paragraphs], list[str]]] = {
        "verbatim": list,
        "cut": cut,
        "thinned": thinned,
        "reordered": reordered,
        "words10": lambda paragraphs: paraphrase(paragraphs, 0.1),
        "words30": lambda paragraphs: paraphrase(paragraphs, 0.3),
        "words50": lambda paragraphs: paraphrase(paragraphs, 0.5),
        "cut30": lambda paragraphs: paraphrase(cut(paragraphs), 0.3),
    }
    for story in stories:
        texts = {a["article_id"]: paragraphs_of(a) for a in story["articles"]}
        for agency, text in texts.items():
            other = next(identity for identity in texts if identity != agency)
            yield {
                "story_id": story["story_id"],
                "agency": agency,
                "articles": [
                    *(row(identity, "real", None, own) for identity, own in texts.items()),
                    *(row(agency, kind, agency, make(text)) for kind, make in makers.items()),
                    row(other, "quoting", other, with_quotes_of(texts[other], text)),
                ],
            }


def row(identity: str, kind: str, source: str | None, paragraphs: Paragraphs) -> dict:
    name = identity if source is None else f"{identity}-{kind}"
    return {"article_id": name, "kind": kind, "source": source, "text": "\n".join(paragraphs)}


def score(turn: dict, mark: str | None, counts: Counter[tuple[str, str]]) -> None:
    """Count pairs: each made article with its source, every article with the other real ones."""
    made = turn["articles"]
    articles = [
        Article(a["article_id"], a["article_id"], a["article_id"], False, "", a["text"], wire=mark)
        for a in made
    ]
    origins = trace_origins(articles, LineageSettings())
    origin = {identity: found.id for found in origins for identity in found.articles}
    for article in made:
        identity, kind = article["article_id"], article["kind"]
        if article["source"] is not None:
            joined = origin[identity] == origin[article["source"]]
            counts[kind, "found" if joined else "missed"] += 1
        for other in made:
            if other["kind"] == "real" and other["article_id"] not in (identity, article["source"]):
                joined = origin[identity] == origin[other["article_id"]]
                counts[kind, "wrong" if joined else "apart"] += 1


def report(counts: Counter[tuple[str, str]]) -> None:
    print(f"{'kind':10} {'copies':>6} {'recall':>6} {'precision':>9} {'wrong':>5} {'apart':>6}")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        found, missed = counts[kind, "found"], counts[kind, "missed"]
        wrong, apart = counts[kind, "wrong"], counts[kind, "apart"]
        recall = f"{found / (found + missed):.3f}" if found + missed else "-"
        precision = f"{found / (found + wrong):.3f}" if found + wrong else "-"
        print(f"{kind:10} {found + missed:6} {recall:>6} {precision:>9} {wrong:5} {apart:6}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("--out", type=Path, help="write the labelled set here")
    parser.add_argument("--mark", help="agency mark that every article carries")
    given = parser.parse_args()
    stories = [json.loads(line) for line in given.stories.read_text("utf-8").splitlines()]
    made = list(turns(stories))
    if given.out:
        lines = (json.dumps(turn, ensure_ascii=False) + "\n" for turn in made)
        given.out.write_text("".join(lines), "utf-8")
    counts: Counter[tuple[str, str]] = Counter()
    for turn in made:
        score(turn, given.mark, counts)
    report(counts)


if __name__ == "__main__":
    main()
