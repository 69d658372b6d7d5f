"""`reporter label` as its user meets it: keys, resuming, being killed, merging, import, export."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporter.cli.app import app
from reporter.cli.keys import keys
from reporter.cli.label import _run
from reporter.records import Kind
from reporter.tuning.labelling import ScoredPair, Session, next_pair
from reporter.tuning.labels import Label, LabelLog, Verdict, read_labels, settled

QUIET = ["--quiet"]


def pool(count: int = 40) -> tuple[ScoredPair, ...]:
    return tuple(
        ScoredPair(f"one {i}", f"other {i}", i / count, i / count, (i * 7 % count) / count, 0.5)
        for i in range(count)
    )


# --- the terminal ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("models_opened_once")
def test_each_key_is_a_row_of_the_file(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["label", str(inbox), "--by", "ann", *QUIET], input="s\nd\nc1\nn\nq")
    assert answer.exit_code == 0, answer.output
    rows = read_labels(Path("labels.jsonl")).rows
    assert [row.verdict for row in rows] == [
        Verdict.SAME,
        Verdict.DIFFERENT,
        Verdict.CONFLICT,
        Verdict.SKIP,
    ]
    assert rows[2].kind is Kind.NUMBER
    assert {row.by for row in rows} == {"ann"}
    assert "3 pairs labelled in labels.jsonl" in answer.output
    for row in rows:
        assert row.s1 in answer.output
        assert row.sources is not None
        source = row.sources[0]
        text = (inbox / source.path).read_text(encoding="utf-8")
        assert source.end == 0 or row.s1 in text


@pytest.mark.usefixtures("models_opened_once")
def test_the_next_session_goes_on_where_the_last_one_ended(run: CliRunner, inbox: Path) -> None:
    command = ["label", str(inbox), "--n", "2", *QUIET]
    run.invoke(app, command, input="ss")
    answer = run.invoke(app, command, input="dd")
    assert "going on: 2 pairs are labelled already" in answer.output
    rows = read_labels(Path("labels.jsonl")).rows
    assert [row.verdict.value for row in rows] == ["same", "same", "different", "different"]
    assert len({row.key for row in rows}) == 4


@pytest.mark.usefixtures("models_opened_once")
def test_undo_shows_the_pair_again_and_takes_its_answer_back(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["label", str(inbox), "--n", "2", *QUIET], input="usudu\ncuc0d")
    assert "there is nothing to undo" in answer.output
    kept, notes = settled(read_labels(Path("labels.jsonl")).rows)
    assert [(label.verdict, label.kind) for label in kept] == [
        (Verdict.CONFLICT, None),
        (Verdict.DIFFERENT, None),
    ]
    assert notes == ()


@pytest.mark.usefixtures("models_opened_once")
def test_a_key_without_meaning_writes_nothing_and_the_end_of_input_quits(
    run: CliRunner, inbox: Path
) -> None:
    answer = run.invoke(app, ["label", str(inbox), *QUIET], input="x?c9")
    assert answer.exit_code == 0
    assert "'x' is no key here" in answer.output
    assert "'9' is none of these" in answer.output
    assert "saved after each key" in answer.output
    assert Path("labels.jsonl").read_bytes() == b""


@pytest.mark.usefixtures("models_opened_once")
def test_labelling_ends_when_there_is_no_pair_left(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["label", str(inbox), "--n", "500", *QUIET], input="d" * 500)
    assert "there is no pair left to label" in answer.output


@pytest.mark.usefixtures("models_opened_once")
def test_a_folder_with_a_single_article_has_nothing_to_label(run: CliRunner, inbox: Path) -> None:
    (inbox / "ledger.txt").unlink()
    answer = run.invoke(app, ["label", str(inbox), *QUIET])
    assert answer.exit_code == 2
    assert "no story that two articles tell" in answer.output


@pytest.mark.usefixtures("models_opened_once")
def test_a_mistyped_folder_leaves_no_file_behind(run: CliRunner, inbox: Path) -> None:
    answer = run.invoke(app, ["label", f"{inbox}x", *QUIET])
    assert answer.exit_code == 2
    assert "does not exist" in answer.output
    assert not Path("labels.jsonl").exists()


@pytest.mark.usefixtures("models_opened_once")
def test_half_a_last_line_is_moved_aside_and_said(run: CliRunner, inbox: Path) -> None:
    Path("labels.jsonl").write_text('{"s1": "The fer', encoding="utf-8")
    answer = run.invoke(app, ["label", str(inbox), *QUIET], input="s")
    assert "was moved to labels.jsonl.rest" in answer.output
    assert [row.verdict for row in read_labels(Path("labels.jsonl")).rows] == [Verdict.SAME]


def test_a_labels_file_that_is_none_is_refused_before_anything_is_read(
    run: CliRunner, inbox: Path
) -> None:
    Path("labels.jsonl").write_text('{"label": "same"}\n{}\n', encoding="utf-8")
    answer = run.invoke(app, ["label", str(inbox)])
    assert answer.exit_code == 2
    assert "labels.jsonl line 1 has no s1 and s2" in answer.output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_key_needs_no_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = iter(["s", "\x1b[A", "D", "\x04"])
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("click.getchar", lambda: next(pressed))
    assert list(keys(Terminal())) == ["s", "d"]  # An arrow is no key; Ctrl-D ends.


def test_ctrl_c_ends_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("click.getchar", lambda: "\x03")
    with pytest.raises(KeyboardInterrupt):
        next(keys(Terminal()))


def test_a_dumb_terminal_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert list(keys(Terminal("s\nD c\n"))) == ["s", "d", "c"]


def test_what_an_article_holds_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = ScoredPair("\x1b[2Jgone [red]x[/red]", "\u202ereversed", 0.5, 0.5, 0.5, 0.5)
    session = Session((pair,), LabelLog(tmp_path / "l.jsonl"))
    _run(session, iter("q"), 1)
    shown = capsys.readouterr().out
    assert "[2Jgone [red]x[/red]" in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown


DRIVER = """
    import sys
    from pathlib import Path
    from reporter.cli.label import _run
    from reporter.cli.keys import keys
    from reporter.tuning.labelling import Session
    from reporter.tuning.labels import LabelLog
    from tests.cli.test_label import pool
    _run(Session(pool(), LabelLog(Path(sys.argv[1]))), keys(), 30)
"""


def test_a_session_that_is_killed_loses_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    command = [sys.executable, "-u", "-c", textwrap.dedent(DRIVER), str(file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("s\nd\ns\nn\nc\n2\n")
        process.stdin.flush()
        # The pair after the fifth answer, one of which was none, is on the screen.
        while not (line := process.stdout.readline()).startswith("5 of 30"):
            assert line
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with file.open("a", encoding="utf-8") as end:
        end.write('{"s1": "one 3", "s')  # What a kill in the middle of a write would leave.
    before = read_labels(file).rows
    assert [row.verdict.value for row in before] == [
        "same",
        "different",
        "same",
        "skip",
        "conflict",
    ]
    log = LabelLog(file)
    session = Session(pool(), log)
    assert session.labelled == 4
    assert session.current is not None
    assert session.current.key not in {row.key for row in before}
    session.answer(Verdict.SAME)
    assert read_labels(file).rows[:5] == before
    assert read_labels(file).notes == ()


# --- which pair is next ---------------------------------------------------------------------------


def test_the_next_pair_depends_on_what_was_said_alone() -> None:
    rows = (Label("one 1", "other 1", Verdict.DIFFERENT),)
    assert next_pair(pool(), rows) == next_pair(pool(), rows)


def test_no_pair_is_shown_twice_and_all_are_shown(tmp_path: Path) -> None:
    session = Session(pool(12), LabelLog(tmp_path / "l.jsonl"))
    seen = []
    while session.current is not None:
        seen.append(session.current.s1)
        session.answer(Verdict.DIFFERENT)
    assert sorted(seen) == sorted(pair.s1 for pair in pool(12))
    assert session.left == 0


def test_two_people_are_shown_the_same_pairs(tmp_path: Path) -> None:
    log = LabelLog(tmp_path / "l.jsonl")
    for name in ("ann", "ben"):
        session = Session(pool(6), log, by=name)
        while session.current is not None:
            session.answer(Verdict.SAME)
    assert len(log.rows) == 12
    assert len({row.key for row in log.rows}) == 6


def test_equal_texts_and_pairs_that_come_twice_are_shown_once_or_never(tmp_path: Path) -> None:
    one = ScoredPair("a", "b", 0.5, 0.5, 0.5, 0.5)
    twin = ScoredPair("b", "a", 0.5, 0.5, 0.5, 0.5)
    equal = ScoredPair("a", "a ", 1.0, 1.0, 1.0, 1.0)
    session = Session((one, twin, equal), LabelLog(tmp_path / "l.jsonl"))
    assert session.left == 1


def test_pairs_where_the_answer_turns_are_shown_more_often_than_by_chance() -> None:
    # Everything from 0.5 on is the same: there, labels decide about the threshold.
    pairs = tuple(ScoredPair(f"a{i}", f"b{i}", i / 400, 0.5, 0.5, 0.5) for i in range(400))
    rows: list[Label] = []
    for _ in range(60):
        shown = next_pair(pairs, rows)
        assert shown is not None
        verdict = Verdict.SAME if shown.pair.equivalent >= 0.5 else Verdict.DIFFERENT
        rows.append(Label(shown.pair.s1, shown.pair.s2, verdict, weight=shown.weight))
    scores = {pair.s1: pair.equivalent for pair in pairs}
    near = sum(0.35 <= scores[row.s1] <= 0.65 for row in rows)
    assert near > 60 * 0.3 * 1.5
    # The weights make up for it: they say that about half of all pairs are the same.
    same = sum(row.weight for row in rows if row.verdict is Verdict.SAME)
    assert 0.3 < same / sum(row.weight for row in rows) < 0.7


# --- merging, import, export ----------------------------------------------------------------------


def labelled(file: str, *verdicts: str) -> None:
    rows = [{"s1": f"one {i}", "s2": "other", "label": v} for i, v in enumerate(verdicts)]
    Path(file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_merging_says_how_far_two_people_agree(run: CliRunner) -> None:
    labelled("ann.jsonl", "same", "same", "different", "different")
    labelled("ben.jsonl", "same", "different", "different", "different")
    answer = run.invoke(app, ["label", "merge", "ann.jsonl", "ben.jsonl", "-o", "both.jsonl"])
    assert answer.exit_code == 0, answer.output
    assert "4 pairs in common, 3 judged alike; Cohen's kappa 0.50" in answer.output
    assert "same or different: one 1 / other" in answer.output
    assert len(settled(read_labels(Path("both.jsonl")).rows)[0]) == 3


def test_labels_go_to_other_programs_and_come_back(run: CliRunner) -> None:
    labelled("labels.jsonl", "same", "skip", "conflict")
    assert run.invoke(app, ["label", "export", "labels.jsonl", "-o", "out.json"]).exit_code == 0
    answer = run.invoke(app, ["label", "import", "out.json", "--labels", "new.jsonl"])
    assert "added 2 of 2 pairs to new.jsonl" in answer.output
    again = run.invoke(app, ["label", "import", "out.json", "--labels", "new.jsonl"])
    assert "added 0 of 2" in again.output
    rows = read_labels(Path("new.jsonl")).rows
    assert [row.verdict for row in rows] == [Verdict.SAME, Verdict.CONFLICT]


def test_the_meaning_of_a_foreign_label_can_be_given(run: CliRunner) -> None:
    Path("a.csv").write_text("s1,s2,label\na,b,ja\n", encoding="utf-8")
    command = ["label", "import", "a.csv"]
    answer = run.invoke(app, command)
    assert answer.exit_code == 2
    assert "label 'ja' is not known" in answer.output
    assert run.invoke(app, [*command, "--map", "ja=same"]).exit_code == 0
    wrong = run.invoke(app, [*command, "--map", "ja=sane"])
    assert wrong.exit_code == 2
    assert "is not WORD=LABEL" in wrong.output


def test_help_names_the_subcommands(run: CliRunner) -> None:
    answer = run.invoke(app, ["label", "--help"])
    for command in ("folder", "merge", "import", "export"):
        assert command in answer.output
