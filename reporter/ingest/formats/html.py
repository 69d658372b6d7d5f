"""Web pages: the body by trafilatura, every paragraph led back to its line of the file."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from reporter.ingest.document import Document, Hints, Line
from reporter.ingest.encoding import mend
from reporter.ingest.formats.alignment import Haystack, align, haystack, visible_lines
from reporter.ingest.formats.base import Reading, Source, UnreadableError, raw_lines, refuse_long
from reporter.ingest.formats.dates import parse_date
from reporter.ingest.formats.fields import language_code, one_line

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Extractors fall back on all text of a page, in which a script would be read as an article. The
# linked data of a page stays: it names the outlet and the date.
_SCRIPT = re.compile(
    r"<(script|style)\b(?![^>]*ld\+json).*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=%]*")
# Beyond, extraction takes minutes: its time grows with the square of the number of links.
_MAX_MARKUP = 2_000_000
_LOOKS_LIKE_HTML = re.compile(r"</(?:p|div|br|a|b|i|strong|em|h\d|ul|li|span)>|<br\s*/?>|<p>")
_HIDDEN = ("script", "style", "noscript", "template", "head")
_BLOCKS = (
    *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"),
    *("section", "article", "header", "footer", "tr", "table", "figure", "figcaption", "hr", "pre"),
)
_PUBLISHED = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished']/@content",
    "//meta[@name='article:published_time' or @name='parsely-pub-date']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publishdate' or @name='DC.date.issued'"
    " or @name='dc.date' or @name='sailthru.date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_LANGUAGE = ("//html/@lang", "//html/@xml:lang", "//meta[@property='og:locale']/@content")

# Without a handler of their own, Python prints the warnings of both to stderr.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_html(source: Source) -> Reading:
    """Return the one article of a page. Raises UnreadableError where no body can be told apart."""
    declared = _CHARSET.search(source.data[:4096])
    # Pages in the wild hold a few zero bytes, which browsers pass over.
    if source.data.count(0) < len(source.data) / 1000:
        source = replace(source, data=source.data.replace(b"\0", b""))
    lines = raw_lines(source, declared[1].decode("ascii") if declared else None)
    lines = [mend(line) for line in lines]
    body, hints = extract("\n".join(lines))
    refuse_long(sum(map(len, body)), source.max_characters)
    hay = haystack(visible_lines(lines))
    found = align(body, hay)
    titled = _titled(hints.title, found.lines, hay)
    document = Document(source.path, "html", titled, hints, continuations=found.continuations)
    return Reading((document,))


def extract(page: str) -> tuple[list[str], Hints]:
    """Return the paragraphs of the article in `page` and what its metadata say.

    Comments and tables are left out. Raises UnreadableError where nothing is left, and for markup
    of more than 2 MB, scripts and embedded pictures not counted.
    """
    import trafilatura

    page = _DATA_URI.sub("data:,", _SCRIPT.sub(" ", _XML_DECLARATION.sub("", page)))
    if len(page) > _MAX_MARKUP:
        raise UnreadableError("too large for a news page; save the article's text as .txt.")
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = found.text if found is not None else ""
    body = [line.strip() for line in map(mend, (text or "").split("\n")) if line.strip()]
    if not body:
        raise UnreadableError(
            "no article found in this page; save the page with its text, or the text as .txt."
        )
    tree = trafilatura.load_html(page)
    hints = Hints(
        title=one_line(found.title),
        outlet=one_line(found.sitename),
        published=_published(tree) or parse_date(found.date),
        url=one_line(found.url),
        language=next(filter(None, map(language_code, _values(tree, _LANGUAGE))), None),
    )
    return body, hints


def fragment_lines(text: str) -> list[str] | None:
    """Return the text lines of an HTML fragment, or None where `text` is no HTML."""
    if not _LOOKS_LIKE_HTML.search(text):
        return None
    try:
        root = lxml_html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    etree.strip_elements(root, *_HIDDEN, with_tail=False)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    # Line breaks in the source are white space to HTML; only its blocks make lines.
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        inner = element.text if event == "start" else element.tail
        pieces.append("\n" if element.tag in _BLOCKS else "")
        pieces.append(re.sub(r"[\r\n]", " ", inner or ""))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _titled(title: str | None, body: tuple[Line, ...], hay: Haystack) -> tuple[Line, ...]:
    """Return the lines with the headline before them, or in its place among the first."""
    if title is None:
        return body
    place = next((i for i, line in enumerate(body[:3]) if line.text == title), -1)
    # A page has its title in <title> and in menus too: the headline is the last before the text.
    number = hay.last_line_with(title, body[min(place + 1, len(body) - 1)].number)
    if number is None:
        return body
    return (*body[: max(place, 0)], Line(number, title), *body[place + 1 :])


def _values(tree: Any, paths: Sequence[str]) -> Iterator[str]:
    if tree is None:
        return
    for path in paths:
        yield from (str(value) for value in tree.xpath(path))


def _published(tree: Any) -> date | datetime | None:
    found = (
        parse_date(value.strip()) for value in (*_linked_data(tree), *_values(tree, _PUBLISHED))
    )
    return next((moment for moment in found if moment is not None), None)


def _linked_data(tree: Any) -> Iterator[str]:
    """Yield every datePublished in the page's JSON-LD."""
    for script in _values(tree, ("//script[@type='application/ld+json']/text()",)):
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [data]
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack += reversed(node)
            elif isinstance(node, dict):
                if isinstance(node.get("datePublished"), str):
                    yield node["datePublished"]
                stack += reversed(list(node.values()))
