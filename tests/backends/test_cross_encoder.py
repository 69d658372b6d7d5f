"""Cross-encoders, with a tiny one made on the spot: random weights, real format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reporter.backends import PairScorer, cross_encoder
from reporter.backends.cross_encoder import open_scorer, read_labels
from reporter.config import Settings
from reporter.errors import ModelError
from tests.backends.encoders import make_model

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
MODELS = Settings().models.model_copy(update={"device": "cpu", "batch_size": 2, "runtime": "torch"})
PAIRS = [("the ferry sank", "a ship was lost"), ("rain", "sun"), ("x" * 400, "y"), ("", "")]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    orders = {
        "usual": ("entailment", "neutral", "contradiction"),
        "other": ("CONTRADICTION", "Entailment", "neutral"),
        "two": ("not_entailment", "entailment"),
    }
    return {
        name: make_model(tmp_path_factory.mktemp(name), labels) for name, labels in orders.items()
    }


@pytest.fixture(scope="module")
def scorer(folders: dict[str, str]) -> PairScorer:
    return open_scorer(folders["usual"], MODELS)


def test_columns_follow_the_names_of_the_labels(
    folders: dict[str, str], scorer: PairScorer
) -> None:
    # The weights are the same, so the first output is "entailment" here and "contradiction" there.
    usual, other = scorer.score(PAIRS), open_scorer(folders["other"], MODELS).score(PAIRS)
    np.testing.assert_allclose(usual[:, ENTAILMENT], other[:, CONTRADICTION], rtol=1e-5)
    np.testing.assert_allclose(usual[:, NEUTRAL], other[:, ENTAILMENT], rtol=1e-5)
    np.testing.assert_allclose(usual[:, CONTRADICTION], other[:, NEUTRAL], rtol=1e-5)
    assert not np.allclose(usual[:, ENTAILMENT], usual[:, NEUTRAL])


@pytest.mark.parametrize("name", ["./models/gone", "/models/gone", "a/b/gone"])
def test_a_path_that_leads_nowhere_is_not_looked_for_on_a_hub(name: str) -> None:
    with pytest.raises(ModelError, match=f"'{name}' does not exist. Check the path."):
        open_scorer(name, MODELS)


def test_two_labels_leave_contradiction_empty(folders: dict[str, str]) -> None:
    scores = open_scorer(folders["two"], MODELS).score(PAIRS)
    assert (scores[:, CONTRADICTION] == 0).all()
    np.testing.assert_allclose(scores.sum(axis=1), 1.0, rtol=1e-5)


def test_scores_come_back_in_the_order_of_the_pairs(scorer: PairScorer) -> None:
    np.testing.assert_allclose(
        scorer.score(PAIRS), np.vstack([scorer.score([pair]) for pair in PAIRS]), atol=1e-5
    )


def test_no_pairs_give_an_empty_table(scorer: PairScorer) -> None:
    assert scorer.score([]).shape == (0, 3)


def test_the_description_names_model_and_labels(
    folders: dict[str, str], scorer: PairScorer
) -> None:
    assert scorer.description["name"] == folders["usual"]
    assert scorer.description["labels"] == "entailment,neutral,contradiction"
    assert scorer.description["max_tokens"] == "64"
    assert scorer.description["runtime"] == "torch"


def test_onnx_runtime_judges_alike(
    folders: dict[str, str], scorer: PairScorer, tmp_path: Path
) -> None:
    pytest.importorskip("onnxruntime")
    chosen = MODELS.model_copy(update={"runtime": "onnx", "graph_folder": str(tmp_path)})
    graph = open_scorer(folders["other"], chosen)
    assert graph.description["runtime"] == "onnx fp32"
    assert graph.description["labels"] == "contradiction,entailment,neutral"
    np.testing.assert_allclose(
        graph.score(PAIRS)[:, CONTRADICTION], scorer.score(PAIRS)[:, ENTAILMENT], atol=1e-3
    )


def test_other_weights_in_the_same_folder_are_another_model(tmp_path: Path) -> None:
    labels = ("entailment", "neutral", "contradiction")
    name = make_model(tmp_path, labels)
    before, again = open_scorer(name, MODELS).description, open_scorer(name, MODELS).description
    make_model(tmp_path, labels, seed=1)
    after = open_scorer(name, MODELS).description
    assert before == again
    assert before["revision"] != after["revision"]


def test_the_same_pair_scores_the_same_in_any_company(scorer: PairScorer) -> None:
    alone = scorer.score(PAIRS[:1])
    assert scorer.score([*PAIRS[1:], PAIRS[0]])[-1].tolist() == alone[0].tolist()


def test_an_empty_name_means_the_shipped_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pair-scorer").mkdir()
    make_model(tmp_path / "pair-scorer", ("entailment", "neutral", "contradiction"))
    monkeypatch.setattr(cross_encoder, "shipped", lambda kind: tmp_path)
    description = open_scorer("", MODELS).description
    assert (description["backend"], description["name"]) == ("cross-encoder", "pair-scorer")


def test_without_a_shipped_model_words_decide_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cross_encoder, "shipped", lambda kind: tmp_path)
    assert open_scorer("", MODELS).description["backend"] == "lexical"
    assert caplog.messages == [
        "models/pair-scorer is not there: the lexical scorer judges pairs. Write models.scorer = "
        "'lexical' for the thresholds that suit it."
    ]


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (("Refutes", "Supports", "NOT ENOUGH INFO"), (CONTRADICTION, ENTAILMENT, NEUTRAL)),
        (("LABEL_0", "LABEL_1"), (NEUTRAL, ENTAILMENT)),
        (("discrepant", "consistent"), (CONTRADICTION, ENTAILMENT)),
        (("not_equivalent", "equivalent"), (NEUTRAL, ENTAILMENT)),
    ],
)
def test_labels_are_understood(labels: tuple[str, ...], columns: tuple[int, ...]) -> None:
    assert read_labels("model", dict(enumerate(labels))) == columns


@pytest.mark.parametrize("labels", [("LABEL_0", "LABEL_1", "LABEL_2"), ("LABEL_0",), ("a", "b")])
def test_labels_that_say_nothing_are_refused(labels: tuple[str, ...]) -> None:
    with pytest.raises(ModelError, match="id2label"):
        read_labels("model", dict(enumerate(labels)))


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    name = make_model(tmp_path, ("entailment", "neutral", "contradiction"), safe=False)
    with pytest.raises(ModelError, match="safetensors"):
        open_scorer(name, MODELS)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        open_scorer(str(tmp_path / "nowhere"), MODELS)
