"""The contract `reporter/1`: what other programs may rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from reporter.records import Brief
from reporter.report import schema
from tests.report.hostile import HOSTILE
from tests.report.parts import article, brief, story_brief
from tests.report.samples_brief import SAMPLES, hostile_brief, json_of
from tests.report.samples_ferry import ferry_brief


def _report(of: Brief) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json_of(of))
    return loaded


def _refs(node: Any) -> list[dict[str, Any]]:
    """Every reference to a statement, wherever it stands."""
    if isinstance(node, list):
        return [ref for item in node for ref in _refs(item)]
    if not isinstance(node, dict):
        return []
    here = [node] if {"article", "start", "end", "line"} <= set(node) else []
    return here + [ref for item in node.values() for ref in _refs(item)]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_fulfil_the_published_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(_report(SAMPLES[name]()))


@given(HOSTILE)
@settings(max_examples=30)
def test_hostile_text_fulfils_it_too_and_stays_as_it_is(words: str) -> None:
    report = _report(hostile_brief(words))
    Draft202012Validator(schema()).validate(report)
    assert report["stories"][0]["title"] == words


def test_a_reference_holds_exactly_the_characters_of_the_article() -> None:
    report = _report(ferry_brief())
    texts = {item["id"]: item["text"] for item in report["articles"]}
    refs = _refs(report["stories"])
    assert len(refs) > 25
    for ref in refs:
        text = texts[ref["article"]]
        assert ref["text"] == text[ref["start"] : ref["end"]]
        for span in ref.get("evidence", ()):
            assert span["text"] == text[span["start"] : span["end"]]


def test_a_headline_has_no_place_in_the_text_but_its_words_and_line() -> None:
    refs = [ref for ref in _refs(_report(ferry_brief())["stories"]) if ref.get("headline")]
    assert [(r["title"], r["text"], r["start"], r["end"], r["line"]) for r in refs] == [
        ("Marit aground, all safe", "", 0, 0, 1)
    ]


def test_the_line_is_that_of_the_input_file() -> None:
    fact = _report(ferry_brief())["stories"][0]["facts"][1]
    assert [(ref["article"], ref["line"]) for ref in fact["statements"]] == [
        ("a2", 4), ("a3", 4), ("a4", 4), ("a5", 4),
    ]  # fmt: skip


def test_floats_have_four_decimals() -> None:
    pair = _report(ferry_brief())["stories"][0]["facts"][0]["pairs"][0]
    assert (pair["similarity"], pair["equivalent"]) == (0.8123, 0.8889)


def test_the_order_in_which_things_were_found_does_not_show() -> None:
    one = ferry_brief()
    story = one.stories[0]
    shuffled = replace(
        story,
        origins=story.origins[::-1],
        facts=story.facts[::-1],
        discrepancies=story.discrepancies[::-1],
        omissions=story.omissions[::-1],
        unique=story.unique[::-1],
    )
    other = replace(
        one,
        articles=one.articles[::-1],
        skipped=one.skipped[::-1],
        stories=(shuffled, *one.stories[1:]),
        seconds={"read": 3.0},
    )
    assert json_of(one) == json_of(other)


def test_ids_are_sorted_as_numbers() -> None:
    many = tuple(article(f"a{n}", f"Outlet {n}", "T") for n in (10, 9, 2))
    report = _report(brief((story_brief("s1", "T", many),)))
    assert [origin["id"] for origin in report["stories"][0]["origins"]] == ["o-a2", "o-a9", "o-a10"]


def test_a_file_name_that_is_not_utf8_can_be_written() -> None:
    made = brief((story_brief("s1", "T", (article("a1", "Herald", "One", path="b\udce9.txt"),)),))
    text = json_of(made)
    assert "b\ufffd.txt" in text
    assert text.encode("utf-8")
