"""`reporter explain`: every score and decision behind one line of the brief."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reporter.errors import DataError
from reporter.report import explain
from reporter.report.explain import marked
from tests.report.parts import fact, statement
from tests.report.samples_brief import empty_brief, json_of
from tests.report.samples_ferry import ferry_brief
from tests.report.small_brief import PAIR, two


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json_of(ferry_brief()))
    return loaded


def test_a_fact_is_explained_from_its_statements_scores_and_checks(report: dict[str, Any]) -> None:
    text = explain(report, "f1")
    assert "written by   seq2seq, score 0.00, faithful, faithfulness 0.90" in text
    assert "support      5 of 5 outlets, 3 origins" in text
    assert " * a2.0  Northern Wire, wire/0931.txt line 3" in text
    assert "a2.0 – a4.0  equivalent 0.89  cosine 0.81  → 0.90/0.08/0.02  ← 0.55/0.43/0.02" in text
    assert "passed  names: Marit, Skarn" in text


def test_a_rejected_sentence_is_shown_with_the_reason(report: dict[str, Any]) -> None:
    text = explain(report, "f3")
    assert "The coast guard opened 14 inquiries.\n     because a number is not in its" in text
    assert "left out by  Aldan Herald, The Ledger" in text


def test_a_discrepancy_is_explained_from_its_sides_and_reasons(report: dict[str, Any]) -> None:
    text = explain(report, "d2")
    said = next(d["summary"] for d in report["stories"][0]["discrepancies"] if d["id"] == "d2")
    assert text.splitlines()[1] == f"  {said}"
    assert "confidence   0.98; changes the meaning" in text
    assert "side 1: no\n   a2.3  Northern Wire, wire/0931.txt line 6: “did not say”" in text
    assert "The captain [-did not say whether-] {+said+} he had left the channel." in text
    assert "why this is a difference of kind negation\n   negation: did not say" in text


def test_a_discrepancy_names_the_fact_that_shares_its_cluster(report: dict[str, Any]) -> None:
    assert "found in     cluster c2, fact f2" in explain(report, "d4")


def test_words_with_quotation_marks_in_them_stand_in_single_ones() -> None:
    told = (statement(PAIR[0], 1), statement(PAIR[1], 1))
    loaded = json.loads(json_of(two(facts=(fact("f1", "He said it.", told, 2),))))
    assert "\n     ‘He said “we did it” twice.’\n" in explain(loaded, "f1")


def test_everything_in_a_report_can_be_explained(report: dict[str, Any]) -> None:
    for story in report["stories"]:
        for item in (*story["facts"], *story["discrepancies"]):
            assert explain(report, item["id"]).startswith(f"{item['id']}  ")


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        ("Nine were hurt.", "Ten were hurt", "[-Nine-] {+Ten+} were hurt"),
        ("It sank.", "It never sank.", "It {+never+} sank."),
        ("It sank, they say.", "It sank", "It sank [-they say.-]"),
        ("", "New words", "{+New words+}"),
    ],
)
def test_words_that_differ_are_marked(a: str, b: str, shown: str) -> None:
    assert marked(a, b) == shown


@pytest.mark.parametrize(
    ("id_", "hint"),
    [
        ("D4", "Did you mean d4?"),
        ("d44", "Did you mean d4?"),
        ("x", "Known: d1, d2, d3, d4, d5, d6"),
    ],
)
def test_an_unknown_id_gets_the_closest_or_all_known(
    report: dict[str, Any], id_: str, hint: str
) -> None:
    with pytest.raises(DataError) as error:
        explain(report, id_)
    assert f"the report has no {id_!r}." in str(error.value)
    assert hint in error.value.hint


def test_a_report_without_findings_says_so() -> None:
    with pytest.raises(DataError, match="The report has no story"):
        explain(json.loads(json_of(empty_brief())), "f1")


def test_a_story_lists_all_that_was_found_and_what_the_brief_leaves_out(
    report: dict[str, Any],
) -> None:
    text = explain(report, "s1")
    assert "s1  “Ferry grounds off Port Aldan”, 5 outlets" in text
    shown, below = text.split("differences, below the line (1)")
    assert "differences, shown (5)\n   d1  number, changes the meaning, 0.99" in shown
    assert "d5  date, 0.41\n       time of the accident: 9:05 p.m. / 9 p.m." in below
    assert "only in The Ledger (1)\n   a5.3  “The inspection log" in below


def test_what_the_brief_leaves_out_says_so(report: dict[str, Any]) -> None:
    assert "in the brief below the line" in explain(report, "d5")
    assert "in the brief shown" in explain(report, "d1")


@pytest.mark.parametrize("other", [{}, {"schema": "reporter/2"}, {"schema": None, "stories": []}])
def test_a_file_of_another_kind_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=r"not a reporter/1 report.*--json FILE"):
        explain(other, "f1")


def test_a_damaged_report_is_refused_with_a_way_out(report: dict[str, Any]) -> None:
    damaged = {key: value for key, value in report.items() if key != "articles"}
    with pytest.raises(DataError, match=r"the report lacks what 'f1' needs.*Write it anew"):
        explain(damaged, "f1")
