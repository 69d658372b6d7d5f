"""How likely a difference is a true one: what counts for it and what against."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.discrepancies import sheet_of
from reporter.discrepancies.evidence.alignment import align
from reporter.discrepancies.finding import Finding, Pair, words_at
from reporter.discrepancies.judging import evidence, group_named, group_of, is_sure, judged
from reporter.records import Discrepancy, Evidence, Kind, Side
from tests.discrepancies.outlets import article, cluster

OURS = "“The ferry will never sail again,” Anna Berg told the council on Monday."
THEIRS = "“The ferry will never leave again,” Anna Berg told the council on Monday."
SCALED = (
    Kind.QUOTE,
    Kind.ATTRIBUTION,
    Kind.NEGATION,
    Kind.CONTRADICTION,
    Kind.CERTAINTY,
    Kind.WORDING,
)
FAR = "“The ferry will never leave again,” a man with a dog said on the quay of a town in spring."


def laid(parser: Parser, one: str, other: str) -> Pair:
    articles = {item.id: item for item in (article(1, one), article(2, other))}
    statements = cluster(parser, list(articles.values())).statements
    a, b = (sheet_of(statement, articles) for statement in statements)
    return Pair(a, b, align(a.statement.tokens, b.statement.tokens), 0.5)


def found(pair: Pair, kind: Kind = Kind.QUOTE, turned: bool = False) -> Finding:
    a, b = (words_at(side.statement, (1, 32)) for side in (pair.a, pair.b))
    return Finding(kind, a, b, "the ferry", 0.6, turned)


@pytest.mark.parametrize("kind", SCALED)
def test_probability_grows_with_the_figure_of_the_module(parser: Parser, kind: Kind) -> None:
    pair = laid(parser, OURS, THEIRS)
    low, high = (
        judged(replace(found(pair, kind), confidence=figure), pair) for figure in (0.3, 0.8)
    )
    assert 0 < low.confidence < high.confidence < 1


def test_statements_with_little_in_common_say_less(parser: Parser) -> None:
    near, far = laid(parser, OURS, THEIRS), laid(parser, OURS, FAR)
    assert judged(found(near), near).confidence > judged(found(far), far).confidence


def test_denials_are_believed_less_than_other_words_in_a_quotation(parser: Parser) -> None:
    pair = laid(parser, OURS, THEIRS)
    denial, words = (judged(found(pair, kind), pair) for kind in (Kind.NEGATION, Kind.QUOTE))
    assert denial.confidence < words.confidence


def test_one_quotation_printed_in_two_ways_is_no_difference(parser: Parser) -> None:
    pair = laid(parser, OURS, OURS.replace("never", "nev-er"))
    item = judged(found(pair), pair)
    assert item.confidence == 0
    assert "printed in another way" in item.reasons[-1]


def test_quotations_that_are_turned_round_are_judged_apart(parser: Parser) -> None:
    pair = laid(parser, OURS, THEIRS)
    assert group_of(found(pair)) != group_of(found(pair, turned=True))


def test_reasons_show_what_was_weighed(parser: Parser) -> None:
    pair = laid(parser, OURS, THEIRS)
    item = judged(found(pair), pair)
    assert all(name in item.reasons[-1] for name in evidence(found(pair), pair))


def test_kinds_that_give_a_probability_keep_it(parser: Parser) -> None:
    pair = laid(parser, OURS, THEIRS)
    assert judged(found(pair, Kind.NUMBER), pair).confidence == 0.6


@pytest.mark.parametrize(
    ("kind", "subject", "turned", "group"),
    [
        (Kind.CONTRADICTION, "rose or fell", True, "contradiction"),
        (Kind.CONTRADICTION, "who does it (sue)", True, "contradiction swapped"),
        (Kind.ATTRIBUTION, "who says it", True, "attribution"),
        (Kind.ATTRIBUTION, "who says it to whom", True, "attribution swapped"),
        (Kind.CONTRADICTION, "what happened", True, "contradiction suspected"),
        (Kind.NEGATION, "what is denied", True, "negation suspected"),
        (Kind.QUOTE, "what she said", True, "quote turned"),
        (Kind.QUOTE, "what she said", False, "quote"),
    ],
)
def test_what_is_another_matter_is_judged_apart(
    kind: Kind, subject: str, turned: bool, group: str
) -> None:
    assert group_named(kind, subject, turned) == group


@pytest.mark.parametrize(
    ("kind", "subject", "probability", "turns", "sure"),
    [
        (Kind.DATE, "when the ferry sank", 0.95, True, False),
        (Kind.DATE, "when the ferry sank", 0.99, True, True),
        (Kind.DATE, "day of the statement by Norway", 0.8, True, True),
        (Kind.NAME, "who sank", 0.95, True, False),
        (Kind.NEGATION, "whether the ferry sank", 0.95, True, False),
        (Kind.CERTAINTY, "how certain it is that the ferry sank", 0.9, False, False),
        (Kind.CERTAINTY, "how certain it is that Berg sank the ferry", 0.7, True, True),
        (Kind.QUOTE, "words of Berg (ferry)", 0.7, False, False),
        (Kind.QUOTE, "quoted words (stop)", 0.7, True, True),
        (Kind.WORDING, "term for government", 0.75, False, True),
    ],
)  # fmt: skip
def test_what_is_sure_must_be_likelier_where_two_things_are_often_taken_for_one(
    kind: Kind, subject: str, probability: float, turns: bool, sure: bool
) -> None:
    told = Discrepancy("d1", kind, subject, "", probability, turns, (), "c1")
    assert is_sure(told) is sure


def test_words_of_which_one_article_has_two_wordings_are_of_two_sentences(parser: Parser) -> None:
    pair = laid(parser, OURS, THEIRS)
    one, other = (Side("", (Evidence(s.statement, 1, 32),)) for s in (pair.a, pair.b))
    told = Discrepancy("d1", Kind.QUOTE, "words of Berg", "", 0.95, False, (one, other), "c1")
    assert is_sure(told)
    again = Side("", (*other.evidence, *one.evidence))
    assert not is_sure(replace(told, sides=(one, again)))
