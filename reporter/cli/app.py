"""The command line: the only place that prints and exits."""

from __future__ import annotations

import gc
import os
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter import __version__
from reporter.cli.console import (
    listening,
    print_articles,
    print_scores,
    print_settings,
    print_skipped,
    print_summary,
)
from reporter.cli.label import label
from reporter.cli.models import models
from reporter.cli.prompts import prompts
from reporter.cli.shared import (
    ConfigOption,
    SetOption,
    answering,
    err,
    out,
    say,
    settings_of,
    showing,
)
from reporter.cli.tune import tune
from reporter.cli.workbench import workbench
from reporter.config import Settings
from reporter.errors import FolderError
from reporter.records import Article, Brief, Skipped
from reporter.report.escape import visible

if TYPE_CHECKING:
    from reporter.runs.output import Targets

app = typer.Typer(
    name="reporter",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FolderArgument = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="Folder of articles; read with everything below it."),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Exit with 1 when any input was skipped.")
]


def main() -> None:
    """Run the command line and exit: 0 done, 1 --strict and something skipped, 2 wrong use."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # A run makes hundreds of thousands of records and hardly a cycle: looking for cycles as often
    # as Python does by default is a tenth of a rerun.
    gc.set_threshold(50_000, 20, 50)
    with showing():
        app()


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"reporter {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _reporter(
    _version_wanted: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Read a folder of news articles; write what the outlets agree on and where they differ.

    Nothing leaves this machine. Start with `reporter brief FOLDER`; see what would be read with
    `reporter check FOLDER`; ask why with `reporter explain REPORT.json d1`.
    """


@app.command()
def brief(
    folder: FolderArgument,
    out_dir: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the .md, .html and .json. Default: reports/."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the JSON report to this file.")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write the HTML page to this file.")
    ] = None,
    config: ConfigOption = None,
    overrides: SetOption = None,
    strict: StrictOption = False,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the HTML page in a browser when done.")
    ] = False,
    draft: Annotated[
        bool,
        typer.Option(
            "--draft", help="Stop at the draft, where an earlier run left enough for one."
        ),
    ] = False,
    ahead: Annotated[
        bool,
        typer.Option(
            "--ahead", help="Then work out other thresholds, so that trying them is quick."
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Write the brief of FOLDER as Markdown, HTML and JSON.

    Without --out, --json and --html the three files go to reports/, named after the folder. With
    --json or --html alone only those are written.

    Where an earlier run left most of what is needed, a draft is written to the same files first.
    """
    from reporter.runs.output import Targets

    with answering():
        settings = settings_of(config, overrides)
        targets = Targets.choose(folder, out_dir, json_file, html_file)
        targets.prepare()
        result = _make_brief(folder, settings, targets, stop_at_draft=draft, quiet=quiet)
        _write(result, folder, settings, targets)
        if open_page and targets.html:
            webbrowser.open(targets.html.resolve().as_uri())
        if ahead and not result.draft:
            _work_ahead(folder, settings)
        if strict and result.skipped:
            raise typer.Exit(1)


def _make_brief(
    folder: Path, settings: Settings, targets: Targets, *, stop_at_draft: bool, quiet: bool
) -> Brief:
    """Return the brief; a draft is written on the way, or returned where it is all that is wanted.

    Exits with 130 where the user interrupted what comes after a draft.
    """
    from reporter.pipeline import make_brief
    from reporter.report import told_so_far
    from reporter.runs.output import write_brief

    began = time.perf_counter()
    drafted: list[Brief] = []

    def show(draft: Brief) -> bool:
        if stop_at_draft:
            return False
        drafted.append(draft)
        file = write_brief(draft, settings, targets)[0]
        seconds = time.perf_counter() - began
        if not quiet:
            said = f"draft after {seconds:.1f} s: {file}; {told_so_far(draft)}; going on ..."
            say(said, on=err)
        return True

    with listening(err, quiet) as listener:
        result = make_brief(folder, settings, listener=listener, on_draft=show)
    if result.incomplete and drafted:
        say(f"reporter: {result.incomplete}; the draft stays.", on=err)
        raise typer.Exit(130)
    return result


def _write(result: Brief, folder: Path, settings: Settings, targets: Targets) -> None:
    """Write the files, say what they hold and what changed, and keep a record of a whole run.

    Exits with 130 where the brief is incomplete; FolderError where nothing was read.
    """
    from reporter.report import told_so_far
    from reporter.runs.history import changes, keep, last, record_of
    from reporter.runs.output import write_brief

    print_skipped(err, result.skipped)
    _refuse_empty(folder, result.articles, result.skipped)
    written = write_brief(result, settings, targets.partial() if result.incomplete else targets)
    print_summary(out, result, settings.discrepancies.min_confidence)
    before, run = last(folder, settings.cache), record_of(result, folder)
    changed = changes(before, run) if before else ()
    notes = [visible(f"since the last run, {change}") for change in changed]
    said = [f"a draft: {told_so_far(result)}"] if result.draft else notes
    for line in (*said, *(f"wrote {path}" for path in written)):
        say(line)
    if result.incomplete:
        say(f"reporter: {result.incomplete}; the brief holds those.", on=err)
        raise typer.Exit(130)
    if not result.draft:
        keep(run, settings.cache)


def _refuse_empty(folder: Path, articles: Sequence[Article], skipped: Sequence[Skipped]) -> None:
    """FolderError where nothing was read; what was skipped is named by then, with its reason."""
    if not articles:
        hint = "Put .txt, .md, .html, .json, .jsonl, .eml, .pdf or .docx files into it."
        raise FolderError(
            f"{folder} holds no article that can be read.",
            "The reasons stand above." if skipped else hint,
        )


def _work_ahead(folder: Path, settings: Settings) -> None:
    from reporter.pipeline import open_models
    from reporter.runs.ahead import work_ahead

    with err.status("working ahead; Ctrl-C ends it, and what is done is kept") as status:
        finished = work_ahead(
            folder,
            settings,
            open_models(settings),
            lambda done, total: status.update(f"working ahead: {done} of {total} settings"),
        )
    if not finished:
        say("reporter: interrupted while working ahead; the brief is written.", on=err)


@app.command()
def check(
    folder: FolderArgument,
    config: ConfigOption = None,
    overrides: SetOption = None,
    lines: Annotated[
        bool, typer.Option("--lines/--no-lines", help="List every dropped line.")
    ] = True,
    strict: StrictOption = False,
) -> None:
    """Show what would be read from FOLDER, and with which settings, models and prompts."""
    from reporter.runs.checking import check_models, check_prompts_of, inspect_folder

    with answering():
        settings = settings_of(config, overrides)
        articles, skipped, statements = inspect_folder(folder, settings)
        print_articles(out, articles, statements, lines)
        print_skipped(err, skipped)
        out.print("[bold]settings[/bold]")
        print_settings(out, settings.model_dump(mode="json"))
        out.print("[bold]models and prompts[/bold]")
        problems = 0
        for finding in (*check_models(settings.models), *check_prompts_of(settings)):
            problems += not finding.ok
            mark = "ok " if finding.ok else "NOT "
            say(f"  {mark} {finding.what}: {finding.detail}")
        if problems:
            raise typer.Exit(2)
        _refuse_empty(folder, articles, skipped)
        if strict and skipped:
            raise typer.Exit(1)


@app.command()
def explain(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT.json", help="JSON report of `reporter brief`.")
    ],
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Facts, discrepancies or stories: f1 d7 s2 ..."),
    ],
) -> None:
    """Show every score and decision behind facts and discrepancies of a report."""
    from reporter.report import explain as explain_one
    from reporter.runs.output import read_report

    with answering():
        loaded = read_report(report)
        for number, identifier in enumerate(ids):
            if number:
                out.print()
            say(explain_one(loaded, identifier))


@app.command("eval")
def evaluate(
    task: Annotated[
        str,
        typer.Argument(
            metavar="TASK",
            help="pairs, stories, planted, discrepancies, summaries, fusion or extraction; "
            "what rows of each hold stands in the task's file in reporter/evaluate.",
        ),
    ],
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", help="Labelled rows, one JSON object a line.")
    ],
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", "--out", help="Write the predictions to this file."),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", help="TOML of lowest allowed scores; below one exits with 1."),
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Write today's scores as floors where higher.")
    ] = False,
    lower_floors: Annotated[
        bool, typer.Option("--lower-floors", help="With --raise-floors: lower them as well.")
    ] = False,
    config: ConfigOption = None,
    overrides: SetOption = None,
) -> None:
    """Measure quality on labelled rows; without gold fields only predict."""
    from reporter.evaluate import floors as gate
    from reporter.evaluate.run import run_task, write_rows
    from reporter.runs.output import prepare_file

    with answering():
        settings = settings_of(config, overrides)
        if floors is not None:
            gate.limits_of(floors, task)  # What is wrong with them is said before minutes of work.
        if predictions is not None:
            prepare_file(predictions)
        with err.status(f"evaluating {task} ..."):
            evaluation = run_task(task, file, settings)
        if predictions is not None:
            write_rows(predictions, evaluation.predictions)
        print_scores(out, evaluation.scores)
        if not evaluation.scores:
            out.print(f"{len(evaluation.predictions)} predictions, no gold fields, no scores.")
        if floors is not None:
            if raise_floors:
                gate.update(floors, task, evaluation.scores, lower=lower_floors)
            below = gate.below(floors, task, evaluation.scores)
            for line in below:
                say(line, style="red", on=err)
            if below:
                raise typer.Exit(1)


app.command()(tune)
app.command()(workbench)
app.add_typer(label, name="label")
app.add_typer(prompts, name="prompts")
app.add_typer(models, name="models")
