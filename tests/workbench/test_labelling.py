"""Answers given with the keyboard, and settings that are saved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra [workbench] is not installed")

from starlette.testclient import TestClient

from reporter.config import load_settings
from tests.workbench.visit import ORIGIN, move, words


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
    assert list(settings_file.parent.glob(".*")) == []


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
