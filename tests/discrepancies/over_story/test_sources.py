"""On whose word the outlets of a story tell one happening."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies.merging import merge
from reporter.discrepancies.over_story.sources import find_sources
from reporter.records import Article, Kind
from reporter.sentences import statements_of


def sources(parser: Parser, *texts: str) -> list[set[str]]:
    articles = [Article(str(n), f"{n}.txt", "", False, "", t) for n, t in enumerate(texts)]
    found = merge(find_sources(statements_of(articles, parser)), {})
    assert all(item.kind is Kind.ATTRIBUTION and not item.changes_meaning for item in found)
    return [{side.value for side in item.sides} for item in found]


PALACE = "The White House said that Russia was buying ferries and tugs from Iran."
RECORDS = "Secret intelligence records stated that Russia was buying ferries and tugs from Iran."
PERSON = "Anna Berg told reporters that Russia is buying ferries and tugs from Iran."


def test_body_records_and_a_named_person_are_three_sorts(parser: Parser) -> None:
    assert sources(parser, PALACE, RECORDS, PERSON) == [
        {"White House", "Secret intelligence records", "Anna Berg"}
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PERSON, PERSON.replace("Anna Berg", "Peter Lund")),
        (PERSON, RECORDS.replace("Secret intelligence", "Anna Berg’s")),
        (PERSON.replace("Anna", "Prosecutor Anna"), PERSON.replace("Anna Berg", "A prosecutor")),
        (PALACE, PERSON.replace("ferries and tugs", "cannons")),
        (PALACE + " " + PERSON, PERSON),
        (PERSON, "Berg said that experts believe Russia is buying ferries and tugs from Iran."),
        (PERSON, "Russia's purchase of ferries and tugs from Iran is a blow, experts said."),
        (RECORDS, PALACE.replace("said", "said in its records")),
        (PALACE, PERSON.replace("told reporters", ", of the White House, said")),
        (PERSON, "The council vowed to stop Russia's purchase of ferries and tugs, experts said."),
    ],
    ids=[
        "one sort",
        "one name in both",
        "a title",
        "another happening",
        "one source in common",
        "one hands on the other's words",
        "the happening is taken for granted",
        "its own records",
        "one who speaks for the other",
        "another thing is told of the happening",
    ],
)
def test_sources_that_do_not_differ_in_sort(parser: Parser, one: str, other: str) -> None:
    assert sources(parser, one, other) == []


def test_a_body_is_no_other_one_with_the_same_last_word(parser: Parser) -> None:
    office = PALACE.replace("White House", "Ferry Inspection Office")
    other = PERSON.replace("told reporters", ", of the Harbour Office, said")
    assert sources(parser, office, other) == [{"Ferry Inspection Office", "Anna Berg"}]
