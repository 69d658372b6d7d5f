"""How far outlets agree, and the pictures of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from reporter.config import ReportSettings, Settings
from reporter.records import Brief, Discrepancy, Kind, Omission, Side, StoryBrief
from reporter.report import pictures
from reporter.report.agreement import Agreement, agreements
from reporter.report.svg import Picture, draw_agreement
from reporter.runs.output import Targets, write_brief
from tests.report.hostile import HOSTILE
from tests.report.parts import article, brief, evidence, fact, statement, story_brief
from tests.report.samples_brief import hostile_brief, json_of, page_of, quiet_brief, rendered
from tests.report.samples_ferry import ferry_brief

HERALD = article("a1", "Herald", "One", ("Nine were hurt.", "It rained."))
LEDGER = article("a2", "Ledger", "Two", ("Ten were hurt.", "Rain fell."))
RADIO = article("a3", "Radio", "Three", ("Some were hurt.",))
RAIN = fact("f1", "It rained.", (statement(HERALD, 1), statement(LEDGER, 1)), 2)
HURT = fact(
    "f2",
    "Some were hurt.",
    (statement(HERALD, 0), statement(LEDGER, 0), statement(RADIO, 0)),
    3,
    discrepancies=("d1",),
)
COUNTS = Discrepancy(
    "d1",
    Kind.NUMBER,
    "hurt",
    "9 or 10",
    0.99,
    True,
    (Side("9", (evidence(HERALD, 0, "Nine"),)), Side("10", (evidence(LEDGER, 0, "Ten"),))),
    "c2",
)


def story(*articles: object, **found: object) -> StoryBrief:
    return story_brief("s1", "Storm", articles or (HERALD, LEDGER, RADIO), **found)  # type: ignore[arg-type]


def between(a: str, b: str, *stories: StoryBrief) -> Agreement | None:
    found = agreements(stories, 0.6, 20)
    return next((pair for pair in found if (pair.a, pair.b) == (a, b)), None)


def test_a_fact_that_both_carry_is_agreement() -> None:
    pair = between("Herald", "Ledger", story(facts=(RAIN,)))
    assert pair is not None
    assert (pair.agree, pair.differ, pair.alone, pair.share) == (1, 0, 0, 1.0)


def test_a_fact_that_is_not_sure_is_no_agreement() -> None:
    doubtful = replace(RAIN, confidence=0.4)
    assert between("Herald", "Ledger", story(facts=(doubtful,))) is None


def test_a_dispute_takes_the_place_of_the_fact_that_it_is_about() -> None:
    pair = between("Herald", "Ledger", story(facts=(RAIN, HURT), discrepancies=(COUNTS,)))
    assert pair is not None
    assert (pair.agree, pair.differ, pair.alone, pair.share) == (1, 1, 0, 0.5)


def test_who_is_on_no_side_of_a_dispute_agrees_with_both() -> None:
    made = story(facts=(HURT,), discrepancies=(COUNTS,))
    for name in ("Herald", "Ledger"):
        pair = between(name, "Radio", made)
        assert pair is not None
        assert (pair.agree, pair.differ) == (1, 0)


def test_what_is_left_out_counts_against_agreement_and_what_is_unsure_does_not_count() -> None:
    unsure = between("Herald", "Radio", story(facts=(RAIN,)))
    sure = between("Herald", "Radio", story(facts=(RAIN,), omissions=(Omission("a3", "f1"),)))
    assert unsure is None
    assert sure is not None
    assert (sure.alone, sure.share) == (1, 0.0)


def test_where_two_outlets_tell_a_story_nothing_is_counted() -> None:
    assert between("Herald", "Ledger", story(HERALD, LEDGER, facts=(RAIN,))) is None


def test_stories_add_up_and_few_items_are_called_few() -> None:
    pair = between("Herald", "Ledger", *[story(facts=(RAIN,))] * 4)
    more = between("Herald", "Ledger", *[story(facts=(RAIN,))] * 5)
    assert pair is not None
    assert more is not None
    assert (pair.stories, pair.items, pair.small) == (4, 4, True)
    assert (more.stories, more.items, more.small) == (5, 5, False)


def test_the_brief_and_the_report_give_the_same_counts() -> None:
    made = brief((story(facts=(RAIN, HURT), discrepancies=(COUNTS,)),))
    assert "| 1 Herald |  | 1 of 2 | 1 of 1 |" in rendered(made)
    assert '"a": "Herald",\n   "b": "Ledger",\n   "share": 0.5,\n   "agree": 1,' in json_of(made)


def test_a_share_is_given_where_there_is_enough_to_count() -> None:
    made = brief((story(facts=(RAIN,)),) * 5)
    assert "| 1 Herald |  | **100 %** (5 of 5) |" in rendered(made)


def drawn(of: Brief) -> tuple[Picture, ...]:
    return pictures(of, ReportSettings(), 0.6, 20)


def words(picture: Picture) -> list[str]:
    """Every piece of text that a picture shows or tells when pointed at."""
    root = ET.fromstring(picture.file())  # noqa: S314 - our own drawing
    return [text.strip() for text in root.itertext() if text.strip()]


def test_each_table_of_the_page_has_its_picture_above_it() -> None:
    page = page_of(ferry_brief())
    assert len(drawn(ferry_brief())) == 2
    found = re.findall(r'<div class="drawing".*?</svg></div>\s*<details>.*?<table>', page, re.S)
    assert len(found) == 2
    assert page.count("<svg") == page.count("</svg>") == 2


def test_the_matrix_tells_what_each_mark_means() -> None:
    said = words(drawn(ferry_brief())[0])
    assert "A Aldan Herald leaves it out: The coast guard has opened an investigation." in said
    assert "D Coast Radio has it and differs: injured" in said


def test_few_items_are_drawn_as_counts_in_a_dashed_frame() -> None:
    few, many = Agreement("A", "B", 1, 1, 0, 1), Agreement("A", "C", 4, 1, 0, 1)
    picture = draw_agreement("x", (few, many), [(name, name) for name in "ABC"])
    assert picture.inline().count('class="few"') == picture.inline().count('class="heat"') == 2
    assert {"1 of 2", "80 %", "4 of 5"} <= set(words(picture))
    assert "50 %" not in words(picture)


def test_a_brief_without_shared_stories_has_no_picture() -> None:
    assert drawn(quiet_brief()) == ()
    assert "<svg" not in page_of(quiet_brief())


@given(HOSTILE)
@settings(max_examples=40)
def test_whatever_articles_hold_a_picture_is_well_formed_and_has_only_our_elements(
    text: str,
) -> None:
    made = hostile_brief(text)
    for picture in drawn(made):
        root = ET.fromstring(picture.file())  # noqa: S314 - our own drawing
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert names <= {"svg", "style", "rect", "line", "text", "title", "g", "circle", "path"}


def test_picture_files_are_written_and_linked_only_when_asked_for(tmp_path: Path) -> None:
    targets = Targets.choose(tmp_path / "in", tmp_path, None, None)
    write_brief(ferry_brief(), Settings(), targets)
    assert not (tmp_path / "in-pictures").exists()
    write_brief(ferry_brief(), Settings(report=ReportSettings(pictures=True)), targets)
    text = (tmp_path / "in.md").read_text(encoding="utf-8")
    linked = re.findall(r"!\[.*?\]\((in-pictures/.*?)\)", text)
    assert linked == ["in-pictures/s1.svg", "in-pictures/agreement.svg"]
    assert all((tmp_path / link).read_text().startswith("<svg xmlns=") for link in linked)
    assert "<img" not in (tmp_path / "in.html").read_text(encoding="utf-8")
