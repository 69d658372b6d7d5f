"""The store of what is kept: what a kill, a full disk and growth do to it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.storage.memo import Kept, Memo
from reporter.storage.store import Store


def kill_once_ready(script: str, file: Path) -> None:
    """Run the script on the store `file`, and kill it once it says that it is ready."""
    process = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


# --- kills, full disks, deletion ------------------------------------------------------------------

WRITE_FOR_EVER = """
import sys
from pathlib import Path
from reporter.storage.store import Store
store = Store(Path(sys.argv[1]))
for number in range(10**9):
    store.keep_result(str(number), b"x" * 5000)
    if number == 50:
        print("ready", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_run_killed_while_it_writes_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    kill_once_ready(WRITE_FOR_EVER, file)

    store = Store(file)
    assert store.result("0") == store.result("50") == b"x" * 5000
    store.keep_result("new", b"y")
    assert Store(file).result("new") == b"y"


def test_a_full_disk_turns_the_store_off_and_not_the_run(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    Store(file).keep_result("a", b"x")
    store = Store(file)
    # SQLite says "database or disk is full" in both cases.
    store._connection.execute("PRAGMA max_page_count = 1")  # type: ignore[union-attr]
    store.keep_result("b", b"x" * 100_000)

    assert store.result("b") is None
    assert Memo(store).result(Kept("word", str), lambda: ("a",), lambda: "c") == "c"
    assert Store(file).result("a") == b"x"


def test_the_store_may_be_deleted_while_it_is_open(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    store = Store(file)
    store.keep_result("a", b"x")
    for path in tmp_path.glob("s.sqlite*"):
        path.unlink()
    store.keep_result("b", b"y")

    assert Store(file).result("a") is None


# --- growth ---------------------------------------------------------------------------------------

LARGE = 1000
"""Megabytes that no test reaches."""


def used(file: Path, hours: int, *keys: str) -> None:
    """Let the keys have been used so many hours ago."""
    with sqlite3.connect(file) as connection:
        connection.executemany(
            "UPDATE uses SET hour = hour - ? WHERE key = ?", [(hours, key) for key in keys]
        )


def test_what_nobody_asked_for_in_a_month_goes_and_what_was_asked_for_stays(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    store = Store(file)
    store.keep_result("read again", b"x")
    store.keep_result("forgotten", b"x")
    store.put([("forgotten answer", b"x")])
    store.trim(LARGE)
    used(file, 31 * 24, "read again", "forgotten", "forgotten answer")

    later = Store(file)
    assert later.result("read again") == b"x"
    later.trim(LARGE)
    assert (later.result("read again"), later.result("forgotten")) == (b"x", None)
    assert later.get(["forgotten answer"]) == {}


def test_a_store_that_grew_too_large_drops_what_was_used_least_lately(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    store = Store(file)
    names = [f"{number:02}" for number in range(20)]
    store.put([(name, bytes(100_000)) for name in names])
    store.trim(LARGE)
    for age, name in enumerate(names):
        used(file, age + 1, name)

    later = Store(file)
    # The oldest, but it was just used.
    assert later.get(["19"])
    later.trim(1)
    kept = sorted(later.get(names))
    assert kept == [*names[: len(kept) - 1], "19"]
    assert 6 <= len(kept) <= 9
    later.trim(1)
    assert sorted(later.get(names)) == kept
    with sqlite3.connect(file) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        assert pages * connection.execute("PRAGMA page_size").fetchone()[0] < 1_000_000


def test_a_store_of_an_earlier_version_is_used_and_trimmed(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    with sqlite3.connect(file) as connection:
        connection.executescript(
            "CREATE TABLE rows (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID;"
            "CREATE TABLE results (key TEXT PRIMARY KEY, value BLOB, day INTEGER) WITHOUT ROWID;"
        )
        connection.execute("INSERT INTO results VALUES ('old', ?, 1)", [bytes(2_000_000)])
    store = Store(file)
    store.keep_result("new", b"y")
    store.trim(1)
    assert (store.result("old"), store.result("new")) == (None, b"y")


TRIM_FOR_EVER = """
import sys
from pathlib import Path
from reporter.storage.store import Store
store = Store(Path(sys.argv[1]))
for number in range(10**9):
    store.put([(str(number), bytes(300_000))])
    store.trim(1)
    if number == 10:
        print("ready", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_run_killed_while_it_trims_leaves_a_whole_store(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    Store(file).keep_result("result", b"x")
    kill_once_ready(TRIM_FOR_EVER, file)

    store = Store(file)
    store.keep_result("after", b"y")
    store.trim(LARGE)
    assert Store(file).result("after") == b"y"
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_while_trimming_turns_the_store_off_and_not_the_run(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite"
    Store(file).keep_result("a", b"x")
    store = Store(file)
    assert store.result("a") == b"x"
    store.get([])
    store._connection.execute("PRAGMA query_only = 1")  # type: ignore[union-attr]
    store.trim(0)

    assert store.result("a") is None
    assert Store(file).result("a") == b"x"
