"""From clusters to facts: who counts, which sentence stands, what happens to a bad one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from reporter.backends import Embedder, Float32, PairScorer, Parser, SummaryRequest
from reporter.backends.extractive import Extractive
from reporter.backends.lexical_scorer import LexicalScorer
from reporter.backends.registry import open_scorer
from reporter.config import Settings, SummarySettings
from reporter.errors import DataError
from reporter.evaluate import Toolkit
from reporter.evaluate.summaries import evaluate
from reporter.prompts import load_prompt
from reporter.records import (
    Article,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Kind,
    Origin,
    Side,
    Statement,
)
from reporter.sentences import statements_from_sentences
from reporter.summarize import summarize

SETTINGS = SummarySettings()


class Scripted:
    """A summarizer that gives the same candidates for every request, and keeps the requests."""

    def __init__(self, *candidates: str) -> None:
        self.candidates = candidates
        self.requests: list[SummaryRequest] = []

    @property
    def description(self) -> Mapping[str, str]:
        return {"backend": "scripted", "name": "test"}

    def write(self, requests: Sequence[SummaryRequest]) -> list[tuple[str, ...]]:
        self.requests += requests
        return [self.candidates for _ in requests]


class Doubter:
    """A judge that finds nothing entailed and every pair to be about different matters."""

    @property
    def description(self) -> Mapping[str, str]:
        return {"backend": "doubter", "name": "test"}

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        return np.tile(np.array([0.0, 1.0, 0.0], dtype=np.float32), (len(pairs), 1))


class Believer(Doubter):
    """A judge that finds everything entailed."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        return np.tile(np.array([1.0, 0.0, 0.0], dtype=np.float32), (len(pairs), 1))


class Desk:
    """A story under construction: `add` an outlet's sentence, then ask for the facts."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.articles: dict[str, Article] = {}
        self.statements: list[Statement] = []
        self.discrepancies: list[Discrepancy] = []
        self.wire: list[str] = []

    def add(self, outlet: str, text: str, wire: bool = False, known: bool = True) -> Statement:
        name = f"a{len(self.articles) + 1}"
        article = Article(name, f"{name}.txt", outlet, known, "", text)
        (statement,) = statements_from_sentences(article, [text], self.parser)
        self.articles[name] = article
        self.statements.append(statement)
        self.wire += [name] * wire
        return statement

    def dispute(self, kind: Kind, *sides: tuple[Statement, str]) -> None:
        found = tuple(
            Side(words, (Evidence(item, at := item.text.index(words), at + len(words)),))
            for item, words in sides
        )
        place = f"d{len(self.discrepancies) + 1}"
        self.discrepancies.append(Discrepancy(place, kind, "", "", 0.9, True, found, "c1"))

    def origins(self) -> list[Origin]:
        own = [
            Origin(f"o-{name}", (name,), "own") for name in self.articles if name not in self.wire
        ]
        return own + ([Origin("o-wire", tuple(self.wire), "agency")] if self.wire else [])

    def facts(
        self,
        summarizer: Extractive | Scripted | None = None,
        settings: SummarySettings = SETTINGS,
        scorer: PairScorer | None = None,
    ) -> tuple[Fact, ...]:
        cluster = Cluster("c1", tuple(self.statements), self.statements[0])
        return summarize(
            [cluster],
            self.discrepancies,
            self.articles,
            self.origins(),
            summarizer or Extractive(),
            scorer or LexicalScorer(),
            self.parser,
            load_prompt("fact"),
            settings,
        )

    def sentence(self) -> str:
        (fact,) = self.facts()
        return fact.summary


@pytest.fixture
def desk(parser: Parser) -> Desk:
    return Desk(parser)


# --- support --------------------------------------------------------------------------------------


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


# --- the extractive sentence ----------------------------------------------------------------------


def test_detail_that_one_outlet_alone_has_is_cut_away(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit, which was painted last year, ran aground near Port Aldan.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan, drawing a crowd of onlookers.")

    assert desk.sentence() == "The ferry Marit ran aground near Port Aldan."


def test_dateline_and_connective_go(desk: Desk) -> None:
    desk.add("Herald", "ALDAN (NW) – The ferry Marit ran aground near the harbour.")
    desk.add("Ledger", "However, the ferry Marit ran aground near the harbour.")

    assert desk.sentence() == "The ferry Marit ran aground near the harbour."


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


# --- disputes -------------------------------------------------------------------------------------


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


# --- the generated sentence -----------------------------------------------------------------------


def two_outlets(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit, a very old ship, ran aground near Port Aldan.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan with 212 people aboard.")


def test_a_generated_sentence_that_passes_stands(desk: Desk) -> None:
    two_outlets(desk)

    (fact,) = desk.facts(Scripted("the ferry Marit ran aground near Port Aldan"))

    assert fact.summary == "The ferry Marit ran aground near Port Aldan."
    assert fact.method == "scripted"
    assert fact.rejected == ()


def test_a_generated_sentence_that_tells_less_than_an_extracted_one_does_not(desk: Desk) -> None:
    two_outlets(desk)

    (fact,) = desk.facts(Scripted("The Marit ran aground."))

    assert fact.summary == "The ferry Marit ran aground near Port Aldan."
    assert fact.method == "extractive"
    assert fact.rejected == ()


def test_a_generated_sentence_that_invents_is_replaced_and_kept_with_the_reason(desk: Desk) -> None:
    two_outlets(desk)

    (fact,) = desk.facts(Scripted("The Marit ran aground with 350 people aboard."))

    assert fact.method == "extractive"
    assert fact.summary == "The ferry Marit ran aground near Port Aldan."
    assert fact.rejected == (
        ("The Marit ran aground with 350 people aboard.", "numbers sourced: 350"),
    )


def test_a_generated_sentence_that_no_source_entails_is_replaced(desk: Desk) -> None:
    two_outlets(desk)
    joined = "The ferry Marit, a very old ship, ran aground near Port Aldan with 212 people aboard."

    (fact,) = desk.facts(Scripted(joined), scorer=Doubter())

    assert fact.method == "extractive"
    assert fact.rejected == ((joined, "entailed by a source: at most 0.00"),)


def test_a_generated_sentence_whose_clauses_no_source_says_is_replaced(desk: Desk) -> None:
    two_outlets(desk)
    turned = "Port Aldan ran aground near the ferry Marit."

    (fact,) = desk.facts(Scripted(turned), scorer=Believer())

    assert fact.method == "extractive"
    assert fact.rejected == (
        (turned, "every clause said: aldan port 'ran': said of somebody else"),
    )


class Partial(Scripted):
    """A scripted summarizer that would rather have written one sentence than any other."""

    favourite = ""

    def rate(
        self, requests: Sequence[SummaryRequest], texts: Sequence[Sequence[str]]
    ) -> list[tuple[float, ...]]:
        return [tuple(0.0 if text == self.favourite else -9.0 for text in own) for own in texts]


def test_what_the_summarizer_itself_likes_best_is_preferred(desk: Desk) -> None:
    two_outlets(desk)
    long = "The ferry Marit ran aground near Port Aldan with 212 people aboard."
    summarizer = Partial()

    (before,) = desk.facts(summarizer)
    summarizer.favourite = long
    (after,) = desk.facts(summarizer)

    assert before.summary == "The ferry Marit ran aground near Port Aldan."
    assert after.summary == long


def test_a_generated_sentence_whose_pieces_do_not_fit_is_replaced(desk: Desk) -> None:
    two_outlets(desk)

    (fact,) = desk.facts(Scripted("The ferry Marit near Port Aldan it ran aground."))

    assert fact.method == "extractive"
    assert [reason.partition(":")[0] for _, reason in fact.rejected] == ["well joined"]


def test_a_paraphrase_is_cited_where_the_judge_knows_it(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan.")
    desk.add("Today", "The Marit was aground on a reef, the coast guard confirmed.")

    assert desk.facts(scorer=Doubter())[0].articles == ("a1", "a2")
    assert desk.facts(scorer=Believer())[0].articles == ("a1", "a2", "a3")


def test_of_several_candidates_the_one_that_shares_most_stands(desk: Desk) -> None:
    two_outlets(desk)

    (fact,) = desk.facts(
        Scripted(
            "The Marit sank near Port Eskil.",
            "The Marit is very old.",
            "The ferry Marit ran aground near Port Aldan.",
        )
    )

    assert fact.summary == "The ferry Marit ran aground near Port Aldan."
    assert [text for text, _ in fact.rejected] == [
        "The Marit sank near Port Eskil.",
        "The Marit is very old.",
    ]


def test_nothing_generated_is_not_a_rejection(desk: Desk) -> None:
    two_outlets(desk)

    (fact,) = desk.facts(Scripted())

    assert fact.method == "extractive"
    assert fact.rejected == ()


def test_the_model_sees_the_statements_and_what_is_in_dispute(desk: Desk) -> None:
    one = desk.add("Herald", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    other = desk.add("Ledger", "The ferry Marit ran aground near Port Aldan on Thursday.")
    desk.dispute(Kind.DATE, (one, "Wednesday"), (other, "Thursday"))
    summarizer = Scripted()

    desk.facts(summarizer)

    (request,) = summarizer.requests
    assert request.statements == (one.text, other.text)
    assert f"[A] {one.text}\n[B] {other.text}" in request.prompt
    assert "do not mention them: Wednesday; Thursday." in request.prompt
    assert request.max_words == SETTINGS.max_words


def test_a_statement_of_enormous_length_neither_fills_the_prompt_nor_stops_the_run(
    desk: Desk,
) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan" + " and sank" * 3000 + ".")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan.")
    summarizer = Scripted()

    (fact,) = desk.facts(summarizer)

    assert fact.summary == "The ferry Marit ran aground near Port Aldan."
    assert len(summarizer.requests[0].prompt) < load_prompt("fact").header.limits.characters


# --- several clusters -----------------------------------------------------------------------------


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
        Extractive(),
        LexicalScorer(),
        parser,
        load_prompt("fact"),
        SETTINGS,
        lambda done, total: steps.append((done, total)),
    )

    assert [(fact.id, fact.summary) for fact in facts] == [
        ("f1", "The owner paid a large fine."),
        ("f2", "The ferry sank."),
    ]
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_no_clusters_no_facts(parser: Parser) -> None:
    found = summarize(
        [], [], {}, [], Extractive(), LexicalScorer(), parser, load_prompt("fact"), SETTINGS
    )

    assert found == ()


# --- evaluation -----------------------------------------------------------------------------------


@pytest.fixture
def toolkit(parser: Parser, embedder: Embedder) -> Toolkit:
    settings = Settings()
    scorer: PairScorer = open_scorer(settings.models)
    return Toolkit(settings, parser, embedder, scorer, Extractive())


STORY = {
    "story_id": "s1",
    "articles": [
        {
            "title": "Ferry aground",
            "text": "The ferry Marit ran aground near Port Aldan with 212 aboard.",
        },
        {
            "title": "Marit hits reef",
            "text": "The ferry Marit ran aground near Port Aldan on Wednesday.",
        },
    ],
}


def test_a_story_without_a_reference_gets_a_text_and_no_rouge(toolkit: Toolkit) -> None:
    result = evaluate([STORY], toolkit)

    (prediction,) = result.predictions
    assert prediction["story_id"] == "s1"
    assert prediction["text"].startswith("The ferry Marit ran aground near Port Aldan")
    assert set(result.scores) == {"words", "numbers_sourced"}
    assert result.scores["numbers_sourced"] == 1.0


def test_a_better_reference_scores_higher(toolkit: Toolkit) -> None:
    near = STORY | {"summary": "The ferry Marit ran aground near Port Aldan."}
    far = STORY | {"summary": "Bananas are cheap."}

    assert evaluate([near], toolkit).scores["rouge2"] > 0.4
    assert evaluate([far], toolkit).scores["rouge2"] == 0.0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"story_id": "s"}, "row 1 has no articles"),
        ({"story_id": "s", "articles": []}, "row 1 has no articles"),
        ({"story_id": "s", "articles": [{"title": "x"}]}, "article 1 has no text"),
    ],
)
def test_a_row_without_what_it_needs_is_named(
    row: dict[str, object], message: str, toolkit: Toolkit
) -> None:
    with pytest.raises(DataError, match=message):
        evaluate([row], toolkit)


# --- what a fact rests on -------------------------------------------------------------------------


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
