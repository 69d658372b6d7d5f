"""Exported graphs on disk: one folder per graph, there in full or not at all.

A folder is named after what it was made from and holds `graph.onnx`, `tokenizer.json` and
`manifest.json` with the SHA-256 of both. What does not match its manifest is removed, never
opened; what is removed is made anew from the safetensors.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, ValidationError

GRAPH = "graph.onnx"
TOKENIZER = "tokenizer.json"

_MANIFEST = "manifest.json"
_MODEL_FILES = frozenset({".json", ".model", ".safetensors", ".txt"})


class Manifest(BaseModel):
    """What a graph is: its inputs, where texts are cut, and what torch made of the probes.

    `labels` names the classes of a pair model, in the order of its outputs. `expected` has one row
    of raw outputs per probe of `onnx_export`. `refused` says why there is no graph; it is kept so
    that a model that cannot be exported is not tried again in every run.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: tuple[str, ...] = ()
    max_tokens: int = 0
    labels: tuple[str, ...] = ()
    expected: tuple[tuple[float, ...], ...] = ()
    files: dict[str, str] = {}
    refused: str = ""


def graph_folder(folder: str) -> Path:
    """Return the folder of all graphs: the given one, or a part of the user's cache folder."""
    return Path(folder) if folder else platformdirs.user_cache_path("reporter") / "graphs"


def fingerprint(model: Path) -> str:
    """Return the SHA-256 of the files that a model is opened from, their paths included."""
    digest = hashlib.sha256()
    for file in sorted(model.rglob("*")):
        if file.suffix in _MODEL_FILES and file.is_file():
            digest.update(f"{file.relative_to(model).as_posix()}\0{_sha256(file)}\0".encode())
    return digest.hexdigest()


def load(entry: Path) -> Manifest | None:
    """Return the manifest of a graph's folder, or None where there is none that can be trusted."""
    try:
        manifest = Manifest.model_validate_json((entry / _MANIFEST).read_bytes())
        whole = bool(manifest.refused) or (
            set(manifest.files) == {GRAPH, TOKENIZER}
            and all(_sha256(entry / name) == digest for name, digest in manifest.files.items())
        )
    except (OSError, ValidationError):
        whole = False
    if whole:
        return manifest
    shutil.rmtree(entry, ignore_errors=True)
    return None


def save(entry: Path, make: Callable[[Path], Manifest]) -> Manifest:
    """Let `make` write a graph into a new folder, move that to `entry`; return its manifest.

    Where another process was faster, its graph stays. Raises OSError where nothing can be written.
    """
    entry.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=entry.parent, ignore_cleanup_errors=True) as name:
        making = Path(name) / "graph"
        making.mkdir()
        made = make(making)
        files = (
            {} if made.refused else {part: _sha256(making / part) for part in (GRAPH, TOKENIZER)}
        )
        manifest = made.model_copy(update={"files": files})
        (making / _MANIFEST).write_text(manifest.model_dump_json(), encoding="utf-8")
        try:
            making.rename(entry)
        except OSError:
            faster = load(entry)
            if faster is None:
                raise
            return faster
    return manifest


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
