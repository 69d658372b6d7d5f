"""Whether a second outlet says what a fact tells, by the shipped embedder and parser."""

from __future__ import annotations

import pytest

from reporter.backends import Embedder, Parser
from reporter.records import Article, Cluster, Fact
from reporter.sentences import statements_of
from reporter.summarize.witnesses import SURE_FROM, confidence, is_sure, signs
from tests.report.parts import fact as told


@pytest.fixture
def sure_of(parser: Parser, embedder: Embedder):
    """Return how sure it is that outlets which say these things say the fact."""

    def find(summary: str, *texts: str, outlets: tuple[str, ...] = ()) -> float:
        names = outlets or tuple(f"Outlet {number}" for number in range(len(texts)))
        articles = [
            Article(f"a{number}", f"{number}.txt", name, True, "", text)
            for number, (name, text) in enumerate(zip(names, texts, strict=True))
        ]
        said = tuple(statements_of(articles, parser))
        (tokens,) = parser.parse([summary])
        voices = {article.id: article.voice for article in articles}
        return confidence(told("f1", summary, said, 2), voices, tokens, embedder)

    return find


@pytest.mark.parametrize(
    ("fact", "other"),
    [
        (
            "The ferry Marit ran aground near Port Aldan on Wednesday.",
            "On Wednesday the Marit ran onto rocks close to Port Aldan, officials said.",
        ),
        (
            "“We did all that we could,” Berg said.",
            "Asked about the night, Berg told reporters: “We did all that we could.”",
        ),
        (
            "The council approved the new harbour.",
            "In a long session on Monday that drew hundreds from both banks of the river, "
            "the council approved the new harbour, which has divided the town for ten years.",
        ),
    ],
)
def test_who_says_the_same_in_other_words_or_with_more_bears_a_fact_out(sure_of, fact, other):
    assert sure_of(fact, fact, other) >= SURE_FROM


@pytest.mark.parametrize(
    ("fact", "other"),
    [
        (
            "Shares in the yard and in its supplier were each down more than 9 percent.",
            "The yard and its supplier have lost over a quarter of their value since the spring, "
            "as owners wonder how to pay for the new harbour.",
        ),
        (
            "The minister blamed the unions for the strike.",
            "The minister is on his way to Port Aldan for a speech to the unions.",
        ),
        (
            "Lund is expected in Port Aldan, Bergen and Skarn.",
            "Berg had a full day, with stops in Skarn, Bergen and Norvik.",
        ),
    ],
)
def test_who_speaks_of_the_same_people_and_things_does_not(sure_of, fact, other):
    assert sure_of(fact, fact, other) < SURE_FROM


def test_of_three_outlets_the_second_nearest_decides(sure_of):
    fact = "The council approved the new harbour on Monday."
    elsewhere = "Gulls nest on the roof of the old lighthouse."
    assert sure_of(fact, fact, fact, elsewhere) == sure_of(fact, fact, fact)
    assert sure_of(fact, fact, elsewhere) < SURE_FROM


def test_an_outlet_that_says_it_twice_is_one(sure_of):
    fact = "The council approved the new harbour on Monday."
    elsewhere = "Gulls nest on the roof of the old lighthouse."
    assert sure_of(fact, fact, fact, elsewhere, outlets=("A", "A", "B")) < SURE_FROM


def test_one_outlet_alone_needs_no_second(sure_of):
    assert sure_of("The ferry sank.", "The ferry sank.") == 1.0


@pytest.mark.parametrize("sentence", ["", "…", "It is so.", "!" * 400])
def test_a_sentence_of_no_words_has_signs_too(parser: Parser, embedder: Embedder, sentence: str):
    (said,) = statements_of([Article("a", "a.txt", "A", True, "", "The ferry sank.")], parser)
    (tokens,) = parser.parse([sentence])
    (found,) = signs(sentence, tokens, [said], embedder)
    assert 0 <= found.order <= 1
    assert -1.001 <= found.nearest <= 1.001


def test_a_fact_is_sure_from_the_line_on():
    fact = Fact("f1", "", "", True, 1.0, Cluster("c1", (), None), (), 2, confidence=SURE_FROM)  # type: ignore[arg-type]
    assert is_sure(fact)
