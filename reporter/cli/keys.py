"""Single keys from a terminal; from a pipe or a dumb terminal, the characters of each line."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from typing import TextIO

import click

_CTRL_C, _CTRL_D = "\x03", "\x04"


def keys(stream: TextIO | None = None) -> Generator[str, None, None]:
    """Yield keys in lower case until the input ends; KeyboardInterrupt for Ctrl-C.

    Of a line, every character but spaces is a key, so that `s`, Enter and `sdd`, Enter both work.
    """
    source = stream if stream is not None else sys.stdin
    if source.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        yield from _pressed()
        return
    for line in iter(source.readline, ""):
        yield from (char.lower() for char in line if not char.isspace())


def _pressed() -> Iterator[str]:
    while True:
        try:
            key = click.getchar()
        except EOFError:
            return
        if key == _CTRL_C:
            raise KeyboardInterrupt
        if key == _CTRL_D:
            return
        # Arrows and the like come as several characters, which would read as several keys.
        if len(key) == 1:
            yield key.lower()
