"""Statements, the brief beside its articles, and articles that mean harm."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")

from starlette.testclient import TestClient

from tests.ferry import HERALD, LEDGER
from tests.workbench.visit import HOSTILE, TOKEN, Opened, words


def test_a_statement_shows_its_neighbours_best_first_with_their_scores(browser: TestClient) -> None:
    page = browser.get("/").text
    links = re.findall(r'href="(/statements\?story=\w+&amp;statement=[^"]+)"', page)
    answer = browser.get(html.unescape(links[0]))
    rows = re.findall(r"<tr(?: class=.*?)?>\n<td>.*?</tr>", answer.text, re.DOTALL)
    sure = [float(re.findall(r"<b>([\d.]+)</b>", row)[0]) for row in rows]
    assert sure == sorted(sure, reverse=True)
    assert 'class="kind">c' in rows[0]


def test_an_unknown_statement_or_story_shows_the_first(browser: TestClient) -> None:
    for path in ("/statements?statement=zzz", "/statements?story=zzz", "/brief?lit=zzz&article=q"):
        assert browser.get(path).status_code == 200


def test_a_citation_lights_its_sentence_in_the_article(browser: TestClient) -> None:
    page = browser.get("/brief").text
    assert "<mark" not in page
    cited = re.findall(r'href="(/brief\?story=\w+&amp;lit=[^"#]+)#lit"', page)
    lit = browser.get(html.unescape(cited[0])).text
    marks = re.findall(r'<mark id="lit" tabindex="-1">(.*?)</mark>', lit)
    assert len(marks) == 1
    assert marks[0] in HERALD + LEDGER


def test_article_text_is_shown_and_never_obeyed(folder: Path, opened: Opened) -> None:
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    client = opened()
    client.get("/", params={"token": TOKEN})
    for path in (
        "/",
        "/statements",
        "/labels",
        "/prompts",
        "/brief",
        "/brief?story=%22%3E%3Cscript%3E",
    ):
        page = client.get(path).text
        assert "<script>" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        assert "49" not in re.findall(r"an (\S+) investigation", words(page))
    assert "<script>alert(1)</script>" in html.unescape(client.get("/statements").text)
