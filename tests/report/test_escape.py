"""Hostile text: whatever an article says, it stays text, and ordinary prose stays readable."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reporter.report import to_html
from reporter.report.escape import code, escape, inline, shorten, slug, target, visible
from tests.report.hostile import HOSTILE
from tests.report.samples_brief import empty_brief

# Every place of the brief in which text from outside stands; [] has words of ours before it.
_PLACES = (
    "## {}",
    "A lead. {} And more.",
    "- {} — **2 of 3 outlets**[^1] · `f1`",
    "- **[]** · number · `d1` · *D departs*\n    - **[]** — B: “[]”[^1]\n    - {}",
    "- **A**: ‘[]’[^1]\n- **B**\n    - “[]”[^1]\n    - ‘[]’",
    "> [!WARNING]\n> **[]** · number\n>\n> - **“[]”** — B, C: “[]”[^1]\n> - {}\n>\n> *ours*",
    "| story | {} |\n|---|--:|\n| [{}](a.txt) | {} |\n| **{}** | {} |",
    "- {}: [{}](../x/a.txt)",
    "1 line dropped ({} 1).",
)


class _Reader(HTMLParser):
    """Notes the visible text of the brief and its elements, with the links they make."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(f"{k}={v}" for k, v in attrs if k in ("href", "src", "on"))))

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def _ours(markdown: str) -> _Reader:
    page = to_html(markdown, empty_brief(), ())
    return _read(page[page.index("<main") : page.index("</main>")])


def _commonmark(markdown: str) -> _Reader:
    converter = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return _read(converter.render(markdown))


def _words(text: str) -> str:
    return " ".join(text.split())


def _fill(place: str, words: str, footnote: str = "[^1]: A, `a.txt` line 1: “[]”") -> str:
    page = f"{place}\n\nThe end.[^1]\n\n{footnote}"
    return re.sub(r"\{\}|\[\]", lambda at: escape(words) if at[0] == "{}" else inline(words), page)


@given(HOSTILE, st.sampled_from(_PLACES))
@settings(max_examples=120)
def test_text_from_outside_shows_its_characters_and_adds_no_element(text: str, place: str) -> None:
    shown = visible(text)
    harmless = _ours(_fill(place, "Qword"))
    hostile = _ours(_fill(place, text))
    expected = harmless.text.replace("Qword", shown)
    assert _words(hostile.text) == _words(expected)
    assert _without_ids(hostile) == _without_ids(harmless)


@given(HOSTILE, st.sampled_from(_PLACES))
@settings(max_examples=120)
def test_commonmark_and_tables_show_the_same_characters(text: str, place: str) -> None:
    shown = visible(text)
    note = "Note: “[]”"
    harmless = _commonmark(_fill(place, "Qword", note))
    hostile = _commonmark(_fill(place, text, note))
    assert _words(hostile.text) == _words(harmless.text.replace("Qword", shown))
    assert hostile.elements == harmless.elements


def _without_ids(reader: _Reader) -> list[tuple[str, ...]]:
    """The elements and links; the link to the heading itself follows its words."""
    return [element for element in reader.elements if not element[-1].startswith("href=#")]


@given(HOSTILE)
@settings(max_examples=120)
def test_a_file_name_is_shown_and_linked_without_leaving_the_folder(name: str) -> None:
    link = target("../inbox", name, 3)
    assert re.fullmatch(r"\.\./inbox(?:/[A-Za-z0-9/_.~%-]*)?#L3", link)
    reader = _ours(f"[{code(name)} line 3]({link}) and {code(name)}.")
    written_out = "".join(repr(c)[1:-1] if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in name)
    shown = visible(written_out)
    assert _words(reader.text) == _words(f"{shown} line 3 and {shown}.")
    assert [e for e in reader.elements if e[0] == "a"] == [("a", f"href={link}")]


@pytest.mark.parametrize(
    "prose",
    [
        "The U.S. envoy (aged 52) paid $5 million; AT&T said 'no' - twice!",
        "“We will not,” she said: 3-2, 12:30 p.m., 50 % = half; a_b is snake_case.",
        "Prices rose 4.5% to €1,200 in 2031; who knew?",
        "Q & A; R&D — Müller's 1st + 2nd",
    ],
)
def test_ordinary_prose_comes_out_as_it_went_in(prose: str) -> None:
    assert escape(prose) == prose


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. First", "1\\. First"),
        ("- dash", "\\- dash"),
        ("#metoo", "\\#metoo"),
        ("a\nb\t c", "a b c"),
        ("x\u202etxt.exe", "xtxt.exe"),
        ("see https://e.example", "see https\\://e.example"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("bad \ud800 byte", "bad \ufffd byte"),
    ],
)
def test_only_what_could_mean_something_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_after_words_of_ours_a_number_starts_no_list() -> None:
    assert inline("3) The debate - 1. Part") == "3) The debate - 1. Part"


def test_a_newline_in_a_file_name_is_written_out() -> None:
    assert code("a\nb.txt") == "`a\\nb.txt`"
    assert target("", "a\nb.txt") == "a%0Ab.txt"


@pytest.mark.parametrize(
    ("base", "path", "link"),
    [
        ("../in box", "a b.txt", "../in%20box/a%20b.txt"),
        ("", "javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("", "//evil.example/x", "evil.example/x"),
        ("/", "/evil.example/x", "/evil.example/x"),
        ("x", "caf\udce9.txt", "x/caf%E9.txt"),
    ],
)
def test_a_link_leads_to_a_file_and_nowhere_else(base: str, path: str, link: str) -> None:
    assert target(base, path) == link


def test_an_anchor_is_what_code_hosts_make_of_the_heading() -> None:
    assert slug("Ferry: 12 “dead”, U.S. says") == "ferry-12-dead-us-says"
    assert slug("Über-café_1") == "über-café_1"


def test_long_text_is_cut_after_a_word() -> None:
    assert shorten("The ferry ran aground", 12) == "The ferry…"
    assert shorten("short", 12) == "short"
