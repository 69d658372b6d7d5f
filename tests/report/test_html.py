"""The page: the brief for a browser, safe with hostile articles and silent on the network."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.records import Brief, Kind
from tests.report.hostile import HOSTILE
from tests.report.parts import article, brief, story_brief
from tests.report.samples_brief import hostile_brief, page_of, quiet_brief
from tests.report.samples_ferry import ferry_brief

_TRICKS = "<script>alert(1)</script> ![i](http://e.example/i) [x](javascript:alert(1)) </main>"


class _Page(HTMLParser):
    """Every element of a page with its attributes, and what the scripts and styles hold."""

    def __init__(self, of: Brief) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside = ""
        self.code: dict[str, str] = {"script": "", "style": ""}
        self.text = ""
        self.feed(page_of(of))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in self.code:
            self.code[self.inside] += data
        else:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for attributes in self.all("a")]

    @property
    def shape(self) -> set[tuple[str, ...]]:
        """Elements and attribute names: what must not depend on the words of articles."""
        return {(tag, *sorted(attributes)) for tag, attributes in self.elements}

    @property
    def inner(self) -> list[str]:
        return [link[1:] for link in self.links if link.startswith("#")]

    @property
    def outer(self) -> list[str]:
        return [link for link in self.links if not link.startswith("#")]


def test_every_link_within_the_page_has_its_target() -> None:
    page = _Page(ferry_brief())
    assert "port-strike-ends-2" in page.inner
    assert "fn:1" in page.inner
    assert set(page.inner) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_all_other_links_lead_into_the_folder() -> None:
    outer = _Page(ferry_brief()).outer
    assert "../inbox/2031-03-14/city/ferry%20aground.txt#L3" in outer
    assert all(link.startswith("../inbox/2031-03-14/") for link in outer)


def test_the_page_forbids_every_request_and_every_foreign_script() -> None:
    page = _Page(ferry_brief())
    policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    assert policy.startswith("default-src 'none'; ")
    for name in ("script", "style"):
        digest = hashlib.sha256(page.code[name].encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert not {"img", "link", "iframe", "object", "base"} & {tag for tag, _ in page.elements}
    assert not re.search(r"https?://", page.code["style"] + page.code["script"])


def test_a_warning_is_one_callout_with_its_kind_and_outlets() -> None:
    callouts = [d for d in _Page(ferry_brief()).all("div") if d.get("class") == "callout"]
    assert [(d["id"], d["data-kind"]) for d in callouts] == [
        ("at:d1", "number"),
        ("at:d2", "negation"),
    ]
    assert callouts[0]["data-outlets"] == "2 3 4 5"


def test_small_differences_are_folded_away_with_how_many_there_are() -> None:
    told = ferry_brief()
    first = told.stories[0]
    small = tuple(
        replace(each, changes_meaning=False, importance=0.05, confidence=0.95)
        for each in first.discrepancies
        if each.kind is not Kind.UPDATE
    )
    page = _Page(replace(told, stories=(replace(first, discrepancies=small), *told.stories[1:])))
    assert "Small differences (" in page.text
    folded = len(page.all("details"))
    assert folded == len(_Page(told).all("details")) + 1


def test_the_filters_offer_the_kinds_that_are_shown_and_the_outlets() -> None:
    boxes = _Page(ferry_brief()).all("input")
    kinds = [box["value"] for box in boxes if box["name"] == "kind"]
    assert kinds == ["attribution", "negation", "number", "update", "wording"]
    assert len([box for box in boxes if box["name"] == "outlet"]) == 5


def test_a_brief_without_stories_has_no_filters() -> None:
    page = _Page(quiet_brief())
    assert not page.all("input")
    assert "Bear seen in Aldan" in page.text


def test_wide_tables_scroll_by_keyboard_too() -> None:
    tables = [d for d in _Page(ferry_brief()).all("div") if d.get("class") == "table"]
    assert len(tables) == len(_Page(ferry_brief()).all("table"))
    assert {d["tabindex"] for d in tables} == {"0"}


def test_tricks_in_articles_are_shown_as_they_are_written() -> None:
    page = _Page(hostile_brief(_TRICKS))
    assert page.text.count(_TRICKS) > 10
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert all(link.startswith("../inbox/2031-03-14/") for link in page.outer)


@given(HOSTILE)
@settings(max_examples=40)
def test_the_words_of_articles_never_change_what_the_page_is_made_of(words: str) -> None:
    harmless, hostile = _Page(hostile_brief("word")), _Page(hostile_brief(words))
    assert hostile.shape <= harmless.shape
    assert set(hostile.inner) <= set(hostile.ids)
    assert len(hostile.ids) == len(set(hostile.ids))
    # A path of strokes alone is the folder itself.
    assert all(f"{link}/".startswith("../inbox/2031-03-14/") for link in hostile.outer)


@given(st.lists(HOSTILE, min_size=2, max_size=4))
@settings(max_examples=40)
def test_the_table_of_stories_leads_to_each_story_whatever_their_titles(titles: list[str]) -> None:
    stories = tuple(
        story_brief(
            f"s{n}", title, (article(f"a{n}", "Herald", "One"), article(f"b{n}", "Ledger", "Two"))
        )
        for n, title in enumerate(titles)
    )
    page = _Page(brief(stories))
    stories_linked = {name for name in page.inner if page.inner.count(name) == 2}
    assert stories_linked <= set(page.ids)
    assert len(stories_linked) == len(titles)
