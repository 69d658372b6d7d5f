"""Read differences by eye and count the verdicts.

    python benchmarks/reading.py sheet FOLDER_OR_FILE READ.tsv [--skip N] [--count N]
    python benchmarks/reading.py count READ.tsv ...

`sheet` compares the articles of a folder, or the stories of a labelled file (one JSON object a
line, see `reporter/evaluate/story_rows.py`), as a brief does, without writing one. Each difference
from `discrepancies.min_confidence` on is a line of READ.tsv: what it is of, where it stands in a
brief (`tier`, see `reporter/discrepancies/judging.py`), its two first sides with the words that
differ in ⟦⟧ and the sentences before and after, and three blank columns. What a file says was
planted (`reporter eval planted`) is left out. Of a sheet that is there already, verdicts on the
same places are kept. Open it in a spreadsheet or an editor and fill in:

- `true`: 1 where the two outlets say different things about one matter, else 0;
- `worth`: 1 where an editor would want to be told, else 0;
- `cause`: in a few words, why it is false or trifling.

`count` prints how many are true and worth it by kind, by probability, by tier, above and below
*Less sure*, and the causes. Lines without a verdict are not counted, and said to be.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from reporter.config import Settings, load_settings
from reporter.discrepancies.judging import Tier, tier_of
from reporter.evaluate import Row
from reporter.evaluate.planted import others
from reporter.evaluate.run import read_rows
from reporter.evaluate.story_rows import story_of
from reporter.ingest import read_folder
from reporter.pipeline import Models, differ, open_models, open_story
from reporter.progress import Stages, ignore
from reporter.records import Discrepancy, Evidence, Side, StoryBrief
from reporter.runs.reuse import stories

PLACES = ("story", "kind", "a", "b")
VERDICTS = ("true", "worth", "cause")
COLUMNS = (
    *PLACES, "tier", "probability", "importance", "changes_meaning", "subject",
    "outlet_a", "says_a", "outlet_b", "says_b", "more_sides", *VERDICTS,
)  # fmt: skip
BINS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
YES, NO = "1", "0"
LEAST = Tier.DOUBTFUL.name.lower()
Line = Mapping[str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet", help="write what is to be read")
    sheet.add_argument("source", type=Path, metavar="FOLDER_OR_FILE")
    sheet.add_argument("out", type=Path, metavar="READ.tsv")
    sheet.add_argument("--skip", type=int, default=0, help="stories to leave out at the start")
    sheet.add_argument("--count", type=int, help="stories to read after them; default: all")
    sheet.add_argument("--set", dest="overrides", action="append", default=[], metavar="KEY=VALUE")
    count = commands.add_parser("count", help="count the verdicts")
    count.add_argument("files", type=Path, nargs="+", metavar="READ.tsv")
    given = parser.parse_args(arguments)
    if given.command == "count":
        print(counted([line for file in given.files for line in read_sheet(file)]))
        return
    settings = load_settings(None, given.overrides)
    models = open_models(settings)
    last = None if given.count is None else given.skip + given.count
    opened = islice(open_stories(given.source, models, settings), given.skip, last)
    lines = [line for base, row in opened for line in lines_of(base, row, models, settings)]
    if given.out.is_file():
        lines = with_verdicts(lines, read_sheet(given.out))
    write_sheet(given.out, lines)
    print(f"{len(lines)} differences, {sum(not line['true'] for line in lines)} to be read")


def open_stories(
    source: Path, models: Models, settings: Settings
) -> Iterator[tuple[StoryBrief, Row]]:
    """Yield the stories of a folder or of a file, with their statements, and the rows of a file."""
    if source.is_dir():
        articles, _ = read_folder(source, settings.ingest, None)
        for story in stories(articles, models.embedder, settings.stories, models.memo):
            yield open_story(story, models, settings, Stages(ignore)), {}
    else:
        for row in read_rows(source):
            yield story_of(row, models.parser), row


def lines_of(base: StoryBrief, row: Row, models: Models, settings: Settings) -> Iterator[Line]:
    """Compare a story and yield the lines of what a brief would show of it and nobody planted."""
    if not base.statements:
        return
    bar = settings.discrepancies.min_confidence
    found = others(row, differ(base, models, settings, Stages(ignore))[2])
    for item in sorted(found, key=lambda item: -item.confidence):
        if item.confidence >= bar:
            yield line_of(item, base)


def line_of(item: Discrepancy, base: StoryBrief) -> Line:
    """Return the line of one difference, its verdicts blank."""
    one, other, *more = item.sides
    outlets = {article.id: article.outlet for article in base.story.articles}
    (a, b) = (side.evidence[0] for side in (one, other))
    values = (
        base.story.id, item.kind.value, place(a, base), place(b, base),
        tier_of(item).name.lower(), f"{item.confidence:.2f}", f"{item.importance:.2f}",
        YES if item.changes_meaning else NO, item.subject,
        outlets[a.statement.article_id], around(a, base),
        outlets[b.statement.article_id], around(b, base),
        "; ".join(map(in_short, more)), "", "", "",
    )  # fmt: skip
    return dict(zip(COLUMNS, map(flat, values), strict=True))


def place(item: Evidence, base: StoryBrief) -> str:
    """Return `number:start-end`: an article of the story, characters of its text.

    An `h` before `start` says that they are of the headline, as in the labels of
    `models/training/judging`.
    """
    statement = item.statement
    number = [article.id for article in base.story.articles].index(statement.article_id)
    headline = "h" if statement.start == statement.end else ""
    return f"{number}:{headline}{statement.start + item.start}-{statement.start + item.end}"


def around(item: Evidence, base: StoryBrief) -> str:
    """Return the sentence, the words that differ marked, between the one before and after."""
    statement = item.statement
    home = [s for s in base.statements if s.article_id == statement.article_id]
    at = next(number for number, s in enumerate(home) if s.id == statement.id)
    text = statement.text
    marked = f"{text[: item.start]}⟦{text[item.start : item.end]}⟧{text[item.end :]}"
    before, after = (
        [s.text for s in home[cut]] for cut in (slice(max(0, at - 1), at), slice(at + 1, at + 2))
    )
    return " / ".join((*before, f">> {marked} <<", *after))


def in_short(side: Side) -> str:
    return f"{side.value} ({len(side.articles)})"


def flat(text: str) -> str:
    """Return the text on one line and without tabs: no cell may break the table."""
    return " ".join(text.split())


def read_sheet(file: Path) -> list[Line]:
    """Return the lines of a sheet; ends with what is wrong where a verdict is none."""
    with file.open(encoding="utf-8", newline="") as rows:
        lines = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, line in enumerate(lines, start=2):
        if missing := [name for name in COLUMNS if line.get(name) is None]:
            raise SystemExit(f"{file} line {number} lacks the column {missing[0]!r}")
        for name in ("true", "worth"):
            if line[name].strip() not in ("", YES, NO):
                raise SystemExit(
                    f"{file} line {number}: {name} is {line[name]!r}, not 1, 0 or blank"
                )
    return lines


def write_sheet(file: Path, lines: Iterable[Line]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(
            out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        writer.writerow(COLUMNS)
        writer.writerows([line[name] for name in COLUMNS] for line in lines)


def with_verdicts(lines: Iterable[Line], before: Iterable[Line]) -> list[Line]:
    """Return the lines with the verdicts that a sheet has on the same kind and places."""
    known = {tuple(line[name] for name in PLACES): line for line in before}
    kept = []
    for line in lines:
        old = known.get(tuple(line[name] for name in PLACES))
        kept.append({**line, **{name: old[name] for name in VERDICTS}} if old else line)
    return kept


def counted(lines: Sequence[Line]) -> str:
    """Return the tables of `count`."""
    read = [line for line in lines if line["true"].strip()]
    parts = [f"{len(read)} read, {len(lines) - len(read)} not"]
    parts += [table(title, read, key) for title, key in GROUPS]
    causes = Counter(cause for line in read if (cause := line["cause"].strip()))
    if causes:
        rows = [
            f"| {cause} | {number} |"
            for cause, number in sorted(causes.items(), key=lambda c: (-c[1], c[0]))
        ]
        parts.append("\n".join(("| cause | lines |\n|---|--:|", *rows)))
    return "\n\n".join(parts)


def bin_of(line: Line) -> str:
    value = float(line["probability"])
    above = next((edge for edge in BINS if value < edge), BINS[-1])
    below = max((edge for edge in (0.0, *BINS) if edge < above), default=0.0)
    return f"{below:.1f} – {above:.1f}"


GROUPS: tuple[tuple[str, Callable[[Line], str]], ...] = (
    ("kind", lambda line: line["kind"]),
    ("probability", bin_of),
    ("tier", lambda line: line["tier"]),
    ("stands", lambda line: "less sure" if line["tier"] == LEAST else "above *Less sure*"),
)


def table(title: str, read: Sequence[Line], key: Callable[[Line], str]) -> str:
    rows = [
        f"| {title} | read | true | share | worth | share | mean probability |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in sorted({key(line) for line in read}):
        mine = [line for line in read if key(line) == name]
        cells = [name, str(len(mine))]
        for verdict in ("true", "worth"):
            number = sum(line[verdict].strip() == YES for line in mine)
            cells += [str(number), f"{number / len(mine):.2f}"]
        mean = sum(float(line["probability"]) for line in mine) / len(mine)
        rows.append(f"| {' | '.join((*cells, f'{mean:.2f}'))} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
