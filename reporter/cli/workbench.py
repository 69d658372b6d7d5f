"""`reporter workbench`: thresholds, prompts and labels of a folder in the browser."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.console import listening
from reporter.cli.shared import ConfigOption, SetOption, answering, err, out, say
from reporter.errors import ReporterError


def workbench(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="Folder of articles; read with everything below it."),
    ],
    config: ConfigOption = None,
    overrides: SetOption = None,
    labels: Annotated[Path, typer.Option("--labels", help="File that labels are added to.")] = Path(
        "labels.jsonl"
    ),
    by: Annotated[str, typer.Option("--by", help="Whose labels they are.")] = "",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port of 127.0.0.1; 0 for a free one.")
    ] = 0,
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser.")
    ] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Try thresholds on FOLDER in the browser, see what they change, save them to reporter.toml.

    The page is served to this machine alone, under a link that works once. Ctrl-C ends it.
    """
    with answering():
        try:
            from reporter.workbench.app import open_workbench
            from reporter.workbench.labelling import LabelDesk
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] == "reporter":
                raise
            raise ReporterError(
                f"the workbench needs {error.name}, which is not installed.",
                "Install it: pip install 'discrepancy-reporter[workbench]'",
            ) from None

        with listening(err, quiet) as listener:
            opened = open_workbench(
                folder,
                config or Path("reporter.toml"),
                overrides or (),
                LabelDesk(labels, by),
                port,
                listener,
            )
        say(f"workbench: {opened.link}")
        out.print("It opens once, in one browser. Ctrl-C ends it.", highlight=False)
        if open_page:
            webbrowser.open(opened.link)
        # Ctrl-C is how it is meant to end.
        with suppress(KeyboardInterrupt):
            opened.run()
