"""What Python-Markdown has to learn to read a brief: callouts, all backslashes, marks for filters.

A callout is what code hosts and Obsidian make of a quote that starts with `[!WARNING]` alone on
its line.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reporter.records import Brief
from reporter.report.differences import DIFFER_HEADING, SMALL
from reporter.report.pictures import AGREEMENT_HEADING

_CALLOUT = re.compile(r"^> \[!WARNING\]\n")
# Headings that no story can have: the brief gives a story of such a name a number.
_DRAWN = frozenset({"Who carries what", AGREEMENT_HEADING})
PICTURE_PLACE = "picture-place"
_CELLS = {"●": "has", "○": "lacks", "≠": "differs"}


class BriefDialect(Extension):
    """Everything below, and no raw HTML: what looks like a tag is text."""

    def __init__(self, brief: Brief) -> None:
        super().__init__()
        self._brief = brief

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name of the base class
        """Register the parts; a priority is a place in the converter's own order."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.ESCAPED_CHARS = sorted({*md.ESCAPED_CHARS, *string.punctuation})
        md.parser.blockprocessors.register(_Callouts(md.parser), "callout", 175)
        # After the table of contents (5), so that headings have their ids.
        md.treeprocessors.register(_Marks(md, self._brief), "brief", 3)


class _Callouts(BlockProcessor):
    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)

    def test(self, parent: Element, block: str) -> bool:
        return bool(_CALLOUT.match(block)) and parent.tag == "div"

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).split("\n")[1:]
        callout = SubElement(parent, "div", {"class": "callout", "role": "note"})
        self.parser.parseChunk(callout, "\n".join(re.sub(r"^> ?", "", line) for line in lines))


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the filters ask of one line: its kind ("" for a fact) and its outlets by number."""

    kind: str
    outlets: str


class _Marks(Treeprocessor):
    def __init__(self, md: Markdown, brief: Brief) -> None:
        super().__init__(md)
        self._numbers = outlet_numbers(brief)
        self._outlet_of = {article.id: article.outlet for article in brief.articles}
        self._stories = [
            tuple(article.id for article in item.story.articles)
            for item in brief.stories
            if len(item.story.articles) > 1
        ]
        self._marks = dict(self._each(brief))

    def run(self, root: Element) -> None:
        for line in [*root.iter("li"), *root.iter("div")]:
            self._mark(line)
        for cell in root.iter("td"):
            if cell.text in _CELLS and not len(cell):
                cell.set("class", _CELLS[cell.text])
        for label in root.iter("code"):
            if label.text in self._marks:
                label.set("class", "id")
        _wrap_tables(root)
        _make_room_for_pictures(root)
        _fold_small(root)
        self._wrap_stories(root)

    def _each(self, brief: Brief) -> Iterator[tuple[str, _Mark]]:
        for item in brief.stories:
            for fact in item.facts:
                yield fact.id, _Mark("", self._outlets(fact.articles))
            for found in item.discrepancies:
                articles = [article for side in found.sides for article in side.articles]
                yield found.id, _Mark(found.kind.value, self._outlets(articles))

    def _outlets(self, articles: Iterable[str]) -> str:
        names = (self._outlet_of[item] for item in articles if item in self._outlet_of)
        return " ".join(str(number) for number in sorted({self._numbers[n] for n in names}))

    def _mark(self, line: Element) -> None:
        """Mark a line that ends its heading with the id of a fact or difference in code."""
        holder = line.find("p") if line.get("class") == "callout" else line
        for child in holder if holder is not None else ():
            identifier = child.text or ""
            mark = self._marks.get(identifier) if child.tag == "code" else None
            if mark is not None:
                # A colon keeps these ids apart from those of headings.
                line.set("id", f"at:{identifier}")
                line.set("data-outlets", mark.outlets)
                if mark.kind:
                    line.set("data-kind", mark.kind)

    def _wrap_stories(self, root: Element) -> None:
        """Put each story into a section of its own; footnotes stay where they are, at the end."""
        stories = iter(self._stories)
        children, section = list(root), None
        for child in children:
            root.remove(child)
        for child in children:
            if child.tag == "h2":
                articles = next(stories, None)
                section = SubElement(root, "section")
                if articles is not None:
                    section.set("class", "story")
                    section.set("data-outlets", self._outlets(articles))
            is_notes = child.get("class") == "footnote"
            (root if section is None or is_notes else section).append(child)


def outlet_numbers(brief: Brief) -> Mapping[str, int]:
    """Return a number for each outlet that shares a story with another, by name."""
    names = {
        article.outlet
        for item in brief.stories
        if len(item.story.articles) > 1
        for article in item.story.articles
    }
    return {name: number for number, name in enumerate(sorted(names, key=str.casefold), 1)}


def _wrap_tables(root: Element) -> None:
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table" and parent.get("class") != "table":
                wide = {"class": "table", "role": "region", "tabindex": "0", "aria-label": "Table"}
                wrapper = Element("div", wide)
                wrapper.append(child)
                parent[index] = wrapper


def _make_room_for_pictures(root: Element) -> None:
    """Put a place for its picture before each table that has one, and fold the table away."""
    drawn = False
    for child in list(root):
        if child.tag in ("h2", "h3"):
            drawn = child.text in _DRAWN
        elif drawn and child.get("class") == "table":
            position = list(root).index(child)
            folded = Element("details")
            SubElement(folded, "summary").text = "As a table"
            folded.append(child)
            root[position] = folded
            root.insert(position, Element("div", {"class": PICTURE_PLACE}))


def _fold_small(root: Element) -> None:
    """Fold away the small differences; the line above them stays and opens the list."""
    heading = ""
    for line, below in pairwise(list(root)):
        if line.tag in ("h2", "h3"):
            heading = line.text or ""
        small = line.tag == "p" and (line.text or "").startswith(f"{SMALL} (")
        if heading == DIFFER_HEADING and small and below.tag == "ul":
            folded = Element("details")
            SubElement(folded, "summary").text = (line.text or "").rstrip(":")
            folded.append(below)
            root[list(root).index(line)] = folded
            root.remove(below)
