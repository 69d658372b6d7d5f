"""Bytes become lines: the right characters, and the line numbers that an editor shows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ingest.encoding import BinaryDataError, decode_lines, mend, read_lines, split_lines

WESTERN = "The café’s owner said “no”.\nIt cost £5 – naïve, he thought.\n"

# Anything that a text may hold: no other controls than tab, and no half of a surrogate pair.
characters = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\r\n")
texts = st.text(characters)
latin = st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=40)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_western_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode_lines(WESTERN.encode(encoding)) == WESTERN.splitlines()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    assert decode_lines("The crew left.\nAll are safe.".encode(encoding)) == [
        "The crew left.",
        "All are safe.",
    ]


def test_latin_1_is_read() -> None:
    assert decode_lines("El niño señaló el café.".encode("latin-1")) == ["El niño señaló el café."]


def test_a_stray_latin_1_line_does_not_spoil_a_utf_8_file() -> None:
    data = "“One”\n".encode() + "café\n".encode("cp1252") + "“Three”\n".encode()
    assert decode_lines(data) == ["“One”", "café", "“Three”"]


def test_the_declared_encoding_decides_where_utf_8_fails() -> None:
    assert decode_lines("Zażółć".encode("iso-8859-2"), "iso-8859-2") == ["Zażółć"]


def test_an_unknown_declared_encoding_is_ignored() -> None:
    assert decode_lines("café".encode("cp1252"), "no-such-encoding") == ["café"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"The crew\x00left", "binary data"),
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"PK\x03\x04rest", "a ZIP"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(1, 256)) * 4, "binary data"),
    ],
)
def test_binary_data_are_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(BinaryDataError, match=name):
        decode_lines(data)


def test_lines_end_where_an_editor_ends_them() -> None:
    assert split_lines("a\nb\r\nc\rd\x0be\u2028f\x85g") == ["a", "b", "c", "d\x0be\u2028f\x85g"]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("donâ€™t â€œsayâ€\x9d it", "don’t “say” it"),
        ("cafÃ© au lait", "café au lait"),
        ("Don\x92t", "Don’t"),
    ],
)
def test_mojibake_is_undone(broken: str, whole: str) -> None:
    assert mend(broken) == whole


@pytest.mark.parametrize("text", ["“curly” ‘marks’ don’t", "« guillemets »", "the ﬁrst", "&amp;"])
def test_what_is_no_mojibake_stays(text: str) -> None:
    assert mend(text) == text


def test_what_cannot_be_seen_goes() -> None:
    assert (
        mend("in\xadter\u200bnational\x1b[31m\x07 10\xa0000\u2028men") == "international 10 000 men"
    )


@given(texts)
def test_utf_8_is_read_back_exactly(text: str) -> None:
    lines = split_lines(text.lstrip("\ufeff"))
    assert decode_lines("\n".join(lines).encode()) == split_lines("\n".join(lines))


@given(st.lists(latin), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "cp1252"]))
def test_every_line_of_the_file_is_one_line(lines: list[str], end: str, encoding: str) -> None:
    data = "".join(line + end for line in lines).encode(encoding)
    try:
        assert len(read_lines(data)) == len(lines)
    except BinaryDataError:
        # A line may by chance start like a picture.
        assert data[:3] in {b"\xff\xd8\xff", b"GIF", b"%PD", b"{\\r"}


@given(st.text())
def test_a_mended_line_is_still_one_line(text: str) -> None:
    assert not re.search("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", mend(text))


@given(st.text())
def test_a_mended_line_can_be_written(text: str) -> None:
    mend(text).encode("utf-8")


@given(st.binary())
def test_any_bytes_are_lines_or_refused(data: bytes) -> None:
    try:
        lines = read_lines(data)
    except BinaryDataError:
        return
    assert all(isinstance(line, str) for line in lines)
