"""What people said of pairs: read, written, taken back, merged and handed on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.errors import DataError
from reporter.records import Kind
from reporter.tuning.agreement import merge
from reporter.tuning.label_formats import export_labels, import_labels
from reporter.tuning.labels import (
    Label,
    LabelLog,
    Source,
    Verdict,
    from_row,
    read_labels,
    settled,
    to_row,
)

A, B, C = "The ferry ran aground.", "The Marit hit a reef.", "Ticket prices went up."
SAME, DIFFERENT, CONFLICT = Verdict.SAME, Verdict.DIFFERENT, Verdict.CONFLICT


def written(tmp_path: Path, *rows: object) -> Path:
    file = tmp_path / "labels.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def row(label: str, **more: object) -> dict[str, object]:
    return {"s1": A, "s2": B, "label": label, **more}


# --- one label ------------------------------------------------------------------------------------


texts = st.text(min_size=1).filter(lambda text: text.strip())
labels = st.builds(
    Label,
    s1=texts,
    s2=texts,
    verdict=st.sampled_from(Verdict),
    kind=st.none() | st.sampled_from(Kind),
    by=st.text(),
    weight=st.floats(0.01, 10).map(lambda value: round(value, 4)),
    evidence=st.none() | st.floats(0, 1).map(lambda value: round(value, 4)),
    sources=st.none()
    | st.tuples(*(st.builds(Source, st.text(), st.text(), st.just(3), st.just(9)),) * 2),
)


@given(labels)
def test_a_label_is_the_same_after_writing_and_reading(label: Label) -> None:
    assert from_row(json.loads(json.dumps(to_row(label))), "here") == label


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row("sam"), "line 1: there is no label 'sam'. Did you mean same?"),
        (row("conflict", kind="numbr"), "line 1: there is no kind 'numbr'. Did you mean number?"),
        (row("same", weight=-1), "line 1 is not a label"),
        (row("same", weight="much"), "line 1 is not a label"),
        (row("same", sources=[{"path": "a"}]), "line 1 is not a label"),
        (row("same", sources=5), "line 1 is not a label"),
        ({"s1": A, "label": "same"}, "line 1 has no s1 and s2"),
        ('{"s1": ', "line 1 is not JSON"),
        ("[1, 2]", "line 1 is not a JSON object"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, bad: object, said: str) -> None:
    file = written(tmp_path, bad, row("same"))
    before = file.read_bytes()
    with pytest.raises(DataError, match=r"labels\.jsonl") as error:
        LabelLog(file)
    assert said in str(error.value)
    assert file.read_bytes() == before


# --- half a line ----------------------------------------------------------------------------------


def test_half_a_last_line_is_left_out_and_named_by_who_only_reads(tmp_path: Path) -> None:
    file = written(tmp_path, row("same"))
    with file.open("a", encoding="utf-8") as end:
        end.write('{"s1": "The fer')
    read = read_labels(file)
    assert [label.verdict for label in read.rows] == [SAME]
    assert "line 2 is half-written" in read.notes[0]
    assert "The fer" in read.notes[0]


def test_half_a_last_line_is_moved_aside_before_anything_is_added(tmp_path: Path) -> None:
    file = written(tmp_path, row("same"))
    with file.open("a", encoding="utf-8") as end:
        end.write('{"s1": "The fer')
    log = LabelLog(file)
    log.append(Label(A, C, DIFFERENT))
    assert [label.verdict for label in read_labels(file).rows] == [SAME, DIFFERENT]
    assert (tmp_path / "labels.jsonl.rest").read_text(encoding="utf-8") == '{"s1": "The fer\n'
    assert "labels.jsonl.rest" in log.notes[0]


def test_a_whole_last_line_without_its_break_is_a_label(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps(row("same")), encoding="utf-8")
    log = LabelLog(file)
    log.append(Label(A, C, DIFFERENT))
    assert [label.verdict for label in read_labels(file).rows] == [SAME, DIFFERENT]
    assert log.notes == ()


@given(cut=st.integers(min_value=0, max_value=400))
def test_wherever_writing_was_cut_off_all_whole_lines_are_there(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    file = written(tmp_path_factory.mktemp("cut"), *[row("same", by=f"né {i}") for i in range(4)])
    data = file.read_bytes()[:cut]
    file.write_bytes(data)
    whole = data.count(b"\n")
    found = len(LabelLog(file).rows)
    # A last line that lacks nothing but its break is whole.
    assert found in (whole, whole + 1)
    assert found == whole or data.endswith(b"}")
    assert len(read_labels(file).rows) == found


def test_an_empty_file_and_a_new_one_hold_no_labels(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    assert read_labels(tmp_path / "empty.jsonl").rows == ()
    assert LabelLog(tmp_path / "new" / "labels.jsonl").rows == ()
    assert (tmp_path / "new" / "labels.jsonl").exists()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be"):
        LabelLog(tmp_path)


# --- what stands ----------------------------------------------------------------------------------


def test_order_and_spacing_of_a_pair_do_not_matter() -> None:
    kept, notes = settled((Label(A, B, SAME), Label(B, f" {A}  ", SAME)))
    assert len(kept) == 1
    assert notes == ("1 row repeats an earlier one and counted once",)


def test_the_last_word_of_one_person_counts_and_is_named() -> None:
    kept, notes = settled((Label(A, B, SAME, by="ann"), Label(A, B, DIFFERENT, by="ann")))
    assert [label.verdict for label in kept] == [DIFFERENT]
    assert "was same, then different: the last counts" in notes[0]


def test_what_was_undone_does_not_count_and_is_not_named() -> None:
    rows = (Label(A, B, SAME), Label(A, B, Verdict.UNDO), Label(A, C, DIFFERENT))
    assert settled(rows) == ((Label(A, C, DIFFERENT),), ())
    assert settled((*rows, Label(A, B, CONFLICT)))[0][0].verdict is CONFLICT


def test_a_pair_on_which_two_people_contradict_each_other_is_left_out() -> None:
    rows = (Label(A, B, SAME, by="ann"), Label(A, B, DIFFERENT, by="ben"), Label(A, C, SAME))
    kept, notes = settled(rows)
    assert [label.s2 for label in kept] == [C]
    assert "people contradict each other" in notes[0]


def test_skipped_pairs_are_left_out() -> None:
    assert settled((Label(A, B, Verdict.SKIP),)) == ((), ())


# --- two people -----------------------------------------------------------------------------------


def pairs(verdicts: str) -> tuple[Label, ...]:
    meaning = {"s": SAME, "d": DIFFERENT, "c": CONFLICT, "n": Verdict.SKIP}
    return tuple(Label(A, f"text {i}", meaning[key]) for i, key in enumerate(verdicts))


def test_merging_gives_cohens_kappa_and_what_is_disputed() -> None:
    # Cohen (1960): observed .7; by chance .5 * .4 + .5 * .6 = .5; kappa (.7 - .5) / .5 = .4.
    merged = merge(pairs("sssssddddd"), pairs("sssddddddsn"), ("ann", "ben"))
    assert (merged.common, merged.agreed) == (10, 7)
    assert merged.kappa == pytest.approx(0.4)
    assert [a.verdict for a, _ in merged.disputed] == [SAME, SAME, DIFFERENT]
    assert {label.by for label in merged.rows} == {"ann", "ben"}
    assert len(settled(merged.rows)[0]) == 7


@pytest.mark.parametrize("both", [("ss", "ss"), ("s", "n"), ("", "")])
def test_kappa_has_no_value_where_nothing_can_differ(both: tuple[str, str]) -> None:
    assert merge(pairs(both[0]), pairs(both[1]), ("ann", "ben")).kappa is None


# --- formats of others ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pairs.csv", f's1,s2,label\n"{A}","{B}",1\n"{A}","{C}",0\n'),
        (
            "msr_paraphrase.txt",
            "\ufeffQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n"
            f"1\t7\t8\t{A}\t{B}\n0\t7\t9\t{A}\t{C}\n",
        ),
        (
            "pairs.jsonl",
            f'{{"sentence1": "{A}", "sentence2": "{B}", "label": true}}\n'
            f'{{"sentence1": "{A}", "sentence2": "{C}", "label": 0}}\n',
        ),
        (
            "export.json",
            json.dumps(
                [
                    {
                        "id": 1,
                        "data": {"text1": A, "text2": text},
                        "annotations": [
                            {"was_cancelled": True, "result": []},
                            {"result": [{"type": "choices", "value": {"choices": [choice]}}]},
                        ],
                    }
                    for text, choice in ((B, "Same"), (C, "Different"))
                ]
            ),
        ),
    ],
)
def test_labels_of_others_are_read(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = import_labels(file, by="ann")
    assert found == (Label(A, B, SAME, by="ann"), Label(A, C, DIFFERENT, by="ann"))


def test_a_quotation_mark_in_a_tabbed_file_quotes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text('s1\ts2\tlabel\n"We sank\tThey "sank\t1\nA\tB\t0\n', encoding="utf-8")
    assert [label.s1 for label in import_labels(file)] == ['"We sank', "A"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "s1,s2,label\na,b,perhaps\n", "line 2: label 'perhaps' is not known"),
        ("a.csv", "s1,label\na,1\n", "has no column s2"),
        ("a.csv", "s1,s2,label\na,,1\n", "line 2 has an empty text"),
        ("a.csv", "", "holds no labelled pair"),
        ("a.jsonl", '{"s1": 1\n', "line 1 is not JSON"),
        ("a.jsonl", "[]\n", "line 1 is not a JSON object"),
        ("a.json", "{}", "is not a list"),
        ("a.json", '[{"data": 4}]', "task 1"),
        ("a.xls", "", "ending"),
    ],
)
def test_a_wrong_file_of_others_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        import_labels(tmp_path / name)
    assert said in str(error.value)


def test_a_label_that_is_not_known_can_be_explained(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("s1,s2,label\na,b,Perhaps\n", encoding="utf-8")
    found = import_labels(tmp_path / "a.csv", {"perhaps": Verdict.SKIP})
    assert found[0].verdict is Verdict.SKIP


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".jsonl", ".json"])
def test_what_is_exported_can_be_imported(tmp_path: Path, ending: str) -> None:
    kept = (Label('He said "no,\tnever".', B, SAME), Label(A, C, CONFLICT))
    file = tmp_path / f"labels{ending}"
    file.write_text(export_labels(kept, file), encoding="utf-8")
    back = import_labels(file)
    assert [label.key for label in back] == [label.key for label in kept]
    assert [label.verdict for label in back] == [label.verdict for label in kept]


def test_a_table_has_the_kind_of_a_conflict() -> None:
    text = export_labels([Label(A, B, CONFLICT, Kind.NUMBER)], Path("x.csv"))
    assert next(csv.DictReader(io.StringIO(text))) == {
        "s1": A,
        "s2": B,
        "label": "conflict",
        "kind": "number",
    }
