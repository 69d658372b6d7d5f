"""Records give articles with their lines, wherever services put them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.ingest.formats import UnreadableError
from tests.ingest.formats.reader import WRAPPED, only, read, shown

NEWS = """\
{"status": "ok", "tags": [{"name": "sea"}],
 "articles": [
  {"source": {"id": null, "name": "Coast Radio"},
   "Title": "Ferry hits rocks",
   "publishedAt": "2031-03-14T07:10:00Z",
   "content": "The ferry hit rocks.\\nAll are safe."},
  {"title": "No text"},
  {"headline": {"main": "Two"},
   "body": "<p>One &amp; only.</p>",
   "pubDate": "Fri, 14 Mar 2031 07:10:00 +0000"}
 ]}
"""


def test_the_articles_of_an_object_are_read_with_their_lines() -> None:
    first, second = read("a.json", NEWS).documents
    assert first.path == "a.json#1"
    assert shown(first) == [
        (4, "Ferry hits rocks"),
        (6, "The ferry hit rocks."),
        (6, "All are safe."),
    ]
    assert (first.hints.title, first.hints.outlet) == ("Ferry hits rocks", "Coast Radio")
    assert second.path == "a.json#3"
    assert shown(second) == [(8, "Two"), (9, "One & only.")]
    assert (
        first.hints.published == second.hints.published == datetime(2031, 3, 14, 7, 10, tzinfo=UTC)
    )


def test_a_record_without_text_is_skipped_by_number() -> None:
    (skipped,) = read("a.json", NEWS).skipped
    assert skipped.path == "a.json#2"
    assert "without text" in skipped.reason


@pytest.mark.parametrize(
    "name", ["text", "Body", "content", "articleBody", "article_body", "full-text", "article"]
)
def test_the_text_stands_under_any_usual_name(name: str) -> None:
    document = only(read("a.json", json.dumps({"id": 7, name: "All are safe."})))
    assert (document.path, shown(document)) == ("a.json", [(1, "All are safe.")])


@pytest.mark.parametrize(
    "value",
    [
        [{"text": "All are safe."}],
        {"items": [{"text": "All are safe."}]},
        {"response": {"results": [{"fields": {"bodyText": "All are safe."}}]}},
        {"hits": {"hits": [{"_id": 1, "_source": {"text": "All are safe."}}]}},
        {"text": ["All are safe."]},
        {"content": {"rendered": "<p>All are safe.</p>"}},
    ],
)
def test_records_are_found_where_services_put_them(value: object) -> None:
    assert shown(only(read("a.json", json.dumps(value)))) == [(1, "All are safe.")]


@pytest.mark.parametrize(
    ("said", "wire"),
    [
        ({"author": "Ann Holm, Associated Press"}, "AP"),
        ({"authors": [{"name": "Reuters Staff"}]}, "Reuters"),
        ({"agency": "dpa", "author": "Associated Press"}, "dpa"),
        ({"author": "Ann Holm"}, None),
    ],
)
def test_an_author_of_an_agency_names_the_wire(said: dict[str, object], wire: str | None) -> None:
    assert only(read("a.json", json.dumps({"text": "Safe.", **said}))).hints.wire == wire


def test_broken_json_names_line_and_column() -> None:
    with pytest.raises(UnreadableError, match="line 2, column 10"):
        read("a.json", '{"title": "x",\n "text": }')


@pytest.mark.parametrize("content", ["[" * 100_000, "3", '{"a": 1}', "[]", "null"])
def test_json_without_articles_is_refused(content: str) -> None:
    with pytest.raises(UnreadableError, match="JSON"):
        read("a.json", content)


def test_a_report_of_reporter_is_no_article() -> None:
    with pytest.raises(UnreadableError, match="reporter wrote"):
        read("a.json", '{"schema": "reporter/1", "articles": [{"text": "All are safe."}]}')


def test_hard_wrapped_text_in_a_field_becomes_paragraphs() -> None:
    document = only(read("a.json", json.dumps({"text": WRAPPED})))
    assert [text[:9] for _, text in shown(document)] == ["The ferry", "Boats fro"]


LINES = '{"text": "One."}\n{broken\n\n5\n{"text": "caf\\u00c3\\u00a9 \\ud800"}\n'


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_broken_line_costs_only_itself(name: str) -> None:
    reading = read(name, LINES)
    assert [(d.path, shown(d)) for d in reading.documents] == [
        (f"{name}#1", [(1, "One.")]),
        (f"{name}#4", [(5, "café \ufffd")]),
    ]
    assert [item.path for item in reading.skipped] == [f"{name}#2", f"{name}#3"]
    assert "line 2, column 2" in reading.skipped[0].reason


def test_comments_and_scripts_in_an_html_field_are_no_text() -> None:
    field = "<p>All<!-- none --> are\n<b>safe</b>.<script>x()</script>&#1;</p><p>Two</p>"
    document = only(read("a.json", json.dumps({"body": field})))
    assert [text for _, text in shown(document)] == ["All are safe.", "Two"]


printable = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)


@given(st.lists(printable, min_size=1, max_size=6), st.sampled_from([None, 0, 2]))
def test_the_line_of_a_json_text_is_the_line_where_it_stands(
    texts: list[str], indent: int | None
) -> None:
    marked = [f"<{n}>{text}" for n, text in enumerate(texts)]
    content = json.dumps([{"id": 1, "text": text} for text in marked], indent=indent)
    for document, text in zip(read("a.json", content).documents, marked, strict=True):
        assert text in content.split("\n")[document.lines[0].number - 1]
