"""`reporter prompts`: see, check, copy, fill and compare the files that say what a model is asked.

Nothing here writes but `new`, and `compare` with --html or --blind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from reporter.cli.shared import ConfigOption, SetOption, answering, err, out, say, settings_of
from reporter.errors import PromptError, ReporterError

if TYPE_CHECKING:
    from reporter.prompts import Prompt
    from reporter.tuning.compare_prompts import Difference, Trial

prompts = typer.Typer(no_args_is_help=True, help="List, check, write, fill and compare prompts.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A prompt, without its .md.")]
FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of articles.")]


@prompts.command("list")
def list_prompts(config: ConfigOption = None, overrides: SetOption = None) -> None:
    """Show every prompt that the settings can name; your own hide shipped ones of the same name."""
    from reporter.prompts import check_prompts
    from reporter.resources import shipped
    from reporter.runs.opening import open_prompt, prompt_folders

    with answering():
        settings = settings_of(config, overrides)
        try:
            used = open_prompt(settings).path
        except PromptError:
            used = None
        table = Table("name", "version", "for", "from", "", box=None, pad_edge=False)
        for found in check_prompts(prompt_folders(settings.summary)):
            header = found.prompt.header if found.prompt else None
            origin = "shipped" if found.path.parent == shipped("prompts") else "yours"
            table.add_row(
                escape(found.name),
                escape(header.version) if header else "",
                escape(", ".join(header.backend)) if header else "",
                escape(origin),
                "in use" if found.path == used else escape(str(found.problem or "")),
            )
        out.print(table)


@prompts.command()
def show(name: NameArgument, config: ConfigOption = None, overrides: SetOption = None) -> None:
    """Print a prompt file, where it is, its fingerprint and what it may ask for."""
    from reporter.prompts import VARIABLES, load_prompt
    from reporter.runs.opening import prompt_folders

    with answering():
        settings = settings_of(config, overrides)
        prompt = load_prompt(name, prompt_folders(settings.summary))
        say(prompt.path.read_text(encoding="utf-8-sig").rstrip())
        say("")
        say(f"file         {prompt.path}")
        say(f"fingerprint  {prompt.fingerprint}")
        for variable, meaning in VARIABLES[prompt.header.task].items():
            say(f"{{{{ {variable} }}}}  {meaning}")


@prompts.command()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="A file or folder. Default: every prompt there is."),
    ] = None,
    config: ConfigOption = None,
    overrides: SetOption = None,
) -> None:
    """Check prompt files; ends with 2 when one cannot be used. A long one gets a warning."""
    from reporter.prompts import check_files, check_prompts
    from reporter.runs.opening import prompt_folders
    from reporter.tuning.compare_prompts import context_warning

    with answering():
        settings = settings_of(config, overrides)
        folders = prompt_folders(settings.summary)
        found = check_files(path) if path is not None else check_prompts(folders)
        faulty = 0
        for item in found:
            if item.prompt is None:
                faulty += 1
                say(f"NOT {item.problem}")
                continue
            if problem := _unfillable(item.prompt):
                faulty += 1
                say(f"NOT {problem}")
                continue
            say(f"ok  {item.name} ({item.path})")
            warning = context_warning(item.prompt, settings)
            if warning:
                say(f"    {warning}", style="yellow", on=err)
        if faulty:
            raise typer.Exit(2)


def _unfillable(prompt: Prompt) -> str:
    """Return what goes wrong when the prompt is filled with short statements, "" if nothing does.

    Fields of a statement, as `.txt` for `.text`, show in no other way before a model is asked, and
    nor does it that the prompt holds none.
    """
    from reporter.prompts import fill

    try:
        one, other = (fill(prompt, _given(prompt, text)) for text in ("a", "b"))
    except PromptError as error:
        return str(error)
    if one == other:
        lay_out = "{% for statement in statements %}{{ statement.text }}{% endfor %}"
        where = f"prompt {prompt.name} ({prompt.path})"
        return f"{where} shows the model no statement. Lay them out: {lay_out}"
    return ""


def _given(prompt: Prompt, text: str) -> Mapping[str, object]:
    """Return the variables of a cluster of as many statements as the prompt shows, all `text`."""
    statement = {"label": "A", "text": text, "outlet": "O", "published": "2031-03-14"}
    shown = [statement] * prompt.header.limits.statements
    return {"statements": shown, "max_words": 30, "disputed": ("c", "d")}


@prompts.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new prompt, without .md.")],
    source: Annotated[
        str, typer.Option("--from", metavar="NAME", help="The prompt that it begins as.")
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Where to. Default: summary.prompt_folder of the settings."),
    ] = None,
    config: ConfigOption = None,
    overrides: SetOption = None,
) -> None:
    """Copy a prompt into your own folder, to be edited; nothing is overwritten."""
    from reporter.prompts import load_prompt, new_prompt
    from reporter.runs.opening import prompt_folders

    with answering():
        settings = settings_of(config, overrides)
        folders = prompt_folders(settings.summary, new=True)
        target = folder or next(iter(folders), None)
        if target is None:
            raise PromptError(
                "there is no folder for your own prompts yet.",
                "Name one: --folder my-prompts, or summary.prompt_folder in reporter.toml.",
            )
        path = new_prompt(name, load_prompt(source, folders), target)
        say(f"wrote {path}")
        if target not in folders:
            say(f"to use it, write in reporter.toml:\n[summary]\nprompt_folder = '{target}'")
        say(f"then: reporter brief FOLDER --set summary.prompt={name}")


@prompts.command()
def render(
    name: NameArgument,
    folder: FolderArgument,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster", metavar="ID", help="c7 as reporter explain shows it. Default: the first."
        ),
    ] = "",
    config: ConfigOption = None,
    overrides: SetOption = None,
) -> None:
    """Print exactly what the model receives for a cluster of FOLDER, and its tokens."""
    from reporter.backends.preview import preview
    from reporter.backends.registry import open_summarizer
    from reporter.pipeline import open_models
    from reporter.tuning.compare_prompts import find_cases, load_for, pick, request_of

    with answering():
        settings = settings_of(config, overrides)
        prompt = load_for(name, settings)
        models = open_models(settings)
        case = pick(find_cases(folder, settings, models), cluster)
        seen = preview(open_summarizer(settings.models), request_of(case, models, prompt, settings))
        say(seen.text)
        about = f"cluster {case.id}, prompt {prompt.name} {prompt.fingerprint}"
        counted = "no tokenizer here" if seen.tokens is None else f"{seen.tokens} tokens"
        room = "" if seen.room is None else f" of at most {seen.room}"
        say(f"{about}: {len(seen.text)} characters, {counted}{room}", on=err)
        if seen.too_long:
            warning = "The model cannot read all of it: lower limits.statements in the file."
            say(warning, style="yellow", on=err)


@prompts.command()
def compare(
    names: Annotated[
        list[str], typer.Argument(metavar="A B... FOLDER", help="Two or more prompts, then FOLDER.")
    ],
    count: Annotated[
        int, typer.Option("--n", min=1, max=1000, help="Clusters, spread over the folder.")
    ] = 20,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write them side by side to this file.")
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Pick the better one without seeing whose it is.")
    ] = False,
    tally: Annotated[
        Path, typer.Option("--tally", help="Where picks are kept, one a line.")
    ] = Path("prompt-picks.jsonl"),
    config: ConfigOption = None,
    overrides: SetOption = None,
) -> None:
    """Write the same clusters of FOLDER by several prompts and show how they differ."""
    from reporter.runs.output import prepare_file
    from reporter.tuning.compare_prompts import load_for, run_trial

    with answering():
        if len(names) < 3:
            raise ReporterError(
                "compare needs two prompts and a folder.",
                "For example: reporter prompts compare fact fact-short FOLDER",
            )
        settings = settings_of(config, overrides)
        if html is not None:
            prepare_file(html)
        chosen = [load_for(name, settings) for name in names[:-1]]
        trial = _with_status(lambda: run_trial(Path(names[-1]), chosen, settings, count))
        if blind:
            from reporter.tuning.prompt_picks import ask

            ask(trial, tally, out, lambda text: str(typer.prompt(text, default="s")))
        _print_trial(trial, full=not blind)
        if html is not None:
            from reporter.tuning.prompt_page import write_page

            write_page(html, trial)
            say(f"wrote {html}")


def _with_status(work: Callable[[], Trial]) -> Trial:
    with err.status("writing ..."):
        return work()


def _print_trial(trial: Trial, full: bool) -> None:
    if full:
        for row in trial.rows:
            out.print(f"[bold]{row.case.id}[/bold]", highlight=False)
            for prompt, outcome in zip(trial.prompts, row.outcomes, strict=True):
                text = outcome.text or "(no sentence stands)"
                note = " (cut from a source)" if outcome.text and outcome.fallback else ""
                say(f"  {prompt.name:<16} {text}{note}")
                for refused, why in outcome.refused:
                    say(f"  {'':<16}   refused: {refused} ({why})")
    from reporter.tuning.compare_prompts import METRICS

    names = [escape(prompt.name) for prompt in trial.prompts]
    table = Table("", *names, box=None, pad_edge=False)
    for metric in METRICS:
        cells = [found[metric] for found in trial.differences]
        table.add_row(metric, *(_cell(cell, first=not place) for place, cell in enumerate(cells)))
    out.print(table)
    say(
        f"{len(trial.rows)} clusters. In brackets: difference to {trial.prompts[0].name} on the "
        "same clusters, with its 95 % interval."
    )


def _cell(found: Difference, first: bool) -> str:
    if first:
        return f"{found.mean:.2f}"
    return f"{found.mean:.2f} ({found.change:+.2f}, {found.low:+.2f} to {found.high:+.2f})"
