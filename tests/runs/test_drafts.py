"""A draft: the whole brief from what earlier runs left, before any model is asked."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import reporter.pipeline
from reporter.backends import Embedder, Float32, Parser, SummaryRequest
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.cli.app import app
from reporter.config import Settings, load_settings
from reporter.pipeline import Models, make_brief
from reporter.records import DRAFT, Brief, Fact, Missing
from reporter.report import schema, to_json, to_markdown
from reporter.storage.cache import CachedEmbedder, CachedScorer
from reporter.storage.memo import Memo
from reporter.storage.store import Store, cache_file
from tests.runs.command import brief_command


class Writer:
    """Writes the first statement, and counts its requests."""

    description: Mapping[str, str] = {"backend": "seq2seq", "name": "writer"}

    def __init__(self) -> None:
        self.asked = 0

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        self.asked += len(requests)
        return [(request.statements[0],) for request in requests]


class Scorer(LexicalScorer):
    """Goes by shared words, and counts the pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.asked += len(pairs)
        return super().score(pairs)


class Newsroom:
    """Runs over one folder, with one store."""

    def __init__(self, inbox: Path, place: Path, parser: Parser, embedder: Embedder) -> None:
        self.inbox = inbox
        self.place = place
        self.parser = parser
        self.embedder = embedder
        self.drafts: list[Brief] = []
        self.full_disk = False
        self.writer, self.scorer = Writer(), Scorer()

    def settings(self, *changed: str) -> Settings:
        folder = f"cache.folder='{self.place.as_posix()}'"
        return load_settings(None, ["models.scorer=lexical", folder, *changed])

    def run(self, *changed: str, go_on: bool = True) -> Brief:
        settings = self.settings(*changed)
        store = Store(cache_file(settings.cache))
        if self.full_disk:
            # SQLite says "database or disk is full".
            store._connection.execute("PRAGMA max_page_count = 1")  # type: ignore[union-attr]
        self.drafts.clear()
        self.writer, self.scorer = Writer(), Scorer()
        models = Models(
            self.parser,
            CachedEmbedder(self.embedder, store),
            CachedScorer(self.scorer, store),
            self.writer,
            Memo(store),
        )

        def show(draft: Brief) -> bool:
            self.drafts.append(draft)
            return go_on

        return make_brief(self.inbox, settings, models, on_draft=show)

    @property
    def kept(self) -> int:
        """How many results of stages the store holds."""
        with closing(sqlite3.connect(self.place / "scores.sqlite")) as file:
            return int(file.execute("SELECT count(*) FROM results").fetchone()[0])

    def forget_scores(self) -> None:
        """Take what the scorer said, three numbers each, out of the store."""
        with closing(sqlite3.connect(self.place / "scores.sqlite")) as file, file:
            file.execute("DELETE FROM rows WHERE length(row) = 12")

    def afresh(self, *changed: str) -> Brief:
        models = Models(self.parser, self.embedder, LexicalScorer(), Writer())
        return make_brief(self.inbox, self.settings(*changed, "cache.enabled=false"), models)


@pytest.fixture
def newsroom(inbox: Path, tmp_path: Path, parser: Parser, embedder: Embedder) -> Newsroom:
    return Newsroom(inbox, tmp_path / "cache", parser, embedder)


def facts(brief: Brief) -> list[Fact]:
    return [fact for story in brief.stories for fact in story.facts]


OTHER = "matching.threshold=0.75"
PROMPT = "summary.max_words=44"


def test_a_first_run_makes_no_draft(newsroom: Newsroom) -> None:
    assert newsroom.run().draft is None
    assert newsroom.drafts == []
    assert newsroom.writer.asked


def test_a_run_that_needs_nothing_new_makes_none_either(newsroom: Newsroom) -> None:
    first = newsroom.run()
    for _ in range(2):
        again = newsroom.run("discrepancies.max_per_story=3")
        assert newsroom.drafts == []
        assert again.draft is None
        assert again.stories == first.stories
        assert (newsroom.writer.asked, newsroom.scorer.asked) == (0, 0)


def test_a_draft_tells_in_an_outlets_words_what_was_never_written(newsroom: Newsroom) -> None:
    newsroom.run()
    draft = newsroom.run(PROMPT, go_on=False)

    assert (newsroom.writer.asked, newsroom.scorer.asked) == (0, 0)
    assert draft.draft is not None
    assert draft.draft.facts == len(facts(draft)) > 0
    for fact in facts(draft):
        assert fact.method == DRAFT
        assert fact.summary == fact.cluster.medoid.text


def test_what_was_written_before_is_in_the_draft(newsroom: Newsroom) -> None:
    first = {fact.summary for fact in facts(newsroom.run())}
    draft = newsroom.run(OTHER, go_on=False)

    written = {fact.summary for fact in facts(draft) if fact.method != DRAFT}
    assert written
    assert written <= first


@pytest.mark.parametrize("changed", [OTHER, PROMPT, "discrepancies.near=0.4"])
def test_the_brief_after_a_draft_is_that_of_a_run_without_memory(
    newsroom: Newsroom, changed: str
) -> None:
    newsroom.run()
    final = newsroom.run(changed)

    assert final.draft is None
    assert final.stories == newsroom.afresh(changed).stories


def test_nothing_drafted_is_kept(newsroom: Newsroom) -> None:
    newsroom.run()
    for changed in (OTHER, PROMPT, OTHER):
        newsroom.run(changed, go_on=False)
        assert newsroom.drafts

    assert newsroom.run(OTHER).stories == newsroom.afresh(OTHER).stories
    assert newsroom.drafts, "the draft was taken for the brief"


def test_what_a_draft_works_out_without_doubt_is_kept(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.forget_scores()
    before = newsroom.kept
    weighed = "matching.weight_evidence=0.6"
    missing = newsroom.run(weighed, go_on=False).draft
    once = newsroom.kept
    newsroom.run(weighed, go_on=False)

    assert missing is not None
    assert missing.pairs
    assert before < once == newsroom.kept


def test_another_article_makes_no_draft(newsroom: Newsroom) -> None:
    newsroom.run()
    (newsroom.inbox / "third.txt").write_text("Ferry late\n\nThe ferry Marit is late again.\n")
    newsroom.run()

    assert newsroom.drafts == []


def test_a_full_disk_turns_the_store_off_and_not_the_run(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.full_disk = True
    final = newsroom.run(OTHER)

    assert final.draft is None
    assert final.stories == newsroom.afresh(OTHER).stories
    newsroom.full_disk = False
    assert newsroom.run(OTHER).stories == final.stories
    assert newsroom.drafts, "something was kept on a full disk"


def test_a_draft_bears_the_headline_that_was_written_last(newsroom: Newsroom) -> None:
    first = newsroom.run()
    draft = newsroom.run(OTHER, go_on=False)

    assert first.stories[0].headline
    assert draft.draft
    assert draft.draft.headlines == 1
    assert draft.stories[0].headline == first.stories[0].headline


# --- what it says of itself -----------------------------------------------------------------------


def markdown(brief: Brief, settings: Settings) -> str:
    return to_markdown(brief, settings.report, 0.1, 25, "")


def test_a_draft_says_so_before_all_else_and_names_whose_words_it_uses(newsroom: Newsroom) -> None:
    newsroom.run()
    draft = newsroom.run(PROMPT, go_on=False)
    count = len(facts(draft))
    text = markdown(draft, newsroom.settings())

    assert f"draft: {count} of {count} facts are not written yet" in text
    head = text.split("\n# ")[1].split("\n\n")
    assert head[1].startswith(f"**This is a draft: {count} of {count} facts are not written yet.**")
    assert "- In the words of A" in text
    medoid = facts(draft)[0].cluster.medoid.text
    assert f"“{medoid}”" in text.replace("\\", "")


def test_a_draft_with_every_fact_written_quotes_nobody(newsroom: Newsroom) -> None:
    text = markdown(replace(newsroom.run(), draft=Missing(sentences=2)), newsroom.settings())

    assert "**This is a draft: every fact is written, not all may stay.** Facts may still" in text
    assert "In the words of" not in text


def test_a_whole_brief_says_nothing_of_drafts(newsroom: Newsroom) -> None:
    assert "draft" not in markdown(newsroom.run(), newsroom.settings()).lower()


def test_the_json_report_counts_what_a_draft_lacks(newsroom: Newsroom) -> None:
    newsroom.run()
    draft = newsroom.run(PROMPT, go_on=False)
    report = json.loads(to_json(draft, 0.1, 25))
    Draft202012Validator(schema()).validate(report)

    assert report["draft"]["facts"] == len(facts(draft))
    assert {fact["method"] for fact in report["stories"][0]["facts"]} == {DRAFT}
    assert json.loads(to_json(newsroom.run(PROMPT), 0.1, 25))["draft"] is None


# --- the command ----------------------------------------------------------------------------------


def command(inbox: Path, place: Path, *more: str) -> list[str]:
    return brief_command(inbox, place, place / "cache", *more)


def test_the_command_stops_at_a_draft_where_told_to(inbox: Path, tmp_path: Path) -> None:
    run, place = CliRunner(), tmp_path / "out"
    file = place / "inbox.md"
    first = run.invoke(app, command(inbox, place, "--draft"))
    assert first.exit_code == 0, first.output
    assert "draft" not in file.read_text()

    drafted = run.invoke(app, command(inbox, place, "--set", PROMPT, "--draft"))
    assert drafted.exit_code == 0, drafted.output
    assert "This is a draft" in file.read_text()
    assert "a draft: " in drafted.output

    final = run.invoke(app, command(inbox, place, "--set", PROMPT))
    assert final.exit_code == 0, final.output
    assert "draft after " in final.output
    assert "draft" not in file.read_text()


def test_an_interruption_after_the_draft_leaves_it(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, place = CliRunner(), tmp_path / "out"
    assert run.invoke(app, command(inbox, place)).exit_code == 0

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reporter.pipeline, "write_headline", interrupted)
    answer = run.invoke(app, command(inbox, place, "--set", PROMPT))
    assert answer.exit_code == 130
    assert "the draft stays" in answer.output
    assert "This is a draft" in (place / "inbox.md").read_text()
    assert not list(place.glob("*.partial.*"))


SLOW = """
import sys, time
import reporter.pipeline
from reporter.cli.app import main

def wait(*_):
    print("waiting", flush=True)
    time.sleep(600)

reporter.pipeline.write_headline = wait
sys.argv[0] = "reporter"
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_kill_after_the_draft_leaves_it_and_the_next_run_writes_the_brief(
    inbox: Path, tmp_path: Path
) -> None:
    run, place = CliRunner(), tmp_path / "out"
    assert run.invoke(app, command(inbox, place)).exit_code == 0
    words = command(inbox, place, "--quiet", "--set", PROMPT)
    process = subprocess.Popen([sys.executable, "-c", SLOW, *words], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"waiting\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    for suffix in ("md", "html", "json"):
        assert "draft" in (place / f"inbox.{suffix}").read_text()
    assert run.invoke(app, command(inbox, place, "--set", PROMPT)).exit_code == 0
    assert "draft" not in (place / "inbox.md").read_text()
