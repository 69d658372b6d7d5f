"""Differences to be read by eye: what a sheet shows, which verdicts it keeps, what is counted."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from reporter.config import Settings
from reporter.pipeline import Models
from tests import ROOT
from tests.ferry import HERALD, LEDGER

FILE = ROOT / "benchmarks/reading.py"


@pytest.fixture(scope="module")
def reading(opened_once: Callable[[Settings], Models]) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reading_by_eye", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.__dict__["open_models"] = opened_once
    return module


@pytest.fixture(scope="module")
def made(reading: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one story that two outlets tell, and its sheet."""
    folder = tmp_path_factory.mktemp("reading")
    told = [
        {"outlet": name, "date": "2031-03-14", "title": title, "text": text.strip()}
        for name, raw in (("Herald", HERALD), ("Ledger", LEDGER))
        for title, text in (raw.split("\n", 1),)
    ]
    row = {"story_id": "ferry", "articles": told}
    (folder / "stories.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    reading.main(["sheet", str(folder / "stories.jsonl"), str(folder / "read.tsv")])
    return folder


@pytest.fixture
def sheet(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "made")) / "read.tsv"


def test_a_sheet_shows_both_sentences_and_what_is_around_them(
    reading: ModuleType, sheet: Path
) -> None:
    (line,) = (line for line in reading.read_sheet(sheet) if line["kind"] == "number")
    assert (line["outlet_a"], line["outlet_b"]) == ("Herald", "Ledger")
    assert line["says_b"] == (
        "PORT ALDAN, March 14, 2031 - The ferry Marit ran aground on Skarn reef on Wednesday. / "
        ">> ⟦Four⟧ people were treated for injuries, the coast guard said. << / "
        "The coast guard has opened an investigation into the accident."
    )
    assert "⟦Fourteen⟧ people" in line["says_a"]
    article, span = line["b"].split(":")
    start, end = map(int, span.split("-"))
    assert (article, LEDGER.split("\n", 1)[1].strip()[start:end]) == ("1", "Four")
    assert (line["true"], line["worth"], line["cause"]) == ("", "", "")


def test_verdicts_outlive_a_sheet_that_is_made_again(reading: ModuleType, sheet: Path) -> None:
    lines = [{**line, "true": "1", "worth": "0", "cause": "odd"} for line in read(reading, sheet)]
    reading.write_sheet(sheet, lines)
    reading.main(["sheet", str(sheet.with_name("stories.jsonl")), str(sheet)])
    assert read(reading, sheet) == lines


def test_verdict_on_another_place_is_not_kept(reading: ModuleType, sheet: Path) -> None:
    lines = read(reading, sheet)
    elsewhere = [{**line, "a": "0:0-1", "true": "1"} for line in lines]
    assert reading.with_verdicts(lines, elsewhere) == lines


def test_what_is_read_is_counted_by_kind_probability_and_where_it_stands(
    reading: ModuleType,
) -> None:
    blank = dict.fromkeys(reading.COLUMNS, "")
    lines = [
        {
            **blank,
            "kind": "quote",
            "probability": ".95",
            "tier": "warning",
            "true": "1",
            "worth": "1",
        },
        {
            **blank,
            "kind": "quote",
            "probability": ".85",
            "tier": "small",
            "true": "0",
            "cause": "cut",
        },
        {
            **blank,
            "kind": "name",
            "probability": ".15",
            "tier": "doubtful",
            "true": "0",
            "cause": "cut",
        },
        {**blank, "kind": "name", "probability": ".15", "tier": "doubtful"},
    ]
    text = reading.counted(lines)
    assert text.startswith("3 read, 1 not")
    assert "| quote | 2 | 1 | 0.50 | 1 | 0.50 | 0.90 |" in text
    assert "| 0.8 – 1.0 | 2 | 1 | 0.50 | 1 | 0.50 | 0.90 |" in text
    assert "| 0.1 – 0.2 | 1 | 0 | 0.00 | 0 | 0.00 | 0.15 |" in text
    assert "| small | 1 | 0 | 0.00 | 0 | 0.00 | 0.85 |" in text
    assert "| above *Less sure* | 2 | 1 | 0.50 | 1 | 0.50 | 0.90 |" in text
    assert "| less sure | 1 | 0 | 0.00 | 0 | 0.00 | 0.15 |" in text
    assert "| cut | 2 |" in text


def test_verdict_that_is_none_is_named(reading: ModuleType, sheet: Path) -> None:
    reading.write_sheet(sheet, [{**line, "true": "yes"} for line in read(reading, sheet)])
    with pytest.raises(SystemExit, match=r"line 2: true is 'yes', not 1, 0 or blank"):
        reading.main(["count", str(sheet)])


def test_what_was_planted_is_not_read(reading: ModuleType, made: Path, tmp_path: Path) -> None:
    row = json.loads((made / "stories.jsonl").read_text("utf-8"))
    for number, article in enumerate(row["articles"]):
        article["article_id"] = f"a{number}"
        article["sentences"] = [line for line in article.pop("text").split("\n") if line]
    injured = {
        "type": "number",
        "article_id": "a0",
        "sentence": 1,
        "other_article_id": "a1",
        "other_sentence": 1,
    }
    for planted, shown in (([], True), ([injured], False)):
        file = tmp_path / "planted.jsonl"
        file.write_text(json.dumps({**row, "planted": planted}) + "\n", encoding="utf-8")
        reading.main(["sheet", str(file), str(tmp_path / "planted.tsv")])
        kinds = [line["kind"] for line in read(reading, tmp_path / "planted.tsv")]
        assert ("number" in kinds) == shown


def test_no_sentence_breaks_the_table(reading: ModuleType, sheet: Path) -> None:
    lines = [
        {**line, "cause": reading.flat('a\ttab, a\nbreak and a "mark')}
        for line in read(reading, sheet)
    ]
    reading.write_sheet(sheet, lines)
    assert read(reading, sheet) == lines


def read(reading: ModuleType, file: Path) -> list[dict[str, str]]:
    lines: list[dict[str, str]] = reading.read_sheet(file)
    return lines
