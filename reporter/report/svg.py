"""Pictures as SVG, drawn in the colours of the page that they stand in.

Colours and fonts come from the style sheet (classes and custom properties), so that a picture in
the HTML follows light and dark; as a file of its own a picture brings the style along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from reporter.report.agreement import Agreement
from reporter.report.carriage import Carries, Row
from reporter.report.escape import shorten, visible

_NOT_XML = re.compile("[\ufffe\uffff]")
_ROW, _COLUMN, _LABEL, _HEAD = 28, 30, 204, 30  # pixels of the matrix
_BOX, _BOX_HEIGHT = 56, 38  # of the heat map
_LONGEST_NAME = 26  # characters
_FAINTEST, _STRONGEST = 0.06, 0.46  # opacity; more would make the words on it hard to read
_WORDS = {
    Carries.HAS: "has it",
    Carries.LEAVES_OUT: "leaves it out",
    Carries.DIFFERS: "has it and differs",
    Carries.OPEN: "cannot be said",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the name of the file that it would have, without ".svg"."""

    name: str
    root: Element

    def inline(self) -> str:
        """Return the element for an HTML page that has `picture.css` among its styles."""
        return ET.tostring(self.root, encoding="unicode")

    def file(self) -> str:
        """Return the text of an SVG file."""
        width, height = self.root.get("width", ""), self.root.get("height", "")
        root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **self.root.attrib})
        SubElement(root, "style").text = picture_style() + _FILE_COLOURS
        SubElement(root, "rect", {"class": "paper", "width": width, "height": height})
        root.extend(self.root)
        return ET.tostring(root, encoding="unicode") + "\n"


_FILE_COLOURS = """
svg { --paper: #fbfaf7; --ink: #23262b; --soft: #62676f; --link: #1f5673; --warn: #a4560b; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #16181b; --ink: #dcdad5; --soft: #9a9ea5; --link: #8fc1dc; --warn: #e3a457; }
}
"""


def picture_style() -> str:
    """Return the style sheet that the pictures ask for."""
    return resources.files("reporter.report").joinpath("picture.css").read_text(encoding="utf-8")


def draw_carriage(name: str, rows: Sequence[Row], articles: Sequence[str]) -> Picture:
    """Draw who carries what: a line for each of `articles` (names), a column for each row."""
    width, height = _LABEL + _COLUMN * len(rows) + 8, _HEAD + _ROW * len(articles) + 8
    what = f"Who carries what: {len(articles)} articles, {len(rows)} facts and disputes"
    root = _canvas(width, height, what)
    for column, row in enumerate(rows):
        x = _LABEL + _COLUMN * column + _COLUMN // 2
        _text(root, x, _HEAD - 10, row.id, "head", row.label)
    for line, article in enumerate(articles):
        y = _HEAD + _ROW * line
        _text(root, 0, y + _ROW // 2 + 4, shorten(article, _LONGEST_NAME), "name", article)
        rule = {"x1": "0", "x2": str(width), "y1": str(y), "y2": str(y), "class": "rule"}
        SubElement(root, "line", rule)
        for column, row in enumerate(rows):
            x = _LABEL + _COLUMN * column + _COLUMN // 2
            mark = row.marks[line]
            _mark(root, x, y + _ROW // 2, mark, f"{article} {_WORDS[mark]}: {row.label}")
    return Picture(name, root)


def draw_agreement(
    name: str, pairs: Sequence[Agreement], outlets: Sequence[tuple[str, str]]
) -> Picture:
    """Draw how far every two of `outlets` (outlet, name to show) agree: the more, the darker.

    A cell gives the share and what it was counted from; where that is little, only the counts in a
    dashed frame.
    """
    side = len(outlets)
    width, height = _LABEL + _BOX * side + 8, _HEAD + _BOX_HEIGHT * side + 8
    root = _canvas(width, height, f"How far {side} outlets agree")
    place = {outlet: index for index, (outlet, _) in enumerate(outlets)}
    for index, (outlet, called) in enumerate(outlets):
        x, y = _LABEL + _BOX * index + _BOX // 2, _HEAD + _BOX_HEIGHT * index
        _text(root, x, _HEAD - 10, str(index + 1), "head", outlet)
        label = f"{index + 1}  {shorten(called, _LONGEST_NAME)}"
        _text(root, 0, y + _BOX_HEIGHT // 2 + 4, label, "name", outlet)
    for pair in pairs:
        if pair.a in place and pair.b in place:
            for row, column in ((pair.a, pair.b), (pair.b, pair.a)):
                x, y = _LABEL + _BOX * place[column], _HEAD + _BOX_HEIGHT * place[row]
                _cell(root, x, y, pair)
    return Picture(name, root)


def _canvas(width: int, height: int, label: str) -> Element:
    return Element(
        "svg",
        {
            "class": "picture",
            "role": "img",
            "aria-label": f"{label}. The table says the same.",
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
        },
    )


def _text(parent: Element, x: int, y: int, words: str, kind: str, title: str = "") -> None:
    shown = SubElement(parent, "text", {"x": str(x), "y": str(y), "class": kind})
    shown.text = _clean(words)
    if title:
        # The tooltip comes first in an element of SVG, and the words after it.
        shown.text = None
        tip = SubElement(shown, "title")
        tip.text, tip.tail = _clean(title), _clean(words)


def _mark(parent: Element, x: int, y: int, mark: Carries, title: str) -> None:
    if mark is Carries.OPEN:
        return
    group = SubElement(parent, "g")
    SubElement(group, "title").text = _clean(title)
    if mark is Carries.DIFFERS:
        diamond = f"M{x} {y - 11}L{x + 11} {y}L{x} {y + 11}L{x - 11} {y}Z"
        SubElement(group, "path", {"d": diamond, "class": "differs"})
        _text(group, x, y + 5, mark.value, "on-warn")
    else:
        kind = "has" if mark is Carries.HAS else "lacks"
        SubElement(group, "circle", {"cx": str(x), "cy": str(y), "r": "7", "class": kind})


def _cell(parent: Element, x: int, y: int, pair: Agreement) -> None:
    group = SubElement(parent, "g")
    SubElement(group, "title").text = _clean(
        f"{pair.a} and {pair.b}: {pair.agree} alike, {pair.differ} in dispute, "
        f"{pair.alone} carried by one of them only"
    )
    opacity = _FAINTEST + (_STRONGEST - _FAINTEST) * pair.share
    box = {
        "x": str(x + 1),
        "y": str(y + 1),
        "width": str(_BOX - 2),
        "height": str(_BOX_HEIGHT - 2),
        "rx": "3",
        "class": "few" if pair.small else "heat",
    }
    SubElement(group, "rect", box if pair.small else {**box, "fill-opacity": f"{opacity:.2f}"})
    middle, counts = x + _BOX // 2, f"{pair.agree} of {pair.items}"
    if not pair.small:
        _text(group, middle, y + 17, f"{100 * pair.share:.0f} %", "share")
    _text(group, middle, y + (24 if pair.small else 31), counts, "counts")


def _clean(text: str) -> str:
    """Return visible text without the characters that XML does not know."""
    return _NOT_XML.sub("\ufffd", visible(text))
