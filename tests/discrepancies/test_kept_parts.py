"""What is kept of single clusters, pairs and stories, whatever threshold a run has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reporter.discrepancies.finding import Finding, Mark
from reporter.discrepancies.keeping import Everywhere, kept_in, over_story_in
from reporter.discrepancies.over_story.utterance import Dated
from reporter.discrepancies.values.typed import Day
from reporter.records import Cluster, Fact, Kind, Statement
from reporter.runs.telling import telling_from
from reporter.storage.memo import Memo
from reporter.storage.store import Store
from reporter.summarize.telling import Told

ONE = Statement("a1.s1", "a1", 0, 20, "The ferry sank today.", 1)
OTHER = Statement("a2.s1", "a2", 0, 22, "The ferry sank Monday.", 1)
THIRD = Statement("a3.s1", "a3", 0, 18, "Nobody was aboard.", 1)


def cluster_of(name: str, *statements: Statement) -> Cluster:
    return Cluster(name, statements, statements[0])


def tell_in(
    store: Store, clusters: Sequence[Cluster], weights: Mapping[str, float]
) -> tuple[list[str], list[Fact | None]]:
    """Return which clusters had to be told, and the facts."""
    asked: list[str] = []

    def compute(places: Sequence[int]) -> list[Told]:
        asked.extend(clusters[place].id for place in places)
        return [
            Told(
                Fact("?", clusters[place].medoid.text, "x", True, 1.0, clusters[place], (), 2),
                0.5,
                frozenset({"ferri"}),
            )
            for place in places
        ]

    telling = telling_from(Memo(store), lambda: ("story",), (ONE, OTHER, THIRD))
    found = telling([(cluster, ()) for cluster in clusters], weights, compute)
    return asked, [item.fact for item in found]


def test_a_cluster_that_stays_is_told_once_under_whatever_number(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    tell_in(store, [cluster_of("c1", ONE, OTHER)], {})
    clusters = [cluster_of("c1", ONE, THIRD), cluster_of("c2", ONE, OTHER)]
    asked, facts = tell_in(store, clusters, {})

    assert asked == ["c1"]
    assert [fact.id for fact in facts if fact] == ["c1", "c2"]
    assert [fact.cluster for fact in facts if fact] == clusters


def test_a_cluster_is_told_anew_where_its_words_weigh_something_else(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    clusters = [cluster_of("c1", ONE, OTHER)]
    tell_in(store, clusters, {"ferri": 0.5, "island": 0.5})

    assert tell_in(store, clusters, {"ferri": 0.5, "island": 0.1})[0] == []
    assert tell_in(store, clusters, {"ferri": 0.4})[0] == ["c1"]
    assert tell_in(store, clusters, {"ferri": 0.5})[0] == []


def test_a_pair_that_stays_is_compared_once_whatever_cluster_holds_it(tmp_path: Path) -> None:
    memo = Memo(Store(tmp_path / "s.sqlite"))
    scores = (0.8, 0.0, 0.9, 0.0, -1.0)
    found = Finding(
        Kind.DATE,
        Mark(OTHER, (15, 21), "Monday", Day(15, 21, "Monday", 3, 3, "day")),
        Mark(ONE, (15, 20), "today"),
        "date",
        0.6,
        True,
        ("they differ",),
    )
    compared: list[tuple[str, str]] = []

    def compute(a: Statement, b: Statement, _scores: object) -> list[Finding]:
        compared.append((a.id, b.id))
        return [found] if b is OTHER else []

    def compare(b: Statement, judged: tuple[float, float, float, float]) -> list[Finding]:
        with kept_in(memo, (ONE, OTHER, THIRD), lambda one, other: (one, other)) as findings_of:
            return findings_of(ONE, b, judged, compute)

    assert compare(OTHER, scores) == compare(OTHER, scores) == [found]
    assert compared == [("a1.s1", "a2.s1")]
    compare(THIRD, scores)
    compare(OTHER, (0.7, 0.0, 0.9, 0.0, -1.0))
    assert compared[1:] == [("a1.s1", "a3.s1"), ("a1.s1", "a2.s1")]


def test_what_is_found_in_a_whole_story_is_found_once(tmp_path: Path) -> None:
    found = Finding(
        Kind.CERTAINTY,
        Mark(THIRD, (0, 8), "confirmed", key="confirmed"),
        Mark(ONE, (15, 20), "possible", key="possible"),
        "how sure it is",
        0.6,
        False,
    )
    told_at = Dated(OTHER, Day(15, 21, "Monday", 3, 3, "day"), "Norway")
    everywhere = Everywhere((found,), (told_at,))
    asked: list[str] = []

    def compute() -> Everywhere:
        asked.append("once")
        return everywhere

    for _ in range(2):
        memo = Memo(Store(tmp_path / "s.sqlite"))
        assert over_story_in(memo, (ONE, OTHER, THIRD), lambda: ("story",))(compute) == everywhere
    assert asked == ["once"]
