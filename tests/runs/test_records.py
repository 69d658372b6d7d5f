"""The record that each run leaves, and what the next one says has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.backends import Parser
from reporter.config import CacheSettings, Settings
from reporter.pipeline import make_brief
from reporter.runs import history
from reporter.storage.store import Store, cache_file
from tests.runs.counting import counted


def test_the_record_names_what_a_run_was_made_of_and_the_next_says_what_changed(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    store = Store(cache_file(settings.cache))
    first = history.record_of(
        make_brief(inbox, settings, counted(parser, embedder, store)[0]), inbox
    )
    history.keep(first, settings.cache)
    other = settings.model_copy(
        update={"matching": settings.matching.model_copy(update={"threshold": 0.75})}
    )
    (inbox / "mirror.txt").write_text("A mirror of nothing. " * 20, encoding="utf-8")
    second = history.record_of(make_brief(inbox, other, counted(parser, embedder, store)[0]), inbox)

    assert history.last(inbox, settings.cache) == first
    assert first.models["summarizer"]["prompt"].startswith("fact ")
    assert set(first.articles) == {"herald.txt", "ledger.txt"}
    told = [str(change) for change in history.changes(first, second)]
    assert told[0] == "matching.threshold: 0.6 -> 0.75"
    assert any("mirror.txt" in line for line in told)
    assert "articles: 2 -> 3" in told
    assert history.changes(first, first) == ()


def empty_run(at: str, folder: str) -> history.Run:
    return history.Run(
        at=at,
        folder=folder,
        code="",
        settings={},
        models={},
        articles={},
        counts={},
        seconds={},
    )


def test_a_half_written_or_unwritable_record_harms_nothing(tmp_path: Path) -> None:
    run = empty_run("2031-03-13T10:00:00+00:00", str(tmp_path))
    cache = CacheSettings(folder=str(tmp_path / "cache"))
    history.keep(run, cache)
    later = next((tmp_path / "cache" / "runs").glob("*.json"))
    later.with_name(later.name.replace("2031", "2032")).write_text('{"at": "20')
    assert history.last(tmp_path, cache) == run

    (tmp_path / "blocked").write_text("in the way")
    history.keep(run, CacheSettings(folder=str(tmp_path / "blocked")))
    history.keep(run, CacheSettings(enabled=False, folder=str(tmp_path / "none")))
    assert not (tmp_path / "none").exists()


def test_only_the_latest_records_of_a_folder_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "KEPT", 3)
    cache = CacheSettings(folder=str(tmp_path / "cache"))
    for second in range(5):
        history.keep(empty_run(f"2031-03-13T10:00:0{second}+00:00", "/f"), cache)

    assert len(list((tmp_path / "cache" / "runs").glob("*.json"))) == 3
    latest = history.last(Path("/f"), cache)
    assert latest is not None
    assert latest.at.startswith("2031-03-13T10:00:04")
