"""Headline, outlet, date and agency of an article, from the most to the least trusted place.

First `outlets.toml`, then what the format declares (front matter, HTML metadata, JSON fields), the
URL, and last the places of the text that cleaning took off: datelines, bylines, site names,
publication and copyright lines. The body itself is never read: a date or an agency in a sentence
or in a caption says nothing about the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reporter.ingest.agencies import agency_in, agency_named
from reporter.ingest.boilerplate import Reason
from reporter.ingest.cleaning import Cleaned
from reporter.ingest.dates import date_in_url, read_stamp
from reporter.ingest.document import Document
from reporter.ingest.outlets import Entry, Outlets, site_name
from reporter.records import DroppedLine

_WIRE_PLACES = (Reason.DATELINE, Reason.BYLINE, Reason.AGENCY, Reason.COPYRIGHT)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"\s+[|·»]\s+[^|·»]{2,40}$|\s+[-–—]\s+(?P<site>[^-–—|]{2,40})$")
_HOLDER = re.compile(
    r"(?i:copyright|©|\(c\))\W*(?i:(?:copyright|©|\(c\)|(?:19|20)\d\d|by)\W*){1,5}"
    r"(?P<name>[A-Z][\w.'’&]*(?: [A-Z&][\w.'’&]*){0,5})"
)
_PARTS = re.compile(r",\s+|\s+[|·–—-]\s+|\s+for\s+(?:the\s+)?")
_LEGAL_FORM = re.compile(
    r",? (?:& )?(?:(?:News|Media|Group)(?: &)? )*(?:All|Inc|Ltd|Limited|LLC|Corp)\b|\. "
)
_NO_HOLDER = re.compile(
    r"all|all rights.*|this .*|the (?:author|publisher|content).*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text.

    `title` is "" where neither the format nor the text has a headline; `title_line` is its line
    in the input file, 1 where the format declares it. `outlet` is always readable;
    `outlet_known` is false where it is a label made from the file's path, one per file. `wire` is
    an agency's usual name. `language` is what the format declares ("en"), or "".
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
    """Return what is known about `document`; unknown stays unknown and is never guessed."""
    said = outlets.of_file(document.path)
    outlet = _outlet(document, cleaned, outlets, said)
    published, published_at = _published(document, cleaned, said)
    headline = cleaned.headline
    return Metadata(
        title=said.title or _title(document, cleaned, outlet),
        title_line=headline.number if headline else 1,
        outlet=outlet or f"unknown outlet ({' '.join(document.path.split())})",
        outlet_known=outlet is not None,
        published=published,
        published_at=published_at,
        wire=_wire(document, cleaned, said, outlet),
        language=(document.hints.language or "").replace("_", "-").split("-")[0].strip().casefold(),
        url=document.hints.url,
    )


def _title(document: Document, cleaned: Cleaned, outlet: str | None) -> str:
    if cleaned.headline:
        return cleaned.headline.text
    declared = " ".join((document.hints.title or "").split())
    tail = _TITLE_TAIL.search(declared)
    # "Ferry aground - Aldan Herald" ends in the site's name, "Ferry aground - 14 hurt" does not.
    if tail and tail["site"] and not _names_site(tail["site"], outlet):
        tail = None
    return declared[: tail.start()] if tail else declared


def _names_site(text: str, outlet: str | None) -> bool:
    return site_name(text) is not None or (
        outlet is not None and text.casefold() in (outlet.casefold(), f"the {outlet.casefold()}")
    )


def _outlet(document: Document, cleaned: Cleaned, outlets: Outlets, said: Entry) -> str | None:
    hinted = " ".join((document.hints.outlet or "").split())
    if said.outlet:
        return said.outlet
    if hinted:
        as_host = outlets.of_url(hinted) if " " not in hinted and "." in hinted else None
        return as_host or hinted
    named = (site_name(line.text) for line in _taken(cleaned, Reason.SITE))
    beside = (_beside(line) for line in _taken(cleaned, Reason.PUBLISHED, Reason.BYLINE))
    held = (_holder(line.text) for line in _taken(cleaned, Reason.COPYRIGHT))
    found = (name for name in (*named, *beside, *held) if name)
    return outlets.of_url(document.hints.url) or next(found, None)


def _beside(line: DroppedLine) -> str | None:
    """Return the outlet that a line names beside a date, or behind the name of its author."""
    parts = _PARTS.split(line.text.strip(" *_"))
    named = map(site_name, parts[1:] if line.reason == Reason.BYLINE else parts)
    return next((name for name in named if name and not agency_in(name)), None)


def _holder(notice: str) -> str | None:
    found = _HOLDER.search(notice)
    if found is None or _NO_HOLDER.fullmatch(found["name"]):
        return None
    name = _LEGAL_FORM.split(found["name"])[0].strip(" .,")
    # An agency holds the rights to its text in whatever outlet it is printed.
    return None if agency_in(name) or _NO_HOLDER.fullmatch(name) else name


def _published(
    document: Document, cleaned: Cleaned, said: Entry
) -> tuple[date | None, datetime | None]:
    for stated in (said.date, document.hints.published):
        if isinstance(stated, datetime):
            return stated.date(), stated
        if stated is not None:
            return stated, None
    day = date_in_url(document.hints.url or "")
    stamps = [stamp for text in _stamped(cleaned) if (stamp := read_stamp(text))]
    if day is None:
        return stamps[0] if stamps else (None, None)
    return day, next((moment for other, moment in stamps if other == day and moment), None)


def _stamped(cleaned: Cleaned) -> Iterator[str]:
    lines = [line.text for line in _taken(cleaned, Reason.PUBLISHED)]
    yield from (text for text in lines if not _UPDATED.search(text))
    yield from (line.text for line in _taken(cleaned, Reason.DATELINE, Reason.BYLINE))
    yield from (text for text in lines if _UPDATED.search(text))


def _wire(document: Document, cleaned: Cleaned, said: Entry, outlet: str | None) -> str | None:
    stated = said.wire or document.hints.wire
    if stated:
        return agency_named(stated) or " ".join(stated.split())
    for place in _WIRE_PLACES:
        for line in _taken(cleaned, place):
            agency = agency_in(line.text)
            if agency:
                return agency
    return agency_named(outlet) if outlet else None


def _taken(cleaned: Cleaned, *reasons: Reason) -> Iterator[DroppedLine]:
    return (line for line in cleaned.dropped if line.reason in reasons)
