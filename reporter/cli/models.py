"""`reporter models`: what models there are, whether they are whole, and how to get more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape

from reporter.cli.shared import ConfigOption, SetOption, answering, err, out, say, settings_of
from reporter.modelstore.inventory import Model

models = typer.Typer(no_args_is_help=True, help="List, check and fetch models.")

JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]


@models.command("list")
def list_models(
    config: ConfigOption = None, overrides: SetOption = None, as_json: JsonOption = False
) -> None:
    """Show what is shipped, installed, pulled, and what the settings use."""
    from reporter.modelstore.inventory import inventory

    with answering():
        found = inventory(settings_of(config, overrides).models)
        if as_json:
            _print_json({"models": [_as_json(model) for model in found]})
        else:
            _print_models(found)


@models.command()
def verify(as_json: JsonOption = False) -> None:
    """Compare every file of a shipped, installed or pulled model with its SHA-256.

    Ends with 1 when a file is missing, differs, or is listed nowhere.
    """
    from reporter.modelstore.inventory import faults

    with answering():
        found = list(faults())
        if as_json:
            listed = [
                {"model": fault.model, "path": fault.path, "problem": fault.problem}
                for fault in found
            ]
            _print_json({"ok": not found, "faults": listed})
        else:
            for fault in found:
                where = f"{fault.model}/{fault.path}".rstrip("/")
                say(f"{where} {fault.problem}", on=err)
            if not found:
                out.print("every file is as its manifest says")
        if found:
            raise typer.Exit(1)


@models.command()
def pull(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME[@REVISION]", help="ORGANISATION/MODEL of a hub; a commit, tag or branch."
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Fetch a model from a hub: safetensors, tokenizer and configuration, at one commit.

    HTTPS_PROXY, HF_ENDPOINT and HF_TOKEN are honoured. What was interrupted goes on.
    """
    from reporter.modelstore.hub import pull as fetch
    from reporter.modelstore.hub import setting_for
    from reporter.modelstore.inventory import pulled_root

    with answering():
        folder, entry = fetch(name, pulled_root())
        setting = setting_for(folder)
        if as_json:
            _print_json(
                {
                    "name": entry.source,
                    "revision": entry.revision,
                    "licence": entry.licence,
                    "path": str(folder),
                    "bytes": sum(file.size for file in entry.files),
                    "setting": setting,
                }
            )
            return
        licence = entry.licence or "not stated"
        say(f"{entry.source} at {entry.revision} is in {folder}; licence: {licence}")
        if setting:
            out.print("to use it, write in reporter.toml:", highlight=False)
            say(f"[models]\n{setting}")


@models.command(hidden=True)
def manifest() -> None:
    """Write the manifest of the shipped models anew, as they lie there."""
    from reporter.modelstore.manifest import describe, model_folders, write_manifest
    from reporter.resources import shipped

    with answering():
        root = shipped("models")
        path = write_manifest(root, [describe(folder) for folder in model_folders(root)])
        say(f"wrote {path}")


def _print_models(found: Sequence[Model]) -> None:
    for model in found:
        used = ", ".join(model.used_by) or "not used by these settings"
        out.print(f"[bold]{escape(model.name)}[/bold] ({used})", highlight=False)
        facts = [model.origin, model.licence, _size(model.size) if model.files else ""]
        lines = [" · ".join(fact for fact in facts if fact), str(model.path or "")]
        if model.weights:
            lines.append(f"sha256 {model.weights.sha256} of {model.weights.path}")
        for line in lines:
            if line:
                say(f"  {line}")


def _as_json(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "origin": model.origin,
        "used_by": list(model.used_by),
        "path": str(model.path) if model.path else None,
        "licence": model.licence,
        "revision": model.revision,
        "bytes": model.size,
        "files": [
            {"path": file.path, "bytes": file.size, "sha256": file.sha256} for file in model.files
        ],
    }


def _print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    say(text)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"
