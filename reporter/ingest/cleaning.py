"""Tells an article's own paragraphs from the page around them, line by line and never silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reporter.ingest import layout
from reporter.ingest.boilerplate import Reason, announces_link, known_dirt
from reporter.ingest.document import Document, Line
from reporter.ingest.outlets import is_site_name
from reporter.ingest.structure import Entry, judge
from reporter.ingest.trimming import trim
from reporter.records import DroppedLine

_OPENING = 2  # sentences at the start of a body that may begin with "DELHI: "
_LEAST_REPEATED = 4  # words; shorter sentences ("He denied it.") may well come twice


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a page, and what is not.

    `lines` are the article's paragraphs in order, stripped, inner white space made single, with
    the marker of a bullet ("- ") kept. `headline` is the headline found in the text itself; it is
    not among `lines`. Every word of the input is in `lines`, `headline` or `dropped`; one line may
    be kept in part and dropped in part (a dateline, a shortcode inside a sentence).
    """

    lines: tuple[Line, ...]
    dropped: tuple[DroppedLine, ...]
    headline: Line | None = None


def clean_document(document: Document) -> Cleaned:
    """Return the article's own paragraphs of `document` and every other line with its reason."""
    entries, headline = judge(_first_look(document.lines), document.hints.title)
    title = entries[headline] if headline >= 0 else None
    kept: list[Line] = []
    dropped: list[DroppedLine] = []
    seen = {_key(title.text)} if title else set()
    for entry in entries:
        dropped += entry.removed
        if entry is title or not entry.text:
            continue
        reason = entry.reason or _repeated(entry.text, seen)
        if reason is None:
            kept.append(Line(entry.number, entry.text))
        else:
            dropped.append(DroppedLine(entry.number, entry.text, reason))
    return Cleaned(tuple(kept), tuple(dropped), Line(title.number, title.text) if title else None)


def _first_look(lines: Iterable[Line]) -> tuple[Entry, ...]:
    """Judge each line by itself; empty lines are gone, numbers stay."""
    entries: list[Entry] = []
    sentences = 0
    single = [Line(line.number, " ".join(line.text.split())) for line in lines]
    # In an interview "HOST: Good evening" is a speaker, not a place.
    opening = 0 if layout.is_transcript(line.text for line in single) else _OPENING
    for line in single:
        if not line.text:
            continue
        entry = _look_at(line, sentences, opening)
        sentences += entry.reason is None and layout.is_solid(entry.text)
        entries.append(entry)
    return tuple(entries)


def _look_at(line: Line, sentences: int, opening: int) -> Entry:
    reason = Reason.LINK if announces_link(line.text) else known_dirt(line.text)
    if reason is None and not sentences and is_site_name(line.text):
        reason = Reason.SITE
    if reason is not None:
        return Entry(line.number, line.text, reason)
    kept, removed = trim(line, opening=sentences < opening)
    reason = known_dirt(kept) if removed and kept else None
    return Entry(line.number, kept, reason, removed)


def _repeated(text: str, seen: set[str]) -> Reason | None:
    key = _key(text)
    if layout.count_words(text) < _LEAST_REPEATED:
        return None
    if key in seen:
        return Reason.DUPLICATE
    seen.add(key)
    return None


def _key(text: str) -> str:
    return layout.without_bullet(text).casefold()
