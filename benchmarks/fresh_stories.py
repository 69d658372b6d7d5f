"""Draw stories that no rule, weight or figure of this project has seen.

    python benchmarks/fresh_stories.py ARTICLES OUT KNOWN ... [--link L] [--pair P] [--prefix NAME]

ARTICLES is a folder of JSON files, one article each, with the fields `ID`, `source` (the outlet),
`date`, `title`, `url`, `content_original` and `bias_text`, as in `data/jsons` of
ramybaly/Article-Bias-Prediction (Apache-2.0; the articles are copyright of the outlets). KNOWN are
the sets that were used already: labelled files (one JSON object a line, with `articles`), or text
files of the NeuS set (one story a line, `TITLE=> ... ARTICLE=> ...`, articles joined by `[SEP]`).
An article with the id or title of a known one, or with twelve runs of eight words of one, is left
out, as are opinion pieces by their titles, short texts and those without a day.

The others are grouped by rule, not by hand: TF-IDF of headline (twice) and lead, other outlets, at
most two days apart, links from `--link` on, every pair of a story at `--pair` or more.
OUT/three.jsonl gets the stories of three to six outlets, OUT/two.jsonl those of two, always in the
same order. Texts are cut at a paragraph near 4,500 characters. For a further lot name the files of
the earlier ones among KNOWN, ask for less likeness, and give its stories a `--prefix` of their own.

Which rows were read, and which were kept for counting: docs/discrepancies-measured.md.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

RUN, RUNS = 8, 12
LINK, PAIR, SAME_TEXT = 0.28, 0.2, 0.93
DAYS, MOST = 2, 6
SHORTEST, LONGEST, LEAD, COMPARED = 800, 4500, 700, 6000
SEED = 20261123
_OPINION = re.compile(
    r"\b(opinion|editorial|column|analysis|op-ed|podcast|transcript|letters?|cartoons?"
    r"|live updates|takeaways)\b|^why |^how |\?$",
    re.IGNORECASE,
)
_NEUS = re.compile(r"TITLE=> (.*?)\. ARTICLE=> (.*)")
Row = Mapping[str, Any]
Pairs = Mapping[tuple[int, int], float]


class Known:
    """Ids, titles and runs of words of the articles that were used already."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.titles: set[str] = set()
        self.runs: set[str] = set()

    def add(self, title: str, text: str, source_id: str = "") -> None:
        """Take in one article."""
        self.ids.add(source_id)
        self.titles.add(plain(title))
        self.runs.update(runs_of(text))

    def has(self, article: Row) -> bool:
        """Return whether an article is one of these, or repeats a good part of one."""
        if article["ID"] in self.ids or plain(article["title"]) in self.titles - {""}:
            return True
        runs = runs_of(article["content_original"][:COMPARED])
        return sum(run in self.runs for run in runs) >= RUNS


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path, metavar="ARTICLES")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("known", type=Path, nargs="+", metavar="KNOWN")
    parser.add_argument("--link", type=float, default=LINK, help="default: %(default)s")
    parser.add_argument("--pair", type=float, default=PAIR, help="default: %(default)s")
    parser.add_argument("--prefix", default="", help="what the ids of the stories begin with")
    given = parser.parse_args(arguments)
    known = known_from(given.known)
    files = sorted(given.articles.glob("*.json"))
    read = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    articles = [article for article in read if is_news(article) and not known.has(article)]
    stories = shuffled(grouped(articles, given.link, given.pair))
    given.out.mkdir(parents=True, exist_ok=True)
    for name, wanted in (("three", range(3, MOST + 1)), ("two", range(2, 3))):
        mine = [story for story in stories if len(story) in wanted]
        with (given.out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps(row_of(f"{given.prefix}{name}-{number:04d}", story), ensure_ascii=False)
                + "\n"
                for number, story in enumerate(mine)
            )
        print(f"{name}.jsonl: {len(mine)} stories")


def plain(text: str | None) -> str:
    """Return the letters, digits and blanks of a text, in small letters."""
    return re.sub(r"[^a-z0-9 ]", "", (text or "").lower()).strip()


def runs_of(text: str) -> Iterator[str]:
    """Yield every run of `RUN` words."""
    words = plain(text).split()
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def known_from(files: Iterable[Path]) -> Known:
    """Return what the labelled files and the text files hold."""
    known = Known()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if file.suffix == ".jsonl":
                for article in json.loads(line)["articles"]:
                    text = article.get("text") or " ".join(article.get("sentences") or ())
                    known.add(article.get("title", ""), text, article.get("source_id") or "")
            else:
                for part in line.split(" [SEP] "):
                    found = _NEUS.match(part)
                    known.add(*(found.groups() if found else ("", part)))
    return known


def is_news(article: Row) -> bool:
    """Return whether an article has a day and a text, and is no opinion piece by its title."""
    try:
        date.fromisoformat(article["date"])
    except ValueError:
        return False
    marked = any(mark in article["url"].lower() for mark in ("opinion", "blog"))
    return (
        len(article["content_original"]) >= SHORTEST
        and not marked
        and not _OPINION.search(article["title"])
    )


def grouped(articles: Sequence[Row], link: float = LINK, pair: float = PAIR) -> list[list[Row]]:
    """Return the stories of two outlets and more: the closest pairs first, every pair close."""
    close = close_pairs(articles, pair)
    group = {at: [at] for at in range(len(articles))}
    for (one, other), cosine in sorted(close.items(), key=lambda item: (-item[1], item[0])):
        if cosine < link:
            break
        ours, theirs = group[one], group[other]
        if ours is not theirs and may_join(ours, theirs, articles, close):
            joined = ours + theirs
            group.update(dict.fromkeys(joined, joined))
    stories = {id(members): members for members in group.values() if len(members) > 1}
    return [sorted((articles[at] for at in members), key=by_day) for members in stories.values()]


def by_day(article: Row) -> tuple[str, str]:
    """Order articles by day, those of one day by id."""
    return article["date"], article["ID"]


def may_join(ours: list[int], theirs: list[int], articles: Sequence[Row], close: Pairs) -> bool:
    """Return whether two groups are few enough, of other outlets, and close in every pair."""
    both = ours + theirs
    return (
        len(both) <= MOST
        and len({articles[at]["source"] for at in both}) == len(both)
        and all((min(pair), max(pair)) in close for pair in product(ours, theirs))
    )


def close_pairs(articles: Sequence[Row], least: float) -> dict[tuple[int, int], float]:
    """Return the cosine of each pair of two outlets, near in time, at `least` and no copy."""
    if len(articles) < 2:
        return {}
    leads = [
        f"{article['title']} " * 2 + article["content_original"][:LEAD] for article in articles
    ]
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2).fit_transform(
        leads
    )
    days = np.array([date.fromisoformat(article["date"]).toordinal() for article in articles])
    close = {}
    for day in np.unique(days):
        ours = np.flatnonzero(days == day)
        theirs = np.flatnonzero((days >= day) & (days <= day + DAYS))
        cosines = (vectors[ours] @ vectors[theirs].T).tocoo()
        for row, column, cosine in zip(cosines.row, cosines.col, cosines.data, strict=True):
            one, other = int(ours[row]), int(theirs[column])
            ordered = days[other] > day or one < other
            apart = articles[one]["source"] != articles[other]["source"]
            if ordered and apart and least <= cosine < SAME_TEXT:
                close[min(one, other), max(one, other)] = float(cosine)
    return close


def shuffled(stories: Sequence[list[Row]]) -> list[list[Row]]:
    """Return the stories in an order that is always the same and follows nothing."""
    order = sorted(stories, key=lambda story: story[0]["ID"])
    random.Random(SEED).shuffle(order)
    return order


def row_of(story_id: str, articles: Sequence[Row]) -> dict[str, Any]:
    """Return the labelled row of a story, its articles by day."""
    return {
        "story_id": story_id,
        "articles": [
            {
                "article_id": f"{story_id}-{number}",
                "source_id": article["ID"],
                "outlet": article["source"],
                "side": article["bias_text"],
                "date": article["date"],
                "url": article["url"],
                "title": article["title"],
                "text": shortened(article["content_original"]),
            }
            for number, article in enumerate(articles)
        ],
    }


def shortened(text: str) -> str:
    """Return the text up to the end of a paragraph, or of a sentence, near `LONGEST`."""
    if len(text) <= LONGEST:
        return text
    least = 2500
    paragraph, sentence = text.rfind("\n", 0, LONGEST), text.rfind(". ", 0, LONGEST) + 1
    return text[: paragraph if paragraph >= least else max(sentence, least)].rstrip()


if __name__ == "__main__":
    main()
