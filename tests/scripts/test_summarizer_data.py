"""The clusters that a summarizer learns from, and the sheets on which it is graded."""

from __future__ import annotations

import importlib.util
import json
import random
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.backends import Parser
from reporter.evaluate.fusion import shared_words
from reporter.records import Article, Statement
from reporter.sentences import statements_of
from reporter.summarize.rendering import render
from reporter.summarize.trimming import removable_parts
from reporter.text.lexical import content_words, names, numbers
from tests import ROOT

TRAINING = ROOT / "models" / "training"
sys.path += [str(TRAINING / "summarizer"), str(TRAINING / "pair_scorer")]

from fitness import is_fit, medoid  # noqa: E402
from human import detokenized  # noqa: E402
from variants import Made, Others, difference, make_cluster  # noqa: E402
from wording import FORMS, find_frame, other_words, reframe  # noqa: E402

POOL = {
    "PERSON": ["Mara Quill", "Otto Brandt", "Lena Voss", "Iris Hale"],
    "ORG": ["Northern Rail", "Harrow Bank", "Delta Mills", "Coast Union"],
    "GPE": ["Norway", "Kenya", "Peru", "Wales"],
}
OTHERS = Others((", as crews worked",), ("the rescue took nine hours",))
FERRY = (
    "The ferry Marisol, which was built in 1988, ran aground near Port Ellery on Tuesday, injuring "
    "at least 12 people, after its steering failed."
)
CLAIM = "The harbour master said that the ferry had passed an inspection in March."


def statement_of(text: str, parser: Parser) -> Statement:
    (statement,) = statements_of([Article("a", "a", "a", True, "", text)], parser)
    return statement


def clusters_of(text: str, parser: Parser, count: int = 60) -> list[Made]:
    statement = statement_of(text, parser)
    details = removable_parts(statement)
    made = [
        make_cluster(statement, details, OTHERS, POOL, random.Random(seed))  # noqa: S311
        for seed in range(count)
    ]
    return [item for item in made if item is not None and is_fit(item)]


@pytest.mark.parametrize("text", [FERRY, CLAIM])
def test_the_target_holds_only_what_two_sources_say(text: str, parser: Parser) -> None:
    found = clusters_of(text, parser)
    assert found
    for made in found:
        assert 2 <= len(made.sources) <= 5
        assert shared_words(made.target, made.sources) > 0.85
        for value in (*numbers(made.target), *names(made.target)):
            assert sum(value in content_words(source) for source in made.sources) > 1, made


def test_sources_tell_it_differently_and_the_target_is_no_longer_than_they_are(
    parser: Parser,
) -> None:
    found = clusters_of(FERRY, parser)
    assert len({made.target for made in found}) > 3
    for made in found:
        assert len(set(made.sources)) == len(made.sources)
        assert len(made.target.split()) <= len(medoid(made.sources).split())


def test_the_value_that_one_source_alone_has_is_never_in_the_target(parser: Parser) -> None:
    disputed = [made for made in clusters_of(FERRY, parser, 150) if made.minority]
    assert disputed
    for made in disputed:
        words = [re.findall(r"[\w’]+", text) for text in (made.target, *made.sources)]
        held = [set(re.findall(r"[\w’]+", made.minority)) <= set(found) for found in words]
        assert held[0] is False
        assert sum(held) == 1, made


def test_a_disputed_detail_that_can_go_is_left_out(parser: Parser) -> None:
    disputed = [made for made in clusters_of(CLAIM, parser, 150) if made.kind == "dispute:date"]
    assert disputed
    assert not [made for made in disputed if "March" in made.target]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("before", "The harbour master said the ferry had passed an inspection in March."),
        ("that", "The harbour master said that the ferry had passed an inspection in March."),
        ("after", "The ferry had passed an inspection in March, the harbour master said."),
        ("according", "According to the harbour master, the ferry had passed an inspection in "
                      "March."),
        ("according after", "The ferry had passed an inspection in March, according to the "
                            "harbour master."),
    ],
)  # fmt: skip
def test_an_attribution_moves(form: str, expected: str, parser: Parser) -> None:
    statement = statement_of(CLAIM, parser)
    frame = find_frame(statement)
    assert form in FORMS
    assert frame is not None
    rendered = render(statement.text, reframe(statement, frame, form))
    assert rendered.removeprefix("The").removeprefix("the") == expected.removeprefix("The")


def test_words_in_quotation_marks_are_never_replaced() -> None:
    text = "“The attorney purchased it,” said the attorney who purchased it."
    found = other_words(text, random.Random(1), 1.0)  # noqa: S311
    assert found.startswith("“The attorney purchased it,”")
    assert found.endswith("stated the lawyer who bought it.")


WORDS = st.lists(st.sampled_from(["mill", "burned", "down", "12", "on", "Monday,"]), min_size=1)


@given(WORDS, WORDS)
def test_a_difference_makes_the_new_sentence_of_the_old(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    part = difference(before, after)
    made = f"{before[: part.start]} {part.instead} {before[part.end :]}"
    assert made.split() == after.split()


GOOD = (
    "The Harrow mill burned down on Monday, the fire service said, and nobody was hurt.",
    "The Harrow mill burned down on Monday, according to the fire service.",
)


@pytest.mark.parametrize(
    ("target", "fit"),
    [
        ("The Harrow mill burned down on Monday.", True),
        ("The Harrow mill and 12 barns burned down on Monday.", False),
        ("The Delta mill burned down on Monday.", False),
        ("It burned down on Monday, the fire service said.", False),
        ("The Harrow mill burned down on", False),
        ("The Harrow mill burned down on Monday and.", False),
        ("The “Harrow mill burned down on Monday.", False),
        ("The brutal Harrow mill burned down on Monday.", False),
        ("Mill burned.", False),
    ],
)
def test_a_target_that_would_teach_a_fault_is_refused(target: str, fit: bool) -> None:
    assert is_fit(Made(GOOD, target, "plain")) is fit


def test_tokens_become_a_sentence() -> None:
    text = "The mill 's owner , Delta , could n't say `` why '' ( yet ) ."
    assert detokenized(text) == "The mill’s owner, Delta, couldn’t say “why” (yet)."


@pytest.fixture
def judging() -> ModuleType:
    file = TRAINING / "summarizer" / "evaluate.py"
    spec = importlib.util.spec_from_file_location("summarizer_evaluate", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_grades_go_back_to_the_path_that_wrote_the_sentence(
    judging: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"k1": ("The mill burned down.", "Mill the down."), "k2": ("A barn fell.",) * 2}
    judging.dump(
        tmp_path / "clusters.jsonl", [{"id": key, "sources": [{"sentence": "S."}]} for key in texts]
    )
    judging.dump(
        tmp_path / "written.jsonl",
        [
            {"id": key, "others": {"medoid": a, "extractive": a, "written": b}}
            for key, (a, b) in texts.items()
        ],
    )
    judging.sheets(tmp_path)
    for turn in (1, 2):
        sheet = (tmp_path / f"sheet{turn}.txt").read_text()
        assert "medoid" not in sheet
        lines = [line for line in sheet.splitlines() if line[:1].isdigit()]
        assert len(lines) == 3
        marks = [
            f"{line.split('.')[0]} {0 if 'Mill the' in line else 2} {1 if 'barn' in line else 2}"
            for line in lines
        ]
        (tmp_path / f"grades{turn}.txt").write_text("\n".join(marks))
    judging.grades(tmp_path)
    out = capsys.readouterr().out
    assert "medoid: fluent 2.00, faithful 1.50" in out
    assert "written: fluent 1.00, faithful 1.50" in out
    assert "same grades in both passes: 100%" in out


def test_a_sheet_with_a_grade_missing_is_refused(judging: ModuleType, tmp_path: Path) -> None:
    row = {"id": "k", "others": {"medoid": "A.", "extractive": "A.", "written": "“B”."}}
    judging.dump(tmp_path / "clusters.jsonl", [{"id": "k", "sources": []}])
    judging.dump(tmp_path / "written.jsonl", [row])
    judging.sheets(tmp_path)
    assert '"B".' in (tmp_path / "sheet1.txt").read_text()
    (tmp_path / "grades1.txt").write_text("1 2 2\n")
    with pytest.raises(SystemExit, match="lacks 1 of 2"):
        judging.grades(tmp_path)
    assert json.loads((tmp_path / "key1.jsonl").read_text().splitlines()[0])["id"] == "k"
