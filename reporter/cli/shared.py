"""What the commands share: where they write, the options of many, and how errors end them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporter.config import Settings, load_settings
from reporter.errors import ReporterError

out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="Settings file. Default: reporter.toml here, if there is one."),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="One setting; may be given several times."),
]


def say(text: str, style: str | None = None, on: Console = out) -> None:
    """Print a line as it stands: paths and words of articles are neither markup nor code."""
    on.print(text, style=style, markup=False, highlight=False)


@contextmanager
def answering() -> Iterator[None]:
    """Say what went wrong in a line, without a traceback, and exit."""
    try:
        yield
    except ReporterError as error:
        say(f"reporter: {error}", style="red", on=err)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        say("reporter: interrupted; nothing was written.", on=err)
        raise typer.Exit(130) from None


@contextmanager
def showing() -> Iterator[None]:
    """Say in a line that there is no room for what is printed, as where it is sent to a file."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        # What is left unprinted would be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        with suppress(OSError):
            print(f"reporter: what is printed has no room: {error.strerror}.", file=sys.stderr)
        raise SystemExit(2) from None


def settings_of(config: Path | None, overrides: list[str] | None) -> Settings:
    """Return the settings of the file given, else of reporter.toml here, with the overrides."""
    default = Path("reporter.toml")
    file = config if config is not None else (default if default.is_file() else None)
    return load_settings(file, overrides or ())
