"""Ids are unique over the brief, and what points at them follows."""

from __future__ import annotations

from reporter.numbering import number_across
from reporter.records import (
    Article,
    Cluster,
    Discrepancy,
    Evidence,
    Fact,
    Kind,
    Omission,
    Origin,
    Side,
    Statement,
    Story,
    StoryBrief,
    Unique,
)


def story_brief(name: str) -> StoryBrief:
    article = Article(f"a-{name}", f"{name}.txt", name, True, name, "One. Two.")
    statement = Statement(f"{article.id}.1", article.id, 0, 4, "One.", 1)
    cluster = Cluster("c1", (statement,), statement)
    sides = tuple(Side(value, (Evidence(statement, 0, 3),)) for value in ("1", "2"))
    return StoryBrief(
        story=Story(name, name, (article,)),
        origins=(Origin("o1", (article.id,), "own work"),),
        statements=(statement,),
        facts=(
            Fact("f1", "One.", "extractive", True, 1.0, cluster, (article.id,), 1, ("d1", "d9")),
        ),
        discrepancies=(Discrepancy("d1", Kind.NUMBER, "s", "s", 0.9, True, sides, "c2"),),
        omissions=(Omission(article.id, "f1"),),
        unique=(Unique("o1", (statement,)),),
    )


def test_the_second_story_counts_on_from_the_first() -> None:
    first, second = number_across([story_brief("x"), story_brief("y")])
    assert (first.facts[0].id, second.facts[0].id) == ("f1", "f2")
    assert (first.origins[0].id, second.origins[0].id) == ("o1", "o2")
    assert second.facts[0].cluster.id == "c3"
    assert second.discrepancies[0].cluster_id == "c4"
    assert second.omissions[0].fact_id == "f2"
    assert second.unique[0].origin_id == "o2"


def test_a_fact_keeps_only_discrepancies_that_exist() -> None:
    _, second = number_across([story_brief("x"), story_brief("y")])
    assert second.facts[0].discrepancies == ("d2",)
