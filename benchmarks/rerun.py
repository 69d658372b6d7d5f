"""What a rerun costs: CPU and wall seconds of whole commands, and their ratio to a full run.

    python benchmarks/rerun.py FOLDER [--cache DIR] [--prompt NAME] [--set KEY=VALUE] [--drafts]

Each line is a fresh process. CPU seconds count all threads of it, start of Python included, and say
on a busy machine what wall seconds would be on an idle one. A threshold that was never tried needs
models for what it brings up; tried again, or worked out with --ahead, it needs none. The prompt to
change to at the end is named by --prompt, the summarizer that reads it by --set. With --drafts only
drafts are made (`reporter brief --draft`), each of a threshold that was never tried, after a run
that fills the cache; --cache may then name one that answers of models are kept in.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

CHANGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("full run, nothing kept", ()),
    ("nothing changed", ()),
    ("report.max_facts=10", ("report.max_facts=10",)),
    ("coverage.near=0.65", ("coverage.near=0.65",)),
    ("discrepancies.min_confidence=0.3", ("discrepancies.min_confidence=0.3",)),
    ("matching.threshold=0.5", ("matching.threshold=0.5",)),
    ("matching.threshold=0.5, again", ("matching.threshold=0.5",)),
    ("summary.min_outlets=3", ("summary.min_outlets=3",)),
    ("stories.threshold=0.6", ("stories.threshold=0.6",)),
)
DRAFTS = tuple(
    (f"matching.threshold={value}, never tried, draft", (f"matching.threshold={value}",))
    for value in (0.44, 0.45, 0.5, 0.52, 0.55)
)
AHEAD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("matching.threshold=0.45, worked out ahead", ("matching.threshold=0.45",)),
    ("discrepancies.min_confidence=0.4, worked out ahead", ("discrepancies.min_confidence=0.4",)),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", help="a folder that does not exist yet; default: a fresh one")
    parser.add_argument("--prompt", default="", help="a prompt to change to at the end")
    parser.add_argument("--drafts", action="store_true", help="measure drafts alone")
    parser.add_argument("--set", dest="given", action="append", default=[], metavar="KEY=VALUE")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        cache = given.cache or f"{scratch}/cache"
        fixed = [f"cache.folder={cache}", *given.given]
        print("| run | CPU s | of the full run | wall s |\n|---|--:|--:|--:|")
        full = 0.0
        for name, overrides, options in _drafts() if given.drafts else _reruns(given.prompt):
            cpu, wall = _run(given.folder, [*fixed, *overrides], scratch, options)
            full = full or cpu
            print(f"| {name} | {cpu:.1f} | {cpu / full:.3f} | {wall:.1f} |", flush=True)


Row = tuple[str, Sequence[str], Sequence[str]]
"""What is run, its settings and its options."""


def _drafts() -> list[Row]:
    fill: list[Row] = [("run that fills the cache", (), ()), ("nothing changed", (), ())]
    return [*fill, *((*row, ("--draft",)) for row in DRAFTS)]


def _reruns(prompt: str) -> list[Row]:
    rows: list[Row] = [(name, overrides, ()) for name, overrides in CHANGES]
    if prompt:
        rows.append((f"summary.prompt={prompt}", (f"summary.prompt={prompt}",), ()))
    return [*rows, ("--ahead", (), ("--ahead",)), *((*row, ()) for row in AHEAD)]


def _run(
    folder: Path, overrides: Sequence[str], out: str, options: Sequence[str]
) -> tuple[float, float]:
    command = [sys.executable, "-m", "reporter", "brief", str(folder), "--out", out, "--quiet"]
    command += options
    for override in overrides:
        command += ["--set", override]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ})
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, wall


if __name__ == "__main__":
    main()
