"""What is changed in stories that the weights for names are fitted on."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from reporter.backends import Embedder, Parser
from tests import ROOT

FOLDER = ROOT / "models" / "training" / "slots"
NAMES = ("pairs", "rows", "labelled", "plant_names")


@pytest.fixture(scope="module")
def plants() -> Iterator[ModuleType]:
    """Import the script as it imports the others, and leave no trace of their short names."""
    before = {name: sys.modules.pop(name, None) for name in NAMES}
    sys.path.insert(0, str(FOLDER))
    yield [importlib.import_module(name) for name in NAMES][-1]
    sys.path.remove(str(FOLDER))
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


def story(name: str, *articles: str) -> dict[str, Any]:
    made = [{"article_id": f"{name}-{i}", "text": text} for i, text in enumerate(articles)]
    return {"story_id": name, "articles": made}


FERRY = story(
    "ferry",
    "The electric ferry of John Miller ran aground near the old harbour on Monday.",
    "On Monday the electric ferry of John Miller ran aground near the old harbour.",
)
BRIDGE = story(
    "bridge",
    "Susan Clark opened the new bridge on Friday.",
    "The new bridge was opened by Susan Clark on Friday.",
)


@pytest.fixture(scope="module")
def planted(plants: ModuleType, parser: Parser, embedder: Embedder) -> dict[str, Any]:
    stories = [plants.laid(row, parser, embedder, plants.CLOSE) for row in (FERRY, BRIDGE)]
    row: dict[str, Any] = plants.planted_in(stories[0], plants.pools_of(stories), 5)
    return row


def test_a_name_of_another_story_takes_the_place_of_one_that_both_outlets_have(
    planted: dict[str, Any],
) -> None:
    (plant,) = planted["planted"]
    assert (plant["value"], plant["other_value"]) == ("Susan Clark", "John Miller")
    by_id = {item["article_id"]: item["sentences"] for item in planted["articles"]}
    changed = by_id[plant["article_id"]][plant["sentence"]]
    other = by_id[plant["other_article_id"]][plant["other_sentence"]]
    assert changed == plant["original_sentence"].replace("John Miller", "Susan Clark")
    assert "John Miller" in other
    assert plant["article_id"] != plant["other_article_id"]


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Susan Clark", "John Miller", True),
        ("Mr. Miller", "John Miller", False),
        ("Calif.", "California", False),
        ("Beijing", "China", False),
    ],
)
def test_no_name_is_planted_for_another_one_of_the_same(
    plants: ModuleType, one: str, other: str, two: bool
) -> None:
    assert plants._are_two(one, other) is two
