"""`reporter label`: say of pairs of statements whether they say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from reporter.cli.console import listening
from reporter.cli.keys import keys
from reporter.cli.shared import ConfigOption, SetOption, answering, err, out, say, settings_of
from reporter.errors import DataError
from reporter.records import Kind
from reporter.report.escape import count as counted
from reporter.report.escape import visible
from reporter.runs.output import replace_file
from reporter.tuning.labelling import ScoredPair, Session
from reporter.tuning.labels import LabelLog, Verdict, read_labels, standing, to_line

HELP = "s same · d different · c conflict · n not sure, next · u undo · q quit · ? help"
LONG_HELP = """
s  same       both state the same about the same event
d  different  they do not, or only in part
c  conflict   the same, but for a detail in which they cannot both be right; then its kind
n  next       not sure: leave it out
u  undo       take the last answer back
q  quit       everything is saved after each key
"""
VERDICTS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "n": Verdict.SKIP}
KINDS = dict(
    zip(
        "12345678",
        (
            Kind.NUMBER,
            Kind.DATE,
            Kind.NAME,
            Kind.QUOTE,
            Kind.ATTRIBUTION,
            Kind.NEGATION,
            Kind.CONTRADICTION,
            Kind.CERTAINTY,
        ),
        strict=True,
    )
)
SHOWN_DISPUTES = 20


class _FolderFirst(TyperGroup):
    """Takes the first word for a folder where it is none of the subcommands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["folder", *args]
        return super().parse_args(ctx, args)


label = typer.Typer(
    cls=_FolderFirst,
    no_args_is_help=True,
    help="Label pairs of a folder: `reporter label FOLDER`; merge, import and export labels.",
)

LabelsOption = Annotated[
    Path, typer.Option("--labels", metavar="FILE.jsonl", help="File that labels are added to.")
]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who labels.")]
OutOption = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="File to write.")]
InArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Labels to read.")]


@label.command("folder")
def label_folder(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of articles.")],
    labels: LabelsOption = Path("labels.jsonl"),
    count: Annotated[int, typer.Option("--n", min=1, help="Pairs to judge in this session.")] = 50,
    by: ByOption = "",
    config: ConfigOption = None,
    overrides: SetOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Show pairs of FOLDER, the most informative first, and keep what you say of them.

    The word `folder` may be left out: `reporter label FOLDER`.
    """
    from reporter import pipeline
    from reporter.tuning.labelpool import pairs_of_stories, stories_of_folder

    with answering():
        settings = settings_of(config, overrides)
        if labels.exists():
            read_labels(labels)  # What is wrong with it is said before minutes of reading.
        models = pipeline.open_models(settings)
        with listening(err, quiet) as listener:
            stories = stories_of_folder(folder, settings, models, listener)
            pool = pairs_of_stories(stories, settings, models)
        # Opened as late as this, a mistyped folder leaves no empty file behind.
        log = LabelLog(labels)
        _say(log.notes)
        session = Session(pool, log, by)
        if session.labelled:
            out.print(f"going on: {session.labelled} pairs are labelled already", highlight=False)
        try:
            with closing(keys()) as pressed:
                _run(session, pressed, session.labelled + count)
        except KeyboardInterrupt:
            out.print()
        said = f"{counted(session.labelled, 'pair')} labelled in {labels}"
        say(said)


def _run(session: Session, pressed: Iterator[str], goal: int) -> None:
    """Show pairs and follow keys until enough are judged, or input or pairs come to their end."""
    fresh = True
    while (pair := session.current) is not None and session.labelled < goal:
        if fresh:
            _show(pair, session, goal)
        key = next(pressed, "q")
        fresh = True
        if key == "q":
            return
        if key in VERDICTS:
            session.answer(VERDICTS[key])
        elif key == "c":
            fresh = _conflict(session, pressed)
        elif key == "u":
            undone = session.undo()
            out.print("undone" if undone else "there is nothing to undo", highlight=False)
        else:
            say(LONG_HELP if key == "?" else f"{key!r} is no key here. {HELP}")
            fresh = False
    if session.current is None:
        out.print("there is no pair left to label", highlight=False)


def _conflict(session: Session, pressed: Iterator[str]) -> bool:
    """Ask for the kind of a conflict and write it; return whether there is a next pair to show."""
    named = " · ".join(f"{key} {kind}" for key, kind in KINDS.items())
    say(f"  what differs? {named} · 0 something else · u back")
    for key in pressed:
        if key == "u":
            return True
        if key in KINDS or key == "0":
            session.answer(Verdict.CONFLICT, KINDS.get(key))
            return True
        say(f"  {key!r} is none of these.")
    return False


def _show(pair: ScoredPair, session: Session, goal: int) -> None:
    out.print(f"\n{session.labelled + 1} of {goal}, {session.left} left", highlight=False)
    for text, source in zip((pair.s1, pair.s2), pair.sources or (None, None), strict=True):
        where = f"{visible(source.outlet)}, {visible(source.path)}" if source else "a text"
        say(f"  {where}", style="dim")
        say(f"    {visible(text)}")
    say(HELP, style="dim")


@label.command()
def merge(
    first: Annotated[Path, typer.Argument(metavar="A.jsonl", help="One person's labels.")],
    second: Annotated[Path, typer.Argument(metavar="B.jsonl", help="Another's.")],
    target: OutOption,
) -> None:
    """Merge two people's labels into one file and say how far they agree (Cohen's kappa)."""
    from reporter.tuning.agreement import merge as merge_rows

    with answering():
        files = [read_labels(path) for path in (first, second)]
        _say(note for file in files for note in file.notes)
        merged = merge_rows(files[0].rows, files[1].rows, (first.stem, second.stem))
        replace_file(target, "".join(to_line(row) for row in merged.rows))
        kappa = "has no value here" if merged.kappa is None else f"{merged.kappa:.2f}"
        out.print(
            f"{merged.common} pairs in common, {merged.agreed} judged alike; Cohen's kappa {kappa}",
            highlight=False,
        )
        for a, b in merged.disputed[:SHOWN_DISPUTES]:
            texts = f"{visible(a.s1)} / {visible(a.s2)}"
            say(f"  {a.verdict} or {b.verdict}: {texts}")
        if len(merged.disputed) > SHOWN_DISPUTES:
            out.print(f"  and {len(merged.disputed) - SHOWN_DISPUTES} more", highlight=False)
        say(f"wrote {target}")


@label.command("import")
def import_file(
    file: InArgument,
    labels: LabelsOption = Path("labels.jsonl"),
    by: ByOption = "",
    meanings: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="WORD=LABEL", help="What a label of the file means."),
    ] = None,
) -> None:
    """Add the labelled pairs of a CSV, TSV, JSONL or Label Studio file."""
    from reporter.tuning.label_formats import import_labels

    with answering():
        found = import_labels(file, _meanings(meanings or []), by)
        log = LabelLog(labels)
        _say(log.notes)
        known = standing(log.rows)
        fresh = [row for row in found if (row.key, row.by) not in known]
        log.extend(fresh)
        say(f"added {len(fresh)} of {len(found)} pairs to {labels}")
        if len(fresh) < len(found):
            out.print("the others are labelled there already", highlight=False)


@label.command("export")
def export_file(
    file: InArgument,
    target: OutOption,
) -> None:
    """Write what stands in a labels file as .csv, .tsv, .jsonl or .json (Label Studio)."""
    from reporter.tuning.label_formats import export_labels

    with answering():
        read = read_labels(file)
        _say(read.notes)
        rows = [r for r in standing(read.rows).values() if r.verdict is not Verdict.SKIP]
        replace_file(target, export_labels(rows, target))
        say(f"wrote {len(rows)} pairs to {target}")


def _meanings(pairs: Sequence[str]) -> dict[str, Verdict]:
    known = {verdict.value: verdict for verdict in Verdict if verdict is not Verdict.UNDO}
    found: dict[str, Verdict] = {}
    for pair in pairs:
        word, _, meaning = pair.rpartition("=")
        if not word or meaning not in known:
            raise DataError(f"--map {pair!r} is not WORD=LABEL.", f"Labels: {', '.join(known)}.")
        found[word] = known[meaning]
    return found


def _say(notes: Iterator[str] | Sequence[str]) -> None:
    for note in notes:
        say(note, on=err)
