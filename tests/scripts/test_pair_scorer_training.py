"""The scripts that measure, calibrate and export the pair scorer, on invented pairs."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tests import ROOT

FOLDER = ROOT / "models" / "training" / "pair_scorer"
NAMES = (
    "lexicon",
    "changes",
    "build",
    "sets",
    "measures",
    "judge",
    "evaluate",
    "calibrate",
    "export",
)


@pytest.fixture(scope="module")
def scripts() -> Iterator[Mapping[str, ModuleType]]:
    """Import the scripts as they import each other, and leave no trace of their short names."""
    before = {name: sys.modules.pop(name, None) for name in NAMES}
    sys.path.insert(0, str(FOLDER))
    yield {name: importlib.import_module(name) for name in NAMES}
    sys.path.remove(str(FOLDER))
    for name, module in before.items():
        sys.modules.pop(name)
        if module is not None:
            sys.modules[name] = module


class CountingScorer:
    """Calls equal texts entailed, texts with another number a conflict, and the rest neutral."""

    description: Mapping[str, str] = {"backend": "stub"}

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.asked += pairs
        return np.array([self._row(*pair) for pair in pairs], dtype=np.float32).reshape(-1, 3)

    def _row(self, a: str, b: str) -> tuple[float, float, float]:
        if a.lower() == b.lower():
            return (0.8, 0.1, 0.1)
        figures = [{word for word in text.split() if word.isdigit()} for text in (a, b)]
        return (0.1, 0.1, 0.8) if all(figures) and figures[0] != figures[1] else (0.1, 0.8, 0.1)


class LetterEmbedder:
    """Counts letters."""

    description: Mapping[str, str] = {"backend": "stub"}

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.array([[t.lower().count(c) for c in "abcdefghijklmnopqrstuvwxyz"] for t in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def write(file: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def row(premise: str, hypothesis: str, label: str, **more: str) -> dict[str, str]:
    return {"premise": premise, "hypothesis": hypothesis, "label": label, **more}


# --- figures ---


def test_the_threshold_is_the_lowest_with_the_best_accuracy(
    scripts: Mapping[str, ModuleType],
) -> None:
    find = scripts["measures"].best_threshold
    values = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    assert find(values, np.array([False, False, True, True, True])) == 0.3
    assert find(values, np.array([True, True, True, True, True])) == 0.1
    assert find(values, np.array([False, False, False, False, False])) == np.inf
    # Equal values cannot be parted, whatever their labels.
    assert find(np.array([0.5, 0.5, 0.5]), np.array([False, True, True])) == 0.5


def test_cross_validation_finds_nothing_in_noise_and_all_where_all_is_to_find(
    scripts: Mapping[str, ModuleType],
) -> None:
    rng = np.random.default_rng(1)
    truth = rng.random(400) < 0.5
    noise = rng.random((400, 30))
    accuracy, _ = scripts["measures"].cross_validated(noise, truth)
    assert 0.4 < accuracy < 0.6
    assert scripts["measures"].cross_validated(truth[:, None] * 1.0, truth) == (1.0, 1.0)


def test_the_order_of_a_pair_does_not_change_its_features(
    scripts: Mapping[str, ModuleType],
) -> None:
    make = scripts["measures"].pair_features
    a, b = np.array([[0.7, 0.2, 0.1]]), np.array([[0.3, 0.6, 0.1]])
    assert np.array_equal(make(a, b), make(b, a))


def test_a_scorer_that_is_too_sure_is_cooled_to_the_share_that_it_gets_right(
    scripts: Mapping[str, ModuleType],
) -> None:
    measures = scripts["measures"]
    rng = np.random.default_rng(2)
    logits = rng.normal(size=(4000, 3)) * 1.5
    honest = measures.tempered(np.exp(logits), 1.0)
    gold = np.array([rng.choice(3, p=chances) for chances in honest])
    boastful = measures.tempered(honest, 0.4)
    found = measures.best_temperature(boastful, gold, np.ones(len(gold)))
    assert found == pytest.approx(2.5, rel=0.1)
    assert measures.calibration_error(boastful, gold) > 0.1
    assert measures.calibration_error(measures.tempered(boastful, found), gold) < 0.03
    assert measures.brier(measures.tempered(boastful, found), gold) < measures.brier(boastful, gold)


# --- sets ---


def test_a_sample_is_the_same_whatever_the_order(scripts: Mapping[str, ModuleType]) -> None:
    sets = scripts["sets"]
    examples = [sets.Example(f"Claim {n}.", "It rained.", "neutral") for n in range(50)]
    some = sets.sampled(examples, 7)
    assert len(some) == 7
    assert sets.sampled(examples[::-1], 7) == some
    assert sets.sampled(examples, 0) == examples


def test_changed_sentences_that_training_saw_do_not_count(
    scripts: Mapping[str, ModuleType], tmp_path: Path
) -> None:
    sets = scripts["sets"]
    write(tmp_path / "train.jsonl", [row("A quay.", "The  ferry sank.", "neutral")])
    seen = sets.training_texts(tmp_path)
    change = sets.Example(
        "The ferry sank.", "The ferry did not sank.", "contradiction", "news:negation"
    )
    other = sets.Example("The bus left.", "The bus never left.", "contradiction", "news:negation")
    neighbours = sets.Example("The bus left.", "The ferry sank.", "neutral", "news:neighbour")
    assert sets.unseen([change, other, neighbours], seen) == [other, neighbours]


def test_event_pairs_join_documents_of_one_topic_that_mention_one_event(
    scripts: Mapping[str, ModuleType], tmp_path: Path
) -> None:
    def sentence(doc: str, topic: int, text: str, chain: str | None) -> dict[str, Any]:
        mentions = [{"type": "ACT", "chain": chain, "text": text}]
        return {"doc_id": doc, "topic": topic, "text": text, "mentions": mentions}

    file = write(
        tmp_path / "events.jsonl",
        [
            sentence("one", 1, "A bank was robbed.", "robbery"),
            sentence("one", 1, "The robbers fled.", "flight"),
            sentence("two", 1, "Robbers emptied a bank.", "robbery"),
            sentence("two", 1, "It was raining.", None),
            sentence("three", 2, "Another bank was robbed.", "robbery"),
        ],
    )
    found = scripts["sets"].event_pairs(file, 100)
    assert [e.pair for e in found if e.label == "same"] == [
        ("A bank was robbed.", "Robbers emptied a bank.")
    ]
    assert len(found) == 4


def test_double_translations_meet_their_neighbour_and_their_likest_other(
    scripts: Mapping[str, ModuleType], tmp_path: Path
) -> None:
    held = [f"id{n}" for n in range(400) if scripts["build"].is_held_out(f"id{n}")]
    texts = (
        "a quick fox ran past us",
        "the queen jumped over five walls",
        "mild winds blew all day",
    )
    rows = [
        {"id": key, "references": [text, f"{text} today"]}
        for key, text in zip(held, texts, strict=False)
    ]
    file = write(tmp_path / "wmt.jsonl", [*rows, {"id": "one", "references": ["a single one"]}])
    found = scripts["sets"].translations(file, LetterEmbedder(), 0)
    assert {e.label for e in found if e.premise == e.hypothesis.removesuffix(" today")} == {"same"}
    assert sorted(e.group for e in found) == ["", "", "", *["neighbour"] * 3, *["similar"] * 3]


# --- the command ---


def test_no_pair_is_scored_twice(scripts: Mapping[str, ModuleType]) -> None:
    sets, scorer = scripts["sets"], CountingScorer()
    judge = scripts["judge"].Judge(scorer, LetterEmbedder())
    examples = [sets.Example("5 people died.", "9 people died.", "contradiction")] * 3
    assert judge.forward(examples).argmax(axis=1).tolist() == [2, 2, 2]
    judge.backward(examples)
    judge.features(examples)
    assert scorer.asked == [
        ("5 people died.", "9 people died."),
        ("9 people died.", "5 people died."),
    ]


def test_only_what_contradicts_both_ways_and_surely_is_a_false_conflict(
    scripts: Mapping[str, ModuleType],
) -> None:
    sets, evaluate = scripts["sets"], scripts["evaluate"]
    judge = scripts["judge"].Judge(CountingScorer(), LetterEmbedder())
    pairs = [("5 died.", "9 died."), ("It rained.", "it rained."), ("It rained.", "Snow fell.")]
    examples = [sets.Example(a, b, "same") for a, b in pairs]
    assert evaluate.in_conflict(judge, examples, 0.5).tolist() == [True, False, False]
    assert not evaluate.in_conflict(judge, examples, 0.9).any()


def test_a_set_of_two_labels_is_judged_by_those_two(scripts: Mapping[str, ModuleType]) -> None:
    sets, evaluate = scripts["sets"], scripts["evaluate"]
    judge = scripts["judge"].Judge(CountingScorer(), LetterEmbedder())
    examples = [
        sets.Example("It rained.", "it rained.", "entailment"),
        sets.Example("5 died.", "9 died.", "contradiction"),
    ]
    assert evaluate.labels_found(judge, examples) == {"accuracy": 1.0, "pairs": 2.0}


def test_a_figure_under_its_floor_ends_the_command_with_one(
    scripts: Mapping[str, ModuleType],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    evaluate = scripts["evaluate"]
    judge = scripts["judge"].Judge(CountingScorer(), LetterEmbedder())
    monkeypatch.setattr(evaluate, "opened", lambda model: judge)
    write(tmp_path / "snli_test.jsonl", [row("5 died.", "9 died.", "contradiction")])
    floors, out = tmp_path / "floors.toml", tmp_path / "figures.json"
    command = ["x", "m", str(tmp_path), str(tmp_path), "--only", "snli", "--json", str(out)]
    for floor, status in ((0.9, 0), (1.1, 1)):
        floors.write_text(f"[snli]\naccuracy = {floor}\n")
        monkeypatch.setattr(sys, "argv", [*command, "--floors", str(floors)])
        with pytest.raises(SystemExit) as stopped:
            evaluate.main()
        assert stopped.value.code == status
    shown = capsys.readouterr()
    assert "| snli | accuracy | 1.000 | 0.84 |" in shown.out
    assert "under its floor 1.1" in shown.err
    assert json.loads(out.read_text())["snli"]["accuracy"] == 1.0


def test_the_probes_have_every_label_and_no_pair_twice(scripts: Mapping[str, ModuleType]) -> None:
    examples = scripts["sets"].inference(FOLDER / "probes.jsonl")
    assert {e.label for e in examples} == {"entailment", "neutral", "contradiction"}
    assert len({e.pair for e in examples}) == len(examples)


# --- export ---


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one small layer with random weights, saved as train.py saves its own."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("checkpoint")
    words = "[PAD] [UNK] [CLS] [SEP] [MASK] the ferry sank council plan forty blast on monday ."
    (folder / "vocab.txt").write_text(words.replace(" ", "\n"), encoding="utf-8")
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=words.count(" ") + 1, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, num_labels=3, initializer_range=0.5,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def exported(
    scripts: Mapping[str, ModuleType], monkeypatch: pytest.MonkeyPatch, *command: object
) -> None:
    monkeypatch.setattr(sys, "argv", ["export.py", *map(str, command)])
    scripts["export"].main()


def test_the_exported_model_opens_in_single_precision_and_is_cooler_by_its_temperature(
    scripts: Mapping[str, ModuleType],
    checkpoint: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch
    from safetensors.torch import load_file
    from sentence_transformers import CrossEncoder

    exported(scripts, monkeypatch, checkpoint, tmp_path / "out", "--temperature", "2")
    held = load_file(tmp_path / "out" / "model.safetensors")
    assert {tensor.dtype for tensor in held.values()} == {torch.float16}
    before = CrossEncoder(str(checkpoint), device="cpu")
    after = CrossEncoder(str(tmp_path / "out"), device="cpu")
    assert {weights.dtype for weights in after.parameters()} == {torch.float32}
    assert after.config.id2label == {0: "entailment", 1: "neutral", 2: "contradiction"}
    pairs = [["the ferry sank on monday .", "the ferry sank ."], ["the council .", "the plan ."]]
    old, new = before.predict(pairs), after.predict(pairs)
    assert np.allclose(old / 2, new, atol=0.01)
    # Longer than the model has positions for: cut, not a crash.
    assert after.predict([["the ferry sank . " * 400, "the plan ."]]).shape == (1, 3)


def test_the_same_checkpoint_gives_the_same_bytes_and_no_path_of_the_machine(
    scripts: Mapping[str, ModuleType],
    checkpoint: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digests = []
    for name in ("one", "two"):
        exported(scripts, monkeypatch, checkpoint, tmp_path / name)
        files = sorted((tmp_path / name).iterdir())
        digests.append([(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files])
        assert not any(str(checkpoint) in f.read_text(errors="ignore") for f in files)
    assert digests[0] == digests[1]


def test_the_card_names_every_source_with_its_licence_and_the_figures(
    scripts: Mapping[str, ModuleType], tmp_path: Path
) -> None:
    figures = tmp_path / "figures.json"
    figures.write_text('{"snli": {"accuracy": 0.8123, "pairs": 300.0}}', encoding="utf-8")
    card = scripts["export"].card(1.5, figures)
    assert "| snli | accuracy | 0.812 |" in card
    assert "temperature of 1.5" in card
    assert "| snli_dev | CC BY-SA 4.0 |" in card
    assert "double translations" in card
    assert "$" not in card


def test_a_model_too_large_to_ship_is_refused(
    scripts: Mapping[str, ModuleType],
    checkpoint: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scripts["export"], "MAX_BYTES", 100)
    with pytest.raises(SystemExit, match="smaller base"):
        exported(scripts, monkeypatch, checkpoint, tmp_path / "out")
