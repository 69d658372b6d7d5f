"""Labelled pairs in the formats of others: CSV, TSV, JSONL and Label Studio's JSON.

Tables and JSONL have two columns of text and one of labels, under any of the names below: those of
the Microsoft Research Paraphrase Corpus are among them. Label Studio's export is a list of tasks,
each with `data` (two texts) and `annotations` with one choice.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from reporter.errors import DataError
from reporter.tuning.labels import Label, Verdict, to_line, to_row

FIRST = ("s1", "text1", "sentence1", "#1 string", "premise", "a")
SECOND = ("s2", "text2", "sentence2", "#2 string", "hypothesis", "b")
ANSWER = ("label", "quality", "gold_label", "is_duplicate", "answer")
WORDS: Mapping[str, Verdict] = {
    "1": Verdict.SAME,
    "true": Verdict.SAME,
    "yes": Verdict.SAME,
    "equivalent": Verdict.SAME,
    "paraphrase": Verdict.SAME,
    "0": Verdict.DIFFERENT,
    "false": Verdict.DIFFERENT,
    "no": Verdict.DIFFERENT,
    "not_equivalent": Verdict.DIFFERENT,
    "contradiction": Verdict.CONFLICT,
    "discrepant": Verdict.CONFLICT,
} | {verdict.value: verdict for verdict in Verdict if verdict is not Verdict.UNDO}
"""What labels of others are taken to mean; case does not matter."""

# MSRP, with tabs, has quotation marks that quote nothing.
_QUOTING: Mapping[str, Literal[0, 3]] = {",": csv.QUOTE_MINIMAL, "\t": csv.QUOTE_NONE}
_FORMATS = "Known endings: .csv, .tsv, .txt (tabs), .jsonl, .json (Label Studio)."


def import_labels(
    file: Path, words: Mapping[str, Verdict] | None = None, by: str = ""
) -> tuple[Label, ...]:
    """Return the labelled pairs of a file of another program, by its ending.

    `words` adds to, or overrides, what labels mean. Raises DataError, naming the place, for a file
    that cannot be read, columns that are missing and labels that are not known.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise DataError(f"{file} is not UTF-8.", "Save it as UTF-8.") from None
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise DataError(f"{file} has an ending that says nothing of its format.", _FORMATS)
    meaning = {**WORDS, **{word.casefold(): verdict for word, verdict in (words or {}).items()}}
    labels = [
        Label(s1, s2, _verdict(answer, meaning, where), by=by)
        for s1, s2, answer, where in reader(text, str(file))
    ]
    if not labels:
        raise DataError(f"{file} holds no labelled pair.")
    return tuple(labels)


def export_labels(labels: Iterable[Label], file: Path) -> str:
    """Return the text of `file` with these labels in the format of its ending.

    CSV and TSV have s1, s2, label and kind. Raises DataError for another ending.
    """
    labels = tuple(labels)
    rows = [to_row(label) for label in labels]
    match file.suffix.lower():
        case ".csv":
            return _table(rows, ",")
        case ".tsv" | ".txt":
            return _table(rows, "\t")
        case ".jsonl":
            return "".join(to_line(label) for label in labels)
        case ".json":
            return json.dumps([_task(row) for row in rows], ensure_ascii=False, indent=1) + "\n"
    raise DataError(f"{file} has an ending that says nothing of its format.", _FORMATS)


Found = tuple[str, str, str, str]
"""Two texts, the label as it is written, and where it stands."""


def _verdict(answer: str, meaning: Mapping[str, Verdict], where: str) -> Verdict:
    verdict = meaning.get(answer.strip().casefold())
    if verdict is None:
        raise DataError(
            f"{where}: label {answer!r} is not known.",
            f"Say what it means: --map {answer.strip() or 'WORD'}=same.",
        )
    return verdict


# --- reading --------------------------------------------------------------------------------------


def _read_table(text: str, name: str, delimiter: str) -> Iterator[Found]:
    lines = io.StringIO(text, newline="")
    csv.field_size_limit(10_000_000)
    reader = csv.DictReader(lines, delimiter=delimiter, quoting=_QUOTING[delimiter])
    try:
        for row in reader:
            where = f"{name} line {reader.line_num}"
            yield _found({str(k): str(v or "") for k, v in row.items()}, where)
    except csv.Error as error:
        raise DataError(f"{name} line {reader.line_num} cannot be read: {error}.") from None


def _read_jsonl(text: str, name: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{name} line {number}"
            row = _json(line, where)
            if not isinstance(row, dict):
                raise DataError(f"{where} is not a JSON object.")
            yield _found({str(k): _word(v) for k, v in row.items()}, where)


def _read_tasks(text: str, name: str) -> Iterator[Found]:
    tasks = _json(text, name)
    if not isinstance(tasks, list):
        raise DataError(f"{name} is not a list of Label Studio tasks.")
    for number, task in enumerate(tasks, start=1):
        where = f"{name} task {number}"
        try:
            texts = {str(k): str(v) for k, v in task["data"].items()}
            done = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
            choices = [r["value"]["choices"][0] for a in done for r in a["result"]]
        except (KeyError, TypeError, AttributeError, IndexError):
            raise DataError(f"{where} is not one of Label Studio's.", _FORMATS) from None
        for choice in choices:
            yield _found({**texts, "label": str(choice)}, where)


def _found(row: Mapping[str, str], where: str) -> Found:
    named = {name.strip().casefold(): value for name, value in row.items()}
    values = []
    for names in (FIRST, SECOND, ANSWER):
        column = next((name for name in names if name in named), None)
        if column is None:
            raise DataError(f"{where} has no column {' or '.join(names)}.")
        values.append(named[column])
    if not (values[0].strip() and values[1].strip()):
        raise DataError(f"{where} has an empty text.")
    return values[0], values[1], values[2], where


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DataError(f"{where} is not JSON: {error}.") from None


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_READERS: Mapping[str, Callable[[str, str], Iterator[Found]]] = {
    ".csv": lambda text, name: _read_table(text, name, ","),
    ".tsv": lambda text, name: _read_table(text, name, "\t"),
    ".txt": lambda text, name: _read_table(text, name, "\t"),
    ".jsonl": _read_jsonl,
    ".json": _read_tasks,
}


# --- writing --------------------------------------------------------------------------------------


def _table(rows: Sequence[Mapping[str, Any]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator="\n",
        quoting=_QUOTING[delimiter],
        quotechar=None if delimiter == "\t" else '"',
    )
    names = ("s1", "s2", "label", "kind")
    writer.writerow(names)
    for row in rows:
        # A tab or line break in a text would be a new cell or row.
        writer.writerow([" ".join(str(row.get(name, "")).split()) for name in names])
    return text.getvalue()


def _task(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a task of Label Studio, with the label as its one annotation."""
    choice = {"choices": [row["label"]]}
    result = {"from_name": "label", "to_name": "pair", "type": "choices", "value": choice}
    data = {"s1": row["s1"], "s2": row["s2"]}
    return {"data": data, "annotations": [{"result": [result]}]}
