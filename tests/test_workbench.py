"""The workbench: what its pages show, what moving a slider changes, and who is let in."""

from __future__ import annotations

import html
import json
import re
import socket
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")

from starlette.testclient import TestClient
from typer.testing import CliRunner

from reporter.backends import Embedder, Float32, Parser, SummaryRequest
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.cli import app
from reporter.config import Settings, load_settings
from reporter.ingest import read_folder
from reporter.pipeline import Models
from reporter.workbench.app import make_app
from reporter.workbench.bench import Bench, open_bench
from reporter.workbench.labelling import LabelDesk
from reporter.workbench.prompting import PromptDesk
from reporter.workbench.site import open_site
from reporter.workbench.trial import Trial
from tests.ferry import HERALD, LEDGER

HOST = "127.0.0.1:8642"
TOKEN = "a-token"
ORIGIN = {"Origin": f"http://{HOST}"}
HOSTILE = """<script>alert(1)</script> & "ferries"

PORT ALDAN, March 14, 2031 - The ferry Marit ran aground on Skarn reef on Wednesday.

<img src=x onerror=alert(2)> Four people were treated for injuries, the coast guard said.

The coast guard has opened an {{ 7 * 7 }} investigation into the accident \u202egnissim.
"""


class Parrot:
    """A summarizer that answers with the last line of its prompt."""

    description: Mapping[str, str] = {"backend": "parrot"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        return [(request.prompt.splitlines()[-1],) for request in requests]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "herald.txt").write_text(HERALD, encoding="utf-8")
    (inbox / "ledger.txt").write_text(LEDGER, encoding="utf-8")
    return inbox


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    file = tmp_path / "reporter.toml"
    file.write_text(
        '# mine\n[models]\nscorer = "lexical" # quick\nsummarizer = "extractive"\n',
        encoding="utf-8",
    )
    return file


Opened = Callable[[], TestClient]


@pytest.fixture
def opened(
    tmp_path: Path, folder: Path, settings_file: Path, parser: Parser, embedder: Embedder
) -> Opened:
    """Return what opens a workbench on `folder`, for a browser that was not let in yet."""

    def open_it() -> TestClient:
        trial = Trial(settings_file)
        models = Models(parser, embedder, LexicalScorer(), Extractive())
        site = open_site(open_bench(folder, trial.saved, models), trial)
        desk = LabelDesk(tmp_path / "labels.jsonl", "ann")
        site_app = make_app(site, desk, PromptDesk(lambda _settings: Parrot()), {HOST}, TOKEN)
        return TestClient(site_app, base_url=f"http://{HOST}")

    return open_it


@pytest.fixture
def browser(opened: Opened) -> TestClient:
    """Return a browser that was let in."""
    client = opened()
    assert client.get("/", params={"token": TOKEN}).status_code == 200
    return client


def words(text: str) -> str:
    """Return what a page shows: its text without the elements."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


# --- who is let in --------------------------------------------------------------------------------


def test_the_link_lets_in_and_takes_the_token_out_of_the_address(opened: Opened) -> None:
    answer = opened().get("/brief", params={"token": TOKEN, "story": "s1"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/brief?story=s1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie


def test_the_link_works_once_but_goes_on_working_where_it_was_opened(opened: Opened) -> None:
    first = opened()
    assert first.get("/", params={"token": TOKEN}).status_code == 200
    assert first.get("/", params={"token": TOKEN}).status_code == 200
    first.cookies.clear()
    assert first.get("/", params={"token": TOKEN}).status_code == 403
    assert "Start `reporter workbench` again" in first.get("/", params={"token": TOKEN}).text


@pytest.mark.parametrize("path", ["/", "/brief", "/labels", "/static/workbench.js", "/nothing"])
def test_nothing_is_shown_without_the_cookie(opened: Opened, path: str) -> None:
    client = opened()
    assert client.get(path).status_code == 403
    assert client.get(path, params={"token": "another"}).status_code == 403
    client.cookies.set("workbench", TOKEN)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "evil.example:8642"])
def test_a_name_that_merely_points_here_gets_nothing(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("path", ["/", "/save", "/reset", "/labels", "/prompts"])
def test_a_page_of_another_site_changes_nothing(
    browser: TestClient, settings_file: Path, origin: dict[str, str], path: str
) -> None:
    before = settings_file.read_bytes()
    answer = browser.post(path, data={"matching.threshold": "0.7"}, headers=origin)
    assert answer.status_code == 403
    assert settings_file.read_bytes() == before
    assert "On trial" not in browser.get("/").text


def test_pages_forbid_every_script_and_request_but_their_own(browser: TestClient) -> None:
    for path in ("/", "/statements", "/brief", "/static/workbench.css", "/nothing"):
        policy = browser.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http:" not in policy
    for path in ("/", "/statements", "/brief", "/labels", "/prompts"):
        page = browser.get(path).text
        assert re.findall(r"<script(?![^>]* src=\"/static/)", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
        assert re.findall(r"(?:src|href|action)=\"(?!/|#)", page) == []


# --- thresholds -----------------------------------------------------------------------------------


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


def move(browser: TestClient, **values: str) -> str:
    fields = {key.replace("__", "."): value for key, value in values.items()}
    answer = browser.post("/", data=fields, headers={**ORIGIN, "X-Part": "1"})
    assert answer.status_code == 200, answer.text
    return answer.text


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


# --- the command ----------------------------------------------------------------------------------


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["workbench", "--no-open", *words])
    return result.exit_code, " ".join(result.output.split())


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = run(str(folder), "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "cannot be used" in said
    assert "Choose another --port, or 0." in said


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, said = run(str(tmp_path / "nowhere"), "--set", "models.scorer=lexical")
    assert code == 2
    assert "nowhere" in said


def test_without_the_extra_it_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("reporter.workbench.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, said = run(str(folder))
    assert code == 2
    assert "the workbench needs uvicorn, which is not installed" in said
    assert "[workbench]" in said


# --- saving ---------------------------------------------------------------------------------------


def test_saving_writes_what_was_moved_and_keeps_comments(
    browser: TestClient, settings_file: Path
) -> None:
    browser.post(
        "/save", data={"matching.threshold": "0.66", "matching.neighbours": "5"}, headers=ORIGIN
    )
    assert settings_file.read_text(encoding="utf-8") == (
        '# mine\n[models]\nscorer = "lexical" # quick\nsummarizer = "extractive"\n\n'
        "[matching]\nneighbours = 5\nthreshold = 0.66\n"
    )
    assert load_settings(settings_file).matching.threshold == 0.66
    page = browser.get("/").text
    assert "On trial" not in page
    assert "saved 0.66" in page


def test_saving_again_keeps_what_was_written_by_hand_meanwhile(
    browser: TestClient, settings_file: Path
) -> None:
    settings_file.write_text("[matching]\n# why\nthreshold = 0.6\n", encoding="utf-8")
    browser.post("/save", data={"matching.threshold": "0.7"}, headers=ORIGIN)
    assert settings_file.read_text(encoding="utf-8") == "[matching]\n# why\nthreshold = 0.7\n"


def test_a_settings_file_that_is_broken_meanwhile_stays_as_it_is(
    browser: TestClient, settings_file: Path
) -> None:
    settings_file.write_text("[matching\n", encoding="utf-8")
    answer = browser.post("/save", data={"matching.threshold": "0.7"}, headers=ORIGIN)
    assert answer.status_code == 400
    assert "not valid TOML" in answer.text or "cannot be read" in answer.text
    assert settings_file.read_text(encoding="utf-8") == "[matching\n"
    assert list(settings_file.parent.glob(".tmp*")) == []


# --- statements -----------------------------------------------------------------------------------


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


# --- the brief beside the article -----------------------------------------------------------------


def test_a_citation_lights_its_sentence_in_the_article(browser: TestClient) -> None:
    page = browser.get("/brief").text
    assert "<mark" not in page
    cited = re.findall(r'href="(/brief\?story=\w+&amp;lit=[^"#]+)#lit"', page)
    lit = browser.get(html.unescape(cited[0])).text
    marks = re.findall(r'<mark id="lit" tabindex="-1">(.*?)</mark>', lit)
    assert len(marks) == 1
    assert marks[0] in HERALD + LEDGER


# --- labelling ------------------------------------------------------------------------------------


def answer(browser: TestClient, said: str, pair: str | None = None) -> None:
    shown = re.findall(r'name="pair" value="(.*?)"', browser.get("/labels").text)[0]
    fields = {"answer": said, "pair": shown if pair is None else pair}
    assert browser.post("/labels", data=fields, headers=ORIGIN).status_code == 200


def rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_answer_is_in_the_file_at_once(browser: TestClient, tmp_path: Path) -> None:
    answer(browser, "same")
    answer(browser, "conflict:number")
    first, second = rows(tmp_path / "labels.jsonl")
    assert (first["label"], first["by"]) == ("same", "ann")
    assert (second["label"], second["kind"]) == ("conflict", "number")
    assert {first["s1"], first["s2"]} != {second["s1"], second["s2"]}
    assert "2 labelled" in browser.get("/labels").text


def test_an_answer_can_be_undone(browser: TestClient, tmp_path: Path) -> None:
    before = browser.get("/labels").text
    answer(browser, "different")
    answer(browser, "undo")
    assert browser.get("/labels").text == before
    assert [row["label"] for row in rows(tmp_path / "labels.jsonl")] == ["different", "undo"]


def test_a_second_press_does_not_judge_a_pair_unseen(browser: TestClient, tmp_path: Path) -> None:
    shown = re.findall(r'name="pair" value="(.*?)"', browser.get("/labels").text)[0]
    answer(browser, "same", shown)
    answer(browser, "same", shown)
    assert len(rows(tmp_path / "labels.jsonl")) == 1


@pytest.mark.parametrize("said", ["", "maybe", "conflict:shape", "same:number:x", "__class__"])
def test_an_unknown_answer_is_refused(browser: TestClient, tmp_path: Path, said: str) -> None:
    fields = {"answer": said, "pair": "x"}
    refused = browser.post("/labels", data=fields, headers=ORIGIN)
    assert refused.status_code == 400
    assert "there is no answer" in words(refused.text)
    browser.get("/labels")
    assert rows(tmp_path / "labels.jsonl") == []


def test_a_broken_file_of_labels_is_named(browser: TestClient, tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text('{"s1": 1}\n{"s1": "a"}\n', encoding="utf-8")
    refused = browser.get("/labels")
    assert refused.status_code == 400
    assert "labels.jsonl line 1" in words(refused.text)


def test_labels_draw_precision_and_recall_over_their_threshold(
    browser: TestClient, tmp_path: Path
) -> None:
    assert "By your labels" not in browser.get("/").text
    with (tmp_path / "labels.jsonl").open("w", encoding="utf-8") as file:
        for number in range(20):
            same = f"The mayor opened bridge {number} over the river Orne on Monday."
            near = f"Bridge {number} over the river Orne was opened by the mayor on Monday."
            other = f"Shop {number} sells bread, milk and newspapers to the tourists."
            for text, label in ((near, "same"), (other, "different")):
                file.write(json.dumps({"s1": same, "s2": text, "label": label}) + "\n")
    page = browser.get("/").text
    assert page.count('<polyline class="precision"') == page.count('<polyline class="recall"') > 0
    assert "matching.threshold at 0.6: precision 1.00" in words(page)
    assert "recall 0.00" in words(move(browser, matching__threshold="1.0"))


# --- prompts --------------------------------------------------------------------------------------

PROMPT = """---
task: fact
backend: any
version: "1"
---
Say once: {{ statements[0].text }}
"""


def edit(browser: TestClient, text: str, **more: str) -> str:
    part = {} if more else {"X-Part": "1"}
    fields = {"name": "fact", "text": text, **more}
    answer = browser.post("/prompts", data=fields, headers={**ORIGIN, **part})
    return answer.text


def test_the_prompt_in_use_is_shown_with_what_the_model_receives(browser: TestClient) -> None:
    page = html.unescape(browser.get("/prompts").text)
    assert "{% for statement in statements %}" in page
    assert re.search(r"<pre.*\[A\] The ferry Marit ran aground on Skarn reef", page, re.DOTALL)


def test_an_edited_prompt_shows_at_once_what_it_fills_to(browser: TestClient) -> None:
    part = edit(browser, PROMPT)
    assert "<html" not in part
    assert "Say once: The ferry Marit ran aground on Skarn reef on Wednesday." in words(part)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PROMPT.replace("statements[0].text", "statments"), "Did you mean statements?"),
        (PROMPT.replace("{{ statements[0].text }}", "{% include '/etc/passwd' %}"), "include"),
        (PROMPT.replace("{{ statements[0].text }}", "{% for"), "prompt fact"),
        ("nothing", "no front matter"),
        ("", "no front matter"),
        (PROMPT + "x" * 20_000, "larger than"),
    ],
)
def test_what_is_wrong_with_a_prompt_is_said_while_one_writes(
    browser: TestClient, text: str, said: str
) -> None:
    part = words(edit(browser, text))
    assert said in part
    assert "/tmp" not in part


def test_two_prompts_are_compared_on_the_same_clusters(browser: TestClient) -> None:
    page = words(edit(browser, PROMPT, do="compare", n="2"))
    assert "Side by side" in page
    assert page.count("faithfulness") == 4


def test_a_prompt_is_saved_into_ones_own_folder_only(
    opened: Opened, settings_file: Path, tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    text = settings_file.read_text(encoding="utf-8")
    settings_file.write_text(f'{text}[summary]\nprompt_folder = "{own}"\n', encoding="utf-8")
    client = opened()
    client.get("/", params={"token": TOKEN})
    for name in ("../evil", "a/b", "", ".hidden", "x.md"):
        refused = edit(client, PROMPT, **{"do": "save", "as": name})
        assert "is no name for a prompt" in words(refused)
    assert not own.exists()
    assert "Written to" in edit(client, PROMPT, **{"do": "save", "as": "short"})
    assert (own / "short.md").read_text(encoding="utf-8") == PROMPT
    assert "short" in words(client.get("/prompts").text)
    edit(client, "broken", **{"do": "save", "as": "short"})
    assert (own / "short.md").read_text(encoding="utf-8") == PROMPT


def test_without_a_folder_of_ones_own_saving_says_how_to_name_one(browser: TestClient) -> None:
    assert "summary.prompt_folder" in words(edit(browser, PROMPT, **{"do": "save", "as": "short"}))


def test_a_folder_with_nothing_to_compare_says_what_to_do(folder: Path, opened: Opened) -> None:
    (folder / "ledger.txt").unlink()
    client = opened()
    client.get("/", params={"token": TOKEN})
    for path in ("/statements", "/brief", "/prompts"):
        assert "Nothing to compare" in words(client.get(path).text)
    assert "No two articles of this folder tell one story" in words(client.get("/").text)
    assert "Every pair is labelled" in words(client.get("/labels").text)


# --- hostile articles -----------------------------------------------------------------------------


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
