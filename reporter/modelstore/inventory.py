"""Which models are here, where they come from, and what the settings make of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from reporter.config import ModelSettings
from reporter.modelstore.manifest import (
    Entry,
    Fault,
    ModelFile,
    check,
    compare,
    describe,
    digest,
    read_manifest,
)
from reporter.modelstore.packages import PACKAGES, Package, present, recorded
from reporter.resources import shipped


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is here or that the settings name.

    `origin` is "shipped", "package NAME VERSION", "pulled", "hub cache", "path", "not found", or
    says why no file is needed; `path` is None where there is none. `used_by` names the settings.
    """

    name: str
    origin: str
    path: Path | None
    licence: str = ""
    files: tuple[ModelFile, ...] = ()
    used_by: tuple[str, ...] = ()
    revision: str = ""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def weights(self) -> ModelFile | None:
        """The largest file."""
        return max(self.files, key=lambda file: (file.size, file.path), default=None)


NOT_FOUND = "not found"

_SHIPPED_FOR = {"cross-encoder": "pair-scorer", "seq2seq": "summarizer"}
"""The shipped model that a backend opens when the setting names none."""

_WITHOUT_FILES = {
    "lexical": "rules, no files",
    "extractive": "sentences of the articles, no files",
    "openai": "asked at models.endpoint, no files",
}


def pulled_root() -> Path:
    """Return the folder that pulled models go to; it need not exist."""
    return platformdirs.user_data_path("reporter") / "models"


def inventory(settings: ModelSettings) -> tuple[Model, ...]:
    """Return the shipped, installed and pulled models, then whatever else the settings name.

    Every file is hashed. Raises ModelError for a file or manifest that cannot be read.
    """
    here = [
        *(_of_entry(shipped("models"), entry, "shipped") for entry in _entries(shipped("models"))),
        *(model for package in PACKAGES if (model := _of_package(package))),
        *(_of_entry(pulled_root(), entry, "pulled") for entry in _entries(pulled_root())),
    ]
    for role in ("parser", "embedder", "scorer", "summarizer"):
        _assign(f"models.{role}", getattr(settings, role), here)
    return tuple(here)


def faults() -> Iterator[Fault]:
    """Yield whatever differs from the manifests, and from what packages say of their own files."""
    yield from check(shipped("models"))
    yield from check(pulled_root())
    for package in PACKAGES:
        found = package.installed()
        if found is not None:
            wanted = recorded(found, package.module)
            files = [file for _, file in wanted]
            yield from compare(f"package {package.distribution}", files, present(wanted))


def _entries(root: Path) -> Iterator[Entry]:
    for entry in read_manifest(root):
        folder = root / entry.name
        yield describe(folder, entry.source, entry.revision, entry.licence)


def _of_entry(root: Path, entry: Entry, origin: str) -> Model:
    folder = root / entry.name
    path = folder if folder.is_dir() else None
    return Model(
        entry.source or entry.name,
        origin,
        path,
        entry.licence,
        entry.files,
        revision=entry.revision,
    )


def _of_package(package: Package) -> Model | None:
    found = package.installed()
    if found is None:
        return None
    return Model(
        package.name,
        f"package {package.distribution} {found.version}",
        Path(str(found.locate_file(package.module))),
        package.licence,
        present(recorded(found, package.module)),
    )


def _assign(key: str, spec: str, here: list[Model]) -> None:
    """Note on the model that `spec` names that `key` uses it; add the model if it is new."""
    named = _named(spec)
    for place, model in enumerate(here):
        if model.name == named.name or (model.path is not None and model.path == named.path):
            here[place] = replace(model, used_by=(*model.used_by, key))
            return
    here.append(replace(named, used_by=(key,)))


def _named(spec: str) -> Model:
    backend, _, name = spec.partition(":")
    if not name and backend in _SHIPPED_FOR:
        return Model(_SHIPPED_FOR[backend], NOT_FOUND, None)
    for package in PACKAGES:
        if spec in package.specs:
            return Model(package.name, NOT_FOUND, None)
    if backend in _WITHOUT_FILES:
        return Model(spec, _WITHOUT_FILES[backend], None)
    path = Path(name).expanduser()
    if path.is_dir():
        entry = describe(path)
        return Model(name, "path", path.resolve(), entry.licence, entry.files)
    if path.is_file():
        file = ModelFile(path.name, path.stat().st_size, digest(path))
        return Model(name, "path", path.resolve(), "", (file,))
    return _module(name) or _hub_cached(name)


def _module(name: str) -> Model | None:
    """Find a model that is a package of its own name, as spaCy's are."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0])
    return Model(name, "package", folder, "", describe(folder).files)


def _hub_cached(name: str) -> Model:
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repositories = sorted(scan_cache_dir().repos, key=lambda item: item.repo_id)
    except CacheNotFound:
        repositories = []
    for repository in repositories:
        for revision in sorted(repository.revisions, key=lambda item: item.commit_hash):
            if repository.repo_id == name and "main" in revision.refs:
                folder = revision.snapshot_path
                entry = describe(folder)
                return Model(
                    name, "hub cache", folder, entry.licence, entry.files, (), revision.commit_hash
                )
    return Model(name, NOT_FOUND, None)
