"""Judge a summarizer on real clusters that nobody trained on.

    python evaluate.py mine DATA OUT                 clusters.jsonl and planted.jsonl, once
    python evaluate.py write OUT SUMMARIZER          what every path writes for them, and figures
    python evaluate.py planted OUT SUMMARIZER        how often a minority's value is written
    python evaluate.py show FILE SUMMARIZER          the paths side by side, as Markdown
    python evaluate.py sheets OUT                    two blind sheets to grade, and their keys
    python evaluate.py grades OUT                    the grades, read back and summed by path

DATA is the folder with the sets of SETS. A sheet lists sentences without their authors, in an order
of its own; write its grades into `grades1.txt` and `grades2.txt`, one line each: number of the
sentence, fluency, faithfulness (0 to 2). 2 is a sentence an editor would print, 1 one with a flaw
that a reader gets over, 0 one that is broken, or says what no source says. Mine before looking at
any model, so that the choice of clusters cannot favour one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.append(str(Path(__file__).parent.parent / "pair_scorer"))

from mining import compared, shown
from stories import Told
from variants import VALUES, conflicting, difference

from reporter.config import Settings, load_settings
from reporter.evaluate import Toolkit
from reporter.evaluate.fusion import Written, evaluate, paths_of, read_case
from reporter.pipeline import Models, open_models
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences, statements_of

Row = dict[str, Any]
# Stories of each set: the two hand-picked sets are small, and all outlets count alike.
SETS = {"newswcl50_dev": 5, "basil_dev": 11, "neus_full_articles_val": 14}
PER_STORY = 8
PLANTED = 200
GRADED = ("medoid", "extractive", "written")
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
COMMANDS = {
    "mine": ("data", "out"),
    "write": ("out", "summarizer"),
    "planted": ("out", "summarizer"),
    "show": ("out", "summarizer"),
    "sheets": ("out",),
    "grades": ("out",),
}


def main() -> None:
    """Do what the first argument says."""
    arguments = argparse.ArgumentParser(description=__doc__)
    commands = arguments.add_subparsers(dest="command", required=True)
    for name, more in COMMANDS.items():
        command = commands.add_parser(name)
        for argument in more:
            command.add_argument(argument, type=str if argument == "summarizer" else Path)
    options = vars(arguments.parse_args())
    command = {"mine": mine, "write": write, "planted": planted, "show": show,
               "sheets": sheets, "grades": grades}[options.pop("command")]  # fmt: skip
    command(**options)


def mine(data: Path, out: Path) -> None:
    """Write the clusters of the facts that the extractive path shows, and the planted ones."""
    settings = load_settings(None, ["cache.enabled=false", "models.summarizer=extractive"])
    models = open_models(settings)
    rng = random.Random(3)
    out.mkdir(parents=True, exist_ok=True)
    clusters: list[Row] = []
    disputed: list[Row] = []
    pool: dict[str, set[str]] = defaultdict(set)
    found: list[tuple[Row, list[Statement]]] = []
    for name, count in SETS.items():
        rows = sorted(read(data / f"{name}.jsonl"), key=lambda row: str(row["story_id"]))
        for row in rng.sample(rows, min(count, len(rows))):
            own = random.Random(str(row["story_id"]))
            for cluster, statements in _clusters(name, row, models, settings, own):
                clusters.append(cluster)
                found.append((cluster, statements))
            dump(out / "clusters.jsonl", clusters)
            print(len(clusters), row["story_id"], flush=True)
    for _, statements in found:
        for token in (token for item in statements for token in item.tokens):
            named = token.entity in ("PERSON", "ORG", "GPE") and token.pos == "PROPN"
            if named and token.text.isalpha() and token.text.istitle():
                pool[token.entity].add(token.text)
    names = {label: sorted(items) for label, items in sorted(pool.items())}
    for turn in range(4):
        for cluster, statements in found:
            row = _planted(cluster, statements, names, turn, rng)
            if row is not None and len(disputed) < PLANTED:
                disputed.append(row)
    dump(out / "planted.jsonl", disputed)
    print(f"{len(clusters)} clusters, {len(disputed)} with a planted minority")


def _clusters(
    name: str, row: Row, models: Models, settings: Settings, rng: random.Random
) -> Iterator[tuple[Row, list[Statement]]]:
    told = _told(row, models)
    brief = compared(told, models, settings)
    outlets = {article.id: article for article in told.articles}
    by_id = {cluster.id: cluster for cluster in brief.clusters}
    facts = sorted(brief.facts, key=lambda fact: fact.id)
    for fact in rng.sample(facts, min(PER_STORY, len(facts))):
        statements = shown(by_id[fact.cluster.id])
        sources = [
            {
                "sentence": item.text,
                "outlet": outlets[item.article_id].outlet,
                "published": str(outlets[item.article_id].published or ""),
            }
            for item in statements
        ]
        if len(sources) > 1:
            identity = f"{name}:{row['story_id']}:{fact.cluster.id}"
            yield {"id": identity, "sources": sources}, statements


def _told(row: Row, models: Models) -> Told:
    articles, statements = [], []
    for place, item in enumerate(row["articles"]):
        sentences = item.get("sentences")
        outlet = item.get("outlet") or item.get("outlet_side") or str(place)
        article = Article(
            id=f"{row['story_id']}-{place}",
            path=str(place),
            outlet=outlet,
            outlet_known=True,
            title=item.get("title") or "",
            text="\n".join(sentences) if sentences else item["text"],
            published=date.fromisoformat(item["date"][:10]) if item.get("date") else None,
        )
        articles.append(article)
        if sentences:
            statements += statements_from_sentences(article, sentences, models.parser)
        else:
            statements += statements_of([article], models.parser)
    return Told(tuple(articles), tuple(statements))


def _planted(
    cluster: Row, statements: Sequence[Statement], pool: Any, turn: int, rng: random.Random
) -> Row | None:
    """Give one source another value of what two sources say; None where two say nothing alike."""
    place = turn % len(statements)
    changed = statements[place]
    change = conflicting(changed, pool, rng)
    if change is None or change.phenomenon not in VALUES:
        return None
    part = difference(changed.text, change.text)
    old = changed.text[part.start : part.end].strip(" ,.;:’'\"")
    new = part.instead.strip(" ,.;:’'\"")
    holders = [item.text for item in statements if old in item.text]
    if len(holders) < 2 or any(new in item.text for item in statements):
        return None
    sources = [dict(source) for source in cluster["sources"]]
    liar = {**sources[place], "sentence": change.text, "outlet": "another outlet"}
    if len(holders) > 2:
        sources[place] = liar
    else:
        sources.append(liar)
    identity = f"{cluster['id']}:{turn}"
    return {"id": identity, "sources": sources, "value": old, "minority": new,
            "phenomenon": change.phenomenon}  # fmt: skip


def write(out: Path, summarizer: str) -> None:
    """Write `written.jsonl`, and print the figures of the paths."""
    found = evaluate(read(out / "clusters.jsonl"), _toolkit(summarizer))
    dump(out / "written.jsonl", found.predictions)
    for name, value in found.scores.items():
        print(f"{name} {value:.3f}")


def planted(out: Path, summarizer: str) -> None:
    """Print how often each path writes the value that one source alone has."""
    toolkit = _toolkit(summarizer)
    rows = read(out / "planted.jsonl")
    cases = [read_case(row, number, toolkit) for number, row in enumerate(rows, start=1)]
    for path, texts in paths_of(cases, toolkit).items():
        wrong = [
            (row, item)
            for row, item in zip(rows, texts, strict=True)
            if _has(item.text, row["minority"]) and not _is_stopgap(path, item)
        ]
        print(f"minority value written by {path}: {len(wrong)} of {len(rows)}")
        for row, item in wrong if path == "written" else ():
            print("  ", row["id"], row["minority"], "|", item.method, "|", item.text)


def show(out: Path, summarizer: str) -> None:
    """Print the rows of the file `out` with what every path writes for them."""
    toolkit = _toolkit(summarizer)
    rows = read(out)
    for row, found in zip(rows, evaluate(rows, toolkit).predictions, strict=True):
        print(f"**{row['id']}**\n")
        print(*(f"> {source['sentence']}\\" for source in row["sources"]), sep="\n", end="\n\n")
        print("| path | sentence |\n|---|---|")
        for path in ("medoid", "shortest", "extractive", "generated"):
            print(f"| {path} | {found['others'].get(path, '')} |")
        print(f"| **written** ({found['method']}) | {found['pred']} |\n")


def _is_stopgap(path: str, item: Written) -> bool:
    """Say whether a path had no sentence: a brief then shows no fact, and not the medoid."""
    return path != "medoid" and item.method == "medoid"


def _toolkit(summarizer: str) -> Toolkit:
    settings = load_settings(None, [f"models.summarizer={summarizer}"])
    return Toolkit(settings, open_models(settings))


def _has(text: str, value: str) -> bool:
    words = " ".join(text.replace("’", "'").split())
    return f" {value} " in f" {words.strip('.')} ".replace(",", " ").replace("  ", " ")


def sheets(out: Path) -> None:
    """Write two sheets with the sentences of the graded paths, each in an order of its own."""
    sources = {row["id"]: row["sources"] for row in read(out / "clusters.jsonl")}
    written = read(out / "written.jsonl")
    for turn in (1, 2):
        items = [
            (row["id"], text)
            for row in written
            for text in sorted({row["others"][path] for path in GRADED})
        ]
        random.Random(turn).shuffle(items)
        dump(out / f"key{turn}.jsonl", [{"id": key, "text": text} for key, text in items])
        with (out / f"sheet{turn}.txt").open("w", encoding="utf-8") as sheet:
            for number, (key, text) in enumerate(items, start=1):
                sheet.writelines(f"   - {source['sentence']}\n" for source in sources[key])
                # Curly marks would tell a cut or written sentence from a medoid.
                sheet.write(f"{number}. {text.translate(STRAIGHT)}\n\n")


def grades(out: Path) -> None:
    """Sum the grades of both sheets by path, and say how far the two passes agree."""
    written = read(out / "written.jsonl")
    passes = [_graded(out, turn) for turn in (1, 2) if (out / f"grades{turn}.txt").is_file()]
    for path in GRADED:
        fluent, faithful, both = [], [], []
        for row in written:
            marks = [graded[row["id"], row["others"][path]] for graded in passes]
            fluent.append(fmean(mark[0] for mark in marks))
            faithful.append(fmean(mark[1] for mark in marks))
            both.append(all(min(mark) == 2 for mark in marks))
        means = f"fluent {fmean(fluent):.2f}, faithful {fmean(faithful):.2f}"
        print(f"{path}: {means}, both 2 in every pass {fmean(both):.0%} of {len(written)}")
    if len(passes) == 2:
        same = fmean(passes[0][key] == passes[1][key] for key in passes[0])
        print(f"same grades in both passes: {same:.0%}")


def _graded(out: Path, turn: int) -> dict[tuple[str, str], tuple[int, int]]:
    keys = read(out / f"key{turn}.jsonl")
    found = {}
    for line in (out / f"grades{turn}.txt").read_text(encoding="utf-8").splitlines():
        number, fluent, faithful = map(int, line.split()[:3])
        key = keys[number - 1]
        found[key["id"], key["text"]] = (fluent, faithful)
    missing = len(keys) - len(found)
    if missing:
        sys.exit(f"grades{turn}.txt lacks {missing} of {len(keys)} sentences.")
    return found


def read(file: Path) -> list[Row]:
    """Return the rows of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def dump(file: Path, rows: Iterable[Any]) -> None:
    """Write a JSONL file."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
