"""Statements of one story become clusters, each of them one fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from reporter.backends import Embedder, Float32
from reporter.backends.registry import open_scorer
from reporter.config import MatchingSettings, load_settings
from reporter.evaluate import Toolkit
from reporter.evaluate.pairs import evaluate
from reporter.matching.clusters import match
from reporter.matching.equivalence import equivalence
from reporter.matching.proposals import Proposals
from reporter.pipeline import Models
from reporter.records import Cluster, Span, Statement, StatementKind

# No model is needed here, and nothing changes when another one is shipped.
CHOSEN = load_settings(None, ["models.scorer=lexical"])
SETTINGS = CHOSEN.matching
LEXICAL = open_scorer(CHOSEN.models)


def statement(article: str, index: int, text: str, *clauses: str, kind: str = "") -> Statement:
    spans = tuple(Span(text.index(part), text.index(part) + len(part)) for part in clauses)
    where = StatementKind(kind) if kind else StatementKind.SENTENCE
    return Statement(f"{article}{index}", article, 0, 0, text, 1, where, index, clauses=spans)


def ids(clusters: Sequence[Cluster]) -> list[list[str]]:
    return [[member.id for member in cluster.statements] for cluster in clusters]


AGROUND = [
    statement("a", 1, "The ferry Marit ran aground on the Skarn reef on Wednesday night."),
    statement("b", 1, "On Wednesday night the ferry Marit ran aground on the Skarn reef."),
    statement("c", 1, "The Marit, a ferry, ran aground late on Wednesday on the reef of Skarn."),
]
INJURED = [
    statement("a", 2, "Fourteen people were treated for injuries at the hospital in Aldan."),
    statement("b", 2, "Four people were treated for injuries at the Aldan hospital."),
]
ALONE = statement("c", 2, "Shares of the operator had doubled since its listing in the spring.")
STORY = [*AGROUND, *INJURED, ALONE]


@pytest.fixture(scope="module")
def clusters(embedder: Embedder) -> tuple[Cluster, ...]:
    return match(STORY, embedder, LEXICAL, SETTINGS)


def test_each_cluster_is_one_fact_and_the_best_supported_comes_first(
    clusters: tuple[Cluster, ...],
) -> None:
    assert ids(clusters) == [["a1", "b1", "c1"], ["a2", "b2"]]
    assert [cluster.id for cluster in clusters] == ["c1", "c2"]


def test_statements_that_differ_in_a_number_are_one_fact(clusters: tuple[Cluster, ...]) -> None:
    assert ["a2", "b2"] in ids(clusters)


def test_a_cluster_carries_every_score_and_its_medoid(clusters: tuple[Cluster, ...]) -> None:
    first = clusters[0]
    assert [(score.a, score.b) for score in first.scores] == [
        ("a1", "b1"),
        ("a1", "c1"),
        ("b1", "c1"),
    ]
    assert all(SETTINGS.threshold <= score.equivalent <= 1 for score in first.scores)
    assert first.medoid in first.statements


def test_the_order_of_the_statements_does_not_matter(
    embedder: Embedder, clusters: tuple[Cluster, ...]
) -> None:
    for turned in (STORY[::-1], STORY[3:] + STORY[:3], STORY[::2] + STORY[1::2]):
        assert match(turned, embedder, LEXICAL, SETTINGS) == clusters


def test_one_outlet_repeating_itself_is_not_a_fact_of_several(embedder: Embedder) -> None:
    repeated = [AGROUND[0], statement("a", 5, AGROUND[1].text)]
    assert match(repeated, embedder, LEXICAL, SETTINGS) == ()


def test_a_clear_repetition_joins_the_cluster_of_its_article(embedder: Embedder) -> None:
    repetition = statement("a", 5, AGROUND[0].text)
    assert ids(match([*AGROUND[:2], repetition], embedder, LEXICAL, SETTINGS)) == [
        ["a1", "a5", "b1"]
    ]


def test_different_facts_about_the_same_people_stay_apart(embedder: Embedder) -> None:
    story = [
        statement("a", 1, "Captain Nils Holt joined the company in 2011 after years in the navy."),
        statement("b", 1, "Captain Nils Holt was questioned by police until late in the evening."),
    ]
    assert match(story, embedder, LEXICAL, SETTINGS) == ()


def test_a_statement_with_two_facts_sits_in_two_clusters(embedder: Embedder) -> None:
    both = statement(
        "a",
        1,
        "The ferry Marit ran aground on the Skarn reef on Wednesday, "
        "and the coast guard opened an investigation into the captain's conduct.",
        "The ferry Marit ran aground on the Skarn reef on Wednesday",
        "the coast guard opened an investigation into the captain's conduct",
    )
    story = [
        both,
        statement("b", 1, "The ferry Marit ran aground on the Skarn reef on Wednesday night."),
        statement(
            "c", 4, "The coast guard opened an investigation into the conduct of the captain."
        ),
    ]
    assert ids(match(story, embedder, LEXICAL, SETTINGS)) == [["a1", "b1"], ["a1", "c4"]]


def test_what_somebody_says_is_compared_without_who_says_it(embedder: Embedder) -> None:
    said = "heavy rain had broken the old dam above Skarn"
    frame = "At a meeting that lasted until midnight, the mayor of the valley told reporters that "
    bare = statement("b", 1, "Heavy rain had broken the old dam above Skarn.")
    for clauses, expected in ((), []), ((said,), [["a1", "b1"]]):
        framed = statement("a", 1, f"{frame}{said}.", *clauses)
        strict = SETTINGS.model_copy(update={"threshold": 0.85})
        assert ids(match([framed, bare], embedder, LEXICAL, strict)) == expected


def test_a_headline_joins_but_does_not_stand_for_the_cluster(embedder: Embedder) -> None:
    title = statement("b", 0, AGROUND[0].text, kind="headline")
    (cluster,) = match([AGROUND[0], title, AGROUND[2]], embedder, LEXICAL, SETTINGS)
    assert title in cluster.statements
    assert cluster.medoid.kind is StatementKind.SENTENCE


def test_two_headlines_alone_have_a_headline_as_medoid(embedder: Embedder) -> None:
    titles = [statement(article, 0, AGROUND[0].text, kind="headline") for article in "ab"]
    (cluster,) = match(titles, embedder, LEXICAL, SETTINGS)
    assert cluster.medoid == titles[0]


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    assert match([], embedder, LEXICAL, SETTINGS) == ()


class Vectors:
    """An embedder that gives each text the vector written down for it."""

    description: Mapping[str, str] = {"backend": "table"}

    def __init__(self, table: Mapping[str, Sequence[float]]) -> None:
        self.table = table

    def embed(self, texts: Sequence[str]) -> Float32:
        rows = np.array([self.table[text] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


class Counting:
    """A scorer that calls everything entailed and counts what it was asked."""

    description: Mapping[str, str] = {"backend": "counting"}

    def __init__(self) -> None:
        self.pairs = 0
        self.calls = 0

    def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
        self.pairs += len(pairs)
        self.calls += 1
        return np.tile(np.array([1, 0, 0], dtype=np.float32), (len(pairs), 1))


def test_pairs_under_the_floor_are_never_judged() -> None:
    story = [statement("a", 1, "one"), statement("b", 1, "two")]
    scorer = Counting()
    far = Vectors({"one": [1, 0], "two": [0, 1]})
    assert match(story, far, scorer, SETTINGS) == ()
    assert scorer.pairs == 0


def test_two_hundred_copies_are_judged_as_cheaply_as_two() -> None:
    story = [statement(f"x{n:03}", 1, "the same words everywhere") for n in range(200)]
    scorer = Counting()
    (cluster,) = match(story, Vectors({story[0].text: [1, 0]}), scorer, SETTINGS)
    assert len(cluster.statements) == 200
    assert scorer.pairs == 0


def test_the_scorer_is_asked_in_few_batches() -> None:
    story = [statement(f"x{n:03}", 1, f"words {n}") for n in range(40)]
    scorer = Counting()
    match(story, Vectors({s.text: [1, 0.01 * n] for n, s in enumerate(story)}), scorer, SETTINGS)
    assert scorer.calls <= 4
    assert scorer.pairs < 40 * 39


def test_pairs_to_judge_grow_with_the_statements_and_not_with_their_square() -> None:
    asked = []
    for size in (40, 80):
        story = [statement(f"x{n:03}", 1, f"words {n}") for n in range(size)]
        scorer = Counting()
        table = Vectors({s.text: [1, n / size] for n, s in enumerate(story)})
        match(story, table, scorer, SETTINGS)
        asked.append(scorer.pairs)
    assert asked[1] < 3 * asked[0]


def test_clauses_are_judged_only_where_the_whole_statements_are_not_equivalent() -> None:
    seen: list[tuple[str, str]] = []

    class Unmoved(Counting):
        def score(self, pairs: Sequence[tuple[str, str]]) -> Float32:
            seen.extend(pairs)
            return np.tile(np.array([0, 1, 0], dtype=np.float32), (len(pairs), 1))

    clauses = ("the coastal road was closed early", "heavy rain broke the dam")
    long = statement("a", 1, " and ".join(clauses), *clauses)
    for text, judged in ((long.text + " today", False), ("all is well", True)):
        seen.clear()
        short = statement("b", 1, text)
        # Every text lies in one direction, so that only words tell them apart.
        vectors = Vectors({key: [1.0] for key in (long.text, *clauses, text)})
        match([long, short], vectors, Unmoved(), SETTINGS)
        assert any(clauses[0] in pair for pair in seen) is judged


def test_a_clause_that_is_nearly_the_whole_is_not_judged_beside_it() -> None:
    clause = "heavy rain broke the old dam above Skarn"
    long = statement("a", 1, f"Witnesses said {clause}", clause)
    short = statement("b", 1, "the mayor stayed at home")
    scorer = Counting()
    match([long, short], Vectors({long.text: [1.0], short.text: [1.0]}), scorer, SETTINGS)
    assert scorer.pairs == 2


def test_the_neighbours_of_a_text_are_statements_and_not_parts_of_one() -> None:
    texts = ["the dam broke", "the dam broke early", "the dam broke, he said", "a dam burst"]
    vectors = np.array([[1, 0], [1, 0], [0.9, 0.4], [0.8, 0.6]], dtype=np.float32)
    alone = Proposals(texts, [0, 1, 1, 2], vectors, {}, SETTINGS)
    assert alone.nearest([0], [1, 2, 3], 2) == {(0, 1), (0, 2)}
    owned = Proposals(texts, [0, 1, 1, 2], vectors, {}, SETTINGS, owners=[0, 1, 1, 2])
    assert owned.nearest([0], [1, 2, 3], 2) == {(0, 1), (0, 3)}


def test_contradiction_counts_as_agreement_by_its_share_and_neutral_does_not() -> None:
    def value(probabilities: tuple[float, float, float], share: float) -> float:
        chosen = SETTINGS.model_copy(update={"contradiction": share})
        return equivalence(0.8, probabilities, probabilities, ("a ship", "a boat"), {}, chosen)

    entailed, neutral, denied = (value(p, 0.5) for p in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    assert denied == pytest.approx((entailed + neutral) / 2)
    assert entailed > neutral
    assert value((0, 0, 1), 1.0) == entailed


def test_both_directions_count_alike() -> None:
    one, other = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    texts = ("a much longer sentence about a ship", "a ship")
    assert equivalence(0.5, one, other, texts, {}, SETTINGS) == equivalence(
        0.5, other, one, texts, {}, SETTINGS
    )


# --- reporter eval pairs --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def toolkit(embedder: Embedder) -> Toolkit:
    unused = None
    return Toolkit(CHOSEN, Models(unused, embedder, LEXICAL, unused))  # type: ignore[arg-type]


SAME = {"s1": AGROUND[0].text, "s2": AGROUND[1].text}
OTHER = {"s1": AGROUND[0].text, "s2": ALONE.text}


def test_pairs_without_labels_are_predicted_only(toolkit: Toolkit) -> None:
    result = evaluate([{"id": "x", **SAME}], toolkit)
    (row,) = result.predictions
    assert [*row] == ["id", "entailment", "neutral", "contradiction", "equivalent", "label"]
    assert row["id"] == "x"
    assert row["label"] == "entailment"
    assert result.scores == {}


def test_binary_labels_are_scored_on_equivalence(toolkit: Toolkit) -> None:
    scores = evaluate([{**SAME, "label": 1}, {**OTHER, "label": 0}], toolkit).scores
    assert scores == {"rows": 2, "accuracy": 1.0, "f1": 1.0, "auc": 1.0}


def test_three_way_labels_are_scored_three_way(toolkit: Toolkit) -> None:
    rows = [
        {"premise": SAME["s1"], "hypothesis": SAME["s2"], "label": "entailment"},
        {"premise": OTHER["s1"], "hypothesis": OTHER["s2"], "label": "neutral"},
        {"premise": OTHER["s1"], "hypothesis": OTHER["s2"], "label": "contradiction"},
    ]
    scores = evaluate(rows, toolkit).scores
    assert scores["accuracy"] == pytest.approx(2 / 3)
    assert set(scores) == {"rows", "accuracy", "macro_f1"}


@pytest.mark.parametrize(
    ("positive", "negative"), [("entailment", "not_entailment"), ("consistent", "discrepant")]
)
def test_other_two_way_labels_are_understood(
    toolkit: Toolkit, positive: str, negative: str
) -> None:
    differing = {"s1": INJURED[0].text, "s2": INJURED[1].text}
    rows = [{**SAME, "label": positive}, {**differing, "label": negative}]
    assert evaluate(rows, toolkit).scores["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("row", "said"),
    [({"id": "p7", "s1": "only one"}, "p7"), ({**SAME, "label": "perhaps"}, "perhaps")],
)
def test_a_bad_row_is_named(toolkit: Toolkit, row: dict[str, str], said: str) -> None:
    from reporter.errors import DataError

    with pytest.raises(DataError, match=said):
        evaluate([row], toolkit)


# --- each scorer has its own scale ----------------------------------------------------------------


def test_the_defaults_of_matching_go_with_the_scorer() -> None:
    trained = load_settings(None, ["models.scorer=cross-encoder"]).matching
    assert trained == MatchingSettings()
    assert trained.threshold != SETTINGS.threshold


def test_a_setting_of_matching_beats_the_default_of_its_scorer() -> None:
    chosen = load_settings(None, ["models.scorer=lexical", "matching.threshold=0.3"]).matching
    assert chosen == SETTINGS.model_copy(update={"threshold": 0.3})
