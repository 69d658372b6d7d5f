"""`reporter prompts`: see, check, copy, fill and compare prompt files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

import reporter.pipeline
import reporter.tuning.compare_prompts as trials
from reporter.backends import Embedder, Parser, SummaryRequest
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.backends.preview import Preview
from reporter.cli.app import app
from reporter.config import Settings, load_settings
from reporter.errors import DataError, PromptError
from reporter.pipeline import Models
from reporter.tuning.compare_prompts import (
    Trial,
    load_for,
    run_trial,
)
from reporter.tuning.prompt_picks import ask, read, tally

HEAD = "---\ntask: fact\nbackend: any\nversion: '1'\n---\n"
LISTED = "{% for each in statements %}\n- {{ each.text }}\n{% endfor %}\n"


class Writer:
    """Writes the first statement when asked politely, nonsense otherwise."""

    description: Mapping[str, str] = {"backend": "openai", "name": "fake"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        return [
            (each.statements[0] if "Please" in each.prompt else "Nine whales sang in Paris.",)
            for each in requests
        ]

    def preview(self, request: SummaryRequest) -> Preview:
        return Preview(f"<user>{request.prompt}", len(request.prompt.split()), 5)


@pytest.fixture(autouse=True)
def _models(parser: Parser, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    models = Models(parser, embedder, LexicalScorer(), Extractive())
    monkeypatch.setattr(reporter.pipeline, "open_models", lambda _: models)
    monkeypatch.setattr(trials, "open_summarizer", lambda _: Writer())
    monkeypatch.setattr("reporter.backends.registry.open_summarizer", lambda _: Writer())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "kind.md").write_text(f"{HEAD}Please write one sentence.\n{LISTED}")
    (folder / "rude.md").write_text(f"{HEAD}Write one sentence.\n{LISTED}")
    return folder


def settings_with(own: Path) -> Settings:
    return load_settings(None, given(own))


def given(own: Path) -> list[str]:
    return [
        "models.scorer=lexical",
        "models.summarizer=openai:fake",
        f"summary.prompt_folder='{own.as_posix()}'",
    ]


def run(own: Path, *arguments: str, text: str = "") -> Result:
    options = [part for value in given(own) for part in ("--set", value)]
    return CliRunner().invoke(app, ["prompts", *arguments, *options], input=text)


# --- list, show, check, new -----------------------------------------------------------------------


def test_the_list_tells_own_from_shipped_and_what_is_wrong(own: Path) -> None:
    (own / "fact.md").write_text(f"{HEAD}Mine: {{{{ max_words }}}}")
    (own / "odd.md").write_text(f"{HEAD}{{{{ staements }}}}")
    lines = run(own, "list").output.splitlines()

    of_fact = next(line for line in lines if line.startswith("fact "))
    assert "yours" in of_fact
    assert "in use" in of_fact
    assert any(line.startswith("fact-short") and "shipped" in line for line in lines)
    assert any(line.startswith("odd") for line in lines)
    assert "staements" in "".join(lines)


@pytest.mark.parametrize("command", [["list"], ["show", "fact"], ["check"]])
def test_a_prompt_folder_that_is_none_is_said_at_once(own: Path, command: list[str]) -> None:
    said = run(own / "misspelt", *command)

    assert said.exit_code == 2
    assert "misspelt' is no folder" in said.output
    assert "reporter prompts new NAME --from fact" in said.output


def test_a_brief_with_a_prompt_folder_that_is_none_ends_before_any_work(
    own: Path, tmp_path: Path
) -> None:
    asked = [part for value in given(own / "misspelt") for part in ("--set", value)]
    said = CliRunner().invoke(app, ["brief", str(tmp_path / "no such folder"), *asked])

    assert said.exit_code == 2
    assert "misspelt' is no folder" in said.output


def test_the_first_prompt_makes_the_folder_that_the_settings_name(own: Path) -> None:
    assert run(own / "later", "new", "mine", "--from", "fact").exit_code == 0
    assert "mine" in run(own / "later", "list").output


def test_a_prompt_is_shown_with_what_it_may_ask_for(own: Path) -> None:
    shown = run(own, "show", "kind").output

    assert "Please write one sentence." in shown
    assert "{{ disputed }}" in shown


def test_an_unknown_prompt_ends_with_a_suggestion(own: Path) -> None:
    result = run(own, "show", "knid")

    assert result.exit_code == 2
    assert "Did you mean kind?" in result.output


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ staements }}", "Did you mean statements?"),
        ("{% for a in statements %}{% for b in statements %}{% for c in statements %}x"
         "{% endfor %}{% endfor %}{% endfor %}", "nests more than 2 loops"),
        ("{% include '/etc/passwd' %}", "uses 'include'"),
        ("Write one sentence.", "shows the model no statement. Lay them out: {% for"),
        ("There are {{ statements | length }}.", "shows the model no statement"),
        ("x" * 20_000, "larger than"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_named_with_its_fault(own: Path, body: str, message: str) -> None:
    (own / "odd.md").write_text(HEAD + body)
    result = run(own, "check", str(own / "odd.md"))

    assert result.exit_code == 2
    assert "odd" in result.output
    assert message in " ".join(result.output.split())


def test_a_whole_folder_of_sound_files_passes(own: Path) -> None:
    result = run(own, "check", str(own))

    assert result.exit_code == 0
    assert result.output.count("ok ") == 2


def test_a_folder_without_prompts_and_a_missing_file_are_said(own: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    assert "holds no prompt file" in run(own, "check", str(empty)).output
    assert "cannot be read" in run(own, "check", str(own / "gone.md")).output


def test_a_prompt_that_may_exceed_the_context_gets_a_warning(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Small:
        def __init__(self, *_: object) -> None:
            self.description = {"name": "tiny", "max_tokens": "512"}

    monkeypatch.setattr(trials, "DeferredSummarizer", Small)
    short = f"---\nlimits: {{characters: 2048}}\n{HEAD[4:]}{LISTED}"
    (own / "short.md").write_text(short)
    settings = settings_with(own)

    assert "tiny reads 512" in trials.context_warning(load_for("kind", settings), settings)
    assert trials.context_warning(load_for("short", settings), settings) == ""
    assert "tiny reads 512" in " ".join(run(own, "check", str(own)).output.split())


def test_a_summarizer_that_reads_no_prompt_gets_no_warning(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        def __init__(self, *_: object) -> None:
            self.description = {"name": "tiny", "max_tokens": "512", "reads": "statements"}

    monkeypatch.setattr(trials, "DeferredSummarizer", Reader)

    assert "tokens" not in run(own, "check", str(own)).output


def test_a_new_prompt_is_a_copy_that_can_be_used_at_once(own: Path) -> None:
    result = run(own, "new", "gentle", "--from", "kind")

    assert result.exit_code == 0
    assert (own / "gentle.md").read_text() == (own / "kind.md").read_text()
    assert load_for("gentle", settings_with(own)).name == "gentle"


def test_a_new_prompt_overwrites_nothing_and_stays_in_its_folder(own: Path) -> None:
    (own / "kind.md").chmod(0o644)
    before = (own / "kind.md").read_text()

    assert "exists already" in " ".join(run(own, "new", "kind", "--from", "rude").output.split())
    assert (own / "kind.md").read_text() == before
    for name in ("../out", "a/b", "", "x.md"):
        result = run(own, "new", name, "--from", "rude")
        assert result.exit_code == 2
        assert "no name for a prompt" in result.output
    assert {path.name for path in own.parent.iterdir()} == {"own"}


def test_without_a_folder_of_ones_own_the_command_says_how_to_name_one(own: Path) -> None:
    result = CliRunner().invoke(app, ["prompts", "new", "mine", "--from", "fact"])

    assert result.exit_code == 2
    assert "--folder" in result.output


# --- render ---------------------------------------------------------------------------------------


def test_what_is_rendered_is_what_the_model_receives(own: Path, inbox: Path) -> None:
    result = run(own, "render", "kind", str(inbox))

    assert result.exit_code == 0
    assert result.stdout.startswith("<user>Please write one sentence.\n- ")
    assert "tokens of at most 5" in result.stderr
    assert "cannot read all of it" in result.stderr


def test_an_unknown_cluster_ends_with_those_there_are(own: Path, inbox: Path) -> None:
    result = run(own, "render", "kind", str(inbox), "--cluster", "c99")

    assert result.exit_code == 2
    assert "There are: c1" in " ".join(result.output.split())


# --- compare --------------------------------------------------------------------------------------


def test_prompts_are_compared_on_the_same_clusters(own: Path, inbox: Path) -> None:
    settings = settings_with(own)
    prompts = [load_for("kind", settings), load_for("rude", settings)]
    trial = run_trial(inbox, prompts, settings, 20)
    kind, rude = trial.rows[0].outcomes

    assert kind.fallback == 0
    assert (rude.fallback, rude.refused[0][0]) == (1, "Nine whales sang in Paris.")
    assert trial.differences[0]["fallback"].change == 0
    assert trial.differences[1]["fallback"].change > 0


def test_the_command_shows_them_side_by_side(own: Path, inbox: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run(own, "compare", "kind", "rude", str(inbox), "--n", "2", "--html", str(page))

    assert result.exit_code == 0
    assert "Nine whales" in result.output
    assert "95 % interval" in result.output
    html = page.read_text()
    assert "Nine whales" in html
    assert "<script" not in html


def test_article_text_in_the_page_is_only_text(own: Path, inbox: Path, tmp_path: Path) -> None:
    for file in inbox.iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Marit", "<b onclick=x>Marit"), encoding="utf-8")
    page = tmp_path / "page.html"
    run(own, "compare", "kind", "rude", str(inbox), "--html", str(page))

    assert "<b onclick" not in page.read_text()


@pytest.mark.parametrize("asked", ["txt", "__class__.__mro__"])
def test_a_field_that_no_statement_has_is_found_by_check(own: Path, asked: str) -> None:
    body = f"{{% for each in statements %}}{{{{ each.{asked} }}}}{{% endfor %}}"
    (own / "typo.md").write_text(HEAD + body, encoding="utf-8")
    result = CliRunner().invoke(app, ["prompts", "check", str(own / "typo.md")])

    assert result.exit_code == 2
    assert "prompt typo" in result.output
    assert asked.partition(".")[0] in result.output


def test_a_summarizer_that_reads_no_prompt_is_refused(inbox: Path) -> None:
    cuts = ["--set", "models.summarizer=extractive"]
    result = CliRunner().invoke(app, ["prompts", "compare", "fact", "fact", str(inbox), *cuts])

    assert result.exit_code == 2
    assert "reads no prompt" in result.output


def test_one_prompt_is_no_comparison(own: Path, inbox: Path) -> None:
    assert "needs two prompts" in run(own, "compare", "kind", str(inbox)).output


# --- blind ----------------------------------------------------------------------------------------


def blind(trial: Trial, file: Path, answers: str) -> str:
    console = Console(record=True, width=200, force_terminal=False)
    left = iter(answers)
    ask(trial, file, console, lambda _: next(left))
    return console.export_text()


@pytest.fixture
def trial(own: Path, inbox: Path) -> Trial:
    """Return a trial of which the first two clusters are told in different words."""
    settings = settings_with(own)
    prompts = [load_for("kind", settings), load_for("rude", settings)]
    found = run_trial(inbox, prompts, settings, 3)
    rows = [
        replace(row, outcomes=(replace(row.outcomes[0], text=f"Told {place}."), row.outcomes[1]))
        for place, row in enumerate(found.rows[:2])
    ]
    same = replace(found.rows[2], outcomes=(found.rows[2].outcomes[0],) * 2)
    return replace(found, rows=(*rows, same))


def test_picks_are_kept_at_once_and_names_stay_hidden_until_the_tally(
    trial: Trial, tmp_path: Path
) -> None:
    file = tmp_path / "picks.jsonl"
    shown = blind(trial, file, "x11")
    before, _, after = shown.partition("kind: picked")

    assert "kind" not in before
    assert "rude" not in before
    assert after
    assert len(read(file)) == 2
    assert "The sources say" not in blind(trial, file, "")


def test_stopping_keeps_what_was_picked_and_a_half_written_line_is_left_out(
    trial: Trial, tmp_path: Path
) -> None:
    file = tmp_path / "picks.jsonl"
    file.write_text(
        json.dumps({"key": "k", "among": ["a 1", "b 2"], "picked": "a"}) + '\n{"key": "ha',
        encoding="utf-8",
    )
    assert [pick["key"] for pick in read(file)] == ["k"]
    blind(trial, file, "=q")

    picks = read(file)
    assert [pick["picked"] for pick in picks] == ["a", ""]
    assert "kind: picked 0 times" in tally(trial, picks)


def test_a_file_that_is_no_list_of_picks_is_not_touched(trial: Trial, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("my notes\n")

    with pytest.raises(DataError, match="line 1: no pick"):
        blind(trial, file, "1")
    assert file.read_text() == "my notes\n"


def test_a_prompt_for_another_backend_is_refused(own: Path) -> None:
    (own / "other.md").write_text(HEAD.replace("any", "seq2seq") + LISTED)

    with pytest.raises(PromptError, match="not for openai"):
        load_for("other", settings_with(own))
