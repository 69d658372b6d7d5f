"""Plain text and Markdown, both with optional front matter: YAML, or plain lines `Title: …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reporter.ingest.document import Document, Hints, Line
from reporter.ingest.formats.base import Reading, Source, UnreadableError, text_lines
from reporter.ingest.formats.fields import ASIDE, HINTED, TITLE, by_name, hints_of
from reporter.ingest.formats.paragraphs import Paragraphs, join, unwrap

_MAX_FRONT_MATTER = 200
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):\s*(.*)")
_OPENS_HIDDEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_CLOSES_HIDDEN = re.compile(r"</(script|style)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields at the head of a file; the text starts at index `end` of its lines."""

    hints: Hints = field(default_factory=Hints)
    title: Line | None = None
    end: int = 0


def read_text(source: Source) -> Reading:
    """Return the one article of a plain text file."""
    lines = text_lines(source)
    front = read_front_matter(lines)
    return _reading(source, "text", front, unwrap(numbered(lines, front.end)))


def read_markdown(source: Source) -> Reading:
    """Return the one article of a Markdown file, its markup gone and its line numbers kept."""
    lines = text_lines(source)
    front = read_front_matter(lines)
    paragraphs = join(_blocks(lines, front.end))
    if front.hints.title is None:
        front = replace(front, hints=replace(front.hints, title=_first_heading(lines, front.end)))
    return _reading(source, "markdown", front, paragraphs)


def numbered(lines: Sequence[str], start: int = 0) -> list[Line]:
    """Return `lines` from index `start` on, with their numbers counted from 1."""
    return [Line(index + 1, text) for index, text in enumerate(lines) if index >= start]


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Return the fields at the very top: YAML between two lines `---`, or lines `Title: …`."""
    fenced = bool(lines) and lines[0].rstrip() == "---"
    return _between_rules(lines) if fenced else _above_empty_line(lines)


def _between_rules(lines: Sequence[str]) -> FrontMatter:
    """Return the YAML fields between the first line and the next `---` or `...`."""
    closing = (
        index
        for index, line in enumerate(lines[1:_MAX_FRONT_MATTER], start=1)
        if line.rstrip() in {"---", "..."}
    )
    end = next(closing, None)
    if end is None:
        return FrontMatter()
    block = lines[1:end]
    fields = _parse_fields(block)
    if not fields:
        return FrontMatter()
    plain = by_name(fields)
    if "madewith" in plain:
        raise UnreadableError("a brief that reporter wrote, not an article.")
    hints = hints_of(plain)
    return FrontMatter(hints, _title_line(block, hints.title, 2), end + 1)


def _above_empty_line(lines: Sequence[str]) -> FrontMatter:
    """Return the fields of the lines before the first empty one, if they are nothing else.

    Two must say what `Hints` holds, and every name must be known: "Date: 14 March" may open a list
    of what happens on a day, and "Source: the police" a text.
    """
    block = list(takewhile(str.strip, lines[:_MAX_FRONT_MATTER]))
    pairs = [pair for line in block if (pair := _FIELD.fullmatch(line.strip()))]
    plain = by_name({pair[1]: pair[2] for pair in pairs if pair[2]})
    known = len(pairs) == len(block) < len(lines) and plain.keys() <= HINTED | ASIDE
    if not known or len(plain.keys() & HINTED) < 2:
        return FrontMatter()
    hints = hints_of(plain)
    return FrontMatter(hints, _title_line(block, hints.title, 1), len(block))


def _parse_fields(block: Sequence[str]) -> dict[Any, Any]:
    try:
        loaded = yaml.safe_load("\n".join(block))
    except (yaml.YAMLError, ValueError, RecursionError):
        # `title: Ferry: all safe` is no YAML, yet what people write.
        pairs = (_FIELD.fullmatch(line.strip()) for line in block)
        return {pair[1]: pair[2].strip("\"' ") for pair in pairs if pair}
    return loaded if isinstance(loaded, dict) else {}


def _title_line(block: Sequence[str], title: str | None, first: int) -> Line | None:
    if title is None:
        return None
    for number, line in enumerate(block, start=first):
        field = _FIELD.match(line.strip())
        if field and next(iter(by_name({field[1]: ""}))) in TITLE:
            return Line(number, title)
    return None


def _reading(source: Source, kind: str, front: FrontMatter, body: Paragraphs) -> Reading:
    title = () if front.title is None else (front.title,)
    document = Document(
        source.path, kind, title + body.lines, front.hints, continuations=body.continuations
    )
    return Reading((document,))


# --- Markdown -------------------------------------------------------------------------------------


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _tokens(lines: Sequence[str], start: int) -> list[Token]:
    # Empty lines stand for the front matter, so that the parser's line numbers are the file's.
    return _markdown().parse("\n" * start + "\n".join(lines[start:]))


def _first_heading(lines: Sequence[str], start: int) -> str | None:
    tokens = _tokens(lines, start)
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        pieces = _inline(tokens[1])
        return " ".join(piece.text for piece in pieces) or None
    return None


def _blocks(lines: Sequence[str], start: int) -> Iterator[Sequence[Line]]:
    marker = ""
    for token in _tokens(lines, start):
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            pieces = _inline(token)
            if pieces:
                yield [replace(pieces[0], text=marker + pieces[0].text), *pieces[1:]]
                marker = ""
        elif token.type in {"code_block", "fence", "html_block"}:
            yield from ([line] for line in _verbatim(token) if line.text.strip())


def _verbatim(token: Token) -> Iterator[Line]:
    if token.type == "html_block" and _OPENS_HIDDEN.search(token.content):
        return
    first = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
    for number, text in enumerate(token.content.split("\n"), start=first):
        plain = re.sub(r"<[^<>]*>", " ", text) if token.type == "html_block" else text
        yield Line(number, plain.strip())


def _inline(token: Token) -> list[Line]:
    """Return the plain text of a paragraph, a piece for each line of the input."""
    number = (token.map or [0])[0] + 1
    texts = [""]
    hidden = False
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            texts.append("")
        elif child.type == "html_inline":
            hidden = bool(_OPENS_HIDDEN.match(child.content)) or (
                hidden and not _CLOSES_HIDDEN.match(child.content)
            )
        elif child.type in {"text", "code_inline"} and not hidden:
            texts[-1] += child.content
    pieces = (Line(number + index, text.strip()) for index, text in enumerate(texts))
    return [piece for piece in pieces if piece.text]
