"""Headline, outlet, date and agency of an article, from the most to the least trusted place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reporter.ingest.cleaning import Cleaned
from reporter.ingest.document import Document
from reporter.ingest.outlets import Outlets


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text.

    `title` is "" where neither the format nor the text has a headline. `outlet` is always
    readable; `outlet_known` is false where it is a label made from the file's name. `language` is
    what the format declares, or "".
    """

    title: str
    title_line: int
    outlet: str
    outlet_known: bool
    published: date | None
    published_at: datetime | None
    wire: str | None
    language: str
    url: str | None


def describe(document: Document, cleaned: Cleaned, outlets: Outlets) -> Metadata:
    """Return what is known about `document`; unknown stays unknown."""
    del outlets
    hints = document.hints
    published = hints.published
    return Metadata(
        title=hints.title or (cleaned.headline.text if cleaned.headline else ""),
        title_line=cleaned.headline.number if cleaned.headline else 1,
        outlet=hints.outlet or f"unknown outlet ({document.path})",
        outlet_known=hints.outlet is not None,
        published=published.date() if isinstance(published, datetime) else published,
        published_at=published if isinstance(published, datetime) else None,
        wire=hints.wire,
        language=hints.language or "",
        url=hints.url,
    )
