"""Runs one task on a file of rows."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from reporter.config import Settings
from reporter.errors import DataError
from reporter.evaluate import Evaluation, Row, Task, Toolkit
from reporter.pipeline import open_models
from reporter.runs.output import replace_file

TASKS = ("pairs", "stories", "planted", "discrepancies", "summaries", "fusion", "extraction")


def run_task(task: str, file: Path, settings: Settings) -> Evaluation:
    """Evaluate the rows of a JSONL file; DataError for an unknown task or a malformed row."""
    if task not in TASKS:
        raise DataError(f"there is no task {task!r}.", f"There are: {', '.join(TASKS)}.")
    rows = tuple(read_rows(file))
    module = cast(Task, importlib.import_module(f"reporter.evaluate.{task}"))
    return module.evaluate(rows, Toolkit(settings, open_models(settings)))


def read_rows(file: Path) -> Iterator[Row]:
    """Yield the JSON objects of a file, one a line; DataError names the line that is not one."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(
            f"{file} cannot be read: {error.strerror}.", "Give a file of labelled rows."
        ) from None
    except UnicodeDecodeError:
        raise DataError(f"{file} is not UTF-8.", "Save it as UTF-8.") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _row(line, file, number)


def write_rows(file: Path, rows: Iterable[Row]) -> None:
    """Write one JSON object a line; FolderError where the file cannot be written."""
    replace_file(file, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _row(line: str, file: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(f"{file} line {number} is not JSON: {error.msg}.") from None
    if not isinstance(row, dict):
        raise DataError(f"{file} line {number} is not a JSON object.")
    return row
