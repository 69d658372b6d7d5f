"""What stood in title case reads like a sentence, and names keep their capitals."""

from __future__ import annotations

from collections import Counter

import pytest

from reporter.backends import Parser
from reporter.records import Article, Cluster, Fact, Statement, StatementKind
from reporter.sentences import statements_of
from reporter.summarize.casing import Spellings, cased_facts, sentence_case


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Mayor Lund Closes Old Bridge", "Mayor Lund closes old bridge"),
        ("Mayor Lund closes old bridge", "Mayor Lund closes old bridge"),
        ("Mayor of Port Aldan Meets the EU", "Mayor of Port Aldan meets the EU"),
        ("Old “Bridges” Close in Aldan", "Old “bridges” close in Aldan"),
        ("Police Search Mayor Lund’s Old Bridge", "Police search mayor Lund’s old bridge"),
        ("Mayor Lund Meets the Golden Eagle", "Mayor Lund meets the Golden Eagle"),
        ("Old Cease-Fire Meets a Lund-Backed Bridge", "Old cease-fire meets a Lund-backed bridge"),
    ],
)
def test_a_headline_in_title_case_takes_the_letters_of_the_articles(title: str, read: str) -> None:
    names, others = ("Lund", "Port", "Aldan"), ("mayor", "close", "old", "bridge", "of", "meets")
    forms = {word.lower(): Counter([word]) for word in (*names, *others, "the", "eagle")}
    spellings = Spellings(forms, frozenset({("golden", "eagle")}))

    assert sentence_case(title, spellings) == read


def statements(parser: Parser, title: str, text: str) -> tuple[Statement, ...]:
    return statements_of([Article("a1", "a1.txt", "Herald", True, title, text)], parser)


def fact(summary: str, *cited: Statement) -> Fact:
    cluster = Cluster("c1", cited, cited[0])
    return Fact("f1", summary, "extractive", True, 1.0, cluster, ("a1",), 1)


def test_a_fact_that_is_a_headline_reads_like_a_sentence(parser: Parser) -> None:
    title, told = statements(
        parser, "Mayor Lund Closes Bridge Over Harbour", "On Monday Lund came to the bridge."
    )
    assert title.kind is StatementKind.HEADLINE
    agreed = fact("Mayor Lund Closes Bridge Over Harbour.", title)
    quoted = fact("Lund Read “Old Bridges Over Quiet Harbours” There.", told)

    cased = cased_facts([agreed, quoted], [title, told])

    assert [item.summary for item in cased] == [
        "Mayor Lund closes bridge over harbour.",
        quoted.summary,
    ]
