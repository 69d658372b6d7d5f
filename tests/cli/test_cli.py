"""The command line as its user meets it: what is written, what is said, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

import reporter.pipeline
from reporter import __version__
from reporter.cli.app import app
from tests import ROOT
from tests.ferry import HERALD
from tests.runs.command import brief_command

pytestmark = pytest.mark.usefixtures("models_opened_once")

SEEDS = ROOT / "seeds"


def test_version_and_help_are_there(run: CliRunner) -> None:
    assert __version__ in run.invoke(app, ["--version"]).output
    answer = run.invoke(app, ["--help"])
    assert answer.exit_code == 0
    for command in ("brief", "check", "explain", "eval"):
        assert command in answer.output


def test_python_dash_m_is_the_command() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "reporter", "--version"], capture_output=True, text=True, check=True
    )
    assert __version__ in answer.stdout


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_sent_to_a_full_disk_is_no_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "reporter", "--version"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert answer.returncode == 2
    assert answer.stderr.startswith("reporter: what is printed has no room: ")
    assert answer.stderr.count("\n") == 1


def test_an_interruption_while_the_command_is_loaded_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt")
    answer = subprocess.run(
        [sys.executable, "-m", "reporter", "brief", "."],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (130, "")


def test_a_brief_is_written_in_three_formats_with_a_summary(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["brief", str(inbox), "--out", "out"])
    assert answer.exit_code == 0, answer.output
    for suffix in ("md", "html", "json"):
        assert f"wrote out/inbox.{suffix}" in answer.output.replace("\\", "/")
        assert Path(f"out/inbox.{suffix}").stat().st_size > 0
    assert "articles read" in answer.output
    report = json.loads(Path("out/inbox.json").read_text(encoding="utf-8"))
    assert report["schema"] == "reporter/1"
    assert [len(story["articles"]) for story in report["stories"]] == [2]
    facts = " ".join(fact["summary"] for fact in report["stories"][0]["facts"])
    assert "Skarn reef" in facts
    differences = report["stories"][0]["discrepancies"]
    assert "number" in {item["kind"] for item in differences}


def test_json_alone_writes_only_json(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["brief", str(inbox), "--json", "only.json", "--quiet"])
    assert answer.exit_code == 0, answer.output
    assert Path("only.json").exists()
    assert not Path("reports").exists()


def test_explain_answers_for_every_fact_and_difference(run: CliRunner, inbox: Path) -> None:
    run.invoke(app, ["brief", str(inbox), "--json", "r.json", "-q"])
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))
    story = report["stories"][0]
    ids = [item["id"] for item in (*story["facts"], *story["discrepancies"])]
    answer = run.invoke(app, ["explain", "r.json", *ids])
    assert answer.exit_code == 0, answer.output
    for identifier in ids:
        assert identifier in answer.output
    wrong = run.invoke(app, ["explain", "r.json", "f999"])
    assert wrong.exit_code == 2


def test_check_shows_what_would_be_read(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["check", str(inbox)])
    assert answer.exit_code == 0, answer.output
    assert "herald.txt" in answer.output
    assert "2031-03-13" in answer.output
    assert "models.embedder" in answer.output
    assert "NOT" not in answer.output


def test_a_folder_of_which_nothing_is_read_ends_with_2_below_the_reasons(
    run: CliRunner, tmp_path: Path
) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    for command in (["brief", str(folder), "--json", "r.json", "-q"], ["check", str(folder)]):
        answer = run.invoke(app, command)
        assert answer.exit_code == 2
        said = answer.stderr.splitlines()
        assert said[0].startswith("skipped empty.txt: empty")
        assert said[1].endswith("no article that can be read. The reasons stand above.")


@pytest.mark.skipif(os.name != "posix", reason="such names")
def test_names_of_files_and_outlets_give_the_terminal_no_orders(
    run: CliRunner, inbox: Path
) -> None:
    name = "\x1b[31mred\x1b]0;title\x07\u202e.txt"
    (inbox / "herald.txt").rename(inbox / name)
    (inbox / f"empty {name}").write_text("")
    answers = [
        run.invoke(app, [command, str(inbox), *more])
        for command, more in (("check", []), ("brief", ["--json", "r.json"]))
        for _ in range(2)
    ]
    (inbox / name).write_text(HERALD + "Nobody was hurt.\n", encoding="utf-8")
    answers.append(run.invoke(app, ["brief", str(inbox), "--json", "r.json"]))
    assert "since the last run, articles added, changed or gone" in answers[-1].output
    for answer in answers:
        assert answer.exit_code == 0, answer.output
        assert "[31mred]0;title.txt" in answer.output
        assert not {"\x1b", "\x07", "\u202e"} & set(answer.output)


def test_check_names_a_model_that_cannot_be_opened(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["check", str(inbox), "--set", "models.scorer=lexicl"])
    assert answer.exit_code == 2
    assert "Did you mean lexical?" in answer.output


def test_each_step_is_said_once_to_a_log(run: CliRunner, inbox: Path) -> None:
    (inbox / "empty.txt").write_text("")
    for _ in ("a first run", "one that has read the folder before"):
        said = run.invoke(app, ["brief", str(inbox), "--json", "r.json"]).stderr.splitlines()
        assert sum(line.startswith("reading articles") for line in said) == 2, said
        assert len({*said}) == len(said)


def test_strict_ends_with_1_when_something_was_skipped(run: CliRunner, inbox: Path) -> None:
    (inbox / "empty.txt").write_text("")
    assert run.invoke(app, ["brief", str(inbox), "--json", "r.json", "-q"]).exit_code == 0
    strict = run.invoke(app, ["brief", str(inbox), "--json", "r.json", "-q", "--strict"])
    assert strict.exit_code == 1
    assert "empty.txt" in strict.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brief", "nowhere"], "nowhere"),
        (["brief", ".", "--config", "none.toml"], "does not exist"),
        (["brief", ".", "--set", "summary.max_word=3"], "Did you mean summary.max_words?"),
        (["brief", "."], "no article that can be read. Put .txt"),
        (["check", "."], "no article that can be read. Put .txt"),
        (["eval", "pears", "x.jsonl"], "pairs"),
        (["eval", "pairs", "x.jsonl"], "x.jsonl cannot be read: No such file or directory. Give"),
        (["eval", "pairs", "x.jsonl", "--out", "."], ". is a folder. Name a file to write."),
        (["explain", "x.json", "f1"], "x.json cannot be read as a report: No such file or"),
        (["brief"], "FOLDER"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(
    run: CliRunner, arguments: list[str], said: str
) -> None:
    answer = run.invoke(app, arguments)
    assert answer.exit_code == 2
    assert said in " ".join(answer.output.split())
    assert "Traceback" not in answer.output


def test_settings_are_found_beside_the_user(run: CliRunner, inbox: Path) -> None:
    Path("reporter.toml").write_text("[summary]\nmax_word = 3\n")
    answer = run.invoke(app, ["brief", str(inbox)])
    assert answer.exit_code == 2
    assert "summary.max_words" in answer.output


STAGES = (
    "reporter.ingest.read_folder",
    "reporter.stories.group_stories",
    "reporter.lineage.trace_origins",
    "reporter.runs.reuse.statements_of",
    "reporter.pipeline.match",
    "reporter.pipeline.find_discrepancies",
    "reporter.pipeline.summarize",
    "reporter.pipeline.find_omissions",
    "reporter.pipeline.find_unique",
)


@pytest.mark.parametrize("stage", STAGES)
def test_an_interruption_in_any_stage_leaves_a_clear_line_and_the_old_report(
    run: CliRunner, inbox: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    Path("out").mkdir()
    Path("out/inbox.md").write_text("yesterday's brief")
    with (inbox / "herald.txt").open("a", encoding="utf-8") as file:
        # No earlier run knows an article with this sentence, so every stage has work to do.
        file.write(f"\nA leaflet on board spoke of {stage}.\n")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stage, interrupted)
    answer = run.invoke(app, ["brief", str(inbox), "--out", "out", "-q"])
    assert answer.exit_code == 130
    assert "interrupted" in answer.output
    assert "Traceback" not in answer.output
    assert Path("out/inbox.md").read_text() == "yesterday's brief"


def test_an_interruption_between_stories_keeps_those_that_were_done(
    run: CliRunner, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "other.txt").write_text(
        "Parliament passes budget\n\nMarch 14, 2031\n\nThe parliament in Norburg passed the budget "
        "for schools on Thursday after a long debate about teachers' pay.\n",
        encoding="utf-8",
    )
    with (inbox / "herald.txt").open("a", encoding="utf-8") as file:
        # No earlier run knows an article with this sentence, so that there is no draft.
        file.write("\nA leaflet on board spoke of schools.\n")
    brief_story = reporter.pipeline.brief_story
    done: list[str] = []

    def once(*arguments: object, **named: object) -> object:
        if "gaps" not in named and done:
            raise KeyboardInterrupt
        done.extend(() if "gaps" in named else ("one",))
        return brief_story(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reporter.pipeline, "brief_story", once)
    answer = run.invoke(app, ["brief", str(inbox), "--out", "out", "-q"])
    assert answer.exit_code == 130
    assert "after 1 of 2 stories" in answer.output
    assert Path("out/inbox.partial.md").exists()
    assert not Path("out/inbox.md").exists()


def test_the_same_folder_gives_the_same_bytes_whatever_the_order_of_its_files(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bytes_of(out: str) -> str:
        words = brief_command(SEEDS, Path(out), tmp_path, "--set", "cache.enabled=false", "-q")
        answer = run.invoke(app, words)
        assert answer.exit_code == 0, answer.output
        report = json.loads(Path(out, "seeds.json").read_text(encoding="utf-8"))
        report.pop("generated_at")
        return json.dumps(report, ensure_ascii=False)

    first = bytes_of("first")
    scandir = os.scandir
    turned: list[Path] = []

    @contextmanager
    def reversed_entries(folder: Path) -> Iterator[list[os.DirEntry[str]]]:
        turned.append(folder)
        with scandir(folder) as entries:
            yield list(entries)[::-1]

    monkeypatch.setattr(os, "scandir", reversed_entries)
    assert bytes_of("second") == first
    assert SEEDS in turned
