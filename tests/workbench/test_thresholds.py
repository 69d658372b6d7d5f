"""What moving a slider shows, and that nothing is computed twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")

from starlette.testclient import TestClient

from reporter.backends import Embedder, Float32, Parser
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.config import Settings, load_settings
from reporter.ingest import read_folder
from reporter.pipeline import Models
from reporter.workbench.bench import Bench
from tests.workbench.visit import ORIGIN, TOKEN, Opened, move, words


def test_every_threshold_has_a_slider_with_its_meaning(browser: TestClient) -> None:
    page = browser.get("/").text
    for key in ("matching.threshold", "discrepancies.min_confidence", "stories.threshold"):
        assert f'type="range" id="{key.replace(".", "-")}" name="{key}"' in page
    assert "equivalence from which statements share a cluster" in page


def test_the_page_shows_what_the_folder_gives(browser: TestClient) -> None:
    shown = words(browser.get("/").text)
    assert "stories 1" in shown
    assert "Fourteen people were treated for injuries" in shown
    assert "number" in shown


def test_a_moved_threshold_shows_what_it_loses_by_name(browser: TestClient) -> None:
    part = move(browser, matching__threshold="1.0")
    assert "<html" not in part
    assert "0 clusters" in words(part).replace("( ", "(")
    assert "Gone against what is saved" in part
    assert "cluster: The ferry Marit ran aground on Skarn reef on Wednesday." in words(part)


def test_moving_it_back_shows_what_was_there(browser: TestClient) -> None:
    first = move(browser)
    move(browser, matching__threshold="1.0")
    assert move(browser) == first
    assert "Gone" not in first


def test_a_higher_line_puts_differences_below_it(browser: TestClient) -> None:
    assert "below the line" not in re.findall(r"<li class=.*", move(browser))
    part = move(browser, discrepancies__min_confidence="1.0")
    assert "Where they differ (0)" in words(part)
    assert 'class="below-the-line' in part


def test_what_is_on_trial_is_said_on_every_page_until_it_is_taken_back(
    browser: TestClient, settings_file: Path
) -> None:
    before = settings_file.read_bytes()
    move(browser, matching__threshold="0.9")
    assert "On trial, not saved: matching.threshold" in browser.get("/statements").text
    browser.post("/reset", data={"story": "s1"}, headers=ORIGIN)
    assert "On trial" not in browser.get("/statements").text
    assert settings_file.read_bytes() == before


def test_without_the_script_a_form_leads_to_the_whole_page(browser: TestClient) -> None:
    answer = browser.post("/", data={"matching.threshold": "0.9", "story": "s1"}, headers=ORIGIN)
    assert answer.history[0].status_code == 303
    assert "<html" in answer.text
    assert "On trial, not saved: matching.threshold" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"matching.threshold": "2"}, "matching.threshold"),
        ({"matching.threshold": "nan"}, "matching.threshold"),
        ({"matching.threshold": "high"}, "matching.threshold"),
        ({"matching.neighbours": "0"}, "matching.neighbours"),
        ({"models.scorer": "cross-encoder:/elsewhere"}, "has no slider"),
        ({"matching.treshold": "0.5"}, "has no slider"),
        ({"": "0.5"}, "has no slider"),
    ],
)
def test_a_wrong_value_is_a_sentence_and_changes_nothing(
    browser: TestClient, settings_file: Path, fields: dict[str, str], said: str
) -> None:
    before = settings_file.read_bytes()
    for path in ("/", "/save"):
        answer = browser.post(path, data=fields, headers={**ORIGIN, "X-Part": "1"})
        assert answer.status_code == 400
        assert said in words(answer.text)
    assert settings_file.read_bytes() == before
    assert "On trial" not in browser.get("/").text


def test_a_huge_or_broken_form_is_refused(browser: TestClient) -> None:
    huge = browser.post("/", content=b"a=" + b"x" * 300_000, headers=ORIGIN)
    assert huge.status_code == 400
    assert "larger than" in huge.text
    assert browser.post("/", content=b"\xff\xfe%FF=%FF", headers=ORIGIN).status_code == 400


def test_no_such_page_is_said_plainly(browser: TestClient) -> None:
    answer = browser.get("/../../etc/passwd")
    assert answer.status_code == 404
    assert "no such page" in answer.text
    assert browser.get("/static/../app.py").status_code == 404
    assert browser.get("/save").status_code == 405


class Counting:
    """A scorer that counts how often it is asked for each pair."""

    description: Mapping[str, str] = {"backend": "counting"}

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str]] = Counter()

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.asked.update(pairs)
        return LexicalScorer().score(pairs)


@pytest.fixture
def counted(
    folder: Path, settings_file: Path, parser: Parser, embedder: Embedder
) -> tuple[Bench, Counting, Settings]:
    """Return a bench on which nothing was computed yet, and its scorer."""
    scorer = Counting()
    settings = load_settings(settings_file)
    articles, _ = read_folder(folder, settings.ingest)
    return Bench(articles, Models(parser, embedder, scorer, Extractive())), scorer, settings


def test_no_pair_is_judged_twice_whatever_is_moved(
    counted: tuple[Bench, Counting, Settings], settings_file: Path
) -> None:
    bench, scorer, settings = counted
    bench.look(settings)
    before = sum(scorer.asked.values())
    for threshold in ("0.55", "0.7", "0.6"):
        moved = load_settings(settings_file, [f"matching.threshold={threshold}"])
        assert bench.look(moved).finished
    assert before > 0
    assert set(scorer.asked.values()) == {1}


def test_an_answer_without_time_says_what_is_left_and_the_next_ones_go_on(
    counted: tuple[Bench, Counting, Settings], embedder: Embedder, parser: Parser
) -> None:
    bench, scorer, settings = counted
    nothing = bench.look(settings, seconds=0)
    assert not nothing.finished
    assert nothing.unjudged > 0
    assert nothing.waiting == {nothing.stories[0].id}
    assert not scorer.asked
    look = nothing
    for _ in range(100):
        if look.finished:
            break
        look = bench.look(settings, seconds=0.01)
    other = Bench(bench.articles, Models(parser, embedder, LexicalScorer(), Extractive()))
    whole = other.look(settings)
    assert [item.brief for item in look.stories] == [item.brief for item in whole.stories]


def test_the_page_says_that_it_is_not_finished(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened()
    client.get("/", params={"token": TOKEN})
    monkeypatch.setattr("reporter.workbench.site.BUDGET", 0.0)
    part = move(client, matching__threshold="0.3", discrepancies__near="0.3")
    assert "data-unfinished" in part
    assert "stories still to compare" in words(part)
