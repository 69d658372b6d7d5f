"""`reporter tune` as a command, and the settings file that it writes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from reporter.cli.app import app
from reporter.config import load_settings
from reporter.errors import ReporterError
from reporter.tuning.settings_file import save_settings

# --- the settings file ----------------------------------------------------------------------------


def test_comments_and_other_settings_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "reporter.toml"
    file.write_text(
        "# ours\n[matching]\nthreshold = 0.5  # tried in May\nneighbours = 4\n", encoding="utf-8"
    )
    save_settings(file, {"matching.threshold": 0.61, "coverage.near": 0.7})
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ours\n[matching]\nthreshold = 0.61  # tried in May\nneighbours = 4\n")
    assert load_settings(file).coverage.near == 0.7


@pytest.mark.parametrize(
    "text", ["[matching\n", "matching = 3\n", "[matching]\nthreshhold = 0.5\n"]
)
def test_a_settings_file_that_is_wrong_stays_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "reporter.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReporterError):
        save_settings(file, {"matching.threshold": 0.6})
    assert file.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [file]


# --- the command ----------------------------------------------------------------------------------

PLACES = ("harbour", "market", "library", "station", "museum", "theatre", "airport", "stadium")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    rows = []
    for number, place in enumerate(PLACES * 2):
        one = f"The council of Aldan closed the {place} on Monday after a fire, case {number}."
        near = f"Aldan's council shut the {place} on Monday because of a fire, case {number}."
        far = f"A team from Port Aldan won the cup against the {place} side {number}."
        rows += [{"s1": one, "s2": near, "label": "same"}]
        rows += [{"s1": one, "s2": far, "label": "different"}]
    lines = [json.dumps(row) + "\n" for row in rows]
    Path("labels.jsonl").write_text("".join(lines), encoding="utf-8")
    return CliRunner()


@pytest.mark.usefixtures("models_opened_once")
def test_tuning_shows_the_curve_and_writes_only_when_told(run: CliRunner) -> None:
    command = ["tune", "labels.jsonl", "--only", "matching.threshold"]
    answer = run.invoke(app, [*command, "--plots", "curves"])
    assert answer.exit_code == 0, answer.output
    assert "matching.threshold for f1" in answer.output
    assert "32 labels, 16 for it, 16 against" in answer.output
    assert "--write puts this into reporter.toml" in answer.output
    assert not Path("reporter.toml").exists()
    ElementTree.parse("curves/matching.threshold.svg")  # noqa: S314

    Path("reporter.toml").write_text("# kept\n", encoding="utf-8")
    answer = run.invoke(app, [*command, "--write"])
    assert "wrote reporter.toml" in answer.output
    assert Path("reporter.toml").read_text(encoding="utf-8").startswith("# kept\n")
    chosen = load_settings(Path("reporter.toml")).matching.threshold
    assert f"matching.threshold = {chosen:.2f}" in answer.output
    assert "nothing to change" in run.invoke(app, command).output


@pytest.mark.usefixtures("models_opened_once")
def test_tuning_names_what_it_changes_on_a_folder(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(
        app,
        [
            *("tune", "labels.jsonl", "--folder", str(inbox), "--only", "matching.threshold"),
            *("--set", "matching.threshold=0.97"),
        ],
    )
    assert answer.exit_code == 0, answer.output
    assert "it would change" in answer.output
    gained = [line for line in answer.output.splitlines() if line.startswith("    + ")]
    assert any("Skarn reef" in line or "investigation" in line for line in gained)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "matching.treshold"], "Did you mean matching.threshold?"),
        (["--only", "report.max_facts"], "There are: matching.threshold"),
        (["--aim", "best"], "Write f1, f0.5, precision=0.95 or recall=0.9."),
        (["--set", "matching.treshold=0.5"], "Did you mean matching.threshold?"),
    ],
)
def test_wrong_use_is_one_sentence(run: CliRunner, arguments: list[str], said: str) -> None:
    answer = run.invoke(app, ["tune", "labels.jsonl", *arguments])
    assert answer.exit_code == 2
    assert said in answer.output


def test_wrong_labels_are_one_sentence(run: CliRunner) -> None:
    Path("empty.jsonl").touch()
    Path("wrong.jsonl").write_text('{"s1": "a", "s2": "b", "label": "sme"}\n', encoding="utf-8")
    for name, said in (
        ("empty.jsonl", "holds no labelled pair"),
        ("wrong.jsonl", "line 1: there is no label 'sme'. Did you mean same?"),
        ("missing.jsonl", "cannot be read"),
    ):
        answer = run.invoke(app, ["tune", name])
        assert answer.exit_code == 2
        assert said in answer.output
