"""Models on ONNX Runtime: what torch computes, whatever the company, and no trust in files."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from reporter.backends import bi_encoder, onnx_runtime
from reporter.backends.onnx_export import PAIRS, TEXTS
from reporter.backends.onnx_runtime import Graph, deviation, open_graph
from reporter.backends.onnx_store import GRAPH, TOKENIZER, Manifest, fingerprint, load, save
from reporter.config import ModelSettings, Settings
from reporter.errors import ModelError
from tests.backends.encoders import make_model

for package in ("onnx", "onnxruntime", "onnxscript"):
    pytest.importorskip(package)

LABELS = ("entailment", "neutral", "contradiction")
OTHERS = [
    ("the dam held", "the dam broke"),
    ("a", "b"),
    ("it rained " * 30, "dry"),
    ("Śnieg", "雪"),
    ("", ""),
]


@pytest.fixture(scope="module")
def pair_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make_model(tmp_path_factory.mktemp("pairs"), LABELS))


@pytest.fixture(scope="module")
def text_model(tmp_path_factory: pytest.TempPathFactory, pair_model: Path) -> Path:
    from sentence_transformers import SentenceTransformer

    folder = tmp_path_factory.mktemp("texts")
    SentenceTransformer(str(pair_model), device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ModelSettings:
    folder = str(tmp_path_factory.mktemp("graphs"))
    return Settings().models.model_copy(
        update={"device": "cpu", "runtime": "onnx", "graph_folder": folder}
    )


@pytest.fixture
def no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Manifest:
        raise AssertionError("exported again")

    monkeypatch.setattr(onnx_runtime, "export", refuse)


def changed(settings: ModelSettings, **update: str) -> ModelSettings:
    return settings.model_copy(update=update)


def opened(kind: str, model: Path, settings: ModelSettings) -> Graph:
    graph = open_graph(kind, model, settings)  # type: ignore[arg-type]
    assert graph is not None
    return graph


# What is computed


def test_a_pair_model_gives_the_logits_of_torch(pair_model: Path, settings: ModelSettings) -> None:
    import torch
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(pair_model), device="cpu")
    expected = model.predict([list(pair) for pair in OTHERS], activation_fn=torch.nn.Identity())
    graph = opened("pairs", pair_model, settings)
    np.testing.assert_allclose(graph.run(OTHERS), expected, atol=1e-4)
    assert (graph.labels, graph.max_tokens, graph.width) == (LABELS, 64, 3)


def test_a_text_model_gives_the_vectors_of_torch(text_model: Path, settings: ModelSettings) -> None:
    texts = [first for first, _ in OTHERS]
    torch_embedder = bi_encoder.open_embedder(str(text_model), changed(settings, runtime="torch"))
    onnx_embedder = bi_encoder.open_embedder(str(text_model), settings)
    expected, found = torch_embedder.embed(texts), onnx_embedder.embed(texts)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert onnx_embedder.embed([]).shape == (0, found.shape[1]) == torch_embedder.embed([]).shape


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_no_result_depends_on_company_order_or_threads(
    pair_model: Path, settings: ModelSettings, precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(onnx_runtime.BOUNDS, ("pairs", "int8"), 1.0)
    monkeypatch.setattr(onnx_runtime, "_workers", lambda: 1)
    alone = opened("pairs", pair_model, changed(settings, precision=precision))
    monkeypatch.setattr(onnx_runtime, "_workers", lambda: 3)
    together = opened("pairs", pair_model, changed(settings, precision=precision))
    assert together.precision == precision
    each = np.vstack([alone.run([pair]) for pair in OTHERS])
    assert together.run(OTHERS).tobytes() == each.tobytes()
    assert together.run(OTHERS[::-1]).tobytes() == each[::-1].tobytes()


def test_more_items_than_one_portion_come_back_in_order(
    pair_model: Path, settings: ModelSettings
) -> None:
    graph = opened("pairs", pair_model, settings)
    many = [OTHERS[i % 2] for i in range(301)]
    np.testing.assert_array_equal(graph.run(many), graph.run(OTHERS[:2])[np.arange(301) % 2])


def test_runtime_and_precision_keep_cached_results_apart(
    text_model: Path, settings: ModelSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(onnx_runtime.BOUNDS, ("texts", "int8"), 1.0)
    descriptions = [
        dict(bi_encoder.open_embedder(str(text_model), one).description)
        for one in (
            changed(settings, runtime="torch"),
            settings,
            changed(settings, precision="int8"),
        )
    ]
    assert [one.pop("runtime") for one in descriptions] == ["torch", "onnx fp32", "onnx int8"]
    assert descriptions[0] == descriptions[1] == descriptions[2]


# What is trusted


def test_deviation_is_one_minus_cosine_or_the_largest_shift_of_a_probability() -> None:
    right, up = np.float32([[1, 0]]), np.float32([[0, 1]])
    assert deviation("texts", right, right) == pytest.approx(0.0)
    assert deviation("texts", right, up) == pytest.approx(1.0)
    even, sure = np.float32([[0, 0]]), np.float32([[50, 0]])
    assert deviation("pairs", even, sure) == pytest.approx(0.5)
    assert deviation("pairs", even + 7, even) == pytest.approx(0.0)


def test_int8_that_deviates_gives_way_to_fp32(
    pair_model: Path, settings: ModelSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(onnx_runtime.BOUNDS, ("pairs", "int8"), -1.0)
    assert opened("pairs", pair_model, changed(settings, precision="int8")).precision == "fp32"


def test_a_graph_that_deviates_is_not_used(
    pair_model: Path, settings: ModelSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(onnx_runtime.BOUNDS, ("pairs", "fp32"), -1.0)
    assert open_graph("pairs", pair_model, changed(settings, runtime="auto")) is None
    with pytest.raises(ModelError, match="deviates from torch"):
        open_graph("pairs", pair_model, settings)


@pytest.mark.usefixtures("no_export")
def test_a_graph_is_exported_once(pair_model: Path, settings: ModelSettings) -> None:
    assert open_graph("pairs", pair_model, settings) is not None


def test_a_new_weight_makes_a_new_graph_and_a_new_readme_does_not(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "config.json").write_text("{}")
    before = fingerprint(tmp_path)
    (tmp_path / "README.md").write_text("Read me.")
    assert fingerprint(tmp_path) == before
    (tmp_path / "part" / "config.json").write_text("{ }")
    after = fingerprint(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"wEights")
    assert len({before, after, fingerprint(tmp_path)}) == 3


# What lies in the folder


def fill(folder: Path) -> Manifest:
    (folder / GRAPH).write_bytes(b"graph")
    (folder / TOKENIZER).write_bytes(b"tokenizer")
    return Manifest(inputs=("input_ids",), max_tokens=8, expected=((1.0, 0.0),))


def test_what_was_saved_can_be_loaded(tmp_path: Path) -> None:
    entry = tmp_path / "new" / "key"
    saved = save(entry, fill)
    assert load(entry) == saved
    assert set(saved.files) == {GRAPH, TOKENIZER}
    assert [path.name for path in entry.parent.iterdir()] == ["key"]


def replaced(name: str) -> Callable[[Path], object]:
    return lambda entry: (entry / name).write_bytes(b"foreign")


@pytest.mark.parametrize(
    "harm",
    [
        replaced(GRAPH),
        replaced(TOKENIZER),
        replaced("manifest.json"),
        lambda entry: (entry / GRAPH).unlink(),
        lambda entry: (entry / "manifest.json").unlink(),
        lambda entry: (entry / "manifest.json").write_text('{"files": {}}'),
        lambda entry: (entry / "manifest.json").write_text('{"files": {"../x": "00"}}'),
    ],
)
def test_a_damaged_or_foreign_file_is_removed(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    entry = tmp_path / "key"
    save(entry, fill)
    harm(entry)
    assert load(entry) is None
    assert not entry.exists()


def test_a_damaged_graph_is_made_again_without_a_word(
    pair_model: Path, settings: ModelSettings, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = opened("pairs", pair_model, settings).run(PAIRS)
    shutil.copytree(settings.graph_folder, tmp_path / "graphs")
    for graph in (tmp_path / "graphs").glob(f"*/{GRAPH}"):
        graph.write_bytes(graph.read_bytes()[:-4] + bytes(4))
    mine = changed(settings, graph_folder=str(tmp_path / "graphs"))
    capfd.readouterr()
    assert opened("pairs", pair_model, mine).run(PAIRS).tobytes() == before.tobytes()
    assert capfd.readouterr() == ("", "")


def test_a_run_that_is_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    def killed(folder: Path) -> Manifest:
        fill(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "key", killed)
    assert list(tmp_path.iterdir()) == []


def test_the_graph_of_a_faster_process_stays(tmp_path: Path) -> None:
    entry = tmp_path / "key"

    def slow(folder: Path) -> Manifest:
        save(entry, fill)
        return fill(folder).model_copy(update={"max_tokens": 9})

    assert save(entry, slow).max_tokens == 8
    assert load(entry) is not None


def test_a_model_that_cannot_be_exported_is_tried_once(
    tmp_path: Path, settings: ModelSettings, request: pytest.FixtureRequest
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.safetensors").write_bytes(b"not a model")
    mine = changed(settings, graph_folder=str(tmp_path / "graphs"), runtime="auto")
    assert open_graph("pairs", model, mine) is None
    request.getfixturevalue("no_export")
    assert open_graph("pairs", model, mine) is None
    with pytest.raises(ModelError, match="cannot run on ONNX Runtime"):
        open_graph("pairs", model, changed(mine, runtime="onnx"))


# What is chosen


@pytest.mark.usefixtures("no_export")
def test_torch_runs_it_silently_where_a_package_is_missing(
    text_model: Path,
    settings: ModelSettings,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(onnx_runtime, "find_spec", lambda name: None)
    with caplog.at_level(logging.WARNING):
        embedder = bi_encoder.open_embedder(str(text_model), changed(settings, runtime="auto"))
    assert embedder.description["runtime"] == "torch"
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
    with pytest.raises(ModelError, match=r"pip install 'discrepancy-reporter\[onnx\]'"):
        bi_encoder.open_embedder(str(text_model), settings)


@pytest.mark.usefixtures("no_export")
def test_auto_is_onnx_where_it_is_installed_and_torch_can_be_asked_for(
    text_model: Path, settings: ModelSettings
) -> None:
    chosen = [
        bi_encoder.open_embedder(str(text_model), changed(settings, runtime=runtime)).description
        for runtime in ("auto", "onnx", "torch")
    ]
    assert [one["runtime"] for one in chosen] == ["onnx fp32", "onnx fp32", "torch"]


def test_a_folder_that_cannot_be_written_leaves_torch(
    pair_model: Path, settings: ModelSettings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    mine = changed(settings, graph_folder=str(tmp_path / "file"))
    assert open_graph("pairs", pair_model, changed(mine, runtime="auto")) is None
    with pytest.raises(ModelError, match=r"models\.graph_folder"):
        open_graph("pairs", pair_model, mine)


@pytest.mark.usefixtures("no_export")
def test_other_devices_hub_names_and_pickled_weights_are_left_to_torch(
    text_model: Path, settings: ModelSettings, tmp_path: Path
) -> None:
    auto = changed(settings, runtime="auto")
    assert open_graph("texts", text_model, changed(auto, device="cuda")) is None
    assert open_graph("texts", Path("owner/name"), auto) is None
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickled")
    assert open_graph("texts", tmp_path, auto) is None
    with pytest.raises(ModelError, match=r"models\.device"):
        open_graph("texts", text_model, changed(settings, device="cuda"))


def test_the_probes_reach_from_nothing_to_beyond_the_limit() -> None:
    assert "" in TEXTS
    assert max(len(text.split()) for text in TEXTS) > 512
