"""Folders and a hub that stand for the user's."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import reporter.modelstore.inventory as inventory_module
from tests.modelstore.store import COMMIT


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for the shipped models; nothing is pulled."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(inventory_module, "shipped", lambda _kind: folder)
    monkeypatch.setattr(inventory_module, "pulled_root", lambda: tmp_path / "pulled")
    monkeypatch.chdir(tmp_path)
    return folder


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
