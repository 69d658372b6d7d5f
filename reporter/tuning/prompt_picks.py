"""Picking the better sentence without knowing whose it is; picks are kept, one a line."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rich.console import Console

from reporter.errors import DataError
from reporter.storage.store import cache_key
from reporter.tuning.compare_prompts import Row, Trial

Picks = list[dict[str, Any]]


def ask(trial: Trial, file: Path, console: Console, answer: Callable[[str], str]) -> None:
    """Show the sentences of each cluster in an order by lot and keep which one is picked.

    `answer` gets a question and returns a number, "=" for equally good, "s" to skip, "q" to stop.
    Clusters picked from before, by the same prompts, are not shown again; neither are those whose
    sentences are all the same. Ends with the tally. Raises DataError for a file that is no such
    list or cannot be written.
    """
    known = read(file)
    done = {item["key"] for item in known}
    waiting = [row for row in trial.rows if _differs(row) and _key(trial, row) not in done]
    for number, row in enumerate(waiting, start=1):
        order = list(range(len(trial.prompts)))
        # By lot, yet the same when the same question is put again.
        random.Random(_key(trial, row)).shuffle(order)  # noqa: S311
        console.print(f"\n{number} of {len(waiting)}. The sources say:", highlight=False)
        for statement in row.case.cluster.statements:
            console.print(f"  - {statement.text}", markup=False, highlight=False)
        for place, prompt in enumerate(order, start=1):
            text = row.outcomes[prompt].text or "(no sentence)"
            console.print(f"{place}  {text}", markup=False, highlight=False)
        given = _valid(answer, len(order))
        if given == "q":
            break
        if given != "s":
            won = "" if given == "=" else trial.prompts[order[int(given) - 1]].name
            pick = {"key": _key(trial, row), "among": _names(trial), "picked": won}
            known.append(pick)
            _append(file, pick)
    for line in tally(trial, known):
        console.print(line, markup=False, highlight=False)


def read(file: Path) -> Picks:
    """Return the picks in the file; a half-written last line is left out. Raises DataError."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file} cannot be read: {error}.", "Choose another --tally.") from None
    found = []
    for number, line in enumerate(lines[:-1], start=1):
        try:
            pick = json.loads(line)
            found.append({name: pick[name] for name in ("key", "among", "picked")})
        except (ValueError, KeyError, TypeError):
            raise DataError(f"{file}, line {number}: no pick.", "Choose another --tally.") from None
    return found


def tally(trial: Trial, picks: Iterable[dict[str, Any]]) -> list[str]:
    """Return how often each of these prompts was picked, in readable lines.

    For two prompts also the probability of so uneven a tally by chance (two-sided sign test, ties
    left out).
    """
    counts = Counter(item["picked"] for item in picks if item["among"] == _names(trial))
    lines = [f"{prompt.name}: picked {counts[prompt.name]} times" for prompt in trial.prompts]
    lines.append(f"equally good: {counts['']}")
    decided = [counts[prompt.name] for prompt in trial.prompts]
    total: int = sum(decided)
    if len(decided) == 2 and total:
        from scipy.stats import binomtest

        chance = binomtest(decided[0], total).pvalue
        lines.append(f"so uneven by chance: p = {chance:.3f}")
    return lines


def _differs(row: Row) -> bool:
    return len({outcome.text for outcome in row.outcomes}) > 1


def _names(trial: Trial) -> list[str]:
    return sorted(f"{prompt.name} {prompt.fingerprint}" for prompt in trial.prompts)


def _key(trial: Trial, row: Row) -> str:
    texts = [outcome.text for outcome in row.outcomes]
    sources = sorted(statement.text for statement in row.case.cluster.statements)
    return cache_key(*_names(trial), *sorted(texts), *sources)[:16]


def _valid(answer: Callable[[str], str], count: int) -> str:
    while True:
        given = answer(f"better: 1 to {count}, = equal, s skip, q stop").strip().lower()
        if given in {"=", "s", "q"} or (given.isdecimal() and 1 <= int(given) <= count):
            return given


def _append(file: Path, pick: dict[str, Any]) -> None:
    try:
        _end_line(file)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(pick, ensure_ascii=False) + "\n")
    except OSError as error:
        raise DataError(f"{file} cannot be written: {error.strerror}.") from None


def _end_line(file: Path) -> None:
    """Cut off a last line that was only half written."""
    if file.exists():
        data = file.read_bytes()
        if data and not data.endswith(b"\n"):
            file.write_bytes(data[: data.rfind(b"\n") + 1])
