"""Prompts edited, filled, compared and saved in the browser."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")

from starlette.testclient import TestClient

from tests.workbench.visit import ORIGIN, TOKEN, Opened, words

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
