"""`reporter models pull`: how more is fetched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reporter.errors import ModelError
from reporter.modelstore.hub import pull, setting_for
from reporter.modelstore.manifest import (
    check,
    model_folders,
    read_manifest,
)
from tests.modelstore.conftest import Hub
from tests.modelstore.store import COMMIT, listed, run


def test_pull_fetches_weights_tokenizer_and_configuration_and_nothing_else(
    hub: Hub, tmp_path: Path
) -> None:
    folder, entry = pull("acme/tiny@v1", tmp_path / "pulled")

    assert folder.name == f"acme--tiny@{COMMIT[:12]}"
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    ]
    assert (entry.source, entry.revision, entry.licence) == ("acme/tiny", COMMIT, "apache-2.0")
    assert list(check(tmp_path / "pulled")) == []
    assert not [path for path in hub.asked if path.endswith((".bin", ".py", ".onnx"))]


def test_a_pulled_model_is_listed_and_verified(
    hub: Hub, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = run("pull", "acme/tiny", "--json")

    assert answer.exit_code == 0, answer.output
    pulled = json.loads(answer.stdout)
    assert pulled["setting"] == f"summarizer = 'seq2seq:{pulled['path']}'"
    found = listed("--set", f"models.summarizer=seq2seq:{pulled['path']}")
    assert found["acme/tiny"]["origin"] == "pulled"
    assert found["acme/tiny"]["revision"] == COMMIT
    assert found["acme/tiny"]["used_by"] == ["models.summarizer"]
    (Path(pulled["path"]) / "model.safetensors").write_bytes(b"other weights")
    assert run("verify").exit_code == 1


def test_pull_says_what_to_write_into_the_settings(hub: Hub, root: Path) -> None:
    answer = run("pull", "acme/tiny@v1")

    assert answer.exit_code == 0
    assert COMMIT in answer.output
    assert "[models]\nsummarizer = 'seq2seq:" in answer.output


def test_an_interrupted_pull_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.fails_on = "tokenizer.json"
    with pytest.raises(ModelError, match="could not be fetched"):
        pull("acme/tiny", tmp_path)
    assert read_manifest(tmp_path) == ()
    hub.fails_on = ""
    hub.asked.clear()

    folder, _ = pull("acme/tiny", tmp_path)

    assert (folder / "tokenizer.json").is_file()
    assert [item for item in tmp_path.iterdir() if item.name.startswith(".")] == []


def test_a_model_that_is_here_already_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    first = pull("acme/tiny", tmp_path)
    hub.asked.clear()

    assert pull("acme/tiny", tmp_path) == first
    assert not [path for path in hub.asked if "/resolve/" in path]


def test_weights_that_are_not_what_the_hub_announced_are_refused(hub: Hub, tmp_path: Path) -> None:
    hub.announced["model.safetensors"] = "0" * 64

    with pytest.raises(ModelError, match=r"model.safetensors did not arrive as"):
        pull("acme/tiny", tmp_path)
    assert read_manifest(tmp_path) == ()
    assert model_folders(tmp_path) == ()


def test_a_model_with_pickled_weights_alone_is_refused(hub: Hub, tmp_path: Path) -> None:
    del hub.files["model.safetensors"]

    with pytest.raises(ModelError, match="no safetensors weights"):
        pull("acme/tiny", tmp_path)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("acme/other", "has no model 'acme/other'"),
        ("acme/tiny@v2", "has no revision 'v2'"),
        ("acme/tiny@", "is no revision"),
        ("acme/tiny@../v1", "is no revision"),
        ("a b", "is no name of a model"),
        ("../../etc", "is no name of a model"),
    ],
)
def test_what_a_hub_does_not_have_is_said(hub: Hub, tmp_path: Path, spec: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        pull(spec, tmp_path)


def test_without_a_hub_it_is_said_what_to_do_instead(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    answer = run("pull", "acme/tiny")

    assert answer.exit_code == 2
    assert "acme/tiny could not be fetched from http://127.0.0.1:1" in answer.stderr
    for help_ in ("copy it here", "HTTPS_PROXY", "HF_ENDPOINT"):
        assert help_ in answer.stderr
    assert "Traceback" not in answer.stderr


def test_offline_by_choice_is_respected_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)

    with pytest.raises(ModelError, match="HF_HUB_OFFLINE"):
        pull("acme/tiny", tmp_path)


@pytest.mark.parametrize(
    ("architecture", "setting"),
    [
        ("PegasusForConditionalGeneration", "summarizer = 'seq2seq:"),
        ("LlamaForCausalLM", "summarizer = 'causal:"),
        ("GPT2LMHeadModel", "summarizer = 'causal:"),
        ("DebertaV2ForSequenceClassification", "scorer = 'cross-encoder:"),
        ("ViTForImageClassification", ""),
    ],
)
def test_the_setting_follows_the_architecture(
    tmp_path: Path, architecture: str, setting: str
) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"architectures": [architecture]}))

    assert setting_for(tmp_path).startswith(setting)
    assert bool(setting_for(tmp_path)) == bool(setting)
