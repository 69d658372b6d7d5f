"""What is asked of a generated sentence before it stands, and how facts are measured."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reporter.backends import Embedder, PairScorer, Parser, SummaryRequest
from reporter.backends.extractive import Extractive
from reporter.backends.registry import open_scorer
from reporter.config import Settings
from reporter.errors import DataError
from reporter.evaluate import Toolkit
from reporter.evaluate.summaries import evaluate
from reporter.pipeline import Models
from reporter.prompts import load_prompt
from reporter.records import (
    Kind,
)
from tests.summarize.desk import SETTINGS, Believer, Denier, Desk, Doubter, Scripted


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
    ((text, reason),) = fact.rejected
    assert text == "The Marit ran aground with 350 people aboard."
    assert reason.startswith("numbers sourced: 350;")


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


def test_a_paraphrase_is_cited_where_the_judge_knows_it_and_sees_no_conflict(desk: Desk) -> None:
    desk.add("Herald", "The ferry Marit ran aground near Port Aldan on Wednesday.")
    desk.add("Ledger", "The ferry Marit ran aground near Port Aldan.")
    desk.add("Today", "The Marit was aground on a reef, the coast guard confirmed.")

    assert desk.facts(scorer=Doubter())[0].articles == ("a1", "a2")
    assert desk.facts(scorer=Believer())[0].articles == ("a1", "a2", "a3")
    assert desk.facts(scorer=Denier())[0].articles == ("a1", "a2")


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


@pytest.fixture
def toolkit(parser: Parser, embedder: Embedder) -> Toolkit:
    settings = Settings()
    scorer: PairScorer = open_scorer(settings.models)
    return Toolkit(settings, Models(parser, embedder, scorer, Extractive()))


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
