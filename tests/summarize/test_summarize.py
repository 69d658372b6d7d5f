"""From clusters to facts: who counts, which sentence stands, what disputes leave of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.backends import Parser
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.config import SummarySettings
from reporter.prompts import load_prompt
from reporter.records import (
    Article,
    Cluster,
    Kind,
)
from reporter.sentences import statements_from_sentences
from reporter.summarize.facts import summarize
from reporter.summarize.writing import Writing
from tests.summarize.desk import SETTINGS, Desk


def test_a_fact_counts_outlets_and_origins(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan.")
    desk.add("Wire", "The ferry Marit ran aground off Port Aldan.", wire=True)
    desk.add("Today", "The ferry Marit ran aground off Port Aldan.", wire=True)

    (fact,) = desk.facts()

    assert fact.id == "f1"
    assert fact.articles == ("a1", "a2", "a3")
    assert fact.origins == 2
    assert fact.method == "extractive"
    assert fact.faithful
    assert fact.faithfulness == 1.0


def test_two_articles_of_one_outlet_are_one(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan.")
    desk.add("herald", "The ferry Marit ran aground off Port Aldan.")

    assert desk.facts() == ()


def test_articles_of_unknown_outlets_are_not_taken_for_one_outlets(desk: Desk) -> None:
    desk.add("unknown", "The ferry Marit ran aground near Port Aldan.", known=False)
    desk.add("unknown", "The ferry Marit ran aground off Port Aldan.", known=False)

    assert len(desk.facts()) == 1


def test_the_number_of_outlets_asked_for_is_a_setting(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan.")
    desk.add("Ledger", "The ferry Marit ran aground off Port Aldan.")

    assert desk.facts(settings=SummarySettings(min_outlets=3)) == ()


def test_detail_that_one_outlet_alone_has_is_cut_away(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit, which was painted last year, ran aground near Port Aldan.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan, drawing a crowd of onlookers.")

    assert desk.sentence() == "The ferry Marit ran aground near Port Aldan."


def test_dateline_and_connective_go(desk: Desk) -> None:
    desk.add("Herald", "ALDAN (NW) – The ferry Marit ran aground near the harbour.")
    desk.add("Ledger", "However, the ferry Marit ran aground near the harbour.")

    assert desk.sentence() == "The ferry Marit ran aground near the harbour."


def test_a_comma_stands_before_who_said_it(desk: Desk) -> None:
    desk.add("Herald", "“The old ferry ran aground near the harbour.” Maria Lund said.")
    desk.add("Ledger", "“The old ferry ran aground near the harbour.” Maria Lund said.")

    assert desk.sentence() == "“The old ferry ran aground near the harbour,” Maria Lund said."


def test_a_claim_keeps_its_speaker(desk: Desk) -> None:
    desk.add("Herald", "The harbour is safe, the ministry said on Tuesday.")
    desk.add("Ledger", "The ministry said that the harbour is safe.")

    assert "the ministry said" in desk.sentence().lower()


def test_a_statement_with_the_name_is_preferred_to_one_with_a_pronoun(desk: Desk) -> None:
    desk.add("Herald", "She ordered a full search of the harbour.")
    desk.add("Ledger", "Mayor Maria Lund ordered a full search of the harbour.")

    assert desk.sentence() == "Mayor Maria Lund ordered a full search of the harbour."


def test_no_fact_begins_with_a_pronoun_that_nobody_explains(desk: Desk) -> None:
    desk.add("Herald", "It ran aground near the harbour.")
    desk.add("Ledger", "It ran aground near the harbour.")

    assert desk.facts() == ()


def test_the_pronoun_of_a_quotation_becomes_the_speaker_two_outlets_name(desk: Desk) -> None:
    def quoting(outlet: str) -> None:
        text = f"Maria Lund came at noon to the office of the {outlet}."
        said = "“We will search the whole harbour,” she said."
        name = f"a{len(desk.articles) + 1}"
        article = Article(name, f"{name}.txt", outlet, True, "", f"{text}\n{said}")
        desk.articles[name] = article
        desk.statements.append(statements_from_sentences(article, [text, said], desk.parser)[1])

    quoting("Herald")
    quoting("Ledger")

    assert desk.sentence() == "“We will search the whole harbour,” Maria Lund said."


def test_the_result_does_not_depend_on_the_order_of_the_statements(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit, a very old ship, ran aground near Port Aldan.")
    desk.add("Ledger", "The ferry Marit ran aground off Port Aldan on Wednesday.")
    desk.add("Today", "On Wednesday the Marit ran aground near Port Aldan.")
    forward = desk.sentence()
    desk.statements.reverse()

    assert desk.sentence() == forward


@pytest.mark.parametrize(
    ("sure", "sentence"),
    [
        (0.9, "The ferry Marit ran aground near Port Aldan."),
        (0.3, "The ferry Marit ran aground near Port Aldan on Wednesday."),
    ],
)
def test_a_value_in_dispute_elsewhere_in_the_story_is_left_out_if_that_is_likely(
    desk: Desk, sure: float, sentence: str
) -> None:
    one = desk.add("Herald", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    article = Article("a9", "a9.txt", "Today", True, "", "Passengers left the ferry on Thursday.")
    (far,) = statements_from_sentences(article, [article.text], desk.parser)
    desk.articles["a9"] = article
    desk.dispute(Kind.DATE, (one, "Wednesday"), (far, "Thursday"), cluster="", sure=sure)

    (fact,) = desk.facts()

    assert (fact.summary, fact.discrepancies) == (sentence, ())


def test_a_disputed_value_is_left_out_of_the_sentence(desk: Desk) -> None:
    one = desk.add("Herald", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    other = desk.add("Ledger", "The ferry Marit ran aground near Port Aldan on Thursday.")
    desk.dispute(Kind.DATE, (one, "Wednesday"), (other, "Thursday"))

    (fact,) = desk.facts()

    assert fact.summary == "The ferry Marit ran aground near Port Aldan."
    assert fact.discrepancies == ("d1",)


def test_where_the_dispute_cannot_be_left_out_there_is_no_fact(desk: Desk) -> None:
    one = desk.add("Herald", "The owners paid 14 million crowns.")
    other = desk.add("Ledger", "The owners paid 40 million crowns.")
    desk.dispute(Kind.NUMBER, (one, "14 million"), (other, "40 million"))

    assert desk.facts() == ()


def test_what_one_side_denies_gives_no_fact(desk: Desk) -> None:
    one = desk.add("Herald", "The captain left the channel.")
    other = desk.add("Ledger", "The captain did not leave the channel.")
    desk.dispute(Kind.NEGATION, (one, "left"), (other, "not leave"))

    assert desk.facts() == ()


def test_a_denial_that_hardly_is_one_keeps_nothing_from_being_told(desk: Desk) -> None:
    one = desk.add("Herald", "The captain closed the channel on Monday.")
    other = desk.add("Ledger", "The captain shut the channel on Monday.")
    desk.dispute(Kind.CONTRADICTION, (one, "closed"), (other, "shut"))
    desk.discrepancies = [replace(item, confidence=0.1) for item in desk.discrepancies]

    assert desk.sentence().startswith("The captain")


def test_facts_are_numbered_best_supported_first_and_said_once(parser: Parser) -> None:
    desk = Desk(parser)
    sank = [desk.add("Herald", "The ferry sank."), desk.add("Ledger", "The ferry sank.")]
    fined = [
        desk.add(name, "The owner paid a large fine.") for name in ("Herald", "Ledger", "Today")
    ]
    again = [desk.add("Today", "The ferry sank."), desk.add("Herald", "The ferry sank.")]
    clusters = [
        Cluster(f"c{place}", tuple(items), items[0])
        for place, items in enumerate((sank, fined, again), start=1)
    ]
    steps: list[tuple[int, int]] = []

    facts = summarize(
        clusters,
        [],
        desk.articles,
        desk.origins(),
        Writing(Extractive(), LexicalScorer(), parser, load_prompt("fact"), SETTINGS),
        lambda done, total: steps.append((done, total)),
    )

    assert [(fact.id, fact.summary) for fact in facts] == [
        ("f1", "The owner paid a large fine."),
        ("f2", "The ferry sank."),
    ]
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_no_clusters_no_facts(parser: Parser) -> None:
    found = summarize(
        [],
        [],
        {},
        [],
        Writing(Extractive(), LexicalScorer(), parser, load_prompt("fact"), SETTINGS),
    )

    assert found == ()


def test_a_fact_cites_only_the_statements_that_say_it(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan.")
    desk.add("Today", "A photograph shows the Marit under a grey sky last summer.")

    (fact,) = desk.facts()

    assert fact.articles == ("a1", "a2")
    assert [item.article_id for item in fact.cluster.statements] == ["a1", "a2"]


def test_where_no_two_outlets_say_the_sentence_there_is_no_fact(desk: Desk) -> None:
    desk.add("Herald", "The owner of the Marit paid a large fine to Norland.")
    desk.add("Ledger", "Tourists like the colour of the old Marit.")

    assert desk.facts() == ()
