"""Names that one article alone has, where another one would make two statements say one thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reporter.backends import Embedder, Parser
from reporter.config import DiscrepancySettings
from reporter.discrepancies import find_discrepancies
from reporter.discrepancies.nearby import near_pairs
from reporter.records import Article, Discrepancy, Kind
from reporter.sentences import statements_of

HERE = (
    "The harbour of Aldan was closed for two days.\n"
    "Peter Lund had run it for ten years.\n"
    "Lund was paid until the summer.\n"
)
THERE = "The harbour of Aldan was shut after the accident.\nShips waited off the coast.\n"
DISMISSED = "Anna Berg, the harbour master, was dismissed on Monday after the ferry ran aground."
LOST = "Harbour master Peter Lund lost his post on Monday because the ferry had run aground."
Differences = Callable[..., list[Discrepancy]]


@pytest.fixture
def differences(parser: Parser, embedder: Embedder) -> Differences:
    def find(
        *texts: str, by: Embedder | None = embedder, paired: bool = False
    ) -> list[Discrepancy]:
        articles = {
            str(n): Article(str(n), f"{n}.txt", str(n), True, "", text)
            for n, text in enumerate(texts)
        }
        statements = statements_of(list(articles.values()), parser)
        settings = DiscrepancySettings()
        vectors = embedder.embed([statement.text for statement in statements])
        pairs = near_pairs(statements, vectors, (), settings.near) if paired else ()
        found, turned = (
            find_discrepancies(pairs, articles, (), settings, given, embedder=by)
            for given in (statements, statements[::-1])
        )
        assert found == turned
        return [item for item in found if item.confidence >= settings.min_confidence]

    return find


def test_a_name_stands_where_another_one_makes_the_statements_one(differences: Differences) -> None:
    (found,) = differences(HERE + DISMISSED, THERE + LOST)
    assert (found.kind, found.changes_meaning) == (Kind.NAME, True)
    assert {side.value: side.articles for side in found.sides} == {
        "Anna Berg": ("0",),
        "Peter Lund": ("1",),
    }
    assert found.reasons[0] == "with 'Peter Lund' for 'Anna Berg' both say one thing"


def test_nothing_is_substituted_without_an_embedder(differences: Differences) -> None:
    assert differences(HERE + DISMISSED, THERE + LOST, by=None) == []


@pytest.mark.parametrize(
    ("_why", "one", "other"),
    [
        ("its article has the name twice", HERE + DISMISSED + "\nBerg is 40.", THERE + LOST),
        ("so has the other", HERE + DISMISSED, THERE + LOST + "\nAnna Berg will follow him."),
        (
            "they say two things of the pilots",
            HERE + "Anna Berg praised the pilots for their warnings.",
            THERE + "Peter Lund ignored the pilots.",
        ),
        (
            "one is the other's man",
            HERE + "His lawyer, Anna Berg, said he would appeal against the fine.",
            THERE + "Lawyers for Peter Lund said on Wednesday they would appeal against the fine.",
        ),
        (
            "who is told it",
            HERE + "“The pilots were right to warn us,” the minister told Norline News.",
            THERE + "“The pilots were right to warn us,” the minister told the Aldan Post.",
        ),
    ],
)
def test_names_that_may_both_be_right_are_left_alone(
    differences: Differences, _why: str, one: str, other: str
) -> None:
    assert differences(one, other) == []


def test_who_says_it_is_not_told_as_a_name_too(differences: Differences) -> None:
    said = "“The pilots were right to warn us, and nobody listened to them,” {} said on Monday."
    found = differences(
        HERE + said.format("Anna Berg"), THERE + said.format("Peter Lund"), paired=True
    )
    assert [item.kind for item in found] == [Kind.ATTRIBUTION]
