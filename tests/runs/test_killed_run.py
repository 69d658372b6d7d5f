"""A run that is killed outright goes on where it was: what it kept is used, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporter.cli.app import app
from reporter.config import CacheSettings
from reporter.storage.store import cache_file
from tests.runs.command import brief_command

DEADLINE = 120
FLEETING = ("generated_at", "settings")
# Writes down each key that the store held when the run was killed and that is written again.
WATCH = """
CREATE TABLE held AS SELECT key FROM results UNION SELECT key FROM rows;
CREATE TABLE again (key TEXT);
CREATE TRIGGER watch_results BEFORE INSERT ON results
  WHEN NEW.key IN held BEGIN INSERT INTO again VALUES (NEW.key); END;
CREATE TRIGGER watch_rows BEFORE INSERT ON rows
  WHEN NEW.key IN held BEGIN INSERT INTO again VALUES (NEW.key); END;
"""


def command(inbox: Path, place: Path) -> list[str]:
    return brief_command(inbox, place, place, "--quiet")


def start(inbox: Path, place: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "reporter", *command(inbox, place)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL)


def store(place: Path) -> Path:
    return cache_file(CacheSettings(folder=str(place)))


def rows(place: Path, table: str) -> int:
    """Return how many rows the store has, none where it is not made yet."""
    try:
        with closing(sqlite3.connect(f"file:{store(place)}?mode=ro", uri=True)) as file:
            return int(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
    except sqlite3.OperationalError:
        return 0


def told(inbox: Path, place: Path) -> dict[str, object]:
    """Return the JSON report without what differs between two equal runs."""
    report = json.loads((place / f"{inbox.name}.json").read_text(encoding="utf-8"))
    return {name: value for name, value in report.items() if name not in FLEETING}


@pytest.mark.usefixtures("models_opened_once")
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_brief_that_was_killed_is_run_to_its_end_with_what_was_kept(
    inbox: Path, tmp_path: Path
) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    assert CliRunner().invoke(app, command(inbox, undisturbed)).exit_code == 0

    with start(inbox, disturbed) as process:
        end = time.monotonic() + DEADLINE
        # Sentences are embedded after articles were kept: the kill comes in the midst of a story.
        while not rows(disturbed, "rows") and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert not list(disturbed.glob("*.json"))
    kept = rows(disturbed, "rows"), rows(disturbed, "results")
    assert min(kept) > 0
    with closing(sqlite3.connect(store(disturbed))) as file:
        file.executescript(WATCH)

    with start(inbox, disturbed) as process:
        pass
    assert process.returncode == 0
    assert told(inbox, disturbed) == told(inbox, undisturbed)
    assert rows(disturbed, "again") == 0
    assert rows(disturbed, "held") == sum(kept)
    assert rows(disturbed, "results") > kept[1]
