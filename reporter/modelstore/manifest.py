"""A manifest says which files each model folder has, with their SHA-256; checking compares both.

A root is a folder of model folders with a `manifest.json`: `models/` of the installation, and the
folder that pulled models go to.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reporter.errors import ModelError
from reporter.storage.files import write_whole

SCHEMA = "reporter-models/1"
NAME = "manifest.json"
_MARKERS = ("config.json", "modules.json")
_CARD = "README.md"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of a model: `path` from the model's folder with "/", size in bytes, hex SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A model folder as a manifest has it.

    `source` is the hub name and `revision` the commit of a pulled model; both are empty for a
    shipped one, whose card says where it is from.
    """

    name: str
    licence: str
    files: tuple[ModelFile, ...]
    source: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file or folder that is not as the manifest says, and in which way."""

    model: str
    path: str
    problem: str


def describe(folder: Path, source: str = "", revision: str = "", licence: str = "") -> Entry:
    """Return the entry of a model folder as it lies there.

    The licence is the one given, or that of the front matter of the model card. Hidden files are
    left out. Raises ModelError for a file that cannot be read.
    """
    files = tuple(_model_file(folder, path) for path in _listed(folder))
    return Entry(folder.name, licence or _licence(folder / _CARD), files, source, revision)


def model_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders of `root` that hold a model, by name."""
    return tuple(
        folder
        for folder in sorted(root.glob("*"))
        if not folder.name.startswith(".") and any((folder / name).is_file() for name in _MARKERS)
    )


def read_manifest(root: Path) -> tuple[Entry, ...]:
    """Return the entries of a root, by name; () where there is no manifest.

    Raises ModelError for a manifest that cannot be read or has another form.
    """
    path = root / NAME
    if not path.is_file():
        return ()
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        if tree["schema"] != SCHEMA:
            raise ValueError(f"its schema is {tree['schema']!r}, not {SCHEMA!r}")
        return tuple(_entry(name, fields) for name, fields in sorted(tree["models"].items()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"the manifest {path} cannot be read: {error}.", "Restore it, or pull the models again."
        ) from None


def write_manifest(root: Path, entries: Iterable[Entry]) -> Path:
    """Write the manifest of a root and return its path; the same entries give the same bytes."""
    models = {
        entry.name: {
            "licence": entry.licence,
            **({"source": entry.source, "revision": entry.revision} if entry.source else {}),
            "files": {
                file.path: {"bytes": file.size, "sha256": file.sha256} for file in entry.files
            },
        }
        for entry in entries
    }
    text = json.dumps({"schema": SCHEMA, "models": models}, indent=2, sort_keys=True)
    path = root / NAME
    write_whole(path, text + "\n")
    return path


def check(root: Path) -> Iterator[Fault]:
    """Yield what differs between a root and its manifest, by model, then by file."""
    entries = read_manifest(root)
    known = {entry.name for entry in entries}
    for entry in entries:
        found = describe(root / entry.name)
        yield from compare(entry.name, entry.files, found.files)
    for folder in model_folders(root):
        if folder.name not in known:
            yield Fault(folder.name, "", "is not in the manifest")


def compare(model: str, wanted: Sequence[ModelFile], found: Sequence[ModelFile]) -> Iterator[Fault]:
    """Yield the files that are missing, that differ, and that nobody listed, by path."""
    here = {file.path: file for file in found}
    for file in sorted(wanted, key=lambda item: item.path):
        other = here.pop(file.path, None)
        if other is None:
            yield Fault(model, file.path, "is missing")
        elif other.size != file.size:
            yield Fault(model, file.path, f"has {other.size} bytes instead of {file.size}")
        elif other.sha256 != file.sha256:
            yield Fault(
                model, file.path, f"has SHA-256 {other.sha256[:12]}… instead of {file.sha256[:12]}…"
            )
    for path in sorted(here):
        yield Fault(model, path, "is not in the manifest")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; ModelError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}.") from None


def _model_file(folder: Path, path: Path) -> ModelFile:
    return ModelFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest(path))


def _listed(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        found += [Path(place) / name for name in files if not name.startswith(".")]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _licence(card: Path) -> str:
    """Return the licence that a model card names in its front matter, "" where it names none."""
    try:
        _, front, _ = card.read_text(encoding="utf-8").split("---", 2)
        fields = yaml.safe_load(front)
    except (OSError, ValueError, yaml.YAMLError):
        return ""
    named = fields.get("license", "") if isinstance(fields, dict) else ""
    return named if isinstance(named, str) else ", ".join(str(each) for each in named)


def _entry(name: str, fields: Mapping[str, Any]) -> Entry:
    if name != Path(name).name or name in {"", ".", ".."}:
        raise ValueError(f"{name!r} is not the name of a folder")
    files = tuple(
        ModelFile(path, int(values["bytes"]), str(values["sha256"]))
        for path, values in sorted(fields["files"].items())
    )
    return Entry(
        name,
        str(fields["licence"]),
        files,
        str(fields.get("source", "")),
        str(fields.get("revision", "")),
    )
