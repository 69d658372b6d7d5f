"""Runs the console blocks of docs/tuning.md; `python -m tests.tuning_doc` renews their outputs.

A block is one command after `$ ` and what it prints. `console head=20` in the fence keeps the first
20 lines, `tail=20` the last. The keys of `printf KEYS | reporter label ...` are what a reader
answers to the pairs shown: `tests/tuning_answers.tsv` has them, by the opening words of both.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path

from typer.testing import CliRunner

from reporter import pipeline
from reporter.cli.app import app
from reporter.cli.shared import out
from reporter.config import Settings
from reporter.records import Kind
from reporter.tuning.labelling import ScoredPair, Session
from reporter.tuning.labelpool import pairs_of_stories, stories_of_folder
from reporter.tuning.labels import LabelLog, Verdict

ROOT = Path(__file__).parents[1]
DOC = ROOT / "docs" / "tuning.md"
ANSWERS = Path(__file__).with_name("tuning_answers.tsv")
OPENING = 40
WIDTH = 200
HINT = "Is the new output right? Then renew the page: python -m tests.tuning_doc"
BLOCK = re.compile(r"^```console(?: (head|tail)=(\d+))?\n\$ (.+)\n((?:.*\n)*?)```$", re.M)
LABELLING = re.compile(r"printf (\w+) \| (reporter label (\S+) --n (\d+).*)")
KEYS = {"s": (Verdict.SAME, None), "d": (Verdict.DIFFERENT, None), "n": (Verdict.SKIP, None)}
CONFLICTS = {"c2": Kind.DATE, "c3": Kind.NAME, "c4": Kind.QUOTE, "c6": Kind.NEGATION}
# What differs from one machine or one minute to the next: seconds, scores, bars, fingerprints.
FLEETING = (
    (re.compile(r"^(seconds) .*$", re.M), r"\1 ..."),
    (re.compile(r"\b[0-9a-f]{12,}\b"), "#"),
    (re.compile(r"[+-]?\b\d+\.\d+\b"), "#"),
    (re.compile(r"==+"), "="),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" +$", re.M), ""),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One console block as it stands in the document, or as it should."""

    command: str
    output: str
    end: str = ""
    lines: int = 0


def blocks(text: str) -> list[Block]:
    """Return the console blocks of a Markdown text, in order."""
    found = BLOCK.findall(text)
    return [Block(command, output, end, int(lines or 0)) for end, lines, command, output in found]


def settled_output(text: str) -> str:
    """Return an output without what differs from one machine or one minute to the next."""
    for pattern, instead in FLEETING:
        text = pattern.sub(instead, text)
    return text


def walk(text: str) -> Iterator[Block]:
    """Run the blocks in the current folder, which holds `inbox/`; yield each as it should stand."""
    out.width = WIDTH
    for block in blocks(text):
        command = block.command
        if labelling := LABELLING.fullmatch(command):
            _, rest, folder, count = labelling.groups()
            command = f"printf {keys_for(Path(folder), int(count))} | {rest}"
        yield replace(block, command=command, output=_cut(_run(command), block.end, block.lines))


def keys_for(folder: Path, count: int) -> str:
    """Return the keys with which the reader labels `count` pairs of the folder."""
    models = pipeline.open_models(Settings())
    pool = pairs_of_stories(stories_of_folder(folder, Settings(), models), Settings(), models)
    known = answers()
    with tempfile.TemporaryDirectory() as place:
        session = Session(pool, LabelLog(Path(place) / "labels.jsonl"))
        keys = ""
        while session.current is not None and session.labelled < count:
            key = known.get(opening(session.current), "n")
            keys += key
            session.answer(*(KEYS[key] if key in KEYS else (Verdict.CONFLICT, CONFLICTS[key])))
    return keys


def answers() -> dict[frozenset[str], str]:
    """Return the reader's key for each pair of opening words."""
    lines = ANSWERS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {frozenset((one, other)): key for key, one, other in rows}


def opening(pair: ScoredPair) -> frozenset[str]:
    """Return what names a pair in the file of answers."""
    return frozenset((pair.s1[:OPENING], pair.s2[:OPENING]))


def _run(command: str) -> str:
    source, pipe, rest = command.rpartition(" | ")
    words = shlex.split(rest if pipe else command)
    if words[0] != "reporter":
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        return done.stdout
    keys = shlex.split(source)[1] if pipe else None
    answer = CliRunner().invoke(app, words[1:], input=keys)
    if answer.exit_code:
        raise RuntimeError(f"$ {command}\n{answer.output}")
    return answer.stdout


def _cut(output: str, end: str, kept: int) -> str:
    lines = [line.rstrip() for line in output.strip("\n").splitlines()]
    lines = [FLEETING[0][0].sub(r"seconds  ...", line) for line in lines]
    if end and len(lines) > kept:
        lines = [*lines[:kept], "..."] if end == "head" else ["...", *lines[-kept:]]
    return "".join(f"{line}\n" for line in lines)


def prepare(folder: Path) -> None:
    """Put a copy of the seeds where the document has its articles."""
    shutil.copytree(ROOT / "seeds", folder / "inbox")


def renewed(text: str, results: Iterator[Block]) -> str:
    """Return the document with the blocks as they should stand."""

    def fence(match: re.Match[str]) -> str:
        block = next(results)
        first = match.group(0).partition("\n")[0]
        return f"{first}\n$ {block.command}\n{block.output}```"

    return BLOCK.sub(fence, text)


def main() -> None:
    """Write the outputs of today into the document."""
    text = DOC.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place, chdir(place):
        prepare(Path(place))
        new = renewed(text, walk(text))
    DOC.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
