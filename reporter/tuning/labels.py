"""What people said of pairs of statements: a file of JSON objects, one a line, only ever added to.

A row has `s1` and `s2` (the texts), `label` (same, different, conflict, skip, undo), and where
known `kind` (of a conflict), `by` (who), `at` (when), `weight`, `evidence` and `sources`, all as in
`Label`. Nothing is rewritten: who changes their mind adds a row, and `undo` takes back what the
same person said of the pair. A killed program leaves half a line at most, which `LabelLog` mends.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from reporter.errors import DataError
from reporter.records import Kind

PairKey = frozenset[str]
Known = TypeVar("Known", bound=StrEnum)


class Verdict(StrEnum):
    """What somebody said of a pair.

    SAME: both assert the same thing about the same event. CONFLICT: they do, but for a detail in
    which they cannot both be right. DIFFERENT: they do not.
    """

    SAME = "same"
    DIFFERENT = "different"
    CONFLICT = "conflict"
    SKIP = "skip"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text of a pair stands: the characters `start:end` of the article of `path`."""

    path: str
    outlet: str
    start: int
    end: int
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A pair and what was said of it.

    `weight` (above 0) says for how many pairs of its folder it stands, in proportion: pairs that
    are shown more readily count less. `evidence` (0..1) is `lexical.shared_evidence` among the
    statements of its story, None where the story is not known.
    """

    s1: str
    s2: str
    verdict: Verdict
    kind: Kind | None = None
    by: str = ""
    at: str = ""
    weight: float = 1.0
    evidence: float | None = None
    sources: tuple[Source, Source] | None = None

    @property
    def key(self) -> PairKey:
        """The pair whatever its order and white space."""
        return pair_key(self.s1, self.s2)


# A session asks for the keys of its whole pool after each answer.
@lru_cache(maxsize=65536)
def pair_key(s1: str, s2: str) -> PairKey:
    """Return what two texts have in common with themselves in other order or spacing."""
    return frozenset(" ".join(text.split()) for text in (s1, s2))


# --- reading --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelFile:
    """The rows of a file in their order, and what is to be said about the file."""

    rows: tuple[Label, ...]
    notes: tuple[str, ...] = ()


def read_labels(file: Path) -> LabelFile:
    """Return the rows of `file`, without a half-written last line, which a note names.

    Raises DataError, naming the line, for what is no label, and for a file that cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DataError(
            f"{file} cannot be read: {error.strerror}.", "Make one with `reporter label FOLDER`."
        ) from None
    whole, rest = _split(data)
    notes = []
    if rest:
        number = whole.count(b"\n") + 1
        notes.append(f"{file} line {number} is half-written and was left out: {_shown(rest)}")
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = whole[: error.start].count(b"\n") + 1
        raise DataError(f"{file} line {line} is not UTF-8.") from None
    rows = tuple(
        _parse(line, f"{file} line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )
    return LabelFile(rows, tuple(notes))


def to_row(label: Label) -> dict[str, Any]:
    """Return the JSON object of a label, without what it does not know."""
    row: dict[str, Any] = {"s1": label.s1, "s2": label.s2, "label": label.verdict.value}
    if label.kind is not None:
        row["kind"] = label.kind.value
    for name in ("by", "at"):
        if value := getattr(label, name):
            row[name] = value
    if label.weight != 1.0:
        row["weight"] = round(label.weight, 4)
    if label.evidence is not None:
        row["evidence"] = round(label.evidence, 4)
    if label.sources is not None:
        row["sources"] = [_source_row(source) for source in label.sources]
    return row


def to_line(label: Label) -> str:
    """Return the line of a label, with its line break."""
    return json.dumps(to_row(label), ensure_ascii=False) + "\n"


def from_row(row: Mapping[str, Any], where: str) -> Label:
    """Return the label of a JSON object; DataError beginning with `where` if it is none."""
    texts = [row.get(name) for name in ("s1", "s2")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise DataError(f"{where} has no s1 and s2, the two texts.")
    try:
        return Label(
            s1=str(row["s1"]),
            s2=str(row["s2"]),
            verdict=_one_of(Verdict, row.get("label"), "label", where),
            kind=_one_of(Kind, row["kind"], "kind", where) if row.get("kind") else None,
            by=str(row.get("by", "")),
            at=str(row.get("at", "")),
            weight=_number(row.get("weight", 1.0), 1e-6, 1e6),
            evidence=None if row.get("evidence") is None else _number(row["evidence"], 0, 1),
            sources=_sources(row["sources"]) if row.get("sources") else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{where} is not a label: {error}.") from None


def _split(data: bytes) -> tuple[bytes, bytes]:
    """Return the whole lines and what stands after them, if it is not a whole line itself."""
    whole, newline, rest = data.rpartition(b"\n")
    try:
        if isinstance(json.loads(rest), dict):
            return data + b"\n", b""
    except ValueError:
        pass
    return whole + newline, rest.strip()


def _parse(line: str, where: str) -> Label:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DataError(f"{where} is not JSON: {error}.", "Mend or remove the line.") from None
    if not isinstance(row, dict):
        raise DataError(f"{where} is not a JSON object.", "Mend or remove the line.")
    return from_row(row, where)


def _one_of(kind: type[Known], value: object, name: str, where: str) -> Known:
    known = [item.value for item in kind]
    if value in known:
        return kind(value)
    close = difflib.get_close_matches(str(value), known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(known)}."
    raise DataError(f"{where}: there is no {name} {value!r}.", hint)


def _number(value: object, low: float, high: float) -> float:
    number = float(str(value))
    if not low <= number <= high:
        raise ValueError(f"{number} is not between {low} and {high}")
    return number


def _sources(rows: Sequence[Mapping[str, Any]]) -> tuple[Source, Source]:
    one, other = (
        Source(
            str(row["path"]),
            str(row.get("outlet", "")),
            int(row.get("start", 0)),
            int(row.get("end", 0)),
            date.fromisoformat(row["published"]) if row.get("published") else None,
        )
        for row in rows
    )
    return one, other


def _source_row(source: Source) -> dict[str, Any]:
    row: dict[str, Any] = {"path": source.path, "outlet": source.outlet}
    row |= {"start": source.start, "end": source.end}
    return row | ({"published": source.published.isoformat()} if source.published else {})


def _shown(data: bytes) -> str:
    text = " ".join(data.decode("utf-8", "replace").split())
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


# --- writing --------------------------------------------------------------------------------------


class LabelLog:
    """The rows of a file, and a way to add one that is on the disk when `append` returns.

    Raises DataError for a file that `read_labels` refuses or that cannot be written. A half-written
    last line is moved to a file of the same name with `.rest` added; `notes` say so.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.rows: tuple[Label, ...] = ()
        self.notes: tuple[str, ...] = ()
        if file.exists():
            self.rows = read_labels(file).rows
            self.notes = self._mend()
        else:
            self._write(b"")

    def append(self, label: Label) -> None:
        """Add a row and wait until the disk has it."""
        self.extend((label,))

    def extend(self, labels: Sequence[Label]) -> None:
        """Add rows and wait until the disk has them."""
        lines = "".join(to_line(label) for label in labels)
        self._write(lines.encode("utf-8", "backslashreplace"))
        self.rows = (*self.rows, *labels)

    def _mend(self) -> tuple[str, ...]:
        data = self.file.read_bytes()
        whole, rest = _split(data)
        if rest:
            kept = self.file.with_name(f"{self.file.name}.rest")
            with kept.open("ab") as spare:
                spare.write(rest + b"\n")
            os.truncate(self.file, len(whole))
            return (f"the half-written last line of {self.file} was moved to {kept}",)
        if data and not data.endswith(b"\n"):
            self._write(b"\n")
        return ()

    def _write(self, data: bytes) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                written = os.write(handle, data)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise DataError(f"{self.file} cannot be written: {error.strerror}.") from None
        if written < len(data):
            raise DataError(f"{self.file} cannot be written: the disk is full.")


# --- what stands ----------------------------------------------------------------------------------


def standing(rows: Iterable[Label]) -> dict[tuple[PairKey, str], Label]:
    """Return what each person says of each pair by now, in order of the pairs' first rows."""
    last: dict[tuple[PairKey, str], Label] = {}
    for row in rows:
        last[row.key, row.by] = row
    return {where: row for where, row in last.items() if row.verdict is not Verdict.UNDO}


def settled(rows: Sequence[Label]) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """Return one label per pair, and notes on what was left out or counted once.

    Skipped pairs are left out. Of what one person said of a pair the last stands; where two people
    contradict each other, the pair is left out.
    """
    by_pair: dict[PairKey, list[Label]] = {}
    for (key, _), row in standing(rows).items():
        if row.verdict is not Verdict.SKIP:
            by_pair.setdefault(key, []).append(row)
    agreed = {key: found for key, found in by_pair.items() if len({r.verdict for r in found}) == 1}
    kept = tuple(_joint(found) for found in agreed.values())
    notes = [
        f"people contradict each other on {_pair(found[0])}: it was left out"
        for key, found in by_pair.items()
        if key not in agreed
    ]
    return kept, (*_changes(rows), *notes)


def _joint(found: Sequence[Label]) -> Label:
    kinds = {row.kind for row in found}
    return found[0] if len(kinds) == 1 else replace(found[0], kind=None)


def _changes(rows: Sequence[Label]) -> list[str]:
    """Say which pairs one person labelled twice, without having undone the first."""
    last: dict[tuple[PairKey, str], Label] = {}
    repeated, changed = 0, []
    for row in rows:
        before = last.get((row.key, row.by))
        if before and Verdict.UNDO not in (before.verdict, row.verdict):
            if before.verdict is row.verdict:
                repeated += 1
            elif before.verdict is not Verdict.SKIP:
                changed.append(f"{_pair(row)} was {before.verdict}, then {row.verdict}")
        last[row.key, row.by] = row
    notes = [f"{each}: the last counts" for each in changed]
    if repeated:
        word = "row repeats" if repeated == 1 else "rows repeat"
        notes.append(f"{repeated} {word} an earlier one and counted once")
    return notes


def _pair(label: Label) -> str:
    return " / ".join(repr(t if len(t) <= 40 else f"{t[:37]}...") for t in (label.s1, label.s2))
