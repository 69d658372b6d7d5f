"""JSON: one article, a list of them, or an object that holds such a list; and JSON Lines."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from json.decoder import JSONObject, scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from reporter.ingest.document import Document, Line, record_path
from reporter.ingest.encoding import mend, split_lines
from reporter.ingest.formats.base import Reading, Source, UnreadableError, raw_lines
from reporter.ingest.formats.fields import TEXT, TITLE, by_name, hints_of, one_line
from reporter.ingest.formats.html import fragment_lines
from reporter.ingest.formats.paragraphs import unwrap
from reporter.records import Skipped

# Keys under which a list of articles stands; under any other, at least one must have a text.
_LISTS = ("articles", "items", "results", "entries", "stories", "records", "documents", "docs")
_MAX_DEPTH = 3
# Where search engines and news APIs put the fields of a record: {"_source": {...}}.
_NESTED = ("source", "fields", "article", "attributes", "data")


class _Placed(str):
    """A string that knows at which character of the file it starts."""

    __slots__ = ("start",)
    start: int


class _PlacingDecoder(json.JSONDecoder):
    """Parses JSON into ordinary values but for strings, which are `_Placed`."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self.parse_object = JSONObject
        self.parse_string = _placed
        # The scanner in C ignores `parse_string`; its twin in Python does not.
        self.scan_once = py_make_scanner(self)


def _placed(text: str, end: int, strict: bool = True) -> tuple[_Placed, int]:
    value, after = scanstring(text, end, strict)
    placed = _Placed(value)
    placed.start = end
    return placed, after


@dataclass(frozen=True, slots=True)
class _Record:
    """A parsed value; `line` leads from a place in the parsed text to a line of the file."""

    value: Any
    line: Callable[[int], int]

    def line_of(self, value: Any) -> int:
        """Return the line on which the string `value`, or the first in it, starts."""
        if isinstance(value, Mapping):
            value = next(iter(value.values()), None)
        return self.line(value.start if isinstance(value, _Placed) else 0)


def read_json(source: Source) -> Reading:
    """Return the articles of a JSON file; JSON Lines under this name are read as such."""
    lines = raw_lines(source)
    text = "\n".join(lines)
    try:
        value = _PlacingDecoder().decode(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and _is_object(lines):
            return _read_lines(source.path, lines)
        raise UnreadableError(_broken(error)) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"JSON that cannot be read ({error}).") from None
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    records = _records(value)
    if records is None:
        raise UnreadableError(
            "JSON without articles; reporter reads an object with a text, a list of such objects,"
            f" or an object that holds the list under a key such as {', '.join(_LISTS[:3])}."
        )
    return _reading(
        source.path, [_Record(item, lambda start: bisect_right(starts, start)) for item in records]
    )


def read_jsonl(source: Source) -> Reading:
    """Return the articles of a file with one JSON object a line; a broken line costs itself."""
    return _read_lines(source.path, raw_lines(source))


def _read_lines(path: str, lines: Sequence[str]) -> Reading:
    decoder = _PlacingDecoder()
    records: list[_Record | UnreadableError] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = decoder.decode(line.strip())
        except json.JSONDecodeError as error:
            records.append(UnreadableError(_broken(error, number)))
        except (ValueError, RecursionError) as error:
            records.append(UnreadableError(f"line {number}: JSON that cannot be read ({error})."))
        else:
            records.append(_Record(value, partial(_same_line, number)))
    return _reading(path, records)


def _same_line(number: int, _: int) -> int:
    return number


def _is_object(lines: Sequence[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _broken(error: json.JSONDecodeError, line: int | None = None) -> str:
    where = f"line {line or error.lineno}, column {error.colno}"
    return f"broken JSON at {where}: {error.msg[:1].lower()}{error.msg[1:]}."


def _records(value: Any, depth: int = 0) -> list[Any] | None:
    """Return the records in `value`, or None where there are none."""
    if isinstance(value, list):
        return value if any(isinstance(item, Mapping) for item in value) else None
    if not isinstance(value, Mapping) or depth > _MAX_DEPTH:
        return None
    if str(value.get("schema", "")).startswith("reporter/"):
        raise UnreadableError("a report that reporter wrote, not an article.")
    plain = by_name(value)
    if _text(_flat(value)) is not None:
        return [value]
    named = (_records(plain[name], depth + 1) for name in _LISTS if name in plain)
    other = (_with_text(_records(item, depth + 1)) for item in value.values())
    return next(filter(None, (*named, *other)), None)


def _with_text(records: list[Any] | None) -> list[Any] | None:
    maps = (item for item in records or () if isinstance(item, Mapping))
    return records if any(_text(_flat(item)) is not None for item in maps) else None


def _reading(path: str, records: Sequence[_Record | UnreadableError]) -> Reading:
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for index, record in enumerate(records, start=1):
        name = record_path(path, index) if len(records) > 1 else path
        try:
            documents.append(_document(name, record))
        except UnreadableError as error:
            skipped.append(Skipped(name, str(error)))
    return Reading(tuple(documents), tuple(skipped))


def _document(path: str, record: _Record | UnreadableError) -> Document:
    if isinstance(record, UnreadableError):
        raise record
    if not isinstance(record.value, Mapping):
        raise UnreadableError("not an article but a bare value; reporter reads JSON objects.")
    plain = _flat(record.value)
    text = _text(plain)
    if text is None:
        raise UnreadableError(
            "a record without text; reporter looks for a field such as text, body or content."
        )
    hints = hints_of(plain)
    title = next((plain[name] for name in TITLE if one_line(plain.get(name))), None)
    head = [Line(record.line_of(title), hints.title)] if hints.title else []
    body = [
        Line(record.line_of(piece), mend(line))
        for piece in text
        for line in fragment_lines(piece) or split_lines(piece)
    ]
    return Document(path, "json", (*head, *unwrap(body).lines), hints)


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    plain = by_name(record)
    if _text(plain) is None:
        for name in _NESTED:
            if isinstance(plain.get(name), Mapping):
                plain = {**plain, **by_name(plain[name])}
    return plain


def _text(plain: Mapping[str, Any]) -> list[str] | None:
    """Return the pieces of the first field that holds a text."""
    for name in TEXT:
        pieces = [piece for piece in _strings(plain.get(name)) if piece.strip()]
        if pieces:
            return pieces
    return None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, Mapping):
        yield from (value[key] for key in ("rendered", "text") if isinstance(value.get(key), str))
