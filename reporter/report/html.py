"""The brief as one HTML page that asks nothing of the network.

The page is made from the Markdown, so both say the same. Safety does not rest on escaping alone:
raw HTML is switched off in the converter, its output is sanitized against a short list of
elements, and the page forbids every outside request and any script but its own.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from importlib import resources
from typing import Any

import nh3
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markupsafe import Markup

from reporter.records import Brief
from reporter.report.dialect import PICTURE_PLACE, BriefDialect, outlet_numbers
from reporter.report.escape import slug
from reporter.report.svg import Picture, picture_style

_PLACE = f'<div class="{PICTURE_PLACE}"></div>'
_DRAWING = '<div class="drawing" role="region" tabindex="0" aria-label="Picture">{}</div>'
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TAGS = {
    *("h1", "h2", "h3", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "section", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "code", "em", "strong", "sup", "details", "summary"),
}
_ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "title"},
    "div": {"role", "tabindex", "aria-label", "data-kind", "data-outlets"},
    "li": {"data-kind", "data-outlets"},
    "section": {"data-outlets"},
    "td": {"align"},
    "th": {"align"},
}


def to_html(markdown: str, brief: Brief, drawn: Iterable[Picture]) -> str:
    """Return the page for the Markdown that `to_markdown` made of `brief`.

    `brief` supplies what the filters need: which difference is of which kind, and whose. `drawn`
    are the `pictures` of the same brief and settings; each stands above the table that says the
    same, which is folded away.
    """
    converter = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TEXT="↩", SEPARATOR=":"),
            TocExtension(slugify=slug, toc_depth="2-2", marker=""),
            BriefDialect(brief),
        ],
        output_format="html",
    )
    body = nh3.clean(
        converter.convert(_FRONT_MATTER.sub("", markdown, count=1)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"file"},
        link_rel="noopener noreferrer",
    )
    # Drawn by us from escaped words, so they come in after the sanitizing, which knows no SVG.
    for picture in drawn:
        body = body.replace(_PLACE, _DRAWING.format(picture.inline()), 1)
    tokens: list[dict[str, Any]] = getattr(converter, "toc_tokens", [])
    return _page(body, tokens, brief)


def _page(body: str, tokens: list[dict[str, Any]], brief: Brief) -> str:
    style, script = _resource("page.css") + picture_style(), _resource("page.js")
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_resource),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    kinds = set(re.findall(r'data-kind="(\w+)"', body))  # of what is shown, not of what is found
    return environment.get_template("page.html.jinja").render(
        title=html.unescape(heading[1]) if heading else "Brief",
        contents=[(token["id"], html.unescape(token["name"])) for token in tokens],
        kinds=sorted(kinds),
        outlets=[(number, name) for name, number in outlet_numbers(brief).items()],
        # Text of ours and a sanitized body: the only parts that are not escaped once more.
        body=Markup(body),  # noqa: S704
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_integrity(style),
        script_hash=_integrity(script),
    )


def _resource(name: str) -> str:
    return resources.files("reporter.report").joinpath(name).read_text(encoding="utf-8")


def _integrity(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
