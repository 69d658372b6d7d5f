"""`reporter tune`: thresholds from labelled pairs."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.shared import ConfigOption, SetOption, answering, err, out, say, settings_of
from reporter.config import Settings
from reporter.errors import DataError, SettingsError
from reporter.report.escape import count
from reporter.tuning.labels import Label, read_labels, settled

if TYPE_CHECKING:
    from reporter.pipeline import Models
    from reporter.records import StoryBrief
    from reporter.tuning.effect import Effect
    from reporter.tuning.knobs import Knob, Tuned
    from reporter.tuning.labelling import ScoredPair

SHOWN = 15
"""Facts and differences named for each of gained and lost."""


def tune(
    labels: Annotated[
        Path, typer.Argument(metavar="LABELS.jsonl", help="Labels of `reporter label`.")
    ],
    aim: Annotated[
        str, typer.Option("--aim", help="f1, f0.5, precision=0.95 or recall=0.9.")
    ] = "f1",
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="FOLDER", help="Show what it would change there."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KEY", help="Tune this threshold only; may be repeated."),
    ] = None,
    plots: Annotated[
        Path | None,
        typer.Option("--plots", metavar="FOLDER", help="Write the curves as SVG there."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the choices to the settings file.")
    ] = False,
    config: ConfigOption = None,
    overrides: SetOption = None,
) -> None:
    """Choose thresholds by labelled pairs, show their curves and what they would change.

    Nothing is written without --write; then to --config, else to reporter.toml here.
    """
    from reporter import pipeline
    from reporter.tuning.knobs import tune as tune_all
    from reporter.tuning.labelpool import pairs_of_labels, pairs_of_stories, stories_of_folder
    from reporter.tuning.thresholds import parse_aim

    with answering():
        wanted, knobs = parse_aim(aim), _knobs(only or [])
        settings = settings_of(config, overrides)
        known = _read(labels)
        models = pipeline.open_models(settings)
        with err.status("scoring the labelled pairs ..."):
            pairs = pairs_of_labels(known, settings, models)
        stories: tuple[StoryBrief, ...] = ()
        population: tuple[ScoredPair, ...] = ()
        if folder is not None:
            with err.status(f"reading {folder} ..."):
                stories = stories_of_folder(folder, settings, models)
                population = pairs_of_stories(stories, settings, models)
        found = tune_all(known, pairs, settings, wanted, population, knobs)
        for tuned in found:
            _print(tuned)
        if plots is not None:
            _write_plots(found, plots)
        changes = {key: value for tuned in found for key, value in tuned.changes.items()}
        if stories and changes:
            with err.status("comparing the folder under both settings ..."):
                effect = _effect(stories, models, settings, changes)
            _print_effect(effect, str(folder))
        _finish(changes, write, config)


def _knobs(only: Sequence[str]) -> tuple[Knob, ...]:
    from reporter.tuning.knobs import KNOBS

    keys = [knob.key for knob in KNOBS]
    for key in only:
        if key not in keys:
            close = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
            hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(keys)}."
            raise SettingsError(f"labels say nothing of {key}.", hint)
    return tuple(knob for knob in KNOBS if not only or knob.key in only)


def _read(file: Path) -> tuple[Label, ...]:
    read = read_labels(file)
    labels, notes = settled(read.rows)
    for note in (*read.notes, *notes):
        say(note, on=err)
    if not labels:
        raise DataError(f"{file} holds no labelled pair.", "Make some: reporter label FOLDER.")
    return labels


def _print(tuned: Tuned) -> None:
    from reporter.tuning.plots import lines_of

    out.print(f"\n[bold]{tuned.key}[/bold] for {tuned.aim}", highlight=False)
    against = tuned.labels - tuned.positives
    say(f"  {count(tuned.labels, 'label')}, {tuned.positives} for it, {against} against")
    if not tuned.positives or not against:
        say(f"  not tuned: {tuned.warnings[0]}")
        return
    for line in lines_of(tuned):
        say(line)
    if tuned.chosen is None:
        say(f"  stays {tuned.current:.2f}")
    else:
        spread = "" if tuned.range is None else f", 95 % of resamplings {_span(tuned.range)}"
        say(f"  now {tuned.current:.2f}, chosen {tuned.chosen:.2f}{spread}")
    if tuned.held is not None:
        one, now = tuned.held.chosen, tuned.held.current
        say(
            f"  on labels not seen (cross-validation): precision {one.precision:.2f} (now "
            f"{now.precision:.2f}), recall {one.recall:.2f} ({now.recall:.2f}), "
            f"f {one.f:.2f} ({now.f:.2f}); f gains {tuned.held.gain:+.3f} "
            f"{_span(tuned.held.gain_range, '+.3f')}"
        )
    for warning in tuned.warnings:
        say(f"  warning: {warning}", style="yellow")


def _span(ends: tuple[float, float], form: str = ".2f") -> str:
    return f"[{ends[0]:{form}} {ends[1]:{form}}]"


def _write_plots(found: Sequence[Tuned], folder: Path) -> None:
    from reporter.errors import FolderError
    from reporter.runs.output import replace_file
    from reporter.tuning.plots import svg_of

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError(f"{folder} cannot be made: {error.strerror}.") from None
    for tuned in found:
        target = folder / f"{tuned.key}.svg"
        replace_file(target, svg_of(tuned))
        say(f"wrote {target}")


def _effect(
    stories: Sequence[StoryBrief], models: Models, settings: Settings, changes: Mapping[str, float]
) -> Effect:
    from reporter.runs.opening import open_prompt
    from reporter.tuning.effect import effect_of

    return effect_of(stories, models, open_prompt(settings), settings, changed(settings, changes))


def changed(settings: Settings, changes: Mapping[str, float]) -> Settings:
    """Return the settings with each `section.name` of `changes` set."""
    tree = settings.model_dump()
    for key, value in changes.items():
        section, _, name = key.partition(".")
        tree[section][name] = value
    return Settings.model_validate(tree)


def _print_effect(effect: Effect, folder: str) -> None:
    say(f"\non {folder} it would change")
    for name, counts, gained, lost in (
        ("facts", effect.facts, effect.facts_gained, effect.facts_lost),
        (
            "discrepancies",
            effect.discrepancies,
            effect.discrepancies_gained,
            effect.discrepancies_lost,
        ),
    ):
        say(f"  {name}: {counts[0]} -> {counts[1]}, {len(gained)} gained, {len(lost)} lost")
        for mark, texts in (("+", gained), ("-", lost)):
            for text in texts[:SHOWN]:
                say(f"    {mark} {text}")
            if len(texts) > SHOWN:
                say(f"    {mark} and {len(texts) - SHOWN} more")


def _finish(changes: Mapping[str, float], write: bool, config: Path | None) -> None:
    from reporter.tuning.settings_file import save_settings

    if not changes:
        say("\nnothing to change")
        return
    target = config if config is not None else Path("reporter.toml")
    say("")
    for key, value in changes.items():
        say(f"  {key} = {value:.2f}")
    if write:
        save_settings(target, changes)
        say(f"wrote {target}")
    else:
        say(f"nothing was written; --write puts this into {target}")
