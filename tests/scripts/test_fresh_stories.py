"""Stories drawn from a folder of articles: what is left out, and what is one story."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from tests import ROOT

FERRY = """The ferry Runa sank off Lindholm harbour on Tuesday after a fire in its engine room, and
the coast guard rescued all passengers from the cold water within an hour of the alarm. The captain
of the ferry said that the fire in the engine room had spread before the alarm could be raised."""
RESCUE = """All passengers of the ferry Runa were rescued on Tuesday when it sank off Lindholm, with
flames in the engine room that the crew could not put out. A harbour pilot saw smoke and called the
coast guard, and boats from three villages took part in the rescue, the harbour office said."""
BUDGET = """The city council of Varby passed a budget that closes two libraries and raises the price
of parking, after a debate that lasted until midnight. Councillors of three parties voted against
the budget and called for a vote of all citizens on the libraries before the summer."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    file = ROOT / "benchmarks/fresh_stories.py"
    spec = importlib.util.spec_from_file_location("fresh_stories", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def article(number: int, outlet: str, title: str, lead: str, **more: str) -> dict[str, str]:
    own = " ".join(f"{outlet}{number}word{at}" for at in range(60))
    return {
        "ID": f"id{number}",
        "source": outlet,
        "date": "2031-03-14",
        "title": title,
        "url": f"https://{outlet.lower()}.example/{number}",
        "content_original": f"{lead}\n{own}",
        "bias_text": "center",
        **more,
    }


def drawn(
    script: ModuleType, folder: Path, *articles: dict[str, str], known: str = ""
) -> list[list[str]]:
    """Return the ids of the articles of each story of two outlets and more."""
    source = folder / "articles"
    source.mkdir()
    for item in articles:
        (source / f"{item['ID']}.json").write_text(json.dumps(item), encoding="utf-8")
    (folder / "known.jsonl").write_text(known, encoding="utf-8")
    script.main([str(source), str(folder / "out"), str(folder / "known.jsonl")])
    rows = [
        json.loads(line)
        for name in ("three", "two")
        for line in (folder / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [[item["source_id"] for item in row["articles"]] for row in rows]


HERALD = article(1, "Herald", "Ferry Runa sinks off Lindholm", FERRY)
LEDGER = article(2, "Ledger", "Runa ferry sinks, all passengers rescued", RESCUE)
OTHER = (
    article(3, "Courier", "Varby council passes budget", BUDGET),
    article(4, "Courier", "Two libraries of Varby are to close", BUDGET),
)


def test_two_outlets_on_one_event_are_a_story_and_another_event_is_not_in_it(
    script: ModuleType, tmp_path: Path
) -> None:
    assert drawn(script, tmp_path, HERALD, LEDGER, *OTHER) == [["id1", "id2"]]


def test_an_article_that_a_set_holds_already_is_left_out(
    script: ModuleType, tmp_path: Path
) -> None:
    text = LEDGER["content_original"]
    known = json.dumps({"articles": [{"title": "Another headline", "text": text}]})
    assert drawn(script, tmp_path, HERALD, LEDGER, *OTHER, known=known) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "2031-03-19"},
        {"date": "a Tuesday"},
        {"source": "Herald"},
        {"title": "Opinion: the Runa ferry should never have sailed"},
        {"content_original": RESCUE},
    ],
    ids=["days later", "no day", "the same outlet", "opinion", "a short text"],
)
def test_what_makes_no_story_with_the_others(
    script: ModuleType, tmp_path: Path, changed: dict[str, str]
) -> None:
    assert drawn(script, tmp_path, HERALD, {**LEDGER, **changed}, *OTHER) == []
