"""Quality on the invented samples of tests/quality may rise by itself, and falls only on purpose.

A floor that is too high for a wanted change is moved with `reporter eval TASK FILE --floors FLOORS
--raise-floors --lower-floors`; see tests/quality/README.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import reporter.evaluate.run as evaluation
from reporter.cli.app import app
from reporter.config import Settings
from reporter.evaluate import Row
from reporter.evaluate.floors import below, read_floors
from reporter.evaluate.run import TASKS, read_rows, run_task, write_rows
from reporter.pipeline import Models
from tests import ROOT

SAMPLES = ROOT / "tests/quality"
FLOORS = SAMPLES / "floors.toml"
ENTAILMENT_FLOORS = SAMPLES / "floors-entailment.toml"
GOLD = ("target", "label", "gold_story", "planted", "summary", "summary_title", "text")
FIELDS = {
    "pairs": {"id", "entailment", "neutral", "contradiction", "equivalent", "label"},
    "stories": {"article_id", "pred"},
    "planted": {"story_id", "a", "b", "kind", "confidence", "changes_meaning"},
    "discrepancies": {"id", "label", "kinds"},
    "summaries": {"story_id", "text"},
    "fusion": {"id", "pred", "method", "others"},
    "extraction": {"id", "text"},
}


@pytest.fixture(autouse=True)
def _models_opened_once(
    opened_once: Callable[[Settings], Models], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "open_models", opened_once)


@pytest.mark.parametrize(
    ("task", "sample", "floors"),
    [*((task, task, FLOORS) for task in TASKS), ("pairs", "entailment", ENTAILMENT_FLOORS)],
)
def test_no_score_is_under_its_floor(task: str, sample: str, floors: Path) -> None:
    result = run_task(task, SAMPLES / f"{sample}.jsonl", Settings())
    assert task in read_floors(floors)
    assert below(floors, task, result.scores) == ()


@pytest.mark.parametrize("task", TASKS)
def test_rows_without_gold_get_predictions(task: str, tmp_path: Path) -> None:
    rows = _bare(task)
    write_rows(tmp_path / "rows.jsonl", rows)
    answer = CliRunner().invoke(
        app, ["eval", task, str(tmp_path / "rows.jsonl"), "--predictions", str(tmp_path / "p")]
    )
    assert answer.exit_code == 0, answer.output
    lines = [json.loads(line) for line in (tmp_path / "p").read_text("utf-8").splitlines()]
    assert {frozenset(line) for line in lines} == {frozenset(FIELDS[task])}
    if task == "planted":
        assert all(_leads_to_two_articles(line, rows) for line in lines)
    else:
        key = next(name for name in ("id", "article_id", "story_id") if name in lines[0])
        assert [line[key] for line in lines] == [row[key] for row in rows]
    if task == "pairs":
        assert all(_is_judged(line) for line in lines)
    if task in ("summaries", "extraction"):
        assert all(line["text"] for line in lines)


def test_a_score_under_its_floor_ends_the_command_with_1(tmp_path: Path) -> None:
    (tmp_path / "floors.toml").write_text('[extraction]\n"f1" = 1.01\n')
    arguments = ["eval", "extraction", str(SAMPLES / "extraction.jsonl")]
    answer = CliRunner().invoke(app, [*arguments, "--floors", str(tmp_path / "floors.toml")])
    assert answer.exit_code == 1
    assert "f1" in answer.output
    assert "under its floor" in answer.output


def test_every_planted_value_stands_in_the_sentence_that_gold_names() -> None:
    for row in read_rows(SAMPLES / "planted.jsonl"):
        sentences = {item["article_id"]: item["sentences"] for item in row["articles"]}
        for plant in row["planted"]:
            assert plant["value"] in sentences[plant["article_id"]][plant["sentence"]]
            other = sentences[plant["other_article_id"]][plant["other_sentence"]]
            assert plant["other_value"] in other
            assert plant["value"] not in other


def _bare(task: str) -> list[Row]:
    """Return rows of a sample without gold; two will do where a row is a whole story."""
    rows = list(read_rows(SAMPLES / f"{task}.jsonl"))
    if task in ("planted", "summaries"):
        rows = rows[:2]
    # The text of an article to group is no gold, unlike the body of a page.
    gold = set(GOLD) - ({"text"} if task == "stories" else set())
    return [{name: value for name, value in row.items() if name not in gold} for row in rows]


def _leads_to_two_articles(line: Mapping[str, Any], rows: list[Row]) -> bool:
    story = next(row for row in rows if row["story_id"] == line["story_id"])
    lengths = {item["article_id"]: len(item["sentences"]) for item in story["articles"]}
    (a, at_a), (b, at_b) = line["a"], line["b"]
    return a != b and at_a in range(lengths[a]) and at_b in range(lengths[b])


def _is_judged(line: Mapping[str, Any]) -> bool:
    labels = ("entailment", "neutral", "contradiction")
    total = sum(line[label] for label in labels)
    likeliest = max(labels, key=lambda label: line[label])
    return abs(total - 1) < 0.001 and 0 <= line["equivalent"] <= 1 and line["label"] == likeliest
