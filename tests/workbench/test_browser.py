"""The workbench in a real browser: from the link to the saved settings file, and by keys alone."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")
pytest.importorskip("playwright", reason="playwright is not installed")

from playwright import sync_api

import reporter.workbench.bench
from reporter.backends import Embedder, Parser
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.config import load_settings
from reporter.pipeline import Models
from reporter.workbench.app import Workbench, open_workbench
from reporter.workbench.labelling import LabelDesk
from tests.ferry import HERALD, LEDGER

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

CONTRAST = """() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = (e) => {
    const own = getComputedStyle(e).backgroundColor;
    return /, 0\\)$/.test(own) && e.parentElement ? paper(e.parentElement) : own;
  };
  const worst = [...document.querySelectorAll("main *, header *")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(paper(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.className || e.tagName];
    });
  return worst.sort((x, y) => x[0] - y[0])[0];
}"""


@dataclass(frozen=True)
class Visit:
    """A page that was let in, with the folder of the run and what the browser complained of."""

    page: sync_api.Page
    folder: Path
    complaints: list[str]

    @property
    def settings_file(self) -> Path:
        return self.folder / "reporter.toml"


@pytest.fixture
def workbench(
    tmp_path: Path, parser: Parser, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workbench]:
    """Serve two articles, in a thread beside the browser's."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "herald.txt").write_text(HERALD, encoding="utf-8")
    (inbox / "ledger.txt").write_text(LEDGER, encoding="utf-8")
    file = tmp_path / "reporter.toml"
    file.write_text('# mine\n[models]\nscorer = "lexical" # quick\n', encoding="utf-8")
    models = Models(parser, embedder, LexicalScorer(), Extractive())
    monkeypatch.setattr(reporter.workbench.bench, "open_models", lambda _settings: models)
    opened = open_workbench(inbox, file, (), LabelDesk(tmp_path / "labels.jsonl"), 0)
    thread = threading.Thread(target=opened.run)
    thread.start()
    yield opened
    opened.server.should_exit = True
    thread.join(30)


@pytest.fixture(params=["light"])
def visit(request: pytest.FixtureRequest, workbench: Workbench, tmp_path: Path) -> Iterator[Visit]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(color_scheme=request.param)
        complaints: list[str] = []
        own = workbench.link.partition("?")[0]
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(own) else complaints.append(r.url))
        page.goto(workbench.link)
        yield Visit(page, tmp_path, complaints)
        chromium.close()


def test_a_slider_is_dragged_and_what_it_gives_is_saved(visit: Visit) -> None:
    page = visit.page
    assert "token" not in page.url
    assert page.locator(".clusters > li").count() > 0
    before = visit.settings_file.read_bytes()
    slider = page.get_by_label("threshold", exact=True).first
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.get_by_role("heading", name="Gone against what is saved").wait_for()
    value = slider.input_value()
    assert float(value) > 0.9
    assert page.locator("output[for=matching-threshold]").text_content() == value
    assert visit.settings_file.read_bytes() == before

    page.get_by_role("button", name="Save to reporter.toml").click()
    page.get_by_text(f"saved {value}").first.wait_for()
    assert visit.settings_file.read_text(encoding="utf-8") == (
        f'# mine\n[models]\nscorer = "lexical" # quick\n\n[matching]\nthreshold = {float(value)}\n'
    )
    assert load_settings(visit.settings_file).matching.threshold == float(value)
    assert visit.complaints == []


def test_everything_is_reached_by_keys(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "matching.threshold":
            break
    page.keyboard.press("End")
    page.get_by_role("heading", name="Gone against what is saved").wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "save":
            break
    page.keyboard.press("Enter")
    page.get_by_text("saved 1,").first.wait_for()
    assert load_settings(visit.settings_file).matching.threshold == 1.0


def test_a_citation_leads_to_the_lit_sentence(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="Brief").click()
    page.locator(".cites a").first.click()
    lit = page.locator("mark#lit")
    lit.wait_for()
    assert lit.text_content() in HERALD + LEDGER
    page.locator("mark#lit:focus").wait_for()
    assert visit.complaints == []


def test_pairs_are_labelled_with_keys(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="Labels").click()
    page.locator("html.js .side").first.wait_for()
    shown = page.locator(".side p:first-child").all_text_contents()
    for key in ("s", "u", "1"):
        with page.expect_navigation():
            page.keyboard.press(key)
    rows = [json.loads(line) for line in (visit.folder / "labels.jsonl").read_text().splitlines()]
    assert [row["label"] for row in rows] == ["same", "undo", "conflict"]
    assert rows[2]["kind"] == "number"
    assert all([row["s1"], row["s2"]] == shown for row in rows)
    assert visit.complaints == []


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_every_text_stands_out_from_its_ground(visit: Visit) -> None:
    page = visit.page
    base = page.url
    for path in ("", "statements", "brief", "labels", "prompts"):
        page.goto(base + path)
        ratio, where = page.evaluate(CONTRAST)
        assert ratio >= 4.5, (path, where)
