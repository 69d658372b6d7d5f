"""What is kept between runs: nothing is computed twice, nothing stale is used, nothing is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import reporter.runs.witnessed
from reporter.backends import Embedder, Float32, Parser, SummaryRequest
from reporter.backends.extractive import Extractive
from reporter.backends.lazy import DeferredSummarizer
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.config import ModelSettings, Settings
from reporter.pipeline import Models, make_brief
from reporter.records import Brief
from reporter.runs.ahead import neighbours, work_ahead
from reporter.storage.cache import CachedParser, CachedSummarizer
from reporter.storage.memo import Kept, Memo
from reporter.storage.store import Store, cache_file
from tests.runs.counting import Counting, counted


class Writer:
    """Writes the first statement, and counts its requests."""

    description: Mapping[str, str] = {"backend": "seq2seq", "name": "writer"}

    def __init__(self) -> None:
        self.asked: list[SummaryRequest] = []

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        self.asked.extend(requests)
        return [(request.statements[0],) for request in requests]


def told(brief: Brief) -> object:
    tokens = [item.tokens for story in brief.stories for item in story.statements]
    return brief.articles, brief.skipped, brief.stories, tokens


# --- results of stages ----------------------------------------------------------------------------


def test_a_second_run_asks_no_model_and_tells_the_same(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    store = Store(cache_file(settings.cache))
    first = make_brief(inbox, settings, counted(parser, embedder, store)[0])
    models, parsing, scoring = counted(parser, embedder, store)
    second = make_brief(inbox, settings, models)

    assert first.stories[0].facts
    assert told(second) == told(first)
    assert (parsing.asked, scoring.asked) == (0, 0)


def test_another_threshold_gives_what_a_run_without_memory_gives(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    other = settings.model_copy(
        update={"matching": settings.matching.model_copy(update={"threshold": 0.75})}
    )
    store = Store(cache_file(settings.cache))
    kept = make_brief(inbox, settings, counted(parser, embedder, store)[0])
    changed = make_brief(inbox, other, counted(parser, embedder, store)[0])
    fresh = make_brief(inbox, other, Models(parser, embedder, LexicalScorer(), Extractive()))  # type: ignore[arg-type]

    assert told(changed) == told(fresh)
    assert changed.stories[0].clusters != kept.stories[0].clusters


TOLD = {
    "herald": """Ferry Marit runs aground

The ferry Marit ran aground on Skarn reef on Wednesday.

The coast guard has opened an investigation into the accident.

Ida Holm, a passenger from Aldan, heard a loud noise.

Tugs from Bergen pulled in vain at high tide.
""",
    "ledger": """What we know about the Marit

Aldan Lines blames a sudden change in the weather.

Her ferry Marit hit Skarn reef on Wednesday night and ran aground there.

This morning an investigation of the accident was opened by the coast guard.

No oil has leaked so far.
""",
    "today": """Ferry Marit aground

The ferry Marit ran aground on Skarn reef on Wednesday.

Divers looked at her hull. A tug waits outside the harbour mouth. Fog lay over the strait.

Her captain has sailed here since 2009. The next sailing is cancelled. Cars are still on deck.

Gulls circle over the wreck. The town council meets tonight.
""",
}


def test_what_is_not_sure_leads_no_story_and_is_left_out_by_nobody(
    tmp_path: Path,
    parser: Parser,
    embedder: Embedder,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = Models(parser, embedder, LexicalScorer(), Extractive())
    for outlet, text in TOLD.items():
        dated = f"---\ndate: 2031-03-14\n---\n{text}"
        (tmp_path / f"{outlet}.txt").write_text(dated, encoding="utf-8")
    (sure,) = make_brief(tmp_path, settings, models).stories
    monkeypatch.setattr(reporter.runs.witnessed, "confidence", lambda *_: 0.1)
    (doubtful,) = make_brief(tmp_path, settings, models).stories

    assert len(doubtful.facts) == len(sure.facts)
    assert {fact.confidence for fact in doubtful.facts} == {0.1}
    assert sure.lead
    assert sure.omissions
    assert (doubtful.lead, doubtful.omissions) == ((), ())


TRIED = (
    "matching.threshold=0.75",
    "discrepancies.min_confidence=0.6",
    "discrepancies.near=0.4",
    "summary.min_outlets=1",
    "matching.threshold=0.55",
)


def test_whatever_is_tried_in_turn_gives_what_a_run_without_memory_gives(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    store = Store(cache_file(settings.cache))
    make_brief(inbox, settings, counted(parser, embedder, store)[0])
    for tried in TRIED:
        key, _, value = tried.partition("=")
        section, _, name = key.partition(".")
        part = getattr(settings, section)
        number = type(getattr(part, name))(value)
        other = settings.model_copy(update={section: part.model_copy(update={name: number})})
        kept = make_brief(inbox, other, counted(parser, embedder, store)[0])
        fresh = make_brief(inbox, other, Models(parser, embedder, LexicalScorer(), Extractive()))  # type: ignore[arg-type]
        assert told(kept) == told(fresh), tried


def test_a_threshold_that_was_worked_out_ahead_asks_no_model(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    store = Store(cache_file(settings.cache))
    seen: list[tuple[int, int]] = []
    models = counted(parser, embedder, store)[0]
    assert work_ahead(inbox, settings, models, lambda *done: seen.append(done))
    moved = settings.matching.model_copy(update={"threshold": 0.57})
    other = settings.model_copy(update={"matching": moved})
    models, parsing, scoring = counted(parser, embedder, store)
    kept = make_brief(inbox, other, models)

    assert (parsing.asked, scoring.asked) == (0, 0)
    assert told(kept) == told(
        make_brief(inbox, other, Models(parser, embedder, LexicalScorer(), Extractive()))  # type: ignore[arg-type]
    )
    assert seen[-1][0] == seen[-1][1] == len(seen) == len(set(neighbours(settings)))


def test_working_ahead_ends_when_interrupted(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    class Interrupted(LexicalScorer):
        def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
            raise KeyboardInterrupt

    models = Models(parser, embedder, Interrupted(), Extractive())  # type: ignore[arg-type]
    assert not work_ahead(inbox, settings, models, lambda *_: None)


def test_another_article_is_seen_and_the_others_are_not_parsed_again(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    store = Store(cache_file(settings.cache))
    make_brief(inbox, settings, counted(parser, embedder, store)[0])
    text = (inbox / "ledger.txt").read_text(encoding="utf-8")
    (inbox / "mirror.txt").write_text(text.replace("ferry", "boat"), encoding="utf-8")
    models, parsing, _ = counted(parser, embedder, store)
    brief = make_brief(inbox, settings, models)

    assert [article.path for article in brief.articles] == [
        "herald.txt",
        "ledger.txt",
        "mirror.txt",
    ]
    known = {s.text for s in brief.stories[0].statements if s.article_id in ("a1", "a2")}
    new = {s.text for s in brief.stories[0].statements if s.article_id == "a3"}
    assert new - known <= {*parsing.calls[0]}
    assert not (known - new) & {*parsing.calls[0]}


def test_a_changed_file_of_the_same_size_and_time_is_read_again(
    inbox: Path, parser: Parser, embedder: object, settings: Settings
) -> None:
    store = Store(cache_file(settings.cache))
    file = inbox / "herald.txt"
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    before = make_brief(inbox, settings, counted(parser, embedder, store)[0])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.swapcase(), encoding="utf-8")
    os.utime(file, ns=times)
    after = make_brief(inbox, settings, counted(parser, embedder, store)[0])

    assert before.articles[0].text != after.articles[0].text


def test_a_result_that_cannot_be_read_is_computed_anew(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    kept: Kept[tuple[str, ...]] = Kept("words", tuple[str, ...])
    memo = Memo(store)

    assert memo.result(kept, lambda: ("a",), lambda: ("one",)) == ("one",)
    assert memo.result(kept, lambda: ("a",), lambda: ("two",)) == ("one",)
    with sqlite3.connect(tmp_path / "s.sqlite") as connection:
        connection.execute("UPDATE results SET value = x'93'")
    assert memo.result(kept, lambda: ("a",), lambda: ("two",)) == ("two",)


def test_half_a_surrogate_pair_is_computed_each_time(tmp_path: Path) -> None:
    memo = Memo(Store(tmp_path / "s.sqlite"))
    kept: Kept[tuple[str, ...]] = Kept("words", tuple[str, ...])

    assert memo.result(kept, lambda: (("\ud800",),), lambda: ("one",)) == ("one",)
    assert memo.result(kept, lambda: (("\ud800",),), lambda: ("two",)) == ("two",)
    assert memo.result(kept, lambda: ("b",), lambda: ("\ud800",)) == ("\ud800",)


def test_a_model_that_says_something_else_once_opened_leaves_nothing_under_the_old_name(
    tmp_path: Path,
) -> None:
    memo = Memo(Store(tmp_path / "s.sqlite"))
    kept: Kept[str] = Kept("word", str)
    name = ["remembered"]

    def compute() -> str:
        name[0] = "opened"
        return "by the opened one"

    assert memo.result(kept, lambda: (name[0],), compute) == "by the opened one"
    name[0] = "remembered"
    assert memo.result(kept, lambda: (name[0],), lambda: "again") == "again"


# --- clusters and pairs ---------------------------------------------------------------------------
# --- answers of models ----------------------------------------------------------------------------


def test_a_parse_is_asked_for_once_and_comes_back_whole(tmp_path: Path, parser: Parser) -> None:
    text = "Officials in Oslo said 14 people left the “Aurora” on Tuesday."
    store = Store(tmp_path / "s.sqlite")
    first, second = Counting(parser), Counting(parser)
    fresh = CachedParser(first, store).parse([text, text])

    assert CachedParser(second, store).parse([text]) == fresh[:1] == parser.parse([text])
    assert (first.asked, second.asked) == (1, 0)


def test_a_changed_prompt_asks_the_summarizer_again_and_the_same_does_not(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    one = SummaryRequest("Say: a b", ("a", "b"), 30)
    other = SummaryRequest("Tell: a b", ("a", "b"), 30)
    shorter = SummaryRequest("Say: a b", ("a", "b"), 12)
    CachedSummarizer(Writer(), store).write([one])
    writer = Writer()

    assert CachedSummarizer(writer, store).write([one, other, shorter]) == [("a",)] * 3
    assert writer.asked == [other, shorter]


class RatingWriter(Writer):
    """Rates a sentence by its length, and remembers what it was asked."""

    description: Mapping[str, str] = {"name": "rater", "reads": "statements"}

    def __init__(self) -> None:
        super().__init__()
        self.rated: list[str] = []

    def rate(
        self, requests: Sequence[SummaryRequest], texts: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        assert len(requests) == len(texts)
        self.rated += [text for own in texts for text in own]
        return [tuple(-float(len(text)) for text in own) for own in texts]


def test_a_sentence_is_rated_once_for_the_statements_that_it_tells(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    one, other = SummaryRequest("p", ("a",), 30), SummaryRequest("p", ("b",), 30)
    first, second = RatingWriter(), RatingWriter()
    CachedSummarizer(first, store).rate([one, other], [("x", "yy"), ("x",)])

    asked = [("yy", "zzz", "x"), (), ("x", "zzz")]
    found = CachedSummarizer(second, store).rate([one, one, other], asked)
    assert found == [(-2.0, -3.0, -1.0), (), (-1.0, -3.0)]
    assert first.rated == ["x", "yy", "x"]
    assert second.rated == ["zzz", "zzz"]
    assert not hasattr(CachedSummarizer(Writer(), store), "rate")


def test_a_summarizer_that_reads_no_prompt_is_not_asked_again_for_another(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    CachedSummarizer(RatingWriter(), store).write([SummaryRequest("Say: a", ("a",), 30)])
    writer = RatingWriter()
    CachedSummarizer(writer, store).write([SummaryRequest("Tell: a", ("a",), 30)])
    CachedSummarizer(writer, store).write([SummaryRequest("Tell: a", ("b",), 30)])

    assert [request.statements for request in writer.asked] == [("b",)]


def test_a_model_is_opened_only_when_something_is_missing(tmp_path: Path) -> None:
    memo = Memo(Store(tmp_path / "s.sqlite"))
    opened: list[str] = []

    def opener(settings: ModelSettings) -> Writer:
        opened.append(settings.summarizer)
        return Writer()

    spec = ModelSettings(summarizer="seq2seq")
    DeferredSummarizer(spec, memo, opener)
    again = DeferredSummarizer(spec, memo, opener)
    assert again.description == {"backend": "seq2seq", "name": "writer"}
    assert opened == ["seq2seq"]
    again.write([SummaryRequest("p", ("a",))])
    assert len(opened) == 2


def test_a_model_whose_files_changed_is_opened_before_its_answers_are_used(tmp_path: Path) -> None:
    memo = Memo(Store(tmp_path / "s.sqlite"))
    model = tmp_path / "model"
    model.mkdir()
    (model / "weights.safetensors").write_bytes(b"one")

    class Local(Writer):
        description: Mapping[str, str] = {"name": "mine", "revision": "local"}

    spec = ModelSettings(summarizer=f"seq2seq:{model}")
    first = DeferredSummarizer(spec, memo, lambda _: Local()).description["revision"]
    (model / "weights.safetensors").write_bytes(b"other")
    second = DeferredSummarizer(spec, memo, lambda _: Local()).description["revision"]
    assert first != second
    assert "local" not in (first, second)


# --- the record -----------------------------------------------------------------------------------
