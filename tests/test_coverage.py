"""Omissions and unique statements, on hand-written vectors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from reporter.backends import Float32
from reporter.config import CoverageSettings
from reporter.coverage import find_omissions, find_unique
from reporter.records import Article, Cluster, Fact, Origin, Quotation, Statement, Token

BOTH = CoverageSettings(near=0.66, shared=0.3, min_statements=2)
VERBS = {"ran", "hit", "cost", "was", "spoke", "were", "left"}
SETTINGS = CoverageSettings(near=0.6, min_statements=2, min_words=2)


def article(name: str, day: int | None = 14) -> Article:
    published = date(2031, 3, day) if day else None
    return Article(name, f"{name}.txt", name, True, "Title", "text", published=published)


def _part_of_speech(word: str) -> str:
    if word.isdigit():
        return "NUM"
    return "VERB" if word in VERBS else "NOUN"


def statement(article_id: str, number: int, text: str) -> Statement:
    tokens = tuple(
        Token(*found.span(), found[0], found[0], _part_of_speech(found[0]), "", "", 0)
        for found in re.finditer(r"\S+", text)
    )
    return Statement(
        f"{article_id}.{number}",
        article_id,
        number * 100,
        number * 100 + len(text),
        text,
        1,
        tokens=tokens,
    )


def fact(*members: Statement, origins: int = 2) -> Fact:
    articles = tuple(dict.fromkeys(member.article_id for member in members))
    cluster = Cluster("c1", members, members[0])
    return Fact("f1", "The ferry ran aground.", "extractive", True, 1.0, cluster, articles, origins)


def unit(*rows: tuple[float, float]) -> Float32:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


A1 = statement("a", 1, "The ferry ran aground")
A2 = statement("a", 2, "Tickets cost 12 crowns")
B1 = statement("b", 1, "The ferry hit rocks")
B2 = statement("b", 2, "The harbour was closed")
C1 = statement("c", 1, "The mayor spoke")
C2 = statement("c", 2, "Shops were shut")


def test_an_article_that_says_nothing_near_leaves_the_fact_out() -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1), (0.1, 1))
    articles = {name: article(name) for name in "abc"}
    omissions = find_omissions([fact(A1, B1)], [], [A1, B1, C1, C2], vectors, articles, SETTINGS)
    assert [(item.article_id, item.fact_id) for item in omissions] == [("c", "f1")]


def test_an_article_that_says_something_near_is_not_accused() -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1), (1, 0.5))
    articles = {name: article(name) for name in "abc"}
    assert find_omissions([fact(A1, B1)], [], [A1, B1, C1, C2], vectors, articles, SETTINGS) == ()


def test_an_article_from_before_the_first_report_could_not_have_carried_it() -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1), (0.1, 1))
    articles = {"a": article("a"), "b": article("b"), "c": article("c", 13)}
    assert find_omissions([fact(A1, B1)], [], [A1, B1, C1, C2], vectors, articles, SETTINGS) == ()


@pytest.mark.parametrize(("hour", "accused"), [(8, False), (10, True)])
def test_on_the_day_of_the_first_report_the_time_decides(hour: int, accused: bool) -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1), (0.1, 1))
    at = datetime(2031, 3, 14, 9, tzinfo=UTC)
    articles = {name: replace(article(name), published_at=at) for name in "abc"}
    articles["c"] = replace(articles["c"], published_at=at.replace(hour=hour, tzinfo=None))
    found = find_omissions([fact(A1, B1)], [], [A1, B1, C1, C2], vectors, articles, SETTINGS)
    assert [item.article_id for item in found] == ["c"] * accused


def test_what_only_one_origin_has_is_left_out_by_nobody() -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1), (0.1, 1))
    articles = {name: article(name) for name in "abc"}
    one = fact(A1, B1, origins=1)
    assert find_omissions([one], [], [A1, B1, C1, C2], vectors, articles, SETTINGS) == ()


def test_a_statement_that_is_rather_near_by_meaning_and_by_words_is_no_omission() -> None:
    near = statement("c", 1, "Aground in fog")
    vectors = unit((1, 0), (1, 0.1), (0.55, 0.835), (0.1, 1))
    articles = {name: article(name) for name in "abc"}
    statements = [A1, B1, near, C2]
    other = [A1, B1, replace(near, text="In fog"), C2]
    assert find_omissions([fact(A1, B1)], [], statements, vectors, articles, BOTH) == ()
    assert len(find_omissions([fact(A1, B1)], [], other, vectors, articles, BOTH)) == 1


def test_a_short_note_is_not_accused() -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1))
    articles = {name: article(name) for name in "abc"}
    assert find_omissions([fact(A1, B1)], [], [A1, B1, C1], vectors, articles, SETTINGS) == ()


def test_a_doubtful_match_is_no_omission() -> None:
    vectors = unit((1, 0), (1, 0.1), (0, 1), (0.1, 1))
    articles = {name: article(name) for name in "abc"}
    whole = Cluster("c1", (A1, B1, C1), A1)
    statements = [A1, B1, C1, C2]
    assert find_omissions([fact(A1, B1)], [whole], statements, vectors, articles, SETTINGS) == ()


def origins(*groups: str) -> tuple[Origin, ...]:
    return tuple(
        Origin(f"o{number}", tuple(group), "own work") for number, group in enumerate(groups, 1)
    )


def test_what_no_other_origin_comes_near_is_unique_and_numbers_come_first() -> None:
    plain = replace(statement("a", 3, "The captain was calm"), start=0)
    statements = [A1, plain, A2, B1]
    vectors = unit((1, 0), (0, 1), (-1, 0.2), (1, 0.1))
    found = find_unique(statements, vectors, frozenset({"a.1", "b.1"}), origins("a", "b"), SETTINGS)
    assert [(item.origin_id, [s.id for s in item.statements]) for item in found] == [
        ("o1", ["a.2", "a.3"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It cost 14 million and 3 ferries",
        "The provision cost 14 million and 3 ferries",
        "“We left at 9 and the ferry ran aground at 11”",
        "“We left at 9 and ran aground at 11,” he said",
        "We left at 9 and ran aground at 11",
    ],
)
def test_what_speaks_of_somebody_named_before_comes_later(text: str) -> None:
    leaning = statement("a", 2, text)
    marks = (Quotation(0, text.rfind("”") + 1, ""),) if "“" in text else ()
    leaning = replace(leaning, quotations=marks, start=0)
    statements = [leaning, statement("a", 3, "The captain was calm for 2 hours"), B1]
    vectors = unit((0, 1), (-1, 0.2), (1, 0.1))
    (found,) = find_unique(statements, vectors, frozenset({"b.1"}), origins("a", "b"), SETTINGS)
    assert [item.id for item in found.statements] == ["a.3", "a.2"]


def test_copies_of_one_agency_text_do_not_take_uniqueness_from_each_other() -> None:
    copy = replace(B2, text=A2.text)
    statements = [A2, copy, C1]
    vectors = unit((1, 0), (1, 0), (0, 1))
    found = find_unique(statements, vectors, frozenset(), origins("ab", "c"), SETTINGS)
    assert [(item.origin_id, [s.id for s in item.statements]) for item in found] == [
        ("o1", ["a.2"]),
        ("o2", ["c.1"]),
    ]


def test_with_one_origin_alone_nothing_is_called_unique() -> None:
    assert find_unique([A1, B2], unit((1, 0), (0, 1)), frozenset(), origins("ab"), SETTINGS) == ()


def test_an_article_that_shares_the_rare_words_is_not_accused() -> None:
    said = fact(A1, B1)
    retold = statement("c", 1, "Aground the ferry had run before it turned")
    other = [statement("d", n, f"Filler number {n} about trade") for n in range(40)]
    statements = [A1, B1, retold, C2, *other]
    vectors = unit((1, 0), (1, 0.1), *[(0, 1)] * (len(statements) - 2))
    articles = {name: article(name) for name in "abcd"}
    strict = SETTINGS.model_copy(update={"shared": 0.4})
    omissions = find_omissions([said], [], statements, vectors, articles, strict)
    assert [item.article_id for item in omissions] == ["d"]


def test_what_claims_nothing_is_not_called_unique() -> None:
    asked = statement("a", 3, "Who was on the bridge?")
    signature = statement("a", 4, "Mara Lind of the harbour office, 14 March")
    post = statement("a", 6, "Everybody left — Mara Lind (@mlind) March 14, 2031")
    opening = statement("a", 7, "The pilot left a note:")
    claim = statement("a", 5, "The pilot left at noon")
    vectors = unit((0, 1), (0, 1), (0, 1), (0, 1), (0, 1), (1, 0))
    strict = SETTINGS.model_copy(update={"min_words": 3})
    found = find_unique(
        [asked, signature, post, opening, claim, B1],
        vectors,
        frozenset(),
        origins("a", "b"),
        strict,
    )
    assert [s.id for s in found[0].statements] == ["a.5"]
