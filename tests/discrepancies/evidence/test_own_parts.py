"""Names that have a part each: nothing takes the place of the other one."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.discrepancies import name, sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Pair
from tests.discrepancies.slots import faced, told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "In a letter sent to the Harbour Times and read to the Coast Press, Berg blamed rain.",
            "In a letter sent to the Harbour Times, Berg blamed rain.",
        ),
        (
            "In March, Lund's former secretary pleaded guilty to taking cash.",
            "Peter Berg, his former secretary, pleaded guilty to taking cash.",
        ),
        (
            "Norsk Boats had scheduled its report to be released on Monday.",
            "The Bergen, Norway-based company had scheduled its report to be released on Monday.",
        ),
        (
            "A court on Monday reinstated the charges against a Bergen student of the harbour.",
            "A court in Oslo reinstated the charges against a student of the harbour.",
        ),
        (
            "The minister unveiled his plan for the Mideast on Monday.",
            "The minister unveiled his plan for the Middle East on Monday.",
        ),
        (
            "It is the first step to protect the pilots following the Aldan County decision.",
            "It is the first step to protect the pilots following the Supreme Court's decision.",
        ),
        (
            "Harbour spokeswoman Sarah Holm said Berg will announce on Monday whether she will "
            "end the old ferry line, which protects 900 pilots from storms.",
            "On Monday, Captain Peter Lund is expected to announce that Berg will end the old "
            "ferry line, which protects 900 pilots from storms and hunger.",
        ),
    ],
    ids=[
        "one that both have in one place",
        "who and whose",
        "where a company sits",
        "places of two things",
        "one region under two names",
        "a court and its case",
        "who says what another is to do",
    ],
)
def test_names_with_a_part_each_do_not_meet(parser: Parser, one: str, other: str) -> None:
    assert faced(parser, "name", one, other) == set()


def test_names_in_one_part_meet(parser: Parser) -> None:
    one = "In March, Lund's former secretary Anna Moss pleaded guilty to taking cash."
    assert faced(parser, "name", one, one.replace("Anna Moss", "Peter Berg")) != set()


def test_cases_of_two_rulings_meet(parser: Parser) -> None:
    one = "It is the first step to protect the pilots following the Aldan County decision."
    assert faced(parser, "name", one, one.replace("Aldan", "Bergen")) != set()


def test_two_who_are_expected_to_do_it_meet(parser: Parser) -> None:
    one = "Sarah Holm is expected to announce on Monday whether she will end the old ferry line."
    assert faced(parser, "name", one, one.replace("Sarah Holm", "Peter Lund")) != set()


@pytest.mark.parametrize(
    ("what", "taken"), [("his conduct on the old ferry", 0), ("the harbour board", 1)]
)
def test_what_is_his_takes_nobody_s_part(parser: Parser, what: str, taken: int) -> None:
    one = f"The report that preceded Berg’s firing criticized {what}."
    other = "The report criticized Lund for his use of the old ferry."
    made, (a, b) = told(parser, [one], [other])
    by_id = {article.id: article for article in made}
    pair = Pair(sheet_of(a, by_id), sheet_of(b, by_id), align(a.tokens, b.tokens), 0.6)
    (found,) = name.candidates(pair)
    assert found.features["taken"] == taken
