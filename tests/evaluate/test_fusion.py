"""Judging the sentence of one cluster against its sources and a person's sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reporter.backends import SummaryRequest
from reporter.cli.app import app
from reporter.config import Settings
from reporter.errors import DataError
from reporter.evaluate import Toolkit
from reporter.evaluate.fusion import evaluate, shared_words, unsourced
from reporter.pipeline import Models

BRIDGE = {
    "id": "bridge",
    "sources": [
        {"sentence": "The council closed the Harrow bridge on Tuesday, which opened in 1931."},
        {"sentence": "The council closed the Harrow bridge on Tuesday after an inspection."},
        {"sentence": "On Tuesday the council shut the old Harrow bridge, to the anger of drivers."},
    ],
    "target": "The council closed the Harrow bridge on Tuesday.",
}


@dataclass(frozen=True)
class Always:
    """A summarizer that writes one sentence whatever it is asked."""

    text: str

    @property
    def description(self) -> Mapping[str, str]:
        return {"backend": "seq2seq", "name": "always"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        return [(self.text,) for _ in requests]


@pytest.fixture(scope="module")
def toolkit(opened_once: Callable[[Settings], Models]) -> Toolkit:
    settings = Settings()
    settings = settings.model_copy(
        update={"models": settings.models.model_copy(update={"scorer": "lexical",
                                                             "summarizer": "extractive"})}
    )  # fmt: skip
    return Toolkit(settings, opened_once(settings))


def written_by(summarizer: Always, toolkit: Toolkit) -> Toolkit:
    return replace(toolkit, models=replace(toolkit.models, summarizer=summarizer))


def test_the_extractive_path_is_measured_beside_what_it_has_to_beat(toolkit: Toolkit) -> None:
    found = evaluate([BRIDGE], toolkit)
    (prediction,) = found.predictions
    assert prediction["id"] == "bridge"
    assert prediction["method"] == "extractive"
    assert prediction["pred"] == prediction["others"]["extractive"]
    assert found.scores["written_rouge1"] >= found.scores["medoid_rouge1"]
    assert found.scores["best_rougeL"] >= found.scores["shortest_rougeL"]
    assert found.scores["fallback"] == 1.0


def test_a_generated_sentence_that_passes_the_gate_is_the_prediction(toolkit: Toolkit) -> None:
    text = "The council closed the Harrow bridge on Tuesday."
    found = evaluate([BRIDGE], written_by(Always(text), toolkit))
    assert found.predictions[0]["pred"] == text
    assert found.scores["written_rouge1"] == 1.0
    assert found.scores["written_numbers_sourced"] == 1.0


def test_a_generated_sentence_with_a_number_of_its_own_is_not(toolkit: Toolkit) -> None:
    invented = Always("The council closed the Harrow bridge and 14 other bridges on Tuesday.")
    found = evaluate([BRIDGE], written_by(invented, toolkit))
    assert "14" not in found.predictions[0]["pred"]
    assert found.scores["fallback"] == 1.0
    assert found.scores["written_numbers_sourced"] == 1.0
    assert found.scores["generated_numbers_sourced"] == 0.0


def test_rows_without_a_target_are_measured_against_their_sources_alone(toolkit: Toolkit) -> None:
    row = {key: value for key, value in BRIDGE.items() if key != "target"}
    scores = evaluate([row], toolkit).scores
    assert scores["written_length"] <= 1.2
    assert not [name for name in scores if "rouge" in name]


def test_shared_words_are_those_of_two_sources() -> None:
    sources = ("The mill burned down.", "The old mill burned.", "A barn stood.")
    assert shared_words("The mill burned.", sources) == 1.0
    assert shared_words("The mill burned, a barn stood.", sources) == 0.5
    assert shared_words("", sources) == 0.0


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Mara Quill said 40 barges sank.", {"numbers": ["40"], "names": [], "quotes": []}),
        ("On Monday Otto said 12 barges sank.", {"numbers": [], "names": ["otto"], "quotes": []}),
        ("She called it “a sad day”.", {"numbers": [], "names": [], "quotes": ["a sad day"]}),
        ("She called it “a dark day”.", {"numbers": [], "names": [], "quotes": []}),
    ],
)
def test_what_no_source_has_is_named(text: str, missing: dict[str, list[str]]) -> None:
    sources = ("On Monday Mara Quill said twelve barges sank.", "Quill called it “a dark day”.")
    assert {kind: found for kind, (found, _) in unsourced(text, sources).items()} == missing


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a"},
        {"id": "a", "sources": [{"sentence": "Only one."}]},
        {"id": "a", "sources": [{"sentence": "One."}, {"text": "Two."}]},
        {"id": "a", "sources": ["One.", "Two."]},
        {"id": "a", "sources": [{"sentence": " "}, {"sentence": "Two."}]},
    ],
)
def test_a_row_without_two_sources_is_refused_with_its_number(
    row: dict[str, Any], toolkit: Toolkit
) -> None:
    with pytest.raises(DataError, match="row 1"):
        evaluate([row], toolkit)


def test_no_row_gives_no_score(toolkit: Toolkit) -> None:
    assert evaluate([], toolkit).scores == {}


@pytest.mark.usefixtures("models_opened_once")
def test_the_command_writes_the_predictions(tmp_path: Path) -> None:
    import json

    file, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    file.write_text(json.dumps(BRIDGE) + "\n", encoding="utf-8")
    arguments = ["eval", "fusion", str(file), "--out", str(out), "--set", "models.scorer=lexical",
                 "--set", "models.summarizer=extractive"]  # fmt: skip
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "rouge1" in result.output
    assert set(json.loads(out.read_text(encoding="utf-8"))) >= {"id", "pred", "method"}
