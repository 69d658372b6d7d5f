"""The usual names of the usual fields, in JSON records and in front matter alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reporter.ingest.agencies import agency_in
from reporter.ingest.document import Hints
from reporter.ingest.encoding import mend
from reporter.ingest.formats.dates import parse_date

# Names without case, spaces and punctuation; the first that has a value wins.
TEXT = (
    *("text", "body", "articlebody", "fulltext", "maintext", "articletext", "storytext"),
    *("bodytext", "contenttext", "content", "contents", "contentencoded", "bodyhtml"),
    *("contenthtml", "html", "cleantext", "rawtext", "plaintext", "article", "story"),
    *("paragraphs", "sentences"),
)
TITLE = ("title", "headline", "webtitle", "articletitle", "heading", "head", "hed", "ogtitle")
OUTLET = (
    *("outlet", "outletname", "source", "sourcename", "publisher", "publishername", "sitename"),
    *("ogsitename", "site", "publication", "newspaper", "media", "medium", "provider", "domain"),
    *("sourcedomain", "hostname"),
)
PUBLISHED = (
    *("published", "publishedat", "datepublished", "publisheddate", "publishdate", "datepublish"),
    *("publicationdate", "pubdate", "publishedtime", "publishedon", "webpublicationdate"),
    *("articlepublishedtime", "firstpublished", "articledate", "date", "datetime", "timestamp"),
    *("created", "createdat"),
)
URL = ("url", "link", "weburl", "canonicalurl", "articleurl", "permalink", "href", "sourceurl")
WIRE = ("wire", "wireagency", "agency", "newsagency", "newswire")
AUTHOR = ("author", "authors", "by", "byline", "creator")
LANGUAGE = ("language", "lang", "inlanguage", "locale", "languagecode")
HINTED = frozenset((*TITLE, *OUTLET, *PUBLISHED, *URL, *WIRE, *AUTHOR, *LANGUAGE))
# What stands among them and says nothing that is read.
ASIDE = frozenset({"section", "category", "topic", "tags", "keywords", "updated", "modified"})

# Keys under which formats wrap a value: {"name": "AP"}, {"main": "..."}, {"rendered": "..."}.
_WRAPPED = ("name", "main", "rendered", "text", "title", "value", "label", "#text", "url")


def by_name(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the values of `record` under their plain names: "Pub-Date" becomes "pubdate"."""
    plain: dict[str, Any] = {}
    for key, value in record.items():
        plain.setdefault(re.sub(r"[^a-z0-9]", "", str(key).casefold()), value)
    return plain


def one_line(value: Any) -> str | None:
    """Return the text of a field as one mended line, or None where there is none."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in _WRAPPED if isinstance(value.get(key), str)), None)
    if isinstance(value, (list, tuple)):
        return one_line(value[0]) if value else None
    if not isinstance(value, str):
        return None
    return " ".join(mend(value).split()) or None


def language_code(value: Any) -> str | None:
    """Return "en" for "en-US", "en_GB" or "English"; None where it is no language code."""
    text = (one_line(value) or "").casefold()
    if text == "english":
        return "en"
    code = re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", text)
    return code[1] if code else None


def hints_of(plain: Mapping[str, Any]) -> Hints:
    """Return what the fields of a record say; `plain` as from `by_name`."""

    def first(names: tuple[str, ...]) -> str | None:
        return next((text for name in names if (text := one_line(plain.get(name)))), None)

    dates = (parse_date(plain[name]) for name in PUBLISHED if name in plain)
    url = first(URL)
    return Hints(
        title=first(TITLE),
        outlet=first(OUTLET),
        published=next((found for found in dates if found is not None), None),
        url=url if url and url.startswith(("http://", "https://")) else None,
        wire=first(WIRE) or agency_in(first(AUTHOR) or ""),
        language=language_code(first(LANGUAGE)),
    )
