"""Writes the sheet on which is read whether statements say what facts tell.

    python collect.py BRIEF.json ... --out SHEET.tsv

Of each fact the outlet that is closest is left out, and the others' nearest statements are a line
each: the signs of `reporter/summarize/witnesses.py`, a blank column, the fact and the statement. In
`says` goes 1 where the statement says what the fact tells, perhaps with more or less detail, 0
where it says something else, nothing where a reader cannot tell. The brief must be of the articles
as they are: `reporter brief FOLDER --json BRIEF.json`.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from reporter.backends import Embedder, Parser
from reporter.config import Settings
from reporter.pipeline import open_models
from reporter.records import Article, Statement
from reporter.sentences import statements_of
from reporter.summarize.witnesses import Signs, signs

COLUMNS = (*(field.name for field in fields(Signs)), "says", "fact", "statement")
Json = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("briefs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    models = open_models(Settings())
    with chosen.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(COLUMNS)
        for path in chosen.briefs:
            brief = json.loads(path.read_text(encoding="utf-8"))
            writer.writerows(_lines(brief, models.parser, models.embedder))


def _lines(brief: Json, parser: Parser, embedder: Embedder) -> Iterator[tuple[object, ...]]:
    articles = {item["id"]: item for item in brief["articles"]}
    for story in brief["stories"]:
        told = [_article(articles[item]) for item in story["articles"]]
        found = {(s.article_id, s.start, s.text): s for s in statements_of(told, parser)}
        for fact in story["facts"]:
            cited = [
                statement
                for ref in fact["statements"]
                if (statement := found.get((ref["article"], ref["start"], _words(ref))))
            ]
            tokens = parser.parse([fact["summary"]])[0]
            best: dict[str, tuple[Signs, Statement]] = {}
            weighed = signs(fact["summary"], tokens, cited, embedder)
            for statement, own in zip(cited, weighed, strict=True):
                outlet = articles[statement.article_id]["outlet"]
                if outlet not in best or sum(astuple(own)) > sum(astuple(best[outlet][0])):
                    best[outlet] = own, statement
            ranked = sorted(best.values(), key=lambda pair: -sum(astuple(pair[0])))
            for own, statement in ranked[1:]:
                numbers = (f"{sign:.4f}" for sign in astuple(own))
                yield *numbers, "", fact["summary"], " ".join(statement.text.split())


def _words(ref: Json) -> str:
    """Return what a reference leads to: a headline that is not part of the text has none there."""
    return str(ref.get("title") or ref["text"])


def _article(item: Json) -> Article:
    return Article(
        item["id"], item["path"], item["outlet"], item["outlet_known"], item["title"], item["text"]
    )


if __name__ == "__main__":
    main()
